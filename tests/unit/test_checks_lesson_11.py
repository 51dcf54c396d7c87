"""Lesson 11: right answers in many forms are right, each mistake gets its hint."""

import numpy as np
import pytest

from nnlib.checks.base import CORRECT, NOT_ATTEMPTED, NOT_YET
from nnlib.checks.lesson_11 import (
    BILL_SEED,
    _bills,
    check_bill,
    check_spiral,
    check_table,
)
from nnlib.data import spirals
from nnlib.losses import binary_cross_entropy
from nnlib.network import build_mlp
from nnlib.optimizers import Adam
from nnlib.schedules import constant
from nnlib.training import train


def hint(told):
    assert told.verdict == NOT_YET, told
    return told.sentence


# --- a confusion table --------------------------------------------------------------

RIGHT = (162 / 200, 42 / 50, 42 / 72)


def test_an_empty_table_is_not_attempted():
    assert check_table(..., ..., ...).verdict == NOT_ATTEMPTED
    assert check_table(None, ..., None).verdict == NOT_ATTEMPTED


@pytest.mark.parametrize(
    "answers",
    [
        RIGHT,
        (0.81, 0.84, 0.583),
        (0.81, 0.84, 0.5833),
        tuple(map(np.float64, RIGHT)),
        ((120 + 42) / 200, np.array([0.84]), 42 / (30 + 42)),
    ],
)
def test_the_three_fractions_are_right(answers):
    assert check_table(*answers).verdict == CORRECT


@pytest.mark.parametrize(
    "answers, words",
    [
        ((81, 0.84, 0.583), "my_accuracy: a fraction between 0 and 1"),
        ((162, 0.84, 0.583), "my_accuracy: this is a count"),
        ((0.19, 0.84, 0.583), "these are the wrong answers"),
        ((0.21, 0.84, 0.583), "only the hits were counted"),
        ((0.6, 0.84, 0.583), "only the first row"),
        ((0.82, 0.84, 0.583), "weighs the few ill like the many healthy"),
        ((0.5, 0.84, 0.583), "my_accuracy: 0.5 is not it"),
        ((0.81, 0.16, 0.583), "the fraction of the missed"),
        ((0.81, 0.583, 0.84), "my_found: that divides by those who were called ill"),
        ((0.81, 0.21, 0.583), "divide by the number of ill people, not of all"),
        ((0.81, 0.8, 0.583), "the row of the healthy"),
        ((0.81, 42, 0.583), "my_found: this is a count"),
        ((0.81, 0.84, 0.84), "my_trusted: that divides by those who are ill"),
        ((0.81, 0.84, 0.417), "the fraction of false alarms"),
        ((0.81, 0.84, 0.9375), "the column of those called healthy"),
        ((0.81, 0.84, 58.33), "my_trusted: a fraction between 0 and 1"),
        ((0.81, 0.84, "half"), "expected numbers"),
        ((0.81, 0.84, 0.58), "my_trusted: that is rounded too far"),
        ((0.81, 42 / 8, 0.583), "the missed and the found together"),
        ((0.81, 0.84, 42 / 30), "all who were called ill, rightly or not"),
        ((0.81, ..., ...), "right so far; still to fill in: my_found, my_trusted"),
        ((..., 0.84, ...), "right so far; still to fill in: my_accuracy, my_trusted"),
        ((0.19, ..., ...), "these are the wrong answers"),
    ],
)
def test_the_three_fractions_gone_wrong(answers, words):
    assert words in hint(check_table(*answers))


# --- the bill -----------------------------------------------------------------------


def stub(probabilities, targets, threshold):
    """Say what is wanted."""
    ...


def masks(probabilities, targets, threshold):
    answers = probabilities > threshold
    misses = ((targets == 1) & ~answers).sum()
    alarms = ((targets == 0) & answers).sum()
    return 10 * misses + alarms


def arithmetic(probabilities, targets, threshold):
    yes = (probabilities > threshold).astype(int)
    return float(np.sum(10 * targets * (1 - yes) + (1 - targets) * yes))


def loop(probabilities, targets, threshold):
    total = 0
    for p, target in zip(probabilities[:, 0], targets[:, 0], strict=True):
        if target == 1 and not p > threshold:
            total += 10
        elif target == 0 and p > threshold:
            total += 1
    return total


def where(probabilities, targets, threshold):
    prices = np.where(targets == 1, 10, 1)
    return prices[(probabilities > threshold) != (targets == 1)].sum()


def test_an_empty_bill_is_not_attempted():
    assert check_bill(stub).verdict == NOT_ATTEMPTED
    assert check_bill(...).verdict == NOT_ATTEMPTED


@pytest.mark.parametrize("function", [masks, arithmetic, loop, where])
def test_the_bill_is_right(function):
    assert check_bill(function).verdict == CORRECT


