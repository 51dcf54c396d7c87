"""Gradient check: compare the backward pass with slopes measured by nudging.

Nudge one parameter up and down by a tiny step, see how the loss changes, divide: that
is its slope, and no calculus was needed. It is far too slow for training and just right
for finding out whether a fast backward pass can be trusted.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from nnlib import require

Array = np.ndarray


class ParameterCheck(NamedTuple):
    """A parameter's two slopes and how far apart they are, relative to their size."""

    name: str
    backward: float
    numerical: float
    error: float


def slope_at(
    function: Callable[[float], float], place: float, nudge: float = 0.001
) -> float:
    """Return how many times as far a function moves as its input, near this place.

    Raises ValueError if place or nudge is no number, or the nudge is not above 0.
    """
    require.function("function", function)
    place, nudge = require.numbers("place", place), require.numbers("nudge", nudge)
    if not ((nudge > 0) & (nudge < 1e30)).all():
        raise ValueError(f"nudge must be small, above 0, got {require.short(nudge)}")
    return (function(place + nudge) - function(place - nudge)) / (2 * nudge)


def numerical_gradient(
    function: Callable[[], float], parameters: Array, *, step: float = 1e-5
) -> Array:
    """Return d function / d parameters by central differences, shape of parameters.

    `function()` must read the float array `parameters`, which is nudged in place, one
    entry at a time, and left as it was. Raises ValueError if they are no float array.
    """
    step = require.number("step", step, "(0, inf)")
    require.function("function", function)
    if not isinstance(parameters, np.ndarray) or parameters.dtype.kind != "f":
        raise ValueError(f"parameters must be floats, got {require.short(parameters)}")
    gradient = np.empty(parameters.shape)
    for index, value in np.ndenumerate(parameters):
        try:
            parameters[index] = value + step
            above = function()
            parameters[index] = value - step
            gradient[index] = (above - function()) / (2 * step)
        finally:
            parameters[index] = value
    return gradient


def relative_error(backward: Array, numerical: Array) -> Array:
    """Return how far apart two gradients are, as a fraction of each entry's size.

    Entries below a thousandth of the largest are compared on that scale: what is left
    of them is rounding. Raises ValueError for gradients of different shapes.
    """
    backward = require.numbers("backward", backward)
    numerical = require.numbers("numerical", numerical)
    if backward.shape != numerical.shape or not backward.size:
        got = f"{backward.shape} and {numerical.shape}"
        raise ValueError(f"gradients must have one shape, got {got}")
    size = np.maximum(np.abs(backward), np.abs(numerical))
    scale = np.maximum(size, max(size.max() / 1000, 1e-300))
    return np.abs(np.subtract(backward, numerical)) / scale


def gradient_table(
    network: Any, inputs: Array, targets: Array, loss: Any, *, step: float = 1e-5
) -> list[ParameterCheck]:
    """Return one row per parameter: slope by `backward`, by nudging, relative error.

    Raises ValueError for tables that the network and the loss cannot take.
    """
    require.able("network", network, "forward", "backward", "dense_layers")
    require.able("loss", loss, "value", "gradient")
    inputs, targets = require.table("inputs", inputs), require.table("targets", targets)
    network.backward(loss.gradient(network.forward(inputs), targets))
    backward = network.gradient.copy()

    def current_loss() -> float:
        return loss.value(network.forward(inputs), targets)

    numerical = numerical_gradient(current_loss, network.parameters, step=step)
    names, errors = _parameter_names(network), relative_error(backward, numerical)
    rows = zip(names, backward, numerical, errors, strict=True)
    return [ParameterCheck(name, *map(float, slopes)) for name, *slopes in rows]


def worst_gradient_error(
    network: Any, inputs: Array, targets: Array, loss: Any, *, step: float = 1e-5
) -> float:
    """Return the largest relative error of all parameters: below 1e-6 is a pass."""
    table = gradient_table(network, inputs, targets, loss, step=step)
    return max(row.error for row in table)


def _parameter_names(network: Any) -> list[str]:
    names = []
    for number, layer in enumerate(network.dense_layers, start=1):
        pairs = np.ndindex(layer.weights.shape)
        names += [f"layer {number}, weight from {i + 1} to {j + 1}" for i, j in pairs]
        names += [f"layer {number}, bias of {j + 1}" for j in range(layer.n_out)]
    return names
