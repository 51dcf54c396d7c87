"""Worksheets for the backward pass: a small network, one sample, thirteen answers.

Sheet 0 is the running network. All others are drawn from a seed, with numbers that are
good to calculate with on paper and at least one hidden unit that is off, on the first
nine exactly one. The answers come from nnlib's own backward pass.
"""

from functools import lru_cache

import numpy as np

from nnlib import require
from nnlib.losses import squared_error
from nnlib.network import Network, build_mlp
from nnlib.running import INPUTS, TARGETS, running_network

Key = tuple  # how diagrams name a part, such as ("weight", 0, i, j) or ("bias", 1, 0)

KEYS: dict[str, Key] = {
    **{f"w{7 + j}": ("weight", 1, j, 0) for j in range(3)},
    "b4": ("bias", 1, 0),
    **{f"b{1 + j}": ("bias", 0, j) for j in range(3)},
    **{f"w{1 + 3 * i + j}": ("weight", 0, i, j) for i in range(2) for j in range(3)},
}
NAMES = tuple(KEYS)  # in the order of the backward pass

_INPUTS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
_HIDDEN_WEIGHTS = (-1.0, -0.5, 0.5, 1.0)
_OUTPUT_WEIGHTS = (-0.5, -0.4, -0.2, 0.2, 0.4, 0.5, 0.6, 0.8)
_EASY_SHEETS = 9
_BIASES = (-0.2, -0.1, 0.1, 0.2)


class Sheet:
    """One sample on its way through a network of 2, 3 and 1 units, and what follows.

    changes: how each of the 13 numbers should move, by name: minus the gradient of half
    the squared error. values: what each of them is now. wanted: of the output.
    """

    def __init__(self, network: Network, inputs: np.ndarray, target: float) -> None:
        stages = [inputs]
        for layer in network.layers:
            stages.append(layer.forward(stages[-1]).round(12))
        self.inputs, self.sums, self.hidden, outputs = map(np.ravel, stages)
        network.forward(inputs)
        network.backward(squared_error.gradient(stages[-1], np.array([[target]])))
        self.weights = [layer.weights.copy() for layer in network.dense_layers]
        self.biases = [layer.biases.copy() for layer in network.dense_layers]
        self.hidden_weights, self.output_weights = (
            self.weights[0],
            self.weights[1][:, 0],
        )
        self.prediction, self.target = float(outputs[0]), float(target)
        self.wanted = round(self.target - self.prediction, 12)
        self.on = self.hidden > 0
        self.values = _by_name(self.weights, self.biases)
        slopes = [layer.weights_gradient for layer in network.dense_layers]
        bias_slopes = [layer.biases_gradient for layer in network.dense_layers]
        self.changes = {k: 0.0 - v for k, v in _by_name(slopes, bias_slopes).items()}

    def unit_of(self, name: str) -> int:
        """Which hidden unit, counted from 0, a weight or bias belongs to; b4: none."""
        kind, layer, *place = KEYS[name]
        return place[1] if kind == "weight" and layer == 0 else place[0]


def _by_name(weights: list, biases: list) -> dict[str, float]:
    tables = {"weight": weights, "bias": biases}
    return {
        name: float(tables[kind][layer][tuple(place)].round(12))
        for name, (kind, layer, *place) in KEYS.items()
    }


@require.in_words
def running_sheet(x1: float = INPUTS[0, 0], x2: float = INPUTS[0, 1]) -> Sheet:
    """The running network on two inputs; the target is their average."""
    inputs = np.array([[x1, x2]], float)
    target = TARGETS[0, 0] if (inputs == INPUTS).all() else inputs.mean().round(12)
    return Sheet(running_network(), inputs, float(target))


@lru_cache(maxsize=256)
def sheet(number: int) -> Sheet:
    """The worksheet with this number: 0 is the running network, the others are new."""
    if number == 0:
        return running_sheet()
    rng = np.random.default_rng(number)
    most_off = 1 if number <= _EASY_SHEETS else 2
    while not _is_good_for_paper(found := _drawn_sheet(rng), most_off):
        pass
    return found


def _drawn_sheet(rng: np.random.Generator) -> Sheet:
    network = build_mlp([2, 3, 1])
    hidden, output = network.dense_layers
    hidden.weights[:] = rng.choice(_HIDDEN_WEIGHTS, (2, 3))
    hidden.biases[:] = rng.choice(_BIASES, 3)
    output.weights[:] = rng.choice(_OUTPUT_WEIGHTS, (3, 1), replace=False)
    output.biases[:] = rng.choice(_BIASES, 1)
    inputs = rng.choice(_INPUTS, (1, 2), replace=False)
    return Sheet(network, inputs, float(inputs.mean().round(12)))


def _is_good_for_paper(found: Sheet, most_off: int) -> bool:
    """Some units off and none on the edge; few digits; nothing too small."""
    tenths = 10 * np.array([found.prediction, found.target])
    moving = np.array([abs(change) for change in found.changes.values() if change])
    return bool(
        1 <= len(found.on) - found.on.sum() <= most_off
        and (abs(found.sums) > 0.05).all()
        and len({*found.hidden, 1.0}) == found.on.sum() + 2
        and np.allclose(tenths, tenths.round())
        and np.allclose(1e4 * moving, (1e4 * moving).round())
        and 0.15 < abs(found.wanted) < 0.75
        and moving.min() >= 0.01
    )
