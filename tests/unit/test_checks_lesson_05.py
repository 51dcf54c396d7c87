"""Lesson 05: right answers in many forms are right, each mistake gets its hint."""

import math

import numpy as np
import pytest

from nnlib.checks.base import CORRECT, NOT_ATTEMPTED, NOT_YET
from nnlib.checks.lesson_05 import (
    check_binary_cross_entropy,
    check_costs,
    check_softmax_slopes,
)
from nnlib.functions import sigmoid, softmax
from nnlib.losses import binary_cross_entropy, one_hot, softmax_cross_entropy


def hint(told):
    assert told.verdict == NOT_YET, told
    return told.sentence


def stub(scores, other): ...


# --- four costs -------------------------------------------------------------------

RIGHT = {
    "squared": 0.18,
    "undecided": 0.693,
    "undecided slope": -0.5,
    "ten equal scores": 2.303,
}


def test_costs_without_a_number_are_not_attempted():
    assert check_costs(dict.fromkeys(RIGHT, ...)).verdict == NOT_ATTEMPTED


def test_some_costs_may_be_checked_before_the_others():
    told = hint(check_costs(RIGHT | {"undecided": ..., "undecided slope": None}))
    assert told == "right so far; still to fill in: undecided, undecided slope"
    begun = dict.fromkeys(RIGHT, ...) | {"squared": 0.36}
    assert "the half is missing" in hint(check_costs(begun))


@pytest.mark.parametrize(
    "answer",
    [
        RIGHT,
        {name: round(value, 2) for name, value in RIGHT.items()},
        RIGHT | {"undecided": math.log(2), "ten equal scores": -math.log(0.1)},
        {name: np.array([value]) for name, value in RIGHT.items()},
    ],
)
def test_the_costs_are_right(answer):
    assert check_costs(answer).verdict == CORRECT


@pytest.mark.parametrize(
    "name, value, words",
    [
        ("squared", 0.36, "the half is missing"),
        ("squared", 0.09, "four times as much"),
        ("squared", 0.3, "not squared"),
        ("squared", 0.72, "1.2 − 0.6"),
        ("undecided", 0.301, "base 10"),
        ("undecided", 1, "base 2"),
        ("undecided", -0.693, "minus is missing"),
        ("undecided", 0, "sigmoid(0)"),
        ("undecided slope", 0.5, "sign is flipped"),
        ("undecided slope", -1, "it is 0.5"),
        ("undecided slope", -0.125, "cancels"),
        ("ten equal scores", 1, "base 10"),
        ("ten equal scores", 0.105, "nine wrong classes"),
        ("ten equal scores", 0.1, "that is the probability"),
        ("squared", -0.18, "never negative"),
        ("undecided", 0.125, "half the squared error"),
        ("undecided slope", 0.25, "slope of the sigmoid"),
        ("undecided slope", -2, "slope of −log"),
        ("ten equal scores", 10, "number of classes"),
        ("ten equal scores", 0.9, "nine wrong classes"),
        ("squared", 7, "1.2 − 0.6"),
        ("undecided", 7, "sigmoid(0)"),
        ("undecided slope", 7, "probability minus target"),
        ("ten equal scores", 7, "share 1 equally"),
        ("squared", "much", "expected numbers"),
    ],
)
def test_a_wrong_cost_is_told_why(name, value, words):
    told = hint(check_costs(RIGHT | {name: value}))
    assert words in told
    assert f"{RIGHT[name]}" not in told.replace("−", "-")
    assert words.startswith("expected num") or name in told


def test_other_names_are_refused():
    assert "four names" in hint(check_costs({"squared": 0.18}))


# --- a binary cross-entropy that survives -----------------------------------------


def by_maximum(scores, targets):
    losses = np.maximum(scores, 0) + np.log1p(np.exp(-abs(scores))) - scores * targets
    return losses.mean()


def by_loop(scores, targets):
    total = 0
    for z, t in zip(scores, targets, strict=True):
        total += max(z, 0) - z * t + math.log(1 + math.exp(-abs(z)))
    return total / len(scores)


RIGHT_LOSSES = [
    by_maximum,
    by_loop,
    lambda z, t: np.mean(np.logaddexp(0, z) - z * t),
    lambda z, t: np.mean(np.where(t == 1, np.logaddexp(0, -z), np.logaddexp(0, z))),
    lambda z, t: np.array([[np.mean(np.logaddexp(0, (1 - 2 * t) * z))]]),
    binary_cross_entropy.value,
]


def naive(z, t):
    p = sigmoid(z)
    return np.mean(-t * np.log(p) - (1 - t) * np.log(1 - p))


def softened(z, t, rest):
    return np.mean(np.maximum(z, 0) + rest - z * t)


def clipped(z, t):
    p = np.clip(sigmoid(z), 1e-12, 1 - 1e-12)
    return np.mean(-t * np.log(p) - (1 - t) * np.log(1 - p))


def naive_loop(z, t):
    total = 0
    for score, target in zip(z, t, strict=True):
        p = 1 / (1 + math.exp(-score))
        total -= math.log(p) if target == 1 else math.log(1 - p)
    return total / len(z)


