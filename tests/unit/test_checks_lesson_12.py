"""Lesson 12: right answers in many forms are right, each mistake gets its hint."""

import numpy as np
import pytest

from nnlib.checks.base import CORRECT, NOT_ATTEMPTED, NOT_YET
from nnlib.checks.lesson_12 import (
    SEEDS,
    _deal,
    _judge,
    _shifts,
    _top_two_values,
    accuracy,
    baseline_accuracy,
    check_reader,
    check_shifted,
    check_top_two,
)
from nnlib.data import PIXELS, load_digits
from nnlib.losses import one_hot, softmax_cross_entropy
from nnlib.network import build_mlp
from nnlib.optimizers import SGD, Adam
from nnlib.schedules import constant, cosine_annealing
from nnlib.training import train


def hint(told):
    assert told.verdict == NOT_YET, told
    return told.sentence


# --- the two best answers -----------------------------------------------------------


def top_two_stub(scores, digits):
    """Say what is wanted."""
    ...


def by_argsort(scores, digits):
    best = scores.argsort(axis=1)[:, -2:]
    return (best == digits[:, None]).any(axis=1).mean()


def by_loop(scores, digits):
    found = 0
    for row, digit in zip(scores, digits, strict=True):
        found += digit in sorted(range(len(row)), key=lambda k: row[k])[-2:]
    return found / len(digits)


def by_rank(scores, digits):
    own = scores[np.arange(len(digits)), digits]
    return float(np.mean((scores > own[:, None]).sum(axis=1) < 2))


def by_partition(scores, digits):
    second = np.partition(scores, -2, axis=1)[:, -2]
    return np.sum(scores[np.arange(len(digits)), digits] >= second) / len(scores)


def by_eight_on(scores, digits):
    best = scores.argsort(axis=1)[:, 8:]  # right, since there are ten classes
    return (best == digits[:, None]).any(axis=1).mean()


def by_falling_sort(scores, digits):
    best = np.argsort(-scores, axis=1)[:, :2]
    return np.mean((best[:, 0] == digits) | (best[:, 1] == digits))


def test_an_empty_top_two_is_not_attempted():
    assert check_top_two(top_two_stub).verdict == NOT_ATTEMPTED
    assert check_top_two(...).verdict == NOT_ATTEMPTED


@pytest.mark.parametrize(
    "function",
    [by_argsort, by_loop, by_rank, by_partition, by_eight_on, by_falling_sort],
)
def test_top_two_is_right(function):
    assert check_top_two(function).verdict == CORRECT


def order(scores):
    return scores.argsort(axis=1)


WRONG_TOP_TWO = {
    "two lowest scores": lambda s, d: (
        (order(s)[:, :2] == d[:, None]).any(axis=1).mean()
    ),
    "that is the accuracy": lambda s, d: (s.argmax(axis=1) == d).mean(),
    "only the second highest": lambda s, d: (order(s)[:, -2] == d).mean(),
    "these are the three highest": lambda s, d: (
        (order(s)[:, -3:] == d[:, None]).any(axis=1).mean()
    ),
    "divide by the number of images": lambda s, d: by_argsort(s, d) * len(d),
    "not among the two": lambda s, d: 1 - by_argsort(s, d),
    "a percentage": lambda s, d: 100 * by_argsort(s, d),
    "over both columns": lambda s, d: (order(s)[:, -2:] == d[:, None]).mean(),
    "looks for the digit anywhere": lambda s, d: np.isin(d, order(s)[:, -2:]).mean(),
    "axis=1": lambda s, d: (s.argsort(axis=0)[:, -2:] == d[:, None]).any(axis=1).mean(),
    "argsort gives the digits": lambda s, d: (
        (np.sort(s, axis=1)[:, -2:] == d[:, None]).any(axis=1).mean()
    ),
    "expected one number": lambda s, d: (order(s)[:, -2:] == d[:, None]).any(axis=1),
    "gives nothing back": lambda s, d: print("", end=""),
    "ValueError": lambda s, d: (order(s)[:, -2:] == d).any(axis=1).mean(),
    "expected a function": 0.994,
}


@pytest.mark.parametrize("words", WRONG_TOP_TWO)
def test_top_two_gone_wrong(words):
    assert words in hint(check_top_two(WRONG_TOP_TWO[words]))


