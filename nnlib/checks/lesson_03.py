"""Feedback on the exercises of lesson 03: a tent, a bump of hinges, two functions."""

from collections.abc import Callable
from typing import Any

import numpy as np

from nnlib import require
from nnlib.checks.base import (
    CORRECT,
    Feedback,
    Mistake,
    call,
    expect_array,
    feedback,
    number_list,
)
from nnlib.functions import relu, sigmoid

Array = np.ndarray

TENT_PLACES, TENT_SIZES = np.array([0.0, 1.0, 2.0]), np.array([1.0, -2.0, 1.0])
TENT_X = np.array([0.5, 1.0, 1.5, 3.0])
BUMP_X = np.linspace(0, 6, 121)
GAP_ALLOWED = 0.2
N_HINGES = 3


def hinge_sum(x: Any, places: Array, sizes: Array) -> Array:
    """Return the sum of size · relu(x − place) over all hinges, shape of x (n,)."""
    return relu(np.subtract.outer(np.asarray(x, float), places)) @ np.asarray(sizes)


def check_tent(answer: Any) -> Feedback:
    """Four outputs of relu(x) − 2·relu(x − 1) + relu(x − 2), at x = 0.5, 1, 1.5, 3."""
    praise = "Up with slope 1, down with slope −1, then flat: two bends and a landing."
    return feedback(answer, _test_tent, praise)


def _test_tent(answer: Any) -> None:
    x, places, sizes = TENT_X, TENT_PLACES, TENT_SIZES
    if np.size(answer) != len(x):
        given = dict(enumerate(("none", "one", "two", "three", "four", "five")))
        words = given.get(np.size(answer), "more")
        raise Mistake(f"four numbers are asked, you gave {words}")
    straight = np.subtract.outer(x, places) @ sizes
    mistakes = {
        "that is the sum without any relu: a hinge gives 0 to the left of its place, "
        "never a negative number": straight,
        "the third hinge is missing: from x = 2 on, relu(x − 2) counts too":
            hinge_sum(x, places[:2], sizes[:2]),
        "the second hinge counts double: its size is −2":
            hinge_sum(x, places, [1, -1, 1]),
        "the second hinge pulls down, it does not push up: its size is −2":
            hinge_sum(x, places, [1, 2, 1]),
        "that is the first hinge alone; the other two bend it": relu(x),
    }  # fmt: skip
    right = hinge_sum(x, places, sizes)
    try:
        expect_array(answer, right, mistakes, any_shape=True)
    except Mistake as mistake:
        if str(mistake) in mistakes:
            raise
        raise Mistake(_tent_sentence(np.ravel(answer), right)) from None


def _tent_sentence(numbers: Array, right: Array) -> str:
    """Which number is the first that is wrong, and how to find it."""
    try:
        wrong = np.flatnonzero(~np.isclose(numbers.astype(float), right))[0]
    except (TypeError, ValueError):
        return "all four must be numbers"
    first, second, third = (f"relu({TENT_X[wrong] - place:g})" for place in TENT_PLACES)
    formula = f"{first} − 2 · {second} + {third}".replace("-", "−")
    return f"your number for x = {TENT_X[wrong]:g} is not right yet: {formula} = ?"


@require.in_words
def bump(x: Any) -> Array:
    """The curve to be followed: flat, a smooth bump of height 3 around x = 3, flat."""
    return 3 * np.exp(-((np.asarray(x, float) - 3) ** 2))


@require.in_words
def bump_gap(places: Any, sizes: Any) -> float:
    """Return how far the sum of hinges is from the bump on average, for x in 0 to 6."""
    curve = hinge_sum(BUMP_X, np.asarray(places, float), np.asarray(sizes, float))
    return float(np.abs(curve - bump(BUMP_X)).mean())


def check_bump(places: Any, sizes: Any) -> Feedback:
    """Three hinges that follow the bump with an average gap of at most 0.2."""
    empty = [np.array(part, object).size == 0 for part in (places, sizes)]
    both = [..., ...] if any(empty) else [places, sizes]
    told = feedback(both, lambda parts: _test_bump(*parts), "")
    if told.verdict == CORRECT:
        gap = bump_gap(np.ravel(places), np.ravel(sizes))
        told.sentence = (
            f"Your three hinges follow the bump with an average gap of {gap:.2g}; "
            "0.2 was allowed."
        )
    return told


def _test_bump(places: Any, sizes: Any) -> None:
    places, sizes = _hinge_numbers("places", places), _hinge_numbers("sizes", sizes)
    gap = bump_gap(places, sizes)
    if gap <= GAP_ALLOWED:
        return
    if (sizes == 0).any():
        number = int(np.flatnonzero(sizes == 0)[0]) + 1
        raise Mistake(
            f"hinge {number} has size 0, so it does nothing; all 3 are needed"
        )
    for sentence, better in _repairs(places, sizes).items():
        if bump_gap(*better) <= GAP_ALLOWED:
            raise Mistake(sentence)
    raise Mistake(
        f"the average gap is {gap:.2g}, at most 0.2 is asked; {_advice(places, sizes)}"
    )


def _hinge_numbers(name: str, values: Any) -> Array:
    try:
        numbers = np.ravel(np.asarray(values, float))
    except (TypeError, ValueError):
        raise Mistake(f"{name} must be a list of {N_HINGES} numbers") from None
    if numbers.size < N_HINGES:
        missing = "a hinge is missing" if numbers.size == 2 else "hinges are missing"
        raise Mistake(f"{name} has {numbers.size} of {N_HINGES} numbers: {missing}")
    if numbers.size > N_HINGES:
        raise Mistake(
            f"{name} has {numbers.size} numbers; {N_HINGES} hinges are enough"
        )
    if not np.isfinite(numbers).all():
        raise Mistake(f"{name} must be finite numbers, got {number_list(numbers)}")
    return numbers


