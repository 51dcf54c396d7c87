"""The forward pass of the running network, cut into steps for pencil and paper.

Each unit multiplies, adds up as it goes, adds its bias and passes the sum through ReLU.
A `Pass` is how far one has come, with all numbers known so far.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from nnlib.plots.formulas import activation_text, in_brackets, product_text
from nnlib.plots.numbers import number_text
from nnlib.running import running_network


class Step(NamedTuple):
    """One piece of arithmetic for unit j of a layer: "product" i, "bias" or "relu"."""

    kind: str
    layer: int
    j: int
    i: int = 0


def _steps(sizes: tuple[int, ...] = (2, 3, 1)) -> Iterator[Step]:
    for layer, (n_in, n_out) in enumerate(zip(sizes, sizes[1:], strict=False)):
        for j in range(n_out):
            yield from (Step("product", layer, j, i) for i in range(n_in))
            yield Step("bias", layer, j)
            if layer < len(sizes) - 2:
                yield Step("relu", layer, j)


STEPS = tuple(_steps())


class Pass:
    """The running network at work on two inputs, after the first `done` steps."""

    def __init__(self, x1: float, x2: float, done: int) -> None:
        network = running_network()
        stages = [np.array([[x1, x2]])]
        for layer in network.layers:
            stages.append(layer.forward(stages[-1]).round(12))
        inputs, sums, hidden, outputs = map(np.ravel, stages)
        self.done, self.known = done, set(STEPS[:done])
        self.weights = [layer.weights for layer in network.dense_layers]
        self.biases = [layer.biases for layer in network.dense_layers]
        self.columns, self.sums = [inputs, hidden, outputs], [sums, outputs]
        self.target = float(inputs.mean())

    @property
    def step(self) -> Step | None:
        """The step that was done last."""
        return STEPS[self.done - 1] if self.done else None

    def products(self, layer: int, j: int) -> np.ndarray:
        """What the edges into unit j of a layer carry: input times weight."""
        return self.columns[layer] * self.weights[layer][:, j]

    def sum_so_far(self, layer: int, j: int) -> float | None:
        """What unit j has added up by now, or None if it has not begun."""
        if Step("bias", layer, j) in self.known:
            return float(self.sums[layer][j])
        products = self.products(layer, j)
        counted = [p for i, p in enumerate(products) if self.has_product(layer, j, i)]
        return float(np.sum(counted).round(12)) if counted else None

    def has_product(self, layer: int, j: int, i: int) -> bool:
        """Whether the product on this edge is known."""
        return Step("product", layer, j, i) in self.known

    def has_output(self, column: int, j: int) -> bool:
        """Whether the output of a node is known; inputs always are."""
        last = "bias" if column == len(self.weights) else "relu"
        return column == 0 or Step(last, column - 1, j) in self.known

    def formula(self) -> str:
        """The formula of the unit at work, filled in as far as it is known."""
        if self.step is None:
            return "z1 = …"
        kind, layer, j, i = self.step
        total = self.sums[layer][j]
        if kind == "relu":
            return f"h{j + 1} = {activation_text('relu', total, self.columns[1][j])}"
        pairs = zip(self.columns[layer], self.weights[layer][:, j], strict=True)
        terms = [product_text(*pair) for pair in pairs]
        if kind == "product":
            return f"{sum_name(layer, j)} = {' + '.join([*terms[: i + 1], '…'])}"
        terms.append(in_brackets(self.biases[layer][j]))
        return f"{sum_name(layer, j)} = {' + '.join(terms)} = {number_text(total)}"


def sum_name(layer: int, j: int) -> str:
    """The name of the sum of unit j, as the diagram writes it."""
    return "prediction" if layer else f"z{j + 1}"


def unit_name(layer: int, j: int) -> str:
    """The name of unit j of a layer, as the diagram writes it."""
    return "prediction" if layer else f"h{j + 1}"


def source_name(layer: int, i: int) -> str:
    """The name of what flows into a layer."""
    return f"{'h' if layer else 'x'}{i + 1}"


def weight_name(layer: int, i: int, j: int) -> str:
    """The name of a weight: w1 to w6 into the hidden units, w7 to w9 out of them."""
    return f"w{7 + i}" if layer else f"w{3 * i + j + 1}"


def pass_words(state: Pass) -> str:
    """What the last step did, with its numbers, as sentences."""
    x1, x2 = (number_text(x) for x in state.columns[0])
    if state.step is None:
        return (
            f"Nothing is computed yet. The inputs are x1 = {x1} and x2 = {x2}. "
            "Press Step for the first product."
        )
    kind, layer, j, _ = state.step
    where = f"Step {state.done} of {len(STEPS)}, {unit_name(layer, j)}:"
    what = {"product": _product, "bias": _bias, "relu": _relu}[kind](state)
    return f"{where} {what}"


def _product(state: Pass) -> str:
    _, layer, j, i = state.step
    value, weight = state.columns[layer][i], state.weights[layer][i, j]
    product = number_text(state.products(layer, j)[i])
    total = number_text(state.sum_so_far(layer, j))
    names = f"{source_name(layer, i)}·{weight_name(layer, i, j)}"
    silent = "The unit is off: nothing comes from it. " if layer and not value else ""
    made = f"{names} = {product_text(value, weight)} = {product}."
    return f"{made} {silent}Sum so far: {total}."


def _bias(state: Pass) -> str:
    _, layer, j, _ = state.step
    bias, total = state.biases[layer][j], state.sums[layer][j]
    before = number_text(float((total - bias).round(12)))
    made = f"{before} + {in_brackets(bias)} = {number_text(total)}"
    if layer:
        end = f"the average of the inputs is {number_text(state.target)}."
        return f"the bias is added, {made}. That is the prediction; {end}"
    return f"the bias is added, {sum_name(layer, j)} = {made}."


def _relu(state: Pass) -> str:
    j = state.step.j
    z, h = state.sums[0][j], state.columns[1][j]
    made = f"{activation_text('relu', z, h)}."
    if h > 0:
        return f"{made} The sum is above 0, so it is passed on."
    return f"{made} The sum is not above 0, so the unit is off and passes on 0."