def test_each_mistake_of_top_two_can_be_told_from_the_others():
    rng = np.random.default_rng(0)
    scores = rng.normal(size=(50, 10))
    digits = np.where(
        rng.uniform(size=50) < 0.6,
        scores.argsort(axis=1)[np.arange(50), -rng.integers(1, 4, 50)],
        rng.integers(0, 10, 50),
    )
    right, mistakes = _top_two_values(scores, digits)
    assert len({right, *mistakes.values()}) == 12


# --- one step to the right ----------------------------------------------------------


def shifted_stub(images):
    """Say what is wanted."""
    ...


def by_slices(images):
    moved = np.zeros((len(images), 8, 8))
    moved[:, :, 1:] = images.reshape(-1, 8, 8)[:, :, :-1]
    return moved.reshape(-1, 64)


def by_roll(images):
    moved = np.roll(images.reshape(-1, 8, 8), 1, axis=2)
    moved[:, :, 0] = 0
    return moved.reshape(len(images), 64)


def by_flat_roll(images):
    moved = np.roll(images, 1, axis=1)
    moved[:, ::8] = 0
    return moved


def by_padding(images):
    wide = np.pad(images.reshape(-1, 8, 8), ((0, 0), (0, 0), (1, 0)))
    return wide[:, :, :8].reshape(-1, 64)


def by_pixels(images):
    rows = []
    for image in images:
        rows.append([image[i - 1] if i % 8 else 0 for i in range(64)])
    return rows


def test_an_empty_shift_is_not_attempted():
    assert check_shifted(shifted_stub).verdict == NOT_ATTEMPTED


@pytest.mark.parametrize(
    "function", [by_slices, by_roll, by_flat_roll, by_padding, by_pixels]
)
def test_the_shift_is_right(function):
    assert check_shifted(function).verdict == CORRECT


def squares(images):
    return images.reshape(-1, 8, 8)


def to_the_left(images):
    moved = np.zeros((len(images), 8, 8))
    moved[:, :, :-1] = squares(images)[:, :, 1:]
    return moved.reshape(-1, 64)


def downwards(images):
    moved = np.zeros((len(images), 8, 8))
    moved[:, 1:] = squares(images)[:, :-1]
    return moved.reshape(-1, 64)


def upwards(images):
    return downwards(images[:, ::-1])[:, ::-1]


def old_column(images):
    moved = squares(images).copy()
    moved[:, :, 1:] = squares(images)[:, :, :-1]
    return moved.reshape(-1, 64)


def ink_on_the_left(images):
    moved = np.ones((len(images), 8, 8))
    moved[:, :, 1:] = squares(images)[:, :, :-1]
    return moved.reshape(-1, 64)


def flat_cleared(images):
    moved = np.zeros_like(images)
    moved[:, 1:] = images[:, :-1]
    return moved


WRONG_SHIFTS = {
    "reshape them back": lambda images: squares(by_slices(images)),
    "came back in on the left": lambda images: np.roll(
        squares(images), 1, axis=2
    ).reshape(-1, 64),
    "moved to the left": to_the_left,
    "moved down": downwards,
    "moved up": upwards,
    "slipped into the next": lambda images: np.roll(images, 1, axis=1),
    "slips into the next": flat_cleared,
    "place of another": lambda images: np.roll(images, 1, axis=0),
    "nothing has moved": lambda images: images,
    "still holds what was there": old_column,
    "filled with 1, ink": ink_on_the_left,
    "moved by two columns": lambda images: by_slices(by_slices(images)),
    "expected shape (5, 64), got (64, 5)": lambda images: by_slices(images).T,
    "changed its inputs": lambda images: images.__imul__(0),
    "gives nothing back": lambda images: print("", end=""),
}


@pytest.mark.parametrize("words", WRONG_SHIFTS)
def test_the_shift_gone_wrong(words):
    assert words in hint(check_shifted(WRONG_SHIFTS[words]))


@pytest.mark.parametrize("n", [1, 5])
def test_each_mistake_of_the_shift_differs_from_the_right_one(n):
    right, mistakes = _shifts(np.random.default_rng(0).uniform(size=(n, 64)))
    for wrong in mistakes.values():
        assert wrong.shape != right.shape or not np.allclose(wrong, right)


# --- the baseline beaten ------------------------------------------------------------


