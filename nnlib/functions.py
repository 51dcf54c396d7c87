"""Activation functions: what a neuron does to its weighted sum before passing it on.

Without them a stack of layers would still be one straight line. Each comes with its
slope: how much its output moves when its input is nudged. Slopes are written in terms
of the *outputs*, because a backward pass has those at hand. With `out=` results go into
an existing array of the same shape. Without it lists will do too, and a ValueError
answers what holds no numbers. NaN stays NaN, and what overflows becomes inf.
"""

from collections.abc import Callable
from functools import wraps
from inspect import unwrap
from typing import NamedTuple

import numpy as np

from nnlib import require

Array = np.ndarray


def _in_words(function: Callable[..., Array]) -> Callable[..., Array]:
    @wraps(function)
    def checked(z, *outputs, out=None):
        arrays = [require.numbers(function.__name__, one) for one in (z, *outputs)]
        with np.errstate(over="ignore", invalid="ignore"):
            return function(*arrays, out=out)

    return require.in_words(checked)


@_in_words
def identity(z: Array, out: Array | None = None) -> Array:
    """Pass the weighted sum on unchanged: for outputs that may be any number."""
    return np.positive(z, out=out)


@_in_words
def relu(z: Array, out: Array | None = None) -> Array:
    """Pass on what is positive and silence the rest: max(0, z)."""
    return np.maximum(z, 0, out=out)


@_in_words
def sigmoid(z: Array, out: Array | None = None) -> Array:
    """Squeeze any number into the range 0 to 1: 1 / (1 + exp(-z)).

    Written as (1 + tanh(z / 2)) / 2, the same curve, because tanh cannot overflow.
    """
    half = np.tanh(np.multiply(z, 0.5, out=out), out=out)
    return np.multiply(np.add(half, 1, out=out), 0.5, out=out)


@_in_words
def tanh(z: Array, out: Array | None = None) -> Array:
    """Squeeze any number into the range -1 to 1, keeping its sign."""
    return np.tanh(z, out=out)


@_in_words
def softmax(z: Array, out: Array | None = None) -> Array:
    """Turn each row of scores into probabilities that add up to 1.

    Subtracting a row's largest score changes nothing and keeps exp from overflowing.
    """
    out = np.exp(np.subtract(z, np.max(z, axis=-1, keepdims=True), out=out), out=out)
    return np.divide(out, out.sum(axis=-1, keepdims=True), out=out)


@_in_words
def identity_slope(outputs: Array, out: Array | None = None) -> Array:
    """Slope 1 everywhere: anything to the power 0."""
    return np.power(outputs, 0, out=out)


@_in_words
def relu_slope(outputs: Array, out: Array | None = None) -> Array:
    """Slope 1 where the unit is on, 0 where it is off (and, by convention, at 0)."""
    return np.greater(outputs, 0, out=np.empty_like(outputs) if out is None else out)


@_in_words
def sigmoid_slope(outputs: Array, out: Array | None = None) -> Array:
    """Slope p (1 - p): at most a quarter, and near 0 at both ends."""
    return np.multiply(np.subtract(1, outputs, out=out), outputs, out=out)


@_in_words
def tanh_slope(outputs: Array, out: Array | None = None) -> Array:
    """Slope 1 - t²: 1 in the middle, near 0 at both ends."""
    return np.subtract(1, np.square(outputs, out=out), out=out)


@_in_words
def softmax_backward(gradient: Array, outputs: Array, out=None) -> Array:
    """Every score moves every probability of its row: p (g - sum of g p)."""
    shared = (gradient * outputs).sum(axis=-1, keepdims=True)
    return np.multiply(outputs, np.subtract(gradient, shared, out=out), out=out)


def _times(slope: Callable[..., Array]) -> Callable[..., Array]:
    slope = unwrap(slope)
    return lambda gradient, outputs, out=None: np.multiply(
        slope(outputs, out=out), gradient, out=out
    )


class ActivationFunction(NamedTuple):
    """`value(z)` gives outputs; `backward(gradient, outputs)` gives d loss / d z."""

    value: Callable[..., Array]
    backward: Callable[..., Array]


ACTIVATIONS = {
    "identity": ActivationFunction(unwrap(identity), _times(identity_slope)),
    "relu": ActivationFunction(unwrap(relu), _times(relu_slope)),
    "sigmoid": ActivationFunction(unwrap(sigmoid), _times(sigmoid_slope)),
    "tanh": ActivationFunction(unwrap(tanh), _times(tanh_slope)),
    "softmax": ActivationFunction(unwrap(softmax), unwrap(softmax_backward)),
}
