"""What each unit of a network answers anywhere in the plane, for small pictures.

One forward pass of a grid of places gives the maps of all units at once.
"""

import numpy as np

from nnlib.layers import Activation

Array = np.ndarray
CELLS = 48  # the plane is looked at in so many places across and up


def unit_maps(network, limit: float, most: int) -> list[Array]:
    """Maps on a plane of ±limit: for each layer at most `most`, (units, n, n).

    Inputs and hidden units are scaled to -1 to 1: by the range of tanh or sigmoid, and
    for the others by the unit's own largest answer. The scores come last, as they are.
    """
    axis = np.linspace(-limit, limit, 2 * CELLS + 1)[1::2]
    outputs = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    columns = [outputs / limit]
    for layer in network.layers:
        outputs = layer.forward(outputs)
        if isinstance(layer, Activation):
            columns.append(_scaled(outputs[:, :most], layer.name))
    return [one.T.reshape(-1, CELLS, CELLS).copy() for one in [*columns, outputs]]


def _scaled(outputs: Array, activation: str) -> Array:
    if activation == "tanh":
        return outputs.copy()
    if activation == "sigmoid":
        return 2 * outputs - 1
    return outputs / np.maximum(np.abs(outputs).max(axis=0), 1e-12)
