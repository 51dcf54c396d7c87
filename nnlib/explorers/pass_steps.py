"""A whole update of the running network, cut into steps for pencil and paper.

Forward, compare, backward, tally, update: a round has twenty steps, and the next round
begins with what the last one made of the weights.
"""

from functools import lru_cache
from typing import NamedTuple

from nnlib.checks.backward_sheet import NAMES, Sheet
from nnlib.explorers.backward_picture import change_text, rounded, rounded_text
from nnlib.optimizers import SGD
from nnlib.plots.formulas import activation_text, in_brackets, weighted_sum_text
from nnlib.running import INPUTS, TARGETS, running_network

ROUNDS = 20


class Step(NamedTuple):
    """One piece of work: "unit", "predict", "wanted", "change", "tally", "update"."""

    kind: str
    name: str = ""


UNITS = ("h1", "h2", "h3")
STEPS = (
    *(Step("unit", name) for name in UNITS),
    Step("predict"),
    Step("wanted"),
    *(Step("change", name) for name in NAMES),
    Step("tally"),
    Step("update"),
)
_TO_PREDICTION = len(UNITS) + 1
LAST = ROUNDS * len(STEPS) + _TO_PREDICTION


@lru_cache(maxsize=8)
def rounds(rate: float) -> tuple[Sheet, ...]:
    """The sheets of all rounds, each with the weights that the one before it made."""
    network, optimizer, sheets = running_network(), SGD(), []
    for _ in range(ROUNDS + 1):
        sheets.append(Sheet(network, INPUTS, TARGETS.item()))
        optimizer.step(network.parameters, network.gradient, rate)
    return tuple(sheets)


def predictions(rate: float, count: int = ROUNDS + 1) -> list[float]:
    """The prediction before the first update, after it, after the second, and so on."""
    return [page.prediction for page in rounds(rate)[:count]]


class PassState:
    """The running network after the first `done` steps at one learning rate."""

    def __init__(self, rate: float, done: int) -> None:
        self.rate, self.done = rate, done
        self.round = max(done - 1, 0) // len(STEPS)  # counted from 0
        count = done - self.round * len(STEPS)
        self.known = set(STEPS[:count])
        self.step = STEPS[count - 1] if count else None
        self.sheet = rounds(rate)[self.round]

    @property
    def updated(self) -> bool:
        """Whether the round has come to its end."""
        return Step("update") in self.known

    @property
    def changes(self) -> list[str]:
        """The weights and biases whose change is known."""
        return [name for name in NAMES if Step("change", name) in self.known]

    @property
    def moving(self) -> list[str]:
        """The weights and biases that the update of this round moves."""
        return [name for name in NAMES if self.sheet.changes[name]]

    @property
    def history(self) -> list[float]:
        """The predictions made so far, one for each round."""
        return predictions(self.rate, self.round + (Step("predict") in self.known))

    def new_value(self, name: str) -> float:
        """What the update of this round makes of a weight or bias."""
        return round(self.sheet.values[name] + self.rate * self.sheet.changes[name], 12)


def next_prediction(done: int) -> int:
    """How many steps are done when the next prediction has been made."""
    following = (done - _TO_PREDICTION) // len(STEPS) + 1
    return min(following, ROUNDS) * len(STEPS) + _TO_PREDICTION


def formula(state: PassState) -> str:
    """The formula of the last step with its numbers, as one line."""
    if state.step is None:
        return "forward → compare → backward → tally → update"
    kind, name = state.step
    return {
        "unit": _unit_formula,
        "predict": _prediction_formula,
        "wanted": _wanted_formula,
        "change": lambda sheet, name: f"change of {name} = {change_text(sheet, name)}",
        "tally": lambda sheet, name: "13 changes noted, 0 numbers updated",
        "update": lambda sheet, name: _update_formula(state),
    }[kind](state.sheet, name)


def _unit_formula(sheet: Sheet, name: str) -> str:
    j = UNITS.index(name)
    total = weighted_sum_text(
        sheet.inputs,
        list(map(rounded, sheet.hidden_weights[:, j])),
        rounded(sheet.biases[0][j]),
    )
    z, h = rounded(sheet.sums[j]), rounded(sheet.hidden[j])
    made = activation_text("relu", z, h)
    return f"z{j + 1} = {total} = {rounded_text(z)}, {name} = {made}"


def _prediction_formula(sheet: Sheet, name: str) -> str:
    numbers = [list(map(rounded, one)) for one in (sheet.hidden, sheet.output_weights)]
    total = weighted_sum_text(*numbers, rounded(sheet.biases[1][0]))
    return f"prediction = {total} = {rounded_text(sheet.prediction)}"


def _wanted_formula(sheet: Sheet, name: str) -> str:
    prediction = in_brackets(rounded(sheet.prediction))
    difference = f"{rounded_text(sheet.target)} − {prediction}"
    return f"wanted = target − prediction = {difference} = {rounded_text(sheet.wanted)}"


def _update_formula(state: PassState) -> str:
    moving = state.moving
    name = moving[0] if moving else "b4"
    now, change = state.sheet.values[name], state.sheet.changes[name]
    product = f"{rounded_text(state.rate)}·{in_brackets(rounded(change))}"
    new = rounded_text(state.new_value(name))
    others = "the others likewise" if len(moving) > 1 else "the only one that moves"
    return f"{name} = {rounded_text(now)} + {product} = {new}, {others}"


def pass_words(state: PassState) -> str:
    """What the last step did and why, and the predictions so far, as sentences."""
    if state.step is None:
        return (
            "Nothing is computed yet. Press Step to go through one update, or "
            "Next prediction to see what comes of it."
        )
    where = f"Round {state.round + 1}, {_phase(state.step)}:"
    return f"{where} {_said(state)} {history_words(state)}"


def _phase(step: Step) -> str:
    names = {"unit": "forward", "predict": "forward", "wanted": "compare"}
    return names.get(step.kind, "backward" if step.kind == "change" else step.kind)


def _said(state: PassState) -> str:
    kind, name = state.step
    if kind == "tally":
        return (
            f"all 13 changes are noted, {len(state.moving)} of them not 0. "
            "Nothing has been updated on the way."
        )
    if kind == "update":
        return f"{formula(state)}.{' All 13 at once.' * (len(state.moving) > 1)}"
    said = f"{formula(state)}.{_off_words(state)}"
    return said + (_death_words(state.sheet) if kind == "predict" else "")


def _off_words(state: PassState) -> str:
    kind, name = state.step
    sheet = state.sheet
    if kind == "unit" and not sheet.on[UNITS.index(name)]:
        return f" {name} is off."
    if kind != "change" or name == "b4" or sheet.on[sheet.unit_of(name)]:
        return ""
    unit = f"h{sheet.unit_of(name) + 1}"
    if name in NAMES[:3]:
        return f" {unit} is off, so nothing flowed in."
    return f" {unit} is off, so nothing gets back through it."


def _death_words(sheet: Sheet) -> str:
    if sheet.on.any():
        return ""
    return " All hidden units are off: from here on only b4 can move."


def history_words(state: PassState) -> str:
    """The predictions so far; the last ones, if there are many."""
    history = [rounded_text(one) for one in state.history]
    if not history:
        return "No prediction yet."
    if len(history) == 1:
        return f"Prediction: {history[0]}. The target is 0.6."
    shown = ", ".join([history[0], "…", *history[-7:]] if len(history) > 9 else history)
    return f"Predictions so far: {shown}. The target is 0.6."
