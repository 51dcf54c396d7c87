"""Feedback on the exercises of lesson 06: a stable rate, a descent, a nudged slope."""

from collections.abc import Callable
from typing import Any

import numpy as np

from nnlib.checks.base import (
    Feedback,
    Mistake,
    call,
    expect_number,
    feedback,
    number_list,
)

FLAT, STEEP = 2.0, 30.0  # the slopes of the exercise's ravine are 2·w1 and 30·w2
LIMIT = 2 / STEEP
SLOWEST = 0.0076  # below, 300 steps are not enough
CLOSE = 1.1  # how many times the smaller rate the larger may be


def check_limit(answer: Any) -> Feedback:
    """The rate where the ravine w1² + 15·w2² stops being stable, found by thought."""
    praise = "The steepest direction sets the limit: 2 / 30 = 0.0667."
    return feedback(answer, _test_limit, praise)


def _test_limit(answer: Any) -> None:
    mistakes = {
        "15 belongs to the loss; the slope along w2 is 30·w2": 2 / 15,
        "that is the limit along w1, the flat direction; w2 fails long before":
            2 / FLAT,
        "that rate reaches the bottom of w2 in one step; at the limit a step lands as "
        "far away on the other side": 1 / STEEP,
        "that is the limit of the lesson's ravine; here the slope along w2 is 30·w2":
            2 / 25,
        "divide the other way round: the steeper, the smaller the limit": STEEP / 2,
        "each direction has a limit of its own, and the smaller of the two counts":
            2 / (FLAT + STEEP),
        "nearly: give it as a fraction, or with three digits that count": 0.07,
        "that is the curvature along w2; the limit is 2 divided by it": STEEP,
    }  # fmt: skip
    otherwise = "it is 2 / curvature, with the curvature of the steepest direction"
    expect_number(answer, LIMIT, mistakes, tolerance=0.002, otherwise=otherwise)


def check_runs(settled: Any, failed: Any) -> Feedback:
    """Two rates from runs: one that settled, one that failed, close to each other."""
    praise = f"The limit, {LIMIT:.4f}, lies between your two rates, as it should."
    return feedback([settled, failed], lambda rates: _test_runs(*rates), praise)


def _test_runs(settled: Any, failed: Any) -> None:
    low, high = _rate(settled), _rate(failed)
    if low >= LIMIT > high:
        raise Mistake("the two are swapped: first the rate that settled")
    if low >= LIMIT:
        raise Mistake(f"the rate {low:.4g} does not settle in this ravine; run it")
    if high < LIMIT:
        raise Mistake(f"the rate {high:.4g} does not fail in this ravine; run it")
    if low < SLOWEST:
        raise Mistake(f"the rate {low:.4g} is slow: 300 steps do not bring it down")
    if high > CLOSE * low:
        raise Mistake(
            f"right so far, but {low:.4g} and {high:.4g} are far apart; try rates "
            "between them until one is at most 10 % larger than the other"
        )


def _rate(value: Any) -> float:
    try:
        rate = float(value)
    except (TypeError, ValueError):
        raise Mistake(f"expected a rate, a number, got {value!r}") from None
    if not 0 < rate < np.inf:
        raise Mistake(f"expected a rate above 0, got {rate:g}")
    return rate


def check_descend(answer: Any) -> Feedback:
    """A function (slope, start, rate, steps) that gives the place after the steps."""
    praise = "Your function walks down anything that has a slope."
    return feedback(answer, _test_descend, praise)


def _test_descend(answer: Any) -> None:
    for slope, start, rate, steps in (
        (lambda w: 2 * w, 4.0, 0.1, 5),
        (lambda w: w - 3, -1.0, 0.3, 4),
        (lambda w: 2 * w, 4.0, 0.5, 1),
        (lambda w: 2 * w, 4.0, 0.1, 0),
    ):
        value = call(answer, slope, start, rate, steps)
        places = _places(slope, start, rate, steps + 1)
        if np.size(value) > 1 and np.shape(value) != (1,):
            raise Mistake("give back the last place alone, not all of them")
        case = f"start {start:g}, rate {rate:g}, {steps} steps"
        mistakes = _descents_gone_wrong(slope, start, rate, steps, places)
        expect_number(value, places[steps], mistakes, case=case)


def _places(slope: Callable, start: float, rate: float, steps: int) -> list[float]:
    places = [start]
    for _ in range(steps):
        places.append(places[-1] - rate * slope(places[-1]))
    return places


