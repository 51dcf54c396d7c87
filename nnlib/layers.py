"""Layers: the stages a batch of samples passes through, forward and back.

`forward` turns a layer's inputs into outputs. `backward` is told how the loss changes
with those outputs and answers how it changes with the inputs, noting on the way how it
changes with the layer's own weights and biases. Rows are samples. `recipe` is what it
takes to build a layer again, apart from its numbers.

What both return belongs to the layer and is overwritten by its next call: each layer
keeps its work arrays and writes into them with `out=`, because making new ones for
every batch would cost more time than much of the arithmetic. For the same reason they
do not look for NaN: `Network.predict` and training do. Other misfits raise ValueError.
"""

from collections.abc import Callable

import numpy as np

from nnlib import require
from nnlib.functions import ACTIVATIONS

Array = np.ndarray
Rng = np.random.Generator
Start = Callable[[int, int, Rng], Array]


def he_start(n_in: int, n_out: int, rng: Rng) -> Array:
    """Normal start weights of variance 2 / n_in, made for ReLU (He et al., 2015)."""
    _check_sizes(n_in, n_out, rng)
    return rng.normal(0, np.sqrt(2 / n_in), (n_in, n_out))


def glorot_start(n_in: int, n_out: int, rng: Rng) -> Array:
    """Even start weights within ±√(6 / (n_in + n_out)) (Glorot and Bengio, 2010)."""
    _check_sizes(n_in, n_out, rng)
    limit = np.sqrt(6 / (n_in + n_out))
    return rng.uniform(-limit, limit, (n_in, n_out))


def uniform_start(low: float, high: float) -> Start:
    """Start weights spread evenly from low to high, whatever the layer's width."""
    low = require.number("low", low, "[-1e6, 1e6]")
    high = require.number("high", high, f"[{low!r}, 1e6]")
    return lambda n_in, n_out, rng: rng.uniform(low, high, (n_in, n_out))


def normal_start(scale: float) -> Start:
    """Normal start weights times `scale`, whatever the layer's width."""
    scale = require.number("scale", scale, "[0, 1e6]")
    return lambda n_in, n_out, rng: rng.normal(size=(n_in, n_out)) * scale