def _repairs(places: Array, sizes: Array) -> dict[str, tuple[Array, Array]]:
    """Mistakes with a name, each with the hinges as they would be without it."""
    repairs = {
        "places and sizes are swapped": (sizes, places),
        "the bump is upside down: all three signs are wrong": (places, -sizes),
        "the places are in another order than the sizes: hinge by hinge, first place "
        "with first size": (np.sort(places), sizes),
    }  # fmt: skip
    for k in range(N_HINGES):
        sign = np.where(np.arange(N_HINGES) == k, -1, 1)
        sentence = f"hinge {k + 1} has the wrong sign: it bends the curve the other way"
        repairs[sentence] = (places, sizes * sign)
    doubled = np.where(np.arange(N_HINGES) == 1, 2, 1)
    repairs["the middle hinge must undo the climb and start the descent: the middle "
            "size must be minus two times the first"] = (places, sizes * doubled)
    return repairs


def _advice(places: Array, sizes: Array) -> str:
    order = np.argsort(places)
    last_slope = sizes.sum()
    peak = float(places[order][1])
    if abs(last_slope) > 0.2:
        return (
            f"after the last hinge the slope is {last_slope:.2g}, but the bump ends "
            "flat: the three sizes should add up to 0"
        )
    if abs(peak - 3) > 0.4:
        return f"your curve turns at x = {peak:.2g}, but the top of the bump is at 3"
    height = float(hinge_sum([peak], places, sizes)[0])
    if abs(height - 3) > 0.5:
        side = "low" if height < 3 else "high"
        return f"your top is too {side}: {height:.2g}, and the bump reaches 3"
    return "compare where the bump begins to rise and where it is flat again"


ORDINARY = np.array([-2.0, -0.5, 0.0, 0.5, 3.0])
EXTREME = np.array([-1000.0, 1000.0])


def check_relu(function: Any) -> Feedback:
    """`relu(z)` for a number or for an array of any size."""
    praise = "What is positive passes, the rest is silenced, at ±1000 as well."
    return feedback(function, _test_relu, praise)


def _test_relu(function: Any) -> None:
    z = ORDINARY
    mistakes = {
        "that is the largest number of the whole array; relu looks at each number on "
        "its own, as np.maximum(z, 0) does": z.max(),
        "that is a step: positive numbers must pass unchanged, not as 1": z > 0,
        "that is the absolute value: negative numbers must become 0": np.abs(z),
        "the sign is flipped: the positive numbers must pass": relu(-z),
        "the negative numbers pass and the positive ones are lost": np.minimum(z, 0),
        "negative numbers become 0, but the positive ones change their sign": -relu(z),
        "nothing is silenced: negative numbers must become 0": z,
    }
    expect_array(
        _outputs(function, z), relu(z), mistakes, case=f"for z = {number_list(z)}"
    )
    _expect_extremes(function, relu(EXTREME))


def check_sigmoid(function: Any) -> Feedback:
    """`sigmoid(z)` for a number or for an array, without overflow at ±1000."""
    praise = "It survives ±1000: exp never sees a large positive number."
    return feedback(function, _test_sigmoid, praise)


def _test_sigmoid(function: Any) -> None:
    z = ORDINARY
    e = np.exp
    mistakes = {
        "the sign is flipped: that is 1 / (1 + exp(z)), which falls from 1 to 0":
            sigmoid(-z),
        "the brackets are missing: 1 / 1 + exp(−z) is 1 + exp(−z)": 1 + e(-z),
        "that is exp(−z) alone; it belongs into 1 / (1 + exp(−z))": e(-z),
        "at the bottom belongs a plus: 1 + exp(−z), not 1 − exp(−z)": 1 / (1 - e(-z)),
        "that is tanh, which runs from −1 to 1; sigmoid runs from 0 to 1": np.tanh(z),
        "that is a step: it jumps, and sigmoid climbs smoothly": z > 0,
        "the whole array shares one sum: that is softmax; each number has its own "
        "1 + exp(−z)": e(z) / e(z).sum(),
    }  # fmt: skip
    case = f"for z = {number_list(z)}"
    expect_array(_outputs(function, z), sigmoid(z), mistakes, case=case)
    _expect_extremes(function, sigmoid(EXTREME))


def _outputs(function: Callable, z: Array) -> Any:
    """What a function gives for an array, or one by one if it takes single numbers."""
    try:
        return call(function, z.copy())
    except (TypeError, ValueError):
        return [call(function, float(one)) for one in z]


def _expect_extremes(function: Callable, expected: Array) -> None:
    """Raise Mistake unless −1000 and 1000 give the right outputs without overflow."""
    for one, wanted in zip(EXTREME, expected, strict=True):
        where = f"at z = {number_list(one)}"
        try:
            with np.errstate(over="raise", invalid="ignore"):
                value = np.asarray(_outputs(function, np.array([one])), float)
        except (OverflowError, FloatingPointError):
            raise Mistake(
                f"{where} exp overflows: exp(1000) is too large to compute with. Take "
                "exp only of −abs(z), which is never above 0"
            ) from None
        if np.isnan(value).any():
            raise Mistake(f"{where} the result is nan: infinity divided by infinity")
        expect_array(value, [wanted], case=where, any_shape=True)
