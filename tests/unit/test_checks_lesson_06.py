"""Lesson 06: right answers in many forms are right, each mistake gets its hint."""

import math

import numpy as np
import pytest

from nnlib.checks.base import CORRECT, NOT_ATTEMPTED, NOT_YET
from nnlib.checks.lesson_06 import (
    check_descend,
    check_limit,
    check_runs,
    check_slope_by_nudging,
)


def hint(told):
    assert told.verdict == NOT_YET, told
    return told.sentence


# --- the limit, by thought and by runs ----------------------------------------------


@pytest.mark.parametrize("answer", [..., None])
def test_an_empty_limit_is_not_attempted(answer):
    assert check_limit(answer).verdict == NOT_ATTEMPTED


@pytest.mark.parametrize("answer", [2 / 30, 0.0667, 0.067, [1 / 15], np.array(0.0666)])
def test_the_limit_is_right(answer):
    assert check_limit(answer).verdict == CORRECT


@pytest.mark.parametrize(
    "answer, words",
    [
        (2 / 15, "15 belongs to the loss"),
        (1, "the flat direction"),
        (0.0333, "in one step"),
        (0.08, "the lesson's ravine"),
        (15, "the other way round"),
        (0.0625, "a limit of its own"),
        (0.5, "the curvature of the steepest direction"),
        (0.07, "nearly"),
        (30, "the curvature along w2"),
        ("steep", "expected numbers"),
    ],
)
def test_a_wrong_limit_is_told_why(answer, words):
    assert words in hint(check_limit(answer))


@pytest.mark.parametrize("rates", [(..., ...), (0.06, ...), (None, None)])
def test_empty_runs_are_not_attempted(rates):
    assert check_runs(*rates).verdict == NOT_ATTEMPTED


@pytest.mark.parametrize("rates", [(0.06607, 0.0692), (0.066, 0.067), (0.0631, 0.0692)])
def test_close_runs_are_right(rates):
    assert check_runs(*rates).verdict == CORRECT


@pytest.mark.parametrize(
    "rates, words",
    [
        ((0.0692, 0.0661), "swapped"),
        ((0.07, 0.08), "0.07 does not settle"),
        ((0.05, 0.06), "0.06 does not fail"),
        ((0.001, 0.07), "slow"),
        ((0.03, 0.1), "far apart"),
        (("a", 0.1), "expected a rate"),
        ((-1, 0.1), "above 0"),
    ],
)
def test_wrong_runs_are_told_why(rates, words):
    assert words in hint(check_runs(*rates))


# --- descend --------------------------------------------------------------------------


def by_loop(slope, start, rate, steps):
    for _ in range(steps):
        start = start - rate * slope(start)
    return start


def by_while(slope, start, rate, steps):
    w, n = np.array([start]), 0
    while n < steps:
        w -= rate * slope(w)
        n += 1
    return w


def by_calling_itself(slope, start, rate, steps):
    if steps == 0:
        return start
    return by_calling_itself(slope, start - rate * slope(start), rate, steps - 1)


@pytest.mark.parametrize("answer", [by_loop, by_while, by_calling_itself])
def test_descend_is_right(answer):
    assert check_descend(answer).verdict == CORRECT


def test_an_empty_descend_is_not_attempted():
    def stub(slope, start, rate, steps):
        """Walk down."""
        ...

    assert check_descend(stub).verdict == NOT_ATTEMPTED


def added(slope, w, rate, steps):
    return by_loop(slope, w, -rate, steps)


def without_rate(slope, w, rate, steps):
    return by_loop(slope, w, 1, steps)


def slope_at_start(slope, w, rate, steps):
    first = slope(w)
    return by_loop(lambda _: first, w, rate, steps)


def one_more(slope, w, rate, steps):
    return by_loop(slope, w, rate, steps + 1)


def one_less(slope, w, rate, steps):
    return by_loop(slope, w, rate, max(steps - 1, 0))


def returned_at_once(slope, w, rate, steps):
    for _ in range(steps):
        return w - rate * slope(w)
    return w


def always_from_the_start(slope, start, rate, steps):
    w = start
    for _ in range(steps):
        w = start - rate * slope(start)
    return w


