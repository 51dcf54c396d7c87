"""The shapes of a network, growing with its width, its depth and the batch.

Every shape and every count is read off a real network that passed a real batch on.
"""

from typing import NamedTuple

import numpy as np

from nnlib.explorers.base import Explorer
from nnlib.explorers.controls import picture_svg, slider
from nnlib.layers import Dense
from nnlib.network import build_mlp
from nnlib.plots.shape_boxes import shapes_svg

Shape = tuple[int, ...]


class Shapes(NamedTuple):
    """The layer sizes, the shapes that flow and of the weights, the parameter count."""

    sizes: list[int]
    flow: list[Shape]
    weights: list[Shape]
    n_parameters: int


class ShapesExplorer(Explorer):
    """Change batch, width and depth; shapes and parameters follow."""

    name = "shapes"
    alts = {
        "shapes": (
            "The tables of each layer, drawn as boxes with as many rows and columns"
        ),
    }

    def __init__(self) -> None:
        controls = {
            "rows": slider("Batch", 1, 1, 50, unit="rows"),
            "width": slider("Width", 3, 1, 64, unit="units"),
            "hidden": slider("Depth", 1, 1, 3, unit="hidden layers"),
        }
        super().__init__(controls, {"shapes": picture_svg()})

    def draw(self, values: dict) -> tuple[dict[str, str], str]:
        """Boxes that grow, and the structure with its shapes and its count in words."""
        shapes = network_shapes(**values)
        words = shapes_words(shapes)
        return {"shapes": shapes_svg(shapes.flow, shapes.weights, words)}, words


def network_shapes(rows: int, width: int, hidden: int) -> Shapes:
    """Pass a batch through a network of 2 inputs, equal hidden layers and 1 output."""
    sizes = [2, *[width] * hidden, 1]
    network, outputs = build_mlp(sizes), np.zeros((rows, 2))
    flow = [outputs.shape]
    for layer in network.layers:
        outputs = layer.forward(outputs)
        if isinstance(layer, Dense):
            flow.append(outputs.shape)
    weights = [layer.weights.shape for layer in network.dense_layers]
    return Shapes(sizes, flow, weights, network.parameters.size)


def shapes_words(shapes: Shapes) -> str:
    """The structure, the shapes on the way, and the number of parameters."""
    way = " → ".join(str(shape) for shape in shapes.flow)
    rows = shapes.flow[0][0]
    batch = "one row" if rows == 1 else f"{rows} rows"
    return (
        f"Structure {shapes.sizes}: a batch of {batch} goes through as {way}. "
        f"The network has {shapes.n_parameters:,} parameters, for any batch."
    )
