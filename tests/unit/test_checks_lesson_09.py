"""Exercises of lesson 09: right answers pass, each typical mistake gets its hint."""

import numpy as np
import pytest

from nnlib.checks.base import CORRECT, NOT_ATTEMPTED, NOT_YET
from nnlib.checks.lesson_09 import (
    check_epoch_of_goal,
    check_new_r_squared,
    check_wider,
    sample_scales,
)
from nnlib.data import Standardizer, sample_surface, surface_grid
from nnlib.losses import r_squared, squared_error
from nnlib.network import build_mlp
from nnlib.optimizers import SGD, Adam
from nnlib.schedules import constant
from nnlib.training import EpochReport, History, train


def with_break(reports, goal):
    for report in reports:
        if report.train_loss <= goal:
            break
    return report.epoch


def with_return(reports, goal):
    for report in reports:
        if not report.train_loss > goal:
            return report.epoch
    return report.epoch


def with_next(reports, goal):
    epoch = 0
    while (report := next(reports, None)) is not None:
        epoch += 1
        if report.train_loss <= goal:
            return epoch
    return np.int64(epoch)


@pytest.mark.parametrize("right", [with_break, with_return, with_next])
def test_stopping_early_is_right(right):
    assert check_epoch_of_goal(right).verdict == CORRECT


def returns_the_report(reports, goal):
    for report in reports:
        if report.train_loss <= goal:
            break
    return report


def never_stops(reports, goal):
    for report in reports:  # noqa: B007
        pass
    return report.epoch


def returns_the_loss(reports, goal):
    for report in reports:
        if report.train_loss <= goal:
            return report.train_loss


def counts_from_zero(reports, goal):
    for number, report in enumerate(reports):  # noqa: B007
        if report.train_loss <= goal:
            break
    return number


def strictly_below(reports, goal):
    for report in reports:
        if report.train_loss < goal:
            break
    return report.epoch


def wrong_way_round(reports, goal):
    for report in reports:
        if report.train_loss >= goal:
            break
    return report.epoch


def trains_to_the_end(reports, goal):
    everything = list(reports)
    met = [one.epoch for one in everything if one.train_loss <= goal]
    return met[0] if met else everything[-1].epoch


def forgets_the_end(reports, goal):
    for report in reports:
        if report.train_loss <= goal:
            return report.epoch


@pytest.mark.parametrize(
    "wrong, hint",
    [
        (never_stops, "leave the loop with break"),
        (returns_the_loss, "this is the loss"),
        (returns_the_report, "return its number, report.epoch"),
        (counts_from_zero, "epochs count from 1"),
        (strictly_below, "use <="),
        (wrong_way_round, "which way round"),
        (trains_to_the_end, "went on to its end"),
        (forgets_the_end, "nothing came back for a goal of 0.1"),
        (3, "expected a function"),
        (lambda reports, goal: reports.loss, "AttributeError"),
    ],
)
def test_stopping_early_gone_wrong(wrong, hint):
    answer = check_epoch_of_goal(wrong)
    assert answer.verdict == NOT_YET and hint in answer.sentence


def stub(reports, goal):
    """Say what is wanted."""
    ...


def test_stubs_are_not_attempted(network):
    assert check_epoch_of_goal(stub).verdict == NOT_ATTEMPTED
    assert check_new_r_squared(..., network).verdict == NOT_ATTEMPTED
    assert check_wider(..., ...).verdict == NOT_ATTEMPTED


@pytest.fixture(scope="module")
def scaled_samples():
    samples, (place_scale, height_scale) = sample_surface(1000), sample_scales()
    return place_scale.apply(samples[["x", "y"]]), height_scale.apply(
        samples[["height"]]
    )


@pytest.fixture(scope="module")
def network(scaled_samples):
    """A stand-in for the lesson's network, trained in a short time."""
    network = build_mlp([2, 16, 1])
    schedule = constant(0.01)
    train(
        *(network, *scaled_samples, squared_error),
        epochs=100,
        optimizer=Adam(),
        schedule=schedule,
        batch_size=100,
    )
    return network


PLACES, HEIGHTS = surface_grid(37)
PLACE_SCALE, HEIGHT_SCALE = sample_scales()
SAMPLES = sample_surface(1000)
SCALED = PLACE_SCALE.apply(SAMPLES[["x", "y"]])
OWN_PLACES, OWN_HEIGHTS = Standardizer.fit(PLACES), Standardizer.fit(HEIGHTS)


def right_r_squared(network):
    answers = HEIGHT_SCALE.undo(network.predict(PLACE_SCALE.apply(PLACES)))
    return r_squared(answers, HEIGHTS)


@pytest.mark.parametrize("shape", [float, np.float64, np.array, lambda v: round(v, 4)])
def test_new_r_squared_is_right(network, shape):
    answer = check_new_r_squared(shape(right_r_squared(network)), network)
    assert answer.verdict == CORRECT


