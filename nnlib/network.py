"""A network is a list of layers, and a function of one long vector of parameters.

All weights and biases live side by side in `parameters`; each layer's own are windows
into it. `gradient` is built the same way. So an optimizer, a gradient check, a saved
file or a walk through the loss landscape deals with one vector and never asks about
layers.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from nnlib import require
from nnlib.layers import Activation, Dense, Dropout, Rng, Start, glorot_start, he_start

ROWS_PER_PREDICTION = 1024


class Network:
    """A stack of layers with one flat `parameters` and one flat `gradient` vector.

    layers: Dense, Activation and Dropout, a Dense first; each takes what the one before
    it gives. dtype: float (64 bits, the default) or np.float32.
    """

    def __init__(self, layers: Sequence[Any], *, dtype: Any = float):
        first = layers[0] if isinstance(layers, Sequence) and layers else None
        if not isinstance(first, Dense):
            raise ValueError(f"begin with a Dense layer, got {require.short(layers)}")
        self.layers = list(layers)
        for layer in layers:
            require.able("layer", layer, "forward", "backward")
        self.dense_layers = [layer for layer in layers if isinstance(layer, Dense)]
        self.n_in, self.n_out = layers[0].n_in, self.dense_layers[-1].n_out
        n_parameters = sum(layer.size for layer in self.dense_layers)
        self.parameters = np.zeros(n_parameters, require.float_type(dtype))
        self.gradient = np.zeros_like(self.parameters)
        self._bind_layers()
        self._output_shape = (0, self.n_out)

    def _bind_layers(self) -> None:
        start, n_units = 0, self.n_in
        for layer in self.dense_layers:
            if layer.n_in != n_units:
                raise ValueError(f"{layer!r} takes {layer.n_in} inputs, got {n_units}")
            window = slice(start, start + layer.size)
            self.parameters[window] = np.append(layer.weights, layer.biases)
            layer.bind(self.parameters[window], self.gradient[window])
            start, n_units = window.stop, layer.n_out

    def forward(self, inputs: np.ndarray, rng: Rng | None = None) -> np.ndarray:
        """Pass a batch (samples, n_in) through all layers; shape (samples, n_out).

        Each layer keeps its outputs for `backward`, and the array returned is
        overwritten by the next call: take a copy, or use `predict`. With an rng,
        dropout is active.
        """
        outputs = inputs
        for layer in self.layers:
            outputs = layer.forward(outputs, rng)
        self._output_shape = outputs.shape
        return outputs

    def backward(self, output_gradient: np.ndarray) -> None:
        """Take d loss / d outputs of the last forward pass and fill `gradient`."""
        gradient = require.numbers("output gradient", output_gradient)
        gradient = gradient.astype(self.parameters.dtype, copy=False)
        if gradient.shape != self._output_shape:
            wanted, got = self._output_shape, gradient.shape
            raise ValueError(f"output gradient must have shape {wanted}, got {got}")
        for layer in reversed(self.layers[1:]):
            gradient = layer.backward(gradient)
        self.layers[0].note_gradients(gradient)

    def predict(self, inputs: Any) -> np.ndarray:
        """Return a new array of predictions, shape (samples, n_out).

        inputs: an array, nested list or DataFrame of finite numbers with n_in columns.
        They are worked through a thousand rows at a time, so that memory stays small.
        """
        inputs = require.table("inputs", inputs, self.n_in)
        predictions = np.empty((len(inputs), self.n_out), self.parameters.dtype)
        for start in range(0, len(inputs), ROWS_PER_PREDICTION):
            rows = slice(start, start + ROWS_PER_PREDICTION)
            predictions[rows] = self.forward(inputs[rows])
        return predictions

    def recipe(self) -> dict:
        """Return what it takes to build this network again, apart from its numbers."""
        layers = [layer.recipe for layer in self.layers]
        return {"dtype": self.parameters.dtype.name, "layers": layers}

    def __repr__(self) -> str:
        return f"Network({self.layers}), {len(self.parameters):,} parameters"


def build_mlp(
    sizes: Sequence[int],
    *,
    activation: str = "relu",
    output: str = "identity",
    start: Start | None = None,
    dropout: float = 0.0,
    seed: int | Rng = 0,
    dtype: Any = float,
) -> Network:
    """Build dense layers: [2, 64, 1] has 2 inputs, 64 hidden units and 1 output.

    activation: of every hidden layer; output: of the last one ("identity" leaves raw
    scores, as the losses want them). start: how weights begin, he_start for relu, else
    glorot_start; biases begin at 0. dropout: fraction silenced after each hidden layer.
    """
    if not isinstance(sizes, Sequence) or not 2 <= len(sizes) <= 1000:
        raise ValueError(f"sizes must be like [2, 64, 1], got {require.short(sizes)}")
    default = he_start if Activation(activation).name == "relu" else glorot_start
    start, layers = default if start is None else start, []
    rng, dtype = require.generator(seed), require.float_type(dtype)
    dropout = require.number("dropout fraction", dropout, "[0, 1)")
    *hidden, last = zip(sizes[:-1], sizes[1:], strict=True)
    for n_in, n_out in hidden:
        layers.append(Dense(n_in, n_out, rng, start=start, dtype=dtype))
        layers.append(Activation(activation))
        if dropout:
            layers.append(Dropout(dropout))
    layers.append(Dense(*last, rng, start=start, dtype=dtype))
    if output != "identity":
        layers.append(Activation(output))
    return Network(layers, dtype=dtype)


@require.in_words
def network_from_recipe(recipe: dict) -> Network:
    """Build a network of the given recipe; its numbers are yet to be filled in."""
    rng, layers = np.random.default_rng(0), []
    for kind, *details in recipe["layers"]:
        if require.one_of("layer", kind, ["dense", "activation", "dropout"]) == "dense":
            layers.append(Dense(*details, rng, dtype=recipe["dtype"]))
        else:
            layers.append((Activation if kind == "activation" else Dropout)(*details))
    return Network(layers, dtype=recipe["dtype"])
