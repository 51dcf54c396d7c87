"""Feedback on the exercises of lesson 01: one neuron, by hand, in code, at work."""

from typing import Any

import numpy as np

from nnlib.checks.base import (
    Feedback,
    Mistake,
    attempted,
    call,
    expect_array,
    expect_number,
    feedback,
)
from nnlib.running import HIDDEN_BIASES, HIDDEN_WEIGHTS, INPUTS

Array = np.ndarray


def check_unit_3(z: Any, output: Any) -> Feedback:
    """Check the weighted sum and the output of hidden unit 3, found on paper."""
    return feedback(
        (z, output),
        _test_unit_3,
        "z is −0.46, which is not above 0, so the unit stays silent and gives out 0.",
    )


def _test_unit_3(answer: tuple[Any, Any]) -> None:
    x, weights, bias = INPUTS[0], HIDDEN_WEIGHTS[:, 2], HIDDEN_BIASES[2]
    products = x * weights
    z = products.sum() + bias
    sums = {
        "z: the bias, 0.1, is still missing": products.sum(),
        "z: the bias is added, not taken away": products.sum() - bias,
        "z: both weights are negative, so both products are too": bias - products.sum(),
        "z: the size is right, but look at the sign once more": -z,
        "z: that is the unit's output; z itself may be below 0": 0.0,
        "z: only the first product is in it": products[0] + bias,
        "z: only the second product is in it": products[1] + bias,
        "z: add each product; do not multiply them": products.prod() + bias,
    }
    again = "z: work out 0.4 · (−0.4) and 0.8 · (−0.5) once more, then add the bias"
    expect_number(answer[0], z, sums, otherwise=again)
    expect_number(
        answer[1],
        0.0,
        {
            "output: a unit cannot give out less than nothing; what is left?": z,
            "output: that drops the minus sign, but z is below 0, and silent": -z,
            "output: the unit would have to fire for that, but z is below 0": 1.0,
        },
        otherwise="output: is z above 0? If it is not, what does the unit give out?",
    )


def check_neuron(neuron: Any) -> Feedback:
    """Check a function that returns the weighted sum of any number of inputs."""
    return feedback(
        neuron,
        _test_neuron,
        "your neuron takes in, weighs, and sums up, however many inputs it has.",
    )


def _test_neuron(neuron: Any) -> None:
    cases = [
        (np.array([0.5, 2.0, 3.0]), np.array([3.0, -0.5, 1.0]), 0.3),
        (INPUTS[0], HIDDEN_WEIGHTS[:, 0], HIDDEN_BIASES[0]),
        (INPUTS[0], HIDDEN_WEIGHTS[:, 2], HIDDEN_BIASES[2]),
        (np.array([3.0]), np.array([0.5]), -2.0),
    ]
    for inputs, weights, bias in cases:
        bias = float(bias)
        z = call(neuron, inputs.copy(), weights.copy(), bias)
        case = f"with {len(inputs)} input{'s' * (len(inputs) > 1)}"
        _expect_sum(z, inputs, weights, bias, case)


def _expect_sum(z: Any, x: Array, w: Array, bias: float, case: str) -> None:
    products = x * w
    if np.size(z) == len(x) > 1 and attempted(z):
        listed = {
            "these are the products; they still have to be added up": products,
            "the bias is added once, after the products are added up": products + bias,
        }
        expect_array(z, np.full_like(x, np.nan), listed, case=case, any_shape=True)
    expect_number(z, products.sum() + bias, _wrong_sums(x, w, bias), case=case)


def _wrong_sums(x: Array, w: Array, bias: float) -> dict[str, float]:
    products = x * w
    z = products.sum() + bias
    loop = "does return stand inside the loop?"
    return {
        "the bias is missing: add it at the end": z - bias,
        "the bias is added, not taken away": z - 2 * bias,
        "the bias is added to the sum, not multiplied with it": (z - bias) * bias,
        "the bias is added once, not once for each input": z + (len(x) - 1) * bias,
        "add the products to each other; do not multiply them": products.prod() + bias,
        "multiply each input by its weight; do not add the two": (x + w).sum() + bias,
        f"only the first product counts; {loop}": products[0] + bias,
        f"only the first product counts, without the bias; {loop}": products[0],
        "only the last product counts; add each to a total": products[-1] + bias,
        "only two inputs count; go over all of them": products[:2].sum() + bias,
        "return z even when it is below 0; silence comes later": max(z, 0.0),
        "return the sum z itself; whether it fires is decided later": float(z > 0),
    }


def check_line(w1: Any, w2: Any, bias: Any, places: Array, fire: Array) -> Feedback:
    """Check that this neuron fires at all places (n, 2) where `fire` (n,) is True."""
    return feedback(
        (w1, w2, bias),
        lambda answer: _test_line(answer, places, fire),
        f"all {len(places)} points are on the right side of your line.",
    )


def _test_line(answer: tuple[Any, Any, Any], places: Array, fire: Array) -> None:
    numbers = [_number(one, name) for one, name in zip(answer, _NAMES, strict=True)]
    w1, w2, bias = numbers
    fires = places @ [w1, w2] + bias > 0
    missed, alarms = int(np.sum(fire & ~fires)), int(np.sum(~fire & fires))
    wrong = missed + alarms
    if not wrong:
        return
    if w1 == w2 == 0:
        does = "fires at everything" if bias > 0 else "is always silent"
        raise Mistake(f"with both weights 0 there is no line: the neuron {does}")
    if wrong == len(places):
        raise Mistake(
            "every point is on the wrong side: the line is good, but it fires on the "
            "other side of it; what if all three numbers change their sign?"
        )
    start = f"{wrong} of {len(places)} {'point is' if wrong == 1 else 'points are'}"
    toward = places[fire].mean(axis=0) - places[~fire].mean(axis=0)
    if np.dot(toward, (w1, w2)) < -0.5 * np.hypot(*toward) * np.hypot(w1, w2):
        raise Mistake(
            f"{start} on the wrong side: with these weights it fires most at what it "
            f"should leave alone; which signs should they have?"
        )
    raise Mistake(_side_sentence(f"{start} on the wrong side", missed, alarms))


_NAMES = ("w1", "w2", "bias")


def _side_sentence(start: str, missed: int, alarms: int) -> str:
    silent = f"silent at {missed} where it should fire"
    loud = f"fires at {alarms} where it should be silent"
    if not alarms:
        return f"{start}: {silent}; a larger bias makes it fire sooner"
    if not missed:
        return f"{start}: {loud}; a smaller bias makes it fire later"
    return f"{start}: {silent}, {loud}; turn the line with the weights"


def _number(value: Any, name: str) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise Mistake(f"{name} should be one number, got {value!r}") from None
    if not np.isfinite(number):
        raise Mistake(f"{name} should be a finite number, got {value!r}")
    return number
