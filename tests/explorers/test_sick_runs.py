"""Lesson 10: each sick run shows the signs of its own disease and of no other."""

import itertools

import numpy as np
import pytest

from nnlib.explorers.sick_networks import (
    DEAD,
    DISEASES,
    OVER_FITTING,
    TOO_HIGH,
    TOO_LOW,
    TOO_SMALL,
    examine,
    run_with,
)
from nnlib.explorers.sick_runs import OPEN, RUNS, SickRunsExplorer, losses_of
from nnlib.explorers.sick_words import DIAGNOSES, NOTHING, RIGHT, WRONG, verdict
from tests.explorers.sweep import check_explorer, check_words

NAMES = {disease: run for run, disease in RUNS.items()}


@pytest.fixture(scope="module")
def explorer():
    return SickRunsExplorer()


@pytest.fixture(autouse=True)
def as_new(explorer):
    explorer.reset()


def diagnose(explorer, run, diagnosis):
    explorer.controls["run"].value = run
    explorer.controls["diagnosis"].value = diagnosis
    explorer.controls["check"].click()
    return explorer.words_text


def jumps(losses):
    """How far the loss changes from epoch to epoch, as a share of itself."""
    return np.median(np.abs(np.diff(np.log(losses))))


def moved(found):
    steps = np.abs(found.end_weights - found.start_weights).mean()
    return steps / np.abs(found.start_weights).mean()


def is_flat(losses):
    return np.ptp(losses[10:]) < 0.1 * losses[-1]


def parts(train, validation):
    return validation[-1] > 3 * validation.min() and train[-1] < 1.2 * train.min()


SIGNS = {
    "jumps": lambda train, validation, found: jumps(train) > 0.1,
    "falls in every epoch": lambda train, *_: (np.diff(train) < 0).all(),
    "hardly moved": lambda train, validation, found: moved(found) < 0.05,
    "a layer is off": lambda train, validation, found: 32 in found.silent,
    "the curves part": lambda train, validation, _: parts(train, validation),
    "train loss goes down": lambda train, *_: train[-1] < train[0] / 2,
    "flat": lambda train, *_: is_flat(train),
    "one narrow peak": lambda train, validation, found: (
        found.start_weights.std() < 0.02
    ),
}
SEEN = {
    TOO_LOW: {"falls in every epoch", "hardly moved", "train loss goes down"},
    DEAD: {"a layer is off", "flat", "train loss goes down"},
    OVER_FITTING: {"the curves part", "train loss goes down"},
    TOO_HIGH: {"jumps", "train loss goes down"},
    TOO_SMALL: {"flat", "one narrow peak", "hardly moved"},
}


@pytest.mark.parametrize("disease", DISEASES)
def test_each_run_shows_its_signs(disease):
    found = examine(disease)
    train, validation = losses_of(found)
    seen = {name for name, sign in SIGNS.items() if sign(train, validation, found)}
    assert seen == SEEN[disease]
    assert np.isfinite([*train, *validation, *found.end_weights]).all()


def test_no_two_runs_show_the_same_signs():
    for one, other in itertools.combinations(SEEN.values(), 2):
        assert one - other and other - one


def test_numbers_in_the_words_about_the_slow_run():
    found = examine(TOO_LOW)
    assert found.silent == [0, 5] and found.n_units == 64
    faster = run_with(DISEASES[TOO_LOW]._replace(rate=0.1))
    assert faster.history[-1].train_loss == pytest.approx(0.049, abs=5e-4)


def test_numbers_in_the_words_about_the_dead_run():
    found = examine(DEAD)
    train, _ = losses_of(found)
    assert found.silent[1] == 32 and train[-1] == pytest.approx(0.5, abs=0.005)
    assert moved(found) > 5 and train[0] > 10 * train[1]  # in the first epoch
    better = run_with(DISEASES[DEAD]._replace(rate=0.01))
    assert better.history[-1].train_loss == pytest.approx(0.032, abs=5e-4)


def test_numbers_in_the_words_about_the_run_that_over_fits():
    train, validation = losses_of(examine(OVER_FITTING))
    assert validation.argmin() + 1 == 89
    assert 6 < validation[-1] / validation.min() < 7
    assert train[-1] == pytest.approx(0.042, abs=5e-4)
    others = [losses_of(examine(one))[0] for one in DISEASES if one != OVER_FITTING]
    assert train[-1] < min(losses.min() for losses in others)
    assert train[5] < train[0]
    assert examine(OVER_FITTING).silent == [0, 0]
    more = run_with(DISEASES[OVER_FITTING]._replace(n_samples=500))
    assert more.history[-1].validation_loss < 0.8 * validation.min()