def counted(p, t, limit):
    yes, ill = p > limit, t == 1
    return (ill & ~yes).sum(), (~ill & yes).sum()


def test_each_mistake_of_the_bill_can_be_told_from_the_others():
    rng = np.random.default_rng(BILL_SEED)
    probabilities = rng.uniform(size=(40, 1))
    targets = (rng.uniform(size=(40, 1)) < 0.4).astype(float)
    right, mistakes = _bills(probabilities, targets, 0.3)
    assert len({right, *mistakes.values()}) == 13


WRONG_BILLS = {
    "the prices are swapped": lambda p, t, c: sum(
        np.multiply(counted(p, t, c), (1, 10))
    ),
    "every mistake was charged 1;": lambda p, t, c: ((p > c) != t).sum(),
    "every mistake was charged 10;": lambda p, t, c: 10 * ((p > c) != t).sum(),
    "the false alarms are missing": lambda p, t, c: 10 * counted(p, t, c)[0],
    "the misses are missing": lambda p, t, c: counted(p, t, c)[1],
    "that is the mean": lambda p, t, c: masks(p, t, c) / len(t),
    "taken to be 0.5": lambda p, t, c: masks(p, t, 0.5),
    "is one of the comparisons turned": lambda p, t, c: masks(-p, t, -c),
    "the targets are turned round": lambda p, t, c: masks(p, 1 - t, c),
    "how many answers are right": lambda p, t, c: ((p > c) == t).sum(),
    "keep both in columns": lambda p, t, c: masks(p, t[:, 0], c),
    "put each comparison in parentheses": lambda p, t, c: (
        10 * (t == 1 & ~(p > c)).sum() + (t == 0 & (p > c)).sum()
    ),
    "use >, not >=": lambda p, t, c: masks(p, t, c - 1e-9),
    "gives nothing back": lambda p, t, c: print("", end=""),
    "expected one number": lambda p, t, c: 10 * ((p > c) != t),
    "NameError": lambda p, t, c: misses,  # noqa: F821
    "changed its inputs": lambda p, t, c: masks(p, t, c) + 0 * p.__isub__(1).sum(),
    "expected a function": 3,
}


@pytest.mark.parametrize("words", WRONG_BILLS)
def test_the_bill_gone_wrong(words):
    assert words in hint(check_bill(WRONG_BILLS[words]))


# --- the spiral ---------------------------------------------------------------------


def trained(hidden, *, seed=0, epochs=600, turned=False, **options):
    inputs, targets = spirals(300, seed=0)
    network = build_mlp([2, *hidden, 1], seed=seed, **options)
    history = train(
        *(network, inputs, 1 - targets if turned else targets, binary_cross_entropy),
        epochs=epochs,
        optimizer=Adam(),
        schedule=constant(0.03),
        batch_size=100,
    )
    return network, history


@pytest.fixture(scope="module")
def solved():
    return trained([6, 6], activation="tanh", epochs=1000)[0]


@pytest.fixture(scope="module")
def wide():
    return trained([16, 16])[0]


def test_no_network_is_not_attempted():
    assert check_spiral(...).verdict == NOT_ATTEMPTED


def test_a_small_network_is_right_and_its_units_are_counted(solved):
    told = check_spiral(solved)
    assert told.verdict == CORRECT and "12 hidden units" in told.sentence


@pytest.mark.parametrize(
    "hidden, words",
    [
        ([8, 8], "it can be done with"),
        ([3, 3, 3], "no fewer"),
        ([2, 2], "fewer than we"),
    ],
)
def test_the_praise_compares_with_the_record(hidden, words, monkeypatch):
    good = "nnlib.checks.lesson_11._judge"
    monkeypatch.setattr(good, lambda accuracy, n_units: None)
    network = build_mlp([2, *hidden, 1])
    network.parameters += 0.01
    told = check_spiral(network)
    assert told.verdict == CORRECT and words in told.sentence


def spoiled():
    network = build_mlp([2, 6, 1])
    network.parameters[:] = np.inf
    return network


@pytest.mark.parametrize(
    "network, words",
    [
        (lambda: build_mlp([2, 8, 1]), "not trained yet"),
        (lambda: trained([6], epochs=100)[0], "are wanted"),
        (lambda: trained([])[0], "one line"),
        (lambda: trained([8, 8], epochs=20)[1], "the history of a run"),
        (lambda: build_mlp([2, 8, 1], output="sigmoid"), "leave output= away"),
        (lambda: build_mlp([2, 8, 2]), "2 outputs"),
        (lambda: trained([16, 16], turned=True)[0], "turned round"),
        (spoiled, "no numbers any more"),
        (lambda: 12, "expected a network"),
    ],
)
def test_the_spiral_gone_wrong(network, words):
    assert words in hint(check_spiral(network()))


def test_too_many_units_are_told(wide):
    assert "at most 16" in hint(check_spiral(wide))
