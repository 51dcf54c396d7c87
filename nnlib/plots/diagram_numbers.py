"""What the parts of a network diagram are called, and their formulas filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from nnlib.plots.formulas import activation_text, product_text, weighted_sum_text
from nnlib.plots.numbers import number_text


@dataclass
class NetworkNumbers:
    """A network, the numbers of one sample on its way through, and what to mark."""

    weights: list[np.ndarray]
    biases: list[np.ndarray]
    activations: Sequence[str]
    outputs: list[np.ndarray] | None = None
    before: list[np.ndarray] | None = None
    targets: np.ndarray | None = None
    highlight: set[tuple] = field(default_factory=set)
    labels: Mapping[tuple, str] = field(default_factory=dict)
    titles: Mapping[tuple, str] = field(default_factory=dict)
    names: dict[tuple, str] = field(default_factory=dict)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Number of nodes in each column, the inputs first."""
        return (self.weights[0].shape[0], *(len(bias) for bias in self.biases))

    def is_off(self, column: int, row: int) -> bool:
        """Whether a node is a ReLU unit that passes nothing on."""
        if not column or self.outputs is None:
            return False
        return self.activations[column - 1] == "relu" and self.outputs[column][row] <= 0

    def is_split(self, column: int) -> bool:
        """Whether the nodes of a column show their sum beside their output."""
        return column > 0 and self.activations[column - 1] != "identity"

    def is_faint(self, key: tuple) -> bool:
        """Whether a part stands back because others are highlighted."""
        return bool(self.highlight) and key not in self.highlight

    def name(self, column: int, row: int) -> str:
        """The name of a node, such as x1, h2 or prediction."""
        if ("node", column, row) in self.names:
            return self.names["node", column, row]
        last = len(self.weights)
        if column == last:
            return "prediction" if self.sizes[last] == 1 else f"p{row + 1}"
        layer = f"{column}." if column and last > 2 else ""
        return f"{'h' if column else 'x'}{layer}{row + 1}"

    def sum_name(self, column: int, row: int) -> str:
        """The name of the weighted sum of a node, such as z2."""
        if ("z", column, row) in self.names:
            return self.names["z", column, row]
        if not self.is_split(column):
            return self.name(column, row)
        if len(self.weights) > 2:
            return f"z{column}.{row + 1}"
        return f"z{sum(self.sizes[1:column]) + row + 1}"

    def title(self, key: tuple) -> str:
        """What hovering over a part shows; a replaced label hides the formula."""
        if key in self.titles:
            return self.titles[key]
        kind, *place = key
        if kind == "node":
            name, formula = self.name(*place), self._node_formula(*place)
        elif kind == "z":
            name, formula = self.sum_name(*place), self._sum_formula(*place)
        elif kind == "bias":
            name, formula = self._bias_name(*place), self._bias_formula(*place)
        else:
            name, formula = self._weight_name(*place), self._weight_formula(*place)
        return f"{name} = {self.labels.get(key, formula)}" if formula else name

    def _weight_name(self, layer: int, i: int, j: int) -> str:
        earlier = sum(one.size for one in self.weights[:layer])
        return f"w{earlier + i * self.sizes[layer + 1] + j + 1}"

    def _weight_formula(self, layer: int, i: int, j: int) -> str:
        weight, source = self.weights[layer][i, j], self.name(layer, i)
        route = f"from {source} to {self.sum_name(layer + 1, j)}"
        text = f"{number_text(weight)}, {route}"
        if self.outputs is None:
            return text
        value = self.outputs[layer][i]
        product = f"{product_text(value, weight)} = {number_text(value * weight)}"
        return f"{text}: {source}·{self._weight_name(layer, i, j)} = {product}"

    def _bias_name(self, layer: int, j: int) -> str:
        return f"b{sum(self.sizes[1 : layer + 1]) + j + 1}"

    def _bias_formula(self, layer: int, j: int) -> str:
        bias = number_text(self.biases[layer][j])
        return f"{bias}, added to {self.sum_name(layer + 1, j)}"

    def _sum_formula(self, column: int, row: int) -> str:
        if self.before is None or self.outputs is None:
            return ""
        return self._total(column, row) + number_text(self.before[column - 1][row])

    def _node_formula(self, column: int, row: int) -> str:
        if self.outputs is None:
            return ""
        output = self.outputs[column][row]
        if column == 0:
            return number_text(output)
        if not self.is_split(column):
            return self._total(column, row) + number_text(output)
        if self.before is None:
            return number_text(output)
        z = self.before[column - 1][row]
        return activation_text(self.activations[column - 1], z, output)

    def _total(self, column: int, row: int) -> str:
        weights, bias = self.weights[column - 1][:, row], self.biases[column - 1][row]
        return weighted_sum_text(self.outputs[column - 1], weights, bias) + " = "
