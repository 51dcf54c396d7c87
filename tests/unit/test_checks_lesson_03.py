"""Lesson 03: right answers in many forms are right, each mistake gets its hint."""

import math

import numpy as np
import pytest

from nnlib.checks.base import CORRECT, NOT_ATTEMPTED, NOT_YET
from nnlib.checks.lesson_03 import (
    bump,
    bump_gap,
    check_bump,
    check_relu,
    check_sigmoid,
    check_tent,
)


def hint(told):
    assert told.verdict == NOT_YET, told
    return told.sentence


# --- the tent ---------------------------------------------------------------------


@pytest.mark.parametrize("answer", [..., [..., ..., ..., ...], None, [0.5, 1, ..., 0]])
def test_an_empty_tent_is_not_attempted(answer):
    assert check_tent(answer).verdict == NOT_ATTEMPTED


@pytest.mark.parametrize(
    "answer",
    [[0.5, 1, 0.5, 0], (0.5, 1.0, 0.5, 0.0), np.array([[0.5], [1], [0.5], [0]])],
)
def test_the_tent_is_right(answer):
    assert check_tent(answer).verdict == CORRECT


@pytest.mark.parametrize(
    "answer, words",
    [
        ([0, 0, 0, 0], "without any relu"),
        ([0.5, 1, 0.5, -1], "third hinge is missing"),
        ([0.5, 1, 1, 2], "counts double"),
        ([0.5, 1, 2.5, 8], "pulls down"),
        ([0.5, 1, 1.5, 3], "first hinge alone"),
        ([0.5, 1, 0.5], "four numbers are asked, you gave three"),
        ([0.5, 1, 0.5, 0, 0], "you gave five"),
        ([0.5, 1, 0.5, 7], "x = 3 is not right yet: relu(3) − 2 · relu(2) + relu(1)"),
        ([0.5, 2, 0.5, 0], "x = 1 is not right yet: relu(1) − 2 · relu(0) + relu(−1)"),
        ([0.5, "one", 0.5, 0], "all four must be numbers"),
        ([0.5, 1, 0.5, math.nan], "x = 3 is not right yet"),
    ],
)
def test_a_wrong_tent_is_told_why(answer, words):
    told = hint(check_tent(answer))
    assert words in told
    assert "0.5, 1, 0.5" not in told  # no hint gives the answer away


# --- the bump ---------------------------------------------------------------------


def test_an_empty_bump_is_not_attempted():
    assert check_bump(..., ...).verdict == NOT_ATTEMPTED
    assert check_bump([], []).verdict == NOT_ATTEMPTED
    assert check_bump([1.5, ..., ...], [2, ..., ...]).verdict == NOT_ATTEMPTED


@pytest.mark.parametrize(
    "places, sizes",
    [
        ([1.5, 3, 4.5], [2, -4, 2]),
        ((1.4, 3.0, 4.6), np.array([2.0, -4.0, 2.0])),
        (np.array([[1.3], [3], [4.7]]), [[1.8], [-3.6], [1.8]]),
        ([4.5, 1.5, 3], [2, 2, -4]),
    ],
)
def test_many_bumps_are_right(places, sizes):
    told = check_bump(places, sizes)
    assert told.verdict == CORRECT
    gap = bump_gap(np.ravel(places), np.ravel(sizes))
    assert f"an average gap of {gap:.2g};" in told.sentence


@pytest.mark.parametrize(
    "places, sizes, words",
    [
        ([1.5, 3], [2, -4], "a hinge is missing"),
        ([1.5, 3, 4.5], [2, -4], "sizes has 2 of 3"),
        ([1.5, 3, 4.5], [2, -4, 0], "hinge 3 has size 0"),
        ([1.5, 3, 4.5], [2, 4, 2], "hinge 2 has the wrong sign"),
        ([1.5, 3, 4.5], [2, -4, -2], "hinge 3 has the wrong sign"),
        ([1.5, 3, 4.5], [-2, 4, -2], "upside down"),
        ([2, -4, 2], [1.5, 3, 4.5], "swapped"),
        ([1.5, 4.5, 3], [2, -4, 2], "another order"),
        ([1.5, 3, 4.5], [2, -2, 2], "minus two times the first"),
        ([1.5, 3, 4.5], [2, -3, 2], "add up to 0"),
        ([0.5, 2, 3.5], [2, -4, 2], "turns at x = 2"),
        ([1.5, 3, 4.5], [1, -2, 1], "too low"),
        ([1.5, 3, 4.5], [3, -6, 3], "too high"),
        (["a", 3, 4.5], [3, -6, 3], "list of 3 numbers"),
        ([1, 2, 3, 4], [3, -6, 3, 1], "3 hinges are enough"),
        ([1.5, 3, math.inf], [2, -4, 2], "finite"),
    ],
)
def test_a_wrong_bump_is_told_why(places, sizes, words):
    assert words in hint(check_bump(places, sizes))


