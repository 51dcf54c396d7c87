"""The network diagram during a backward pass: below each number, how it should move.

What a step of the pass computes is told here as one line of text, with the names first
and then with the numbers, for the explorers that step through it or ask for it.
"""

import math
import re
from collections.abc import Collection, Mapping

from nnlib import require
from nnlib.checks.backward_sheet import KEYS, NAMES, Sheet, running_sheet
from nnlib.plots import style
from nnlib.plots.diagram import network_svg
from nnlib.plots.formulas import in_brackets
from nnlib.plots.numbers import number_text, signed_text
from nnlib.plots.picture import Diagram
from nnlib.plots.svg import svg_text
from nnlib.room import room

WIDTH = 860
OPEN, NOTHING = "?", "\u00a0"
_BELOW_TARGET = (-66, 152)  # one more line, in pixels from the right and the top
_NOTE = re.compile(  # the last text of a weight or bias: what is noted below its number
    r'(<g data-part="(?:weight|bias) [^"]*">(?:(?!</g>).)*<text[^>]*?) fill="[^"]*"'
    r'(?: font-weight="600")?(>[^<]*</text></g>)'
)
_NOT_YET = 1e-13  # drawn as neither positive nor negative nor off


def backward_svg(
    sheet: Sheet,
    notes: Mapping[str, str],
    *,
    highlight: Collection[tuple] = (),
    hidden_nodes: Collection[tuple] = (),
    wanted: bool = False,
    words: str | None = None,
) -> str:
    """The diagram of a sheet with a note below each weight and bias, by name.

    hidden_nodes: parts such as ("z", 1, 0) whose number is not known yet. wanted:
    whether the wanted change of the prediction is written below the target.
    """
    columns = [sheet.inputs, sheet.hidden, [sheet.prediction]]
    columns = [list(map(rounded, column)) for column in columns]
    for kind, column, row in hidden_nodes:
        if kind == "node":
            columns[column][row] = _NOT_YET
    now = {name: short_label(name, sheet.values[name]) for name in NAMES}
    values = {name: rounded_text(sheet.values[name]) for name in NAMES}
    titles = {KEYS[n]: f"{n} = {values[n]}, {place(KEYS[n])}" for n in NAMES}
    unknown = dict.fromkeys(hidden_nodes, "not known yet")
    drawn = network_svg(
        sheet.weights,
        sheet.biases,
        columns,
        [list(map(rounded, sheet.sums)), columns[2]],
        target=sheet.target,
        highlight=set(highlight),
        labels={KEYS[n]: f"{now[n]}\n{_note(n, notes)}" for n in NAMES}
        | dict.fromkeys(hidden_nodes, ""),
        titles=titles | unknown,
        words=words,
        width=WIDTH,
    )
    drawn = _NOTE.sub(rf'\1 fill="{style.BLACK}" font-weight="600"\2', drawn)
    told = f"wanted {rounded_text(sheet.wanted, signed=True)}" if wanted else ""
    x, y = min(WIDTH, room().widest) + _BELOW_TARGET[0], _BELOW_TARGET[1]
    return drawn.replace("</svg>", f"{svg_text(x, y, told, bold=True)}</svg>")


def _note(name: str, notes: Mapping[str, str]) -> str:
    """The note below a number; of its sum z, the same is wanted as of a hidden bias."""
    note = notes.get(name, NOTHING)
    is_change = name in ("b1", "b2", "b3") and note[0] in "+−0"
    return f"{note}, z{name[1]} too" if is_change else note


def rounded(value: float) -> float:
    """A number with three decimals, below 0.01 with four; a 5 at the end goes up.

    One change looks the same wherever it is shown. What is not 0 keeps a digit.
    """
    if abs(value) < 0.0001:
        return float(f"{value:.1g}")
    digits = 4 if abs(value) < 0.01 else 3
    return round(value + math.copysign(1e-9, value), digits)


def rounded_text(value: float, *, signed: bool = False) -> str:
    """The rounded number as text, for example ``−0.46`` or, signed, ``+0.4``."""
    return (signed_text if signed else number_text)(rounded(value))


def short_label(name: str, value: float) -> str:
    """A name and its number, short enough for the edge of the drawing."""
    return f"{name}\u202f=\u202f{rounded_text(value)}"


def place(key: tuple) -> str:
    """Where a weight or bias is, for example ``from h1 to the prediction``."""
    kind, layer, *spot = key
    if kind == "bias":
        return "added to the prediction" if layer else f"added to z{spot[0] + 1}"
    if layer:
        return f"from h{spot[0] + 1} to the prediction"
    return f"from x{spot[0] + 1} to z{spot[1] + 1}"


def involved(name: str) -> set[tuple]:
    """The parts of the diagram that the change of one weight or bias is made from."""
    kind, layer, *spot = KEYS[name]
    parts = {KEYS[name], ("node", 2, 0)}
    if kind == "weight":
        parts.add(("node", layer, spot[0]))
    if layer == 0:
        j = spot[-1]
        parts |= {("node", 1, j), KEYS[f"w{7 + j}"]}
    return parts


def change_text(sheet: Sheet, name: str) -> str:
    """How a change comes about: ``h1 · wanted = 0.5·0.3 = 0.15``."""
    kind, layer, *spot = KEYS[name]
    wanted, result = _product(sheet.wanted), rounded_text(sheet.changes[name])
    j = sheet.unit_of(name)
    if name == "b4":
        return f"wanted = {result}"
    if layer == 1:
        return f"h{j + 1} · wanted = {_product(sheet.hidden[j])}·{wanted} = {result}"
    if kind == "bias":
        made = f"{wanted}·{_product(sheet.output_weights[j])}·{int(sheet.on[j])}"
        return f"wanted · w{7 + j} · gate = {made} = {result}"
    behind = _product(sheet.changes[f"b{j + 1}"])
    x = _product(sheet.inputs[spot[0]])
    return f"x{spot[0] + 1} · change of b{j + 1} = {x}·{behind} = {result}"


def noted(sheet: Sheet, names: Collection[str]) -> dict[str, str]:
    """The changes of these weights and biases as notes, for example ``+0.15``."""
    return {n: rounded_text(sheet.changes[n], signed=True) for n in names}


def _product(value: float) -> str:
    return in_brackets(rounded(float(value)))


@require.in_words
def changes_diagram(names: str = "") -> Diagram:
    """The running network with the changes of these weights and biases, standing still.

    names: such as ``"w7 w8 w9 b4"``, which are marked, or ``"all"``.
    """
    page = running_sheet()
    chosen = list(NAMES) if names == "all" else names.split()
    notes = noted(page, chosen)
    told = ", ".join(f"{name} {note}" for name, note in notes.items())
    words = "The running network. Prediction: 0.3. Target: 0.6."
    words += f" Wanted changes: {told}." if told else ""
    marked = {KEYS[name] for name in chosen if page.changes[name]}
    drawn = backward_svg(page, notes, highlight=marked, wanted=bool(notes), words=words)
    return Diagram(drawn)
