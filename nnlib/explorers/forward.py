"""The forward pass to step through: one product at a time, from inputs to prediction.

Above is the network with the numbers known so far. Below are the same numbers as the
tables of a matrix product. Whatever a step uses or makes is marked in both.
`empty_network` is the same diagram to fill in on paper, before any step is done.
"""

import numpy as np

from nnlib.explorers.controls import button, picture_svg, slider
from nnlib.explorers.forward_steps import (
    STEPS,
    Pass,
    Step,
    pass_words,
    source_name,
    sum_name,
    unit_name,
    weight_name,
)
from nnlib.explorers.player import Player
from nnlib.plots.diagram import network_svg
from nnlib.plots.formulas import product_text
from nnlib.plots.numbers import number_text
from nnlib.plots.picture import Diagram
from nnlib.plots.tables import Table, tables_svg
from nnlib.running import INPUTS

_NO_SIGN = 1e-13  # drawn as neither positive nor negative nor off
_WIDTH = 864
_FIRST_NAMES = ("inputs x", "weights", "biases", "weighted sums z", "hidden units h")
_LAST_NAMES = ("hidden units h", "weights", "bias", "prediction")


class ForwardExplorer(Player):
    """Step through the forward pass of the running network, and back."""

    name = "forward"
    alts = {
        "network": "The network with the numbers that were computed so far",
        "tables": "The same arithmetic as tables of numbers",
    }
    wait_seconds = 0.9

    def __init__(self) -> None:
        controls = {
            f"x{i + 1}": slider(f"Input x{i + 1}", float(x), -2.0, 2.0, 0.1)
            for i, x in enumerate(INPUTS[0])
        }
        super().__init__(controls, {"network": picture_svg(), "tables": picture_svg()})

    def restart(self) -> None:
        """Forget everything but the inputs."""
        self.done = 0

    def advance(self) -> bool:
        """Do one more piece of arithmetic. ``False`` when that was the last."""
        self.done += 1
        return self.done < len(STEPS)

    def back(self) -> None:
        """Pause, and take the last step back."""
        self._run = None
        with self._lock:
            self.done, self.finished = max(self.done - 1, 0), False
        self.refresh()

    def draw(self, values: dict) -> tuple[dict[str, str], str]:
        """Network and tables after the steps done so far, and what the last one did."""
        state = Pass(round(values["x1"], 6), round(values["x2"], 6), self.done)
        words = pass_words(state)
        return {"network": pass_svg(state, words), "tables": layer_svg(state)}, words

    def _buttons(self) -> dict:
        buttons = super()._buttons()
        back = button("Back", "Pause and take the last step back", self.back)
        return {"play": buttons.pop("play"), "back": back, **buttons}

    def _show_buttons(self) -> None:
        super()._show_buttons()
        self._named_buttons["back"].disabled = self.done == 0


def empty_network() -> Diagram:
    """The running network with its inputs; the seven numbers to compute are missing."""
    state = Pass(*INPUTS[0], done=0)
    x1, x2 = (number_text(x) for x in INPUTS[0])
    words = (
        f"The running network with its weights and biases. The inputs are x1 = {x1} "
        f"and x2 = {x2}. Empty are the sums z1, z2 and z3, the outputs of h1, h2 and "
        "h3, and the prediction."
    )
    return Diagram(pass_svg(state, words))


def pass_svg(state: Pass, words: str) -> str:
    """The network diagram; what is not known yet is empty, the last step is marked."""
    labels, titles = {}, {}
    for layer, weights in enumerate(state.weights):
        for i, j in np.ndindex(weights.shape):
            titles["weight", layer, i, j] = edge_title(state, layer, i, j)
    columns = [column.copy() for column in state.columns]
    for column, row in ((1, 0), (1, 1), (1, 2), (2, 0)):
        labels |= sum_label(state, column, row)
        if not state.has_output(column, row):
            columns[column][row] = _NO_SIGN
            titles["node", column, row] = f"{unit_name(column - 1, row)}: not known yet"
            labels.setdefault(("node", column, row), "")
        if ("z", column, row) in labels:
            so_far = labels["z", column, row] or "not known yet"
            titles["z", column, row] = f"{sum_name(0, row)}: {so_far}"
    return network_svg(
        state.weights,
        state.biases,
        columns,
        state.sums,
        target=state.target,
        highlight=marked_parts(state.step),
        labels=labels | edge_label(state),
        titles=titles,
        words=words,
        width=_WIDTH,
    )


