"""The perceptron rule: change weights and bias only when the neuron was wrong.

The oldest way of learning (Rosenblatt, 1958), for one neuron that fires or not. Inputs
and weights are plain sequences of numbers, so that every step can be followed by hand.
"""

from collections.abc import Sequence

import numpy as np

from nnlib import require

Numbers = Sequence[float]

POINTS = ((0, 0), (0, 1), (1, 0), (1, 1))  # of the gates, in the order of the lessons


def weighted_sum(inputs: Numbers, weights: Numbers, bias: float) -> float:
    """Return each input times its weight, added up, plus the bias.

    Raises ValueError for what are no numbers, or not as many weights as inputs; so do
    the two functions below.
    """
    _check(inputs, weights, bias)
    return sum(x * w for x, w in zip(inputs, weights, strict=True)) + bias


def perceptron_output(inputs: Numbers, weights: Numbers, bias: float) -> int:
    """Return 1 if the neuron fires, which it does when its sum is above 0, else 0."""
    return 1 if weighted_sum(inputs, weights, bias) > 0 else 0


def perceptron_step(
    inputs: Numbers, target: int, weights: Numbers, bias: float, *, learning_rate=1
) -> tuple[tuple[float, ...], float]:
    """Return weights and bias after a look at one point; the same if it was right."""
    require.number("target", target, "[0, 1]")
    require.number("learning rate", learning_rate, "[-1e100, 1e100]")
    error = target - perceptron_output(inputs, weights, bias)
    pairs = zip(weights, inputs, strict=True)
    changed = tuple(w + learning_rate * error * x for w, x in pairs)
    return changed, bias + learning_rate * error


def _check(inputs: Numbers, weights: Numbers, bias: float) -> None:
    lists = [np.iterable(one) and hasattr(one, "__len__") for one in (inputs, weights)]
    if not all(lists) or len(inputs) != len(weights):
        got = f"{require.short(inputs)} and {require.short(weights)}"
        raise ValueError(f"each input needs a weight, in lists, got {got}")
    for name, values in (("input", inputs), ("weight", weights), ("bias", [bias])):
        for value in values:
            require.number(name, value, "[-1e100, 1e100]")