def fitted(network, inputs, targets, seed, **more):
    settings = {"optimizer": SGD(), "schedule": constant(0.2), "epochs": 60}
    settings |= {"batch_size": 32} | more
    train(network, inputs, targets, softmax_cross_entropy, seed=seed, **settings)
    return network


def reader(*hidden, epochs=60, **options):
    def read(inputs, targets, seed):
        network = build_mlp([64, *hidden, 10], seed=seed, **options)
        return fitted(network, inputs, targets, seed, epochs=epochs)

    return read


def reader_by_adam(inputs, targets, seed):
    plan = {"optimizer": Adam(), "schedule": cosine_annealing(0.005), "epochs": 30}
    return fitted(build_mlp([64, 64, 10], seed=seed), inputs, targets, seed, **plan)


def reader_of_shifted_images_too(inputs, targets, seed):
    more = np.concatenate([inputs, by_slices(inputs), to_the_left(inputs)])
    network = build_mlp([64, 64, 10], seed=seed)
    return fitted(network, more, np.tile(targets, (3, 1)), seed, epochs=20)


def reader_stub(inputs, targets, seed):
    """Say what is wanted."""
    ...


def test_no_reader_is_not_attempted():
    assert check_reader(reader_stub).verdict == NOT_ATTEMPTED
    assert check_reader(...).verdict == NOT_ATTEMPTED


@pytest.mark.parametrize(
    "function", [reader(64), reader_by_adam, reader_of_shifted_images_too]
)
def test_a_reader_that_beats_the_baseline(function):
    told = check_reader(function)
    assert told.verdict == CORRECT, told
    assert "in 8 new deals" in told.sentence and "more than twice" in told.sentence


def one_seed(inputs, targets, seed):
    return reader(16, epochs=5)(inputs, targets, 0)


def from_outside(inputs, targets, seed):
    """Train on everything, the test images included."""
    digits = load_digits()
    everything = digits[PIXELS] / 16, one_hot(digits["digit"], 10)
    return reader(32, epochs=20)(*everything, seed)


def history_of(inputs, targets, seed):
    network = build_mlp([64, 16, 10], seed=seed)
    settings = {"optimizer": SGD(), "schedule": constant(0.2), "epochs": 1}
    return train(network, inputs, targets, softmax_cross_entropy, **settings)


WRONG_READERS = {
    "the history of the run": history_of,
    "got the number 0.97": lambda inputs, targets, seed: 0.97,
    "expected a network from build_mlp": lambda inputs, targets, seed: "reader",
    "this network has 64 inputs and 2 outputs": lambda inputs, targets, seed: build_mlp(
        [64, 8, 2]
    ),
    "leave output= away": reader(16, epochs=5, output="softmax"),
    "was it trained?": lambda inputs, targets, seed: build_mlp([64, 32, 10], seed=seed),
    "seeds 0 and 1 give the same network": one_seed,
    "it may know the test": from_outside,
    "it is the baseline itself": reader(),
    "a wider hidden layer may help": reader(6),
    "train it longer": reader(32, epochs=5),
    "so, was the rate too high?": lambda *given: fitted(
        build_mlp([64, 32, 10]), *given, epochs=3, schedule=constant(5)
    ),
    "less than twice its error": reader(16),
    "gives nothing back": lambda inputs, targets, seed: print("", end=""),
    "ZeroDivisionError": lambda inputs, targets, seed: 1 / 0,
    "expected a function": 0.98,
}


@pytest.mark.parametrize("words", WRONG_READERS)
def test_a_reader_gone_wrong(words):
    assert words in hint(check_reader(WRONG_READERS[words]))


def test_the_verdict_by_hand():
    network, ours = build_mlp([64, 8, 10]), np.full(4, 0.96)
    ahead = np.array([0.01, 0.02, 0.01, 0.02])  # mean .015, error .0058 / 2
    told = _judge(ours + ahead, ours, network)
    assert "better in 4 of 4, mean difference +0.0150 ± 0.0029" in told


def test_the_baseline_reads_what_the_lesson_says():
    found = [baseline_accuracy(seed) for seed in SEEDS]
    assert np.mean(found) == pytest.approx(0.965, abs=0.004)
    (inputs, targets), test = _deal(SEEDS[0])
    assert len(inputs) == 1438 and len(test[0]) == 359
    again = reader()(inputs, targets, SEEDS[0])
    assert accuracy(again, *test) == found[0]
