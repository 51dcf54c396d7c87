"""One update of the running network to step through, there and back and round again.

Forward, compare, backward, tally, update: the formula of each step is filled in, the
tally below the network keeps the changes until all of them are known.
"""

from nnlib.checks.backward_sheet import KEYS, NAMES
from nnlib.explorers.backward_picture import (
    backward_svg,
    involved,
    noted,
    rounded_text,
)
from nnlib.explorers.controls import button, choice, picture_svg
from nnlib.explorers.pass_steps import (
    LAST,
    UNITS,
    PassState,
    Step,
    formula,
    next_prediction,
    pass_words,
)
from nnlib.explorers.player import Player
from nnlib.plots.tally import tally_svg

RATES = [("0.1", 0.1), ("0.5", 0.5), ("1", 1.0), ("2", 2.0)]


class PassStepper(Player):
    """Step through updates of the running network at one of four learning rates."""

    name = "pass-stepper"
    alts = {
        "network": "The network with the numbers and changes found so far",
        "tally": "A table of all weights and biases: now, their change, and new",
    }
    wait_seconds = 0.7

    def __init__(self) -> None:
        self.done = 0
        controls = {"rate": choice("Learning rate", RATES, 0.5)}
        super().__init__(controls, {"network": picture_svg(), "tally": picture_svg()})

    def restart(self) -> None:
        """Go back to before the first step."""
        self.done = 0

    def advance(self) -> bool:
        """Do the next step. ``False`` when it was the last."""
        self.done = min(self.done + 1, LAST)
        return self.done < LAST

    def back(self) -> None:
        """Pause, and take the last step back."""
        self._go_to(max(self.done - 1, 0))

    def skip(self) -> None:
        """Pause, and go on until the next prediction has been made."""
        self._go_to(next_prediction(self.done))

    def draw(self, values: dict) -> tuple[dict[str, str], str]:
        """Network and tally after the steps done so far, and what the last one did."""
        state = PassState(values["rate"], self.done)
        words = pass_words(state)
        return {"network": pass_svg(state, words), "tally": pass_tally(state)}, words

    def _go_to(self, done: int) -> None:
        self._run = None
        with self._lock:
            self.done, self.finished = done, done >= LAST
        self.refresh()

    def _buttons(self) -> dict:
        buttons = super()._buttons()
        back = button("Back", "Pause and take the last step back", self.back)
        skip = button("Next prediction", "Go on to the next prediction", self.skip)
        play = buttons.pop("play")
        return {
            "play": play,
            "back": back,
            "step": buttons.pop("step"),
            "skip": skip,
        } | (buttons)

    def _show_buttons(self) -> None:
        super()._show_buttons()
        self._named_buttons["back"].disabled = self.done == 0
        self._named_buttons["skip"].disabled = self.done >= LAST


def pass_svg(state: PassState, words: str) -> str:
    """The diagram; what is not known yet is empty, the last step is marked."""
    unknown = [
        (kind, 1, j)
        for j, name in enumerate(UNITS)
        if Step("unit", name) not in state.known
        for kind in ("z", "node")
    ]
    if Step("predict") not in state.known:
        unknown.append(("node", 2, 0))
    notes = noted(state.sheet, state.changes)
    if state.updated:
        new = {name: rounded_text(state.new_value(name)) for name in state.moving}
        notes = {name: f"→ {text}" for name, text in new.items()}
    return backward_svg(
        state.sheet,
        notes,
        highlight=marked_parts(state),
        hidden_nodes=unknown,
        wanted=Step("wanted") in state.known,
        words=words,
    )


def marked_parts(state: PassState) -> set[tuple]:
    """The parts of the diagram that the last step used or made."""
    step = state.step
    if step is None or step.kind == "tally":
        return set()
    if step.kind == "change":
        return involved(step.name)
    if step.kind == "update":
        return {KEYS[name] for name in state.moving}
    if step.kind == "wanted":
        return {("node", 2, 0)}
    if step.kind == "predict":
        weights = {KEYS[name] for name in NAMES[:4]}
        return {("node", 1, j) for j in range(3)} | weights | {("node", 2, 0)}
    j = UNITS.index(step.name)
    weights = {("weight", 0, 0, j), ("weight", 0, 1, j), ("bias", 0, j)}
    return weights | {("node", 0, 0), ("node", 0, 1), ("z", 1, j), ("node", 1, j)}


def pass_tally(state: PassState) -> str:
    """The formula of the last step, and what has been noted for the update."""
    known, page = set(state.changes), state.sheet
    changes = [
        rounded_text(page.changes[name], signed=True) if name in known else ""
        for name in NAMES
    ]
    new = [rounded_text(state.new_value(n)) if state.updated else "" for n in NAMES]
    rows = {
        "now": [rounded_text(page.values[name]) for name in NAMES],
        "change": changes,
        "new": new,
    }
    marked = {state.step.name} if state.step else set()
    words = f"{formula(state)}. {len(known)} of 13 changes are noted."
    return tally_svg(formula(state), NAMES, rows, marked, words)
