"""Feedback on the forward pass of lesson 04 that is done on paper.

Each of its seven numbers is compared with what typical slips make of it. The right
number is never told: the sentence says what to look at again.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from nnlib.checks.base import Feedback, Mistake, attempted, feedback
from nnlib.functions import relu
from nnlib.require import short
from nnlib.running import (
    HIDDEN_BIASES,
    HIDDEN_WEIGHTS,
    INPUTS,
    OUTPUT_BIASES,
    OUTPUT_WEIGHTS,
)

HAND_INPUTS = np.array([0.2, 0.6])
_SUMS, _UNITS = ("z1", "z2", "z3"), ("h1", "h2", "h3")


def check_by_hand(sums: Any, hidden: Any, prediction: Any) -> Feedback:
    """The sums, the hidden outputs and the prediction for the inputs 0.2 and 0.6."""
    numbers = [*_parts(sums), *_parts(hidden), prediction]
    return feedback(
        [one for one in numbers if attempted(one)] or None,
        lambda _: _test(sums, hidden, prediction),
        "Seven right numbers. That is a whole forward pass.",
    )


def hidden_sums(inputs: np.ndarray = HAND_INPUTS) -> np.ndarray:
    """The three weighted sums of the running network."""
    return inputs @ HIDDEN_WEIGHTS + HIDDEN_BIASES


def prediction_from(hidden: np.ndarray) -> float:
    """What the output of the running network makes of three hidden outputs."""
    return (hidden @ OUTPUT_WEIGHTS + OUTPUT_BIASES).item()


def _parts(value: Any) -> list:
    if isinstance(value, np.ndarray):
        return value.ravel().tolist()
    return list(value) if isinstance(value, list | tuple) else [value]


def _test(sums: Any, hidden: Any, prediction: Any) -> None:
    given = _three(sums, _SUMS) | _three(hidden, _UNITS) | {"prediction": prediction}
    missing = [name for name, value in given.items() if not attempted(value)]
    if missing:
        raise Mistake(f"still to fill in: {', '.join(missing)}")
    for j, name in enumerate(_SUMS):
        _expect(name, given[name], hidden_sums()[j], _sum_mistakes(j))
    for j, name in enumerate(_UNITS):
        _expect(name, given[name], relu(hidden_sums())[j], _relu_mistakes(j))
    right = prediction_from(relu(hidden_sums()))
    _expect("prediction", prediction, right, _prediction_mistakes())


def _three(values: Any, names: tuple[str, ...]) -> dict[str, Any]:
    parts = [...] * 3 if values is ... else _parts(values)
    if len(parts) != 3:
        raise Mistake(f"{', '.join(names)}: three numbers are needed, got {len(parts)}")
    return dict(zip(names, parts, strict=True))


def _expect(name: str, value: Any, right: float, wrong: Mapping[str, float]) -> None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise Mistake(f"{name} must be a number, got {short(value)}") from None
    if np.isclose(number, right, atol=1e-6):
        return
    for sentence, one in wrong.items():
        if np.isclose(number, one, atol=1e-6):
            raise Mistake(f"{name}: {sentence}")
    raise Mistake(f"{name} is not {number:.4g}; work it out again, piece by piece")


def _sum_mistakes(j: int) -> dict[str, float]:
    bias, products = HIDDEN_BIASES[j], HAND_INPUTS * HIDDEN_WEIGHTS[:, j]
    return {
        "the bias is missing": products.sum(),
        "the two inputs are swapped; x1 is 0.2 and x2 is 0.6":
            hidden_sums(HAND_INPUTS[::-1])[j],
        "that is the sum for 0.4 and 0.8; now the inputs are 0.2 and 0.6":
            hidden_sums(INPUTS[0])[j],
        "look at the signs; a minus was lost": abs(products).sum() + bias,
        "the bias is added, not taken away": products.sum() - bias,
        "the weighted sum keeps its sign; ReLU comes after it": 0.0,
        "the second product is missing": products[0] + bias,
        "the first product is missing": products[1] + bias,
    }  # fmt: skip


def _relu_mistakes(j: int) -> dict[str, float]:
    total = hidden_sums()[j]
    if total > 0:
        return {"its sum is above 0, so ReLU passes it on as it is": 0.0}
    return {
        "ReLU is missed; a sum below 0 is passed on as 0": total,
        "ReLU makes 0 of a sum below 0, it does not drop the minus": -total,
    }


def _prediction_mistakes() -> dict[str, float]:
    sums, bias = hidden_sums(), OUTPUT_BIASES[0]
    right = prediction_from(relu(sums))
    return {
        "the bias of the output is missing": right - bias,
        "the bias of the output is −0.1, so it makes the sum smaller": right - 2 * bias,
        "ReLU is missed; h3 is off, and its sum must not get through":
            prediction_from(sums),
        "h3 is off and passes on 0": prediction_from(abs(sums)),
        "the two inputs are swapped; x1 is 0.2 and x2 is 0.6":
            prediction_from(relu(hidden_sums(HAND_INPUTS[::-1]))),
        "that is the average of the inputs; this network does not reach it yet":
            HAND_INPUTS.mean(),
        "each hidden output has its own weight on the way to the prediction":
            relu(sums).sum() + bias,
    }  # fmt: skip