def test_the_bump_is_as_the_lesson_draws_it():
    assert bump(3) == 3
    assert bump([0, 6]).max() < 0.001
    assert bump_gap([1.5, 3, 4.5], [2, -4, 2]) == pytest.approx(0.1351, abs=1e-4)


# --- relu and sigmoid -------------------------------------------------------------


def relu_by_loop(z):
    result = []
    for value in z:
        result.append(value if value > 0 else 0)
    return result


def relu_of_one(z):
    return max(0, z)


RIGHT_RELUS = [
    lambda z: np.maximum(z, 0),
    lambda z: np.where(z > 0, z, 0),
    lambda z: z * (z > 0),
    lambda z: (z + abs(z)) / 2,
    relu_by_loop,
    relu_of_one,
]
WRONG_RELUS = [
    (lambda z: np.max(z), "largest number of the whole array"),
    (lambda z: (z > 0) * 1.0, "step"),
    (lambda z: np.abs(z), "absolute value"),
    (lambda z: np.maximum(-z, 0), "sign is flipped"),
    (lambda z: np.minimum(z, 0), "positive ones are lost"),
    (lambda z: z, "nothing is silenced"),
    (lambda z: np.maximum(z, 1), "expected"),
    (lambda z: print(end=""), "nothing back"),
    (lambda z: z / undefined_name, "NameError"),  # noqa: F821
]


@pytest.mark.parametrize("function", RIGHT_RELUS)
def test_many_relus_are_right(function):
    assert check_relu(function).verdict == CORRECT


@pytest.mark.parametrize("function, words", WRONG_RELUS)
def test_a_wrong_relu_is_told_why(function, words):
    assert words in hint(check_relu(function))


def sigmoid_of_one(z):
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    return math.exp(z) / (1 + math.exp(z))


def sigmoid_where(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + small), small / (1 + small))


def sigmoid_suppressed(z):
    with np.errstate(all="ignore"):
        return np.exp(z) / (1 + np.exp(z))


RIGHT_SIGMOIDS = [
    sigmoid_of_one,
    sigmoid_where,
    lambda z: [sigmoid_of_one(one) for one in z],
    lambda z: (1 + np.tanh(z / 2)) / 2,
    lambda z: 1 / (1 + np.exp(-np.clip(z, -500, 500))),
]
WRONG_SIGMOIDS = [
    (lambda z: 1 / (1 + math.exp(-z)), "at z = −1000 exp overflows"),
    (lambda z: 1 / (1 + np.exp(-z)), "overflows"),
    (lambda z: np.exp(z) / (1 + np.exp(z)), "overflows"),
    (sigmoid_suppressed, "nan"),
    (lambda z: 1 / (1 + np.exp(z)), "sign is flipped"),
    (lambda z: 1 / 1 + np.exp(-z), "brackets are missing"),
    (lambda z: 1 / (1 - np.exp(-z)), "plus"),
    (lambda z: np.exp(-z), "alone"),
    (lambda z: np.tanh(z), "tanh"),
    (lambda z: z > 0, "step"),
    (lambda z: np.exp(z) / np.exp(z).sum(), "softmax"),
    (3.0, "expected a function"),
]


@pytest.mark.parametrize("function", RIGHT_SIGMOIDS)
def test_many_sigmoids_are_right(function):
    assert check_sigmoid(function).verdict == CORRECT


@pytest.mark.parametrize("function, words", WRONG_SIGMOIDS)
def test_a_wrong_sigmoid_is_told_why(function, words):
    assert words in hint(check_sigmoid(function))


def stub(z): ...


@pytest.mark.parametrize("check", [check_relu, check_sigmoid])
def test_a_stub_is_not_attempted(check):
    assert check(stub).verdict == NOT_ATTEMPTED