def test_numbers_in_the_words_about_the_run_that_jumps():
    found = examine(TOO_HIGH)
    train, _ = losses_of(found)
    assert train.argmin() < 15 and train[-1] > 2 * train.min()
    assert found.silent == [0, 0] and np.abs(found.start_weights).max() < 0.5
    assert np.mean(np.abs(found.end_weights) > 1.5) > 0.5
    better = run_with(DISEASES[TOO_HIGH]._replace(rate=0.003))
    assert better.history[-1].train_loss == pytest.approx(0.07, abs=5e-4)


def test_numbers_in_the_words_about_the_run_that_does_not_start():
    found = examine(TOO_SMALL)
    assert np.abs(found.start_weights).max() == pytest.approx(0.04, abs=0.002)
    assert losses_of(found)[0] == pytest.approx(0.5, abs=0.005)
    assert found.silent == [0, 0, 0]
    start = DISEASES[TOO_HIGH].start
    better = run_with(DISEASES[TOO_SMALL]._replace(start=start))
    assert better.history[-1].train_loss == pytest.approx(0.073, abs=5e-4)


def test_passes_the_sweep():
    check_explorer(SickRunsExplorer())


def test_every_run_has_its_own_picture(explorer):
    pictures = set()
    for run in RUNS:
        explorer.controls["run"].value = run
        pictures.add(bytes(explorer.pictures["run"].value))
    assert len(pictures) == len(RUNS) == 5


def test_every_wrong_choice_has_its_own_reason():
    for disease in DISEASES:
        assert set(WRONG[disease]) == set(DIAGNOSES) - {disease}
        reasons = [*WRONG[disease].values(), RIGHT[disease]]
        assert len(set(reasons)) == len(DIAGNOSES)
        for diagnosis in DIAGNOSES:
            check_words(verdict(disease, diagnosis), f"{diagnosis} for {disease}")


def test_nothing_is_given_away_before_a_diagnosis(explorer):
    for run in RUNS:
        explorer.controls["run"].value = run
        words = explorer.words_text
        assert words.startswith(f"Run {run[-1]}: training loss ")
        assert words.endswith("What is wrong? Choose a diagnosis and press Check.")
        assert not any(diagnosis in words for diagnosis in DIAGNOSES)


def test_words_of_the_first_run(explorer):
    assert explorer.words_text == (
        "Run 1: training loss 0.63 after the first epoch and 0.23 after epoch 60; "
        "validation loss lowest at epoch 60 with 0.24, at the end 0.24. Spread of the "
        "weights 0.32 at the start, 0.32 at the end. Of the 64 hidden units, 5 in "
        "layer 2 are off for every sample. What is wrong? Choose a diagnosis and press "
        "Check."
    )


@pytest.mark.parametrize("disease", DISEASES)
def test_right_and_wrong_are_told_with_a_reason(explorer, disease):
    run, wrong = NAMES[disease], WRONG[disease]
    for diagnosis, reason in wrong.items():
        words = diagnose(explorer, run, diagnosis)
        assert f"Not “{diagnosis}”. {reason} Solved: 0 of 5" in words
    words = diagnose(explorer, run, disease)
    assert f"Right: {disease}. {RIGHT[disease]} Solved: 1 of 5, 0 at the" in words


def test_the_score_counts_first_tries(explorer):
    for disease, run in NAMES.items():
        if disease == DEAD:
            diagnose(explorer, run, NOTHING)
        words = diagnose(explorer, run, disease)
        diagnose(explorer, run, disease)  # pressing twice changes nothing
    assert "Solved: 5 of 5, 4 at the first try. Run 5: training" in words
    explorer.reset()
    assert explorer.checked == {run: [] for run in RUNS}


def test_a_verdict_needs_the_button_and_is_remembered(explorer):
    explorer.controls["diagnosis"].value = TOO_LOW
    assert "Choose a diagnosis and press Check." in explorer.words_text
    explorer.controls["check"].click()
    assert "Right: learning rate too low." in explorer.words_text
    explorer.controls["run"].value = "run 2"
    assert explorer.values["diagnosis"] == OPEN
    explorer.controls["check"].click()  # nothing is chosen yet
    assert "Choose a diagnosis and press Check." in explorer.words_text
    explorer.controls["run"].value = "run 1"
    assert explorer.values["diagnosis"] == TOO_LOW
    assert "Right: learning rate too low." in explorer.words_text