def sum_label(state: Pass, column: int, row: int) -> dict[tuple, str]:
    """What a sum that is not complete shows: what it has added up, and dots."""
    if Step("bias", column - 1, row) in state.known:
        return {}
    total = state.sum_so_far(column - 1, row)
    kind = "z" if column == 1 else "node"
    return {(kind, column, row): "" if total is None else f"{number_text(total)} …"}


def edge_label(state: Pass) -> dict[tuple, str]:
    """The edge at work carries its product instead of its weight."""
    if state.step is None or state.step.kind != "product":
        return {}
    _, layer, j, i = state.step
    value, weight = state.columns[layer][i], state.weights[layer][i, j]
    product = number_text(state.products(layer, j)[i])
    return {("weight", layer, i, j): f"{product_text(value, weight)} = {product}"}


def edge_title(state: Pass, layer: int, i: int, j: int) -> str:
    """What resting the mouse on an edge shows: its weight, and its product if known."""
    weight, source = state.weights[layer][i, j], source_name(layer, i)
    name = weight_name(layer, i, j)
    title = f"{name} = {number_text(weight)}, from {source} to {unit_name(layer, j)}"
    if not state.has_product(layer, j, i):
        return title
    made = product_text(state.columns[layer][i], weight)
    return f"{title}: {made} = {number_text(state.products(layer, j)[i])}"


def marked_parts(step: Step | None) -> set[tuple]:
    """The parts of the diagram that a step uses or makes."""
    if step is None:
        return set()
    kind, layer, j, i = step
    total = ("node", 2, 0) if layer else ("z", 1, j)
    if kind == "product":
        return {("node", layer, i), ("weight", layer, i, j), total}
    return {("bias", layer, j), total} if kind == "bias" else {total, ("node", 1, j)}


def layer_svg(state: Pass) -> str:
    """The layer at work as tables: inputs @ weights + biases, then ReLU."""
    step = state.step or Step("start", 0, 0)
    names = _LAST_NAMES if step.layer else _FIRST_NAMES
    parts = [*sum_tables(state, step, names), "=", total_table(state, step, names[3])]
    if step.layer == 0:
        hidden = [k for k in range(3) if not state.has_output(1, k)]
        marked = {(0, step.j)} if step.kind == "relu" else ()
        waiting = {(0, k) for k in hidden}
        parts += ["relu", _table(names[4], state.columns[1][None], marked, waiting)]
    words = f"The layer as tables, {names[0]} @ weights + biases. {state.formula()}."
    return tables_svg(parts, words, headline=state.formula(), width=_WIDTH, rows=3)


def sum_tables(state: Pass, step: Step, names: tuple[str, ...]) -> list:
    """The tables that go into the sums; what the last step used is marked."""
    layer, j, i = step.layer, step.j, step.i
    used, added = step.kind == "product", step.kind == "bias"
    return [
        _table(names[0], state.columns[layer][None], {(0, i)} if used else ()),
        "@",
        _table(names[1], state.weights[layer], {(i, j)} if used else ()),
        "+",
        _table(names[2], state.biases[layer], {(0, j)} if added else ()),
    ]


def total_table(state: Pass, step: Step, name: str) -> Table:
    """The table of sums, with those that are complete."""
    sums = state.sums[step.layer]
    places = range(len(sums))
    known = [k for k in places if Step("bias", step.layer, k) in state.known]
    marked = set() if state.step is None else {(0, step.j)}
    return _table(name, sums[None], marked, {(0, k) for k in places if k not in known})


def _table(name: str, numbers, marked=(), waiting=()) -> Table:
    return Table(name, numbers, str(numbers.shape), marked, waiting)