def the_bowl(slope, w, rate, steps):
    return by_loop(lambda w: 2 * w, w, rate, steps)


def from_four(slope, w, rate, steps):
    return by_loop(slope, 4, rate, steps)


def not_kept(slope, w, rate, steps):
    for _ in range(steps):
        _ = w - rate * slope(w)
    return w


def all_places(slope, w, rate, steps):
    return [by_loop(slope, w, rate, n) for n in range(steps + 1)]


def nothing_back(slope, w, rate, steps):
    w = w - rate * slope(w)


@pytest.mark.parametrize(
    "answer, words",
    [
        (added, "uphill"),
        (without_rate, "the rate is missing"),
        (slope_at_start, "at the start only"),
        (one_more, "one step too many"),
        (one_less, "one step too few"),
        (returned_at_once, "return stand after the loop"),
        (always_from_the_start, "begin at the new place"),
        (the_bowl, "the slope that is given"),
        (from_four, "begin at start"),
        (lambda slope, w, rate, steps: w - rate * slope, "call it, with (...)"),
        (not_kept, "never changed"),
        (all_places, "the last place alone"),
        (nothing_back, "return"),
        (lambda slope, w, rate, steps: w * rate, "expected"),
        (lambda slope, w: w, "TypeError"),
        (4, "expected a function"),
    ],
)
def test_a_wrong_descent_is_told_why(answer, words):
    assert words in hint(check_descend(answer))


# --- slope by nudging -----------------------------------------------------------------


def both_sides(function, x, nudge=0.001):
    return (function(x + nudge) - function(x - nudge)) / (2 * nudge)


def one_side_but_tiny(function, x):
    return (function(x + 1e-7) - function(x)) / 1e-7


def half_nudges(function, x):
    low, high = function(x - 5e-6), function(x + 5e-6)
    return np.array([(high - low) / 1e-5])


def four_places(function, x, h=0.01):
    near, far = both_sides(function, x, h), both_sides(function, x, 2 * h)
    return (4 * near - far) / 3


@pytest.mark.parametrize(
    "answer", [both_sides, one_side_but_tiny, half_nudges, four_places]
)
def test_nudging_is_right(answer):
    assert check_slope_by_nudging(answer).verdict == CORRECT


def test_an_empty_slope_is_not_attempted():
    def stub(function, x): ...

    assert check_slope_by_nudging(stub).verdict == NOT_ATTEMPTED


@pytest.mark.parametrize(
    "answer, words",
    [
        (lambda f, x: (f(x + 0.1) - f(x)) / 0.1, "to one side only, by 0.1"),
        (lambda f, x: (f(x) - f(x - 0.1)) / 0.1, "to one side only, by 0.1"),
        (lambda f, x: f(x + 0.001) - f(x - 0.001), "not divided yet"),
        (lambda f, x: (f(x + 0.001) - f(x - 0.001)) / 0.001, "two nudges"),
        (lambda f, x: (f(x - 0.001) - f(x + 0.001)) / 0.002, "sign is turned"),
        (lambda f, x: (f(x + 0.001) - f(x - 0.001)) / 2 * 0.001, "parentheses"),
        (lambda f, x: (f(x + 0.001) - f(x)) / (2 * 0.001), "only one nudge"),
        (lambda f, x: (f(x + 0.001) - f(x - 0.001)) * 0.002, "not multiplied"),
        (lambda f, x: both_sides(f, x, 0.5), "too large"),
        (lambda f, x: both_sides(f, x, 1e-15), "rounding"),
        (lambda f, x: f(x) - f(x), "only at x itself"),
        (lambda f, x: both_sides(f, 4), "you looked near 4, but x is 2"),
        (lambda f, x: f(x + 0.001) - f(x - 0.001) / (2 * 0.001), "of its own"),
        (lambda f, x: f(x + 0.001) - f(x - 0.001) / 2 * 0.001, "so does 2 * nudge"),
        (lambda f, x: 2 * x, "never asked"),
        (lambda f, x: both_sides(f, x) + 1, "expected"),
        (lambda f, x: math.sqrt(-1), "ValueError"),
    ],
)
def test_a_wrong_slope_is_told_why(answer, words):
    assert words in hint(check_slope_by_nudging(answer))