def test_new_r_squared_is_right_in_standardized_units(network):
    predictions = network.predict(PLACE_SCALE.apply(PLACES))
    value = r_squared(predictions, HEIGHT_SCALE.apply(HEIGHTS))
    assert check_new_r_squared(value, network).verdict == CORRECT


def old_grid(predict):
    places, heights = surface_grid(100)
    return r_squared(HEIGHT_SCALE.undo(predict(PLACE_SCALE.apply(places))), heights)


WRONG_R_SQUARED = {
    "undo is missing": lambda p: r_squared(p(PLACE_SCALE.apply(PLACES)), HEIGHTS),
    "standardize them first": lambda p: r_squared(
        HEIGHT_SCALE.undo(p(PLACES)), HEIGHTS
    ),
    "neither were": lambda p: r_squared(p(PLACES), HEIGHTS),
    "use place_scale": lambda p: r_squared(
        HEIGHT_SCALE.undo(p(OWN_PLACES.apply(PLACES))), HEIGHTS
    ),
    "use height_scale": lambda p: r_squared(
        OWN_HEIGHTS.undo(p(PLACE_SCALE.apply(PLACES))), HEIGHTS
    ),
    "100 × 100": old_grid,
    "are swapped": lambda p: r_squared(
        HEIGHTS, HEIGHT_SCALE.undo(p(PLACE_SCALE.apply(PLACES)))
    ),
    "Here it hardly shows": lambda p: r_squared(
        HEIGHT_SCALE.undo(p(OWN_PLACES.apply(PLACES))), HEIGHTS
    ),
    "R² on the samples": lambda p: r_squared(
        HEIGHT_SCALE.undo(p(SCALED)), SAMPLES[["height"]]
    ),
    "the loss, not R²": lambda p: squared_error.value(
        p(PLACE_SCALE.apply(PLACES)), HEIGHT_SCALE.apply(HEIGHTS)
    ),
    "not a percentage": lambda p: round(
        100 * r_squared(HEIGHT_SCALE.undo(p(PLACE_SCALE.apply(PLACES))), HEIGHTS), 2
    ),
    "this is not R² on the 37 × 37 grid": lambda p: 0.5,
}


def test_a_right_but_rounded_r_squared_is_not_accused(network):
    value = right_r_squared(network)
    for near in (round(value, 2), round(value, 2) + 0.003):
        answer = check_new_r_squared(near, network)
        assert answer.verdict == CORRECT or "close: give at least" in answer.sentence


@pytest.mark.parametrize("hint", WRONG_R_SQUARED)
def test_new_r_squared_gone_wrong(network, hint):
    answer = check_new_r_squared(WRONG_R_SQUARED[hint](network.predict), network)
    assert answer.verdict == NOT_YET and hint in answer.sentence


@pytest.fixture(scope="module")
def wide(scaled_samples):
    network = build_mlp([2, 128, 128, 128, 1])
    train(
        *(network, *scaled_samples, squared_error),
        epochs=20,
        optimizer=SGD(),
        schedule=constant(0.05),
    )
    return network


@pytest.mark.parametrize("count", [33537, 33_537.0, np.int64(33537)])
def test_wider_is_right(wide, count):
    assert check_wider(count, wide).verdict == CORRECT


@pytest.mark.parametrize(
    "count, hint",
    [
        (33_152, "biases are missing"),
        (17_025, "one of the two layers"),
        (8_577, "64 units"),
        (17_154, "four times"),
        (12, "12 is not the number"),
        ("many", "expected numbers"),
    ],
)
def test_wider_with_the_wrong_count(wide, count, hint):
    for network in (wide, ...):
        answer = check_wider(count, network)
        assert answer.verdict == NOT_YET and hint in answer.sentence


def test_wider_with_one_of_two(wide):
    for answers in ((33_537, ...), (..., wide)):
        answer = check_wider(*answers)
        assert answer.verdict == NOT_YET and "still open" in answer.sentence


def scaled(factor):
    network = build_mlp([2, 128, 128, 128, 1])
    network.parameters *= factor
    network.dense_layers[-1].biases += 0.01
    return network


@pytest.mark.parametrize(
    "network, hint",
    [
        (lambda: build_mlp([2, 128, 128, 128, 1]), "it is not trained yet"),
        (lambda: scaled(50.0), "went to infinity"),
        (lambda: scaled(1.1), "not yet below 0.5"),
        (lambda: History([EpochReport(1, 0.3, None, 0.1)]), "this is the history"),
        (lambda: build_mlp([2, 64, 64, 64, 1]), "expected the sizes"),
        (lambda: "network", "expected a network"),
    ],
)
def test_wider_with_the_wrong_network(network, hint):
    answer = check_wider(33_537, network())
    assert answer.verdict == NOT_YET and hint in answer.sentence