def _descents_gone_wrong(slope, start, rate, steps, places) -> dict[str, float]:
    last, one_more = places[-2], places[-1]
    wrong = {
        "it went uphill: subtract rate × slope, do not add it":
            _places(slope, start, -rate, steps)[-1],
        "the rate is missing: a step is rate × slope":
            _places(slope, start, 1, steps)[-1],
        "the slope was taken at the start only; find it anew at every place":
            start - steps * rate * slope(start),
        "one step too many": one_more,
        "that is the place after one step; does each step begin at the new place, and "
        "does return stand after the loop?": places[1],
        "that is a walk on w · w; take the slope that is given, slope(w)":
            _places(lambda w: 2 * w, start, rate, steps)[-1],
        "it begins at 4; begin at start": _places(slope, 4.0, rate, steps)[-1],
        "the place never changed; put the new one into the variable": start,
        "that is the length of the last step, not the place": rate * slope(last),
    }  # fmt: skip
    if steps > 1:
        wrong["one step too few"] = places[steps - 1]
    return wrong


def check_slope_by_nudging(answer: Any) -> Feedback:
    """A function (function, x) that measures the slope of the function at x."""
    praise = "Your function finds slopes without knowing any formula."
    return feedback(answer, _test_slope, praise)


def _test_slope(answer: Any) -> None:
    for function, x, slope, name in (
        (lambda x: x**3, 2.0, 12.0, "x³ at 2"),
        (lambda x: x**3 + 5 * x, -1.0, 8.0, "x³ + 5x at −1"),
        (lambda x: 7 - 4 * x, 0.0, -4.0, "7 − 4x at 0"),
    ):
        places = []

        def watched(at, function=function, places=places):
            places.append(float(at))
            return function(at)

        value = call(answer, watched, x)
        _expect_nudges(places, x)
        low, high = min(places), max(places)
        if not low - 1 < x < high + 1:
            around = number_list((low + high) / 2)
            raise Mistake(
                f"you looked near {around}, but x is {x:g}; use x".replace("-", "−")
            )
        rise, run = function(high) - function(low), high - low
        off = abs(rise / run - slope) > 1e-3 * abs(slope)
        if run < 1e-9:
            raise Mistake("the nudge is so small that rounding spoils it; try 0.001")
        mistakes = {_size_sentence(low, x, high): rise / run} if off else {}
        ends = function(low), function(high)
        mistakes |= _slopes_gone_wrong(*ends, run, slope, low < x < high)
        for sentence, wrong in mistakes.items():  # nudges are tiny: compare by ratio
            if _is_near(value, wrong):
                raise Mistake(sentence)
        expect_number(value, slope, case=name, tolerance=1e-3)


def _is_near(value: Any, wrong: float) -> bool:
    try:
        return bool(np.isclose(np.asarray(value, float).item(), wrong, 1e-3, 0))
    except (TypeError, ValueError):
        return False


def _expect_nudges(places: list[float], x: float) -> None:
    if not places:
        raise Mistake("your function never asked the function it was given")
    if min(places) == max(places):
        where = "x itself" if places[0] == x else number_list(places[0])
        raise Mistake(f"you looked only at {where}; look a little above and below x")


def _slopes_gone_wrong(below, above, run, slope, two_sided) -> dict[str, float]:
    rise, step = above - below, run / 2 if two_sided else run
    return {
        "the rise is not divided yet: divide it by the distance between the two places":
            rise,
        "between the two places lie two nudges: divide by 2 · nudge, not by one":
            2 * rise / run,
        "the sign is turned: above minus below, not the other way": -slope,
        "Python reads a / 2 * nudge as (a / 2) · nudge: put 2 * nudge in parentheses":
            rise / 2 * step,
        "the rise must be divided by the distance, not multiplied": rise * run,
        "above minus below needs parentheses of its own, or only the last is divided":
            above - below / run,
        "above minus below needs parentheses, and so does 2 * nudge":
            above - below / 2 * step,
        "divided by 2 · nudge, but from x to one side it is only one nudge":
            rise / run / 2,
    }  # fmt: skip


def _size_sentence(low: float, x: float, high: float) -> str:
    run = high - low
    if not low < x < high:
        return (
            f"you nudge to one side only, by {run:g}: that is the slope beside x; "
            "nudge to both sides, and less"
        )
    return f"a nudge of {run / 2:g} is too large where the function bends; try 0.001"