WRONG_LOSSES = [
    (naive, "rounded to 0 or 1 before its log"),
    (lambda z, t: softened(z, t, np.log1p(np.exp(-z))), "not −score"),
    (lambda z, t: softened(z, t, np.log1p(np.exp(abs(z)))), "got score or |score|"),
    (lambda z, t: softened(z, t, 0), "only a part"),
    (lambda z, t: softened(z, t, np.exp(-abs(z))), "the log is missing"),
    (naive_loop, "rounded to 0 or 1 before its log"),
    (clipped, "clipped"),
    (lambda z, t: np.mean(np.log(1 + np.exp(z)) - z * t), "exp(1000) is too large"),
    (lambda z, t: np.mean(-t * np.log(z) - (1 - t) * np.log(1 - z)), "forgotten"),
    (lambda z, t: -binary_cross_entropy.value(z, t), "sign is flipped"),
    (lambda z, t: binary_cross_entropy.value(z, 1 - t), "swapped"),
    (lambda z, t: binary_cross_entropy.value(-z, t), "swapped"),
    (lambda z, t: np.sum(np.logaddexp(0, z) - z * t), "sum over the samples"),
    (lambda z, t: np.logaddexp(0, z) - z * t, "one loss for each sample"),
    (lambda z, t: np.mean(np.logaddexp(0, z)), "target is missing"),
    (lambda z, t: np.mean(t * np.logaddexp(0, -z)), "samples with target 0"),
    (lambda z, t: np.mean((1 - t) * np.logaddexp(0, z)), "samples with target 1"),
    (lambda z, t: np.mean((sigmoid(z) - t) ** 2) / 2, "squared error"),
    (lambda z, t: naive(z, t) / math.log(10), "base 10"),
    (lambda z, t: 0.5, "expected 0.6808"),
    (lambda z, t: "low", "expected numbers"),
    (lambda z, t: z / undefined_name, "NameError"),  # noqa: F821
    (0.7, "expected a function"),
]


def test_an_empty_loss_is_not_attempted():
    assert check_binary_cross_entropy(stub).verdict == NOT_ATTEMPTED


@pytest.mark.parametrize("function", RIGHT_LOSSES)
def test_many_losses_are_right(function):
    assert check_binary_cross_entropy(function).verdict == CORRECT


@pytest.mark.parametrize("function, words", WRONG_LOSSES)
def test_a_wrong_loss_is_told_why(function, words):
    assert words in hint(check_binary_cross_entropy(function))


# --- the slopes of softmax cross-entropy ------------------------------------------


def wanted(labels):
    return one_hot(labels, 3)


def slopes_by_loop(scores, labels):
    slopes = softmax(scores)
    for row, label in enumerate(labels):
        slopes[row, label] -= 1
    return slopes / len(scores)


RIGHT_SLOPES = [
    slopes_by_loop,
    lambda s, k: (softmax(s) - wanted(k)) / len(s),
    lambda s, k: (softmax(s) - np.eye(3)[k]) / s.shape[0],
    lambda s, k: ((softmax(s) - wanted(k)) / len(s)).tolist(),
    lambda s, k: softmax_cross_entropy.gradient(s, wanted(k)),
]
WRONG_SLOPES = [
    (lambda s, k: softmax(s), "probabilities only"),
    (lambda s, k: softmax(s) / len(s), "probabilities only"),
    (lambda s, k: (wanted(k) - softmax(s)) / len(s), "sign is flipped"),
    (lambda s, k: wanted(k) - softmax(s), "sign is flipped"),
    (lambda s, k: softmax(s) - wanted(k), "slopes of the sum"),
    (lambda s, k: (softmax(s) - wanted(k)) / 3, "number of classes"),
    (lambda s, k: (softmax(s) - wanted(k)) / s.size, "all 12 entries"),
    (lambda s, k: (softmax(s) - k) / len(s), "class numbers"),
    (lambda s, k: (softmax(s) - k.reshape(-1, 1)) / len(s), "class numbers"),
    (lambda s, k: (s - wanted(k)) / len(s), "softmax is missing"),
    (lambda s, k: (softmax(s.T).T - wanted(k)) / len(s), "down the columns"),
    (lambda s, k: softmax(s - wanted(k)) / len(s), "before softmax"),
    (lambda s, k: -np.log(softmax(s)), "no log is needed"),
    (lambda s, k: softmax_cross_entropy.value(s, wanted(k)), "that is the loss"),
    (lambda s, k: np.mean(softmax(s) - wanted(k)), "everything was averaged"),
    (lambda s, k: (softmax(s) - wanted(k)).mean(axis=0), "samples were averaged"),
    (lambda s, k: [(softmax(s[i]) - wanted([k[i]])) / 4 for i in range(4)], "its row"),
    (lambda s, k: softmax(s)[k] - 1, "picked rows"),
    (lambda s, k: ((softmax(s) - wanted(k)) / len(s)).T, "swapped"),
    (lambda s, k: np.zeros((4, 3)), "expected"),
]


def test_empty_slopes_are_not_attempted():
    assert check_softmax_slopes(stub).verdict == NOT_ATTEMPTED


@pytest.mark.parametrize("function", RIGHT_SLOPES)
def test_many_slopes_are_right(function):
    assert check_softmax_slopes(function).verdict == CORRECT


@pytest.mark.parametrize("function, words", WRONG_SLOPES)
def test_wrong_slopes_are_told_why(function, words):
    assert words in hint(check_softmax_slopes(function))