def _check_sizes(n_in: int, n_out: int, rng: Rng) -> None:
    n_in = require.whole_number("n_in", n_in)
    require.whole_number("n_out", n_out, at_most=require.MOST // (n_in + 1))
    require.able("rng", rng, "normal", "uniform")


class WorkArray:
    """A table that grows to the largest batch seen and is reused by every later one."""

    def __init__(self):
        self._table = np.empty((0, 0))

    def rows(self, n: int, n_columns: int, dtype: np.dtype) -> Array:
        """Return n rows, holding whatever was there before."""
        table = self._table
        if n > len(table) or n_columns != table.shape[1] or dtype != table.dtype:
            self._table = np.empty((n, n_columns), dtype)
        return self._table[:n]


class Dense:
    """Every input feeds every unit: outputs = inputs @ weights + biases.

    weights: (n_in, n_out); biases: (n_out,), zero at first; gradients of the same
    shapes. All four are views into two flat vectors, which a network makes its own with
    `bind`.
    """

    def __init__(self, n_in: int, n_out: int, rng: Rng, *, start=he_start, dtype=float):
        _check_sizes(n_in, n_out, rng)
        self.n_in, self.n_out, dtype = int(n_in), int(n_out), require.float_type(dtype)
        self.size = (self.n_in + 1) * self.n_out
        self.recipe = ["dense", self.n_in, self.n_out]
        self._outputs, self._inputs_gradient = WorkArray(), WorkArray()
        self.bind(np.zeros(self.size, dtype), np.zeros(self.size, dtype))
        weights = require.function("start", start)(n_in, n_out, rng)
        self.weights[:] = require.table("start weights", weights, self.n_out)

    @require.in_words
    def bind(self, parameters: Array, gradient: Array) -> None:
        """Make the layer live in these two vectors of length (n_in + 1) · n_out."""
        shape, n_weights = (self.n_in, self.n_out), self.n_in * self.n_out
        self.weights = parameters[:n_weights].reshape(shape)
        self.biases = parameters[n_weights:]
        self.weights_gradient = gradient[:n_weights].reshape(shape)
        self.biases_gradient = gradient[n_weights:]
        self._ones = np.ones(0, parameters.dtype)

    def forward(self, inputs: Array, rng: Rng | None = None) -> Array:
        """Return the weighted sums, shape (samples, n_out)."""
        inputs = require.numbers("inputs", inputs)
        inputs = inputs.astype(self.weights.dtype, copy=False)
        if inputs.ndim != 2 or inputs.shape[1] != self.n_in:
            raise ValueError(
                f"{self!r} has weights of shape {self.weights.shape} and takes inputs "
                f"of shape (samples, {self.n_in}), got {inputs.shape}"
            )
        self._inputs = inputs
        outputs = self._outputs.rows(len(inputs), self.n_out, inputs.dtype)
        np.dot(inputs, self.weights, out=outputs)
        return np.add(outputs, self.biases, out=outputs)

    def backward(self, gradient: Array) -> Array:
        """Take d loss / d outputs, note both gradients, return d loss / d inputs."""
        self.note_gradients(gradient)
        out = self._inputs_gradient.rows(len(gradient), self.n_in, gradient.dtype)
        return np.dot(gradient, self.weights.T, out=out)

    @require.in_words
    def note_gradients(self, gradient: Array) -> None:
        """Take d loss / d outputs, write d loss / d weights and d loss / d biases."""
        shape = (len(self._inputs), self.n_out)
        if gradient.shape != shape:
            raise ValueError(f"{self!r} needs gradients {shape}, got {gradient.shape}")
        np.dot(self._inputs.T, gradient, out=self.weights_gradient)
        if len(self._ones) < len(gradient):
            self._ones = np.ones(len(gradient), gradient.dtype)
        # ones @ gradient is gradient.sum(axis=0), done by the faster matrix product
        np.dot(self._ones[: len(gradient)], gradient, out=self.biases_gradient)

    def __repr__(self) -> str:
        return f"Dense({self.n_in}, {self.n_out})"


class Activation:
    """One of the functions of `nnlib.functions`, applied to every unit of a layer."""

    def __init__(self, name: str):
        self.name = require.one_of("activation", name, list(ACTIVATIONS))
        self.function, self.recipe = ACTIVATIONS[name], ["activation", name]
        self._outputs, self._inputs_gradient = WorkArray(), WorkArray()

    @require.in_words
    def forward(self, inputs: Array, rng: Rng | None = None) -> Array:
        """Return the function's value for each weighted sum, same shape."""
        out = self._outputs.rows(*inputs.shape, inputs.dtype)
        self._last = self.function.value(inputs, out=out)
        return self._last

    @require.in_words
    def backward(self, gradient: Array) -> Array:
        """Take d loss / d outputs, return d loss / d inputs, same shape."""
        out = self._inputs_gradient.rows(*gradient.shape, gradient.dtype)
        return self.function.backward(gradient, self._last, out=out)

    def __repr__(self) -> str:
        return f"Activation({self.name!r})"


class Dropout:
    """Silence a random fraction of the units while training, so that none is relied on.

    Those kept are scaled up by 1 / (1 - fraction), which keeps the layer's average
    output. Without an rng nothing is dropped (Srivastava et al., 2014).
    """

    def __init__(self, fraction: float):
        self.fraction = require.number("dropout fraction", fraction, "[0, 1)")
        self.recipe = ["dropout", self.fraction]

    @require.in_words
    def forward(self, inputs: Array, rng: Rng | None = None) -> Array:
        """Return the inputs, with some units silenced if an rng is given."""
        self._scale = 1.0
        if rng is not None:
            kept = rng.random(inputs.shape, dtype=np.float32) >= self.fraction
            self._scale = (kept / (1 - self.fraction)).astype(inputs.dtype)
        return np.multiply(inputs, self._scale)

    @require.in_words
    def backward(self, gradient: Array) -> Array:
        """Let the gradient through where the unit was kept, scaled likewise."""
        return np.multiply(gradient, self._scale)

    def __repr__(self) -> str:
        return f"Dropout({self.fraction:g})"
