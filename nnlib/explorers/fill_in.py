"""The fill-in diagram: work out all thirteen changes of a backward pass on paper.

Type a change and press Enter. A right one goes into the diagram; a wrong one is told
which mistake gives that number. Sheet 0 is the running network, the others are new.
"""

import ipywidgets as widgets

from nnlib import require
from nnlib.checks.backward_mistakes import Diagnosis
from nnlib.checks.backward_sheet import KEYS, NAMES, sheet
from nnlib.explorers.backward_picture import OPEN, backward_svg, involved, noted, place
from nnlib.explorers.base import Explorer
from nnlib.explorers.controls import (
    button,
    picture_svg,
    slider,
    text_scale,
    words_html,
)
from nnlib.explorers.fill_in_words import (
    UNREADABLE,
    judged,
    last_words,
    progress_words,
    total_words,
)

LAST_SHEET = 99
ROWS = {
    "Into the prediction": NAMES[:4],
    "Hidden biases": NAMES[4:7],
    "Hidden weights": NAMES[7:],
}
_STYLE = """<style>
.nn-fill-in .nn-field input { text-align: center; }
.nn-fill-in .nn-right input:disabled { border: 2px solid #007A59; opacity: 1;
  color: var(--jp-ui-font-color1, #1A1A1A); }
.nn-fill-in .nn-wrong input { border: 2px solid #B34F00; }
.nn-fill-in .nn-fields { gap: 2px 6px; align-items: center; }
</style>"""


class FillInExplorer(Explorer):
    """Thirteen fields, one for each weight and bias: how should it change?"""

    name = "fill-in"
    alts = {
        "network": "The network with its numbers, and a place for the change of each",
    }
    kept_by_reset = frozenset({"sheet"})

    @require.in_words
    def __init__(self, number: int = 0) -> None:
        number = require.whole_number("number", number, at_least=0, at_most=LAST_SHEET)
        self._quiet, self._entered = False, ""
        self.wrong_tries: dict[int, dict[str, set]] = {}  # by sheet, then by name
        self.finished_sheets: set[int] = set()
        self.fields = {name: _field(name) for name in NAMES}
        controls = {
            "sheet": slider("Sheet", number, 0, LAST_SHEET),
            "new": button("New numbers", "Go on to the next sheet", self.next_sheet),
            **self.fields,
        }
        super().__init__(controls, {"network": picture_svg()})
        self._named_buttons["reset"].tooltip = "Begin this sheet again"
        for name, field in self.fields.items():
            field.on_msg(lambda _, content, __, name=name: self._note(name, content))

    def start(self) -> None:
        """Forget the tries on this sheet; the other sheets stay as they are."""
        self.last = ""  # the field that was filled in last
        number = self.controls["sheet"].value
        self.wrong_tries.pop(number, None)
        self.finished_sheets.discard(number)

    def next_sheet(self) -> None:
        """Go to the next sheet; after the last one comes the first."""
        control = self.controls["sheet"]
        control.value = (control.value + 1) % (LAST_SHEET + 1)

    def draw(self, values: dict) -> tuple[dict[str, str], str]:
        """The diagram with what was found so far, and words about the last try."""
        page, found = sheet(values["sheet"]), judged(values)
        right = [name for name in NAMES if found[name] and found[name].right]
        missing = [name for name in NAMES if name not in right]
        tries = self.wrong_tries.get(values["sheet"], {})
        words = " ".join(
            [
                *last_words(page, self.last, found),
                progress_words(values["sheet"], page, right, tries),
                *total_words(self.finished_sheets),
            ]
        )
        notes = dict.fromkeys(NAMES, OPEN) | noted(page, right)
        if self.last in missing and found[self.last]:
            highlight = involved(self.last)
        else:
            highlight = {KEYS[name] for name in missing[:1]}
        picture = backward_svg(page, notes, highlight=highlight, words=words)
        return {"network": picture}, words

    def _say(self, words: str) -> None:
        """Put what was wrong or right with the last number on a line of its own."""
        super()._say(words)
        page, found = sheet(self.values["sheet"]), judged(self.values)
        verdict = " ".join(last_words(page, self.last, found))
        if verdict and words.startswith(verdict):
            rest = words_html(words[len(verdict) :].strip() + " ", "off")
            self._words.value = words_html(verdict + " ", bold=True) + rest

    def _note(self, name: str, content: dict) -> None:
        self._entered = name if content.get("event") == "submit" else self._entered

    def _on_change(self, change) -> None:
        if self._quiet:
            return
        name = next((n for n, f in self.fields.items() if f is change["owner"]), "")
        self.last = name
        if name:
            self._count(name)
        else:
            self._clear()
        super()._on_change(change)
        if name and name == self._entered:
            self._entered = ""
            self._go_on_from(name)

    def _count(self, name: str) -> None:
        values = self.values
        found, number = judged(values), values["sheet"]
        one = found[name]
        if one and not one.right and one.mistakes != UNREADABLE:
            tries = self.wrong_tries.setdefault(number, {})
            tries.setdefault(name, set()).add(values[name].strip())
        if all(one and one.right for one in found.values()):
            self.finished_sheets.add(number)

    def _clear(self) -> None:
        self._quiet = True
        try:
            for field in self.fields.values():
                field.value = ""
        finally:
            self._quiet = False

    def _go_on_from(self, name: str) -> None:
        """Put the cursor into the next open field, if this one is right."""
        if self.fields[name].disabled:
            order = [*NAMES[NAMES.index(name) :], *NAMES]
            open_ones = [one for one in order if not self.fields[one].disabled]
            if open_ones:
                self.fields[open_ones[0]].focus()

    def _paint(self) -> None:
        super()._paint()
        for name, one in judged(self.values).items():
            _show_verdict(name, self.fields[name], one)

    def _build_rows(self) -> list:
        look, controls, pictures, words = super()._build_rows()
        top = [self.controls["sheet"], self.controls["new"], controls.children[-1]]
        controls.children = top
        width = f"{round(128 * text_scale())}px"
        rows = []
        for caption, names in ROWS.items():
            label = widgets.Label(caption, layout={"width": width})
            fields = [self.fields[name] for name in names]
            row = widgets.HBox([label, *fields], layout={"flex_flow": "row wrap"})
            rows.append(row.add_class("nn-fields"))
        style = widgets.HTML(_STYLE, layout={"display": "none"})
        return [look, style, controls, pictures, *rows, words]


def _field(name: str) -> widgets.Text:
    return widgets.Text(
        description=name,
        placeholder=OPEN,
        tooltip=f"How should {name} change, {place(KEYS[name])}?",
        continuous_update=False,
        style={"description_width": f"{round(40 * text_scale())}px"},
        layout={"width": f"{round(106 * text_scale())}px"},
    ).add_class("nn-field")


def _show_verdict(name: str, field: widgets.Text, one: Diagnosis | None) -> None:
    right, wrong = bool(one and one.right), bool(one and not one.right)
    field.disabled = right
    field.description = name + (" ✓" if right else " ✗" if wrong else "")
    for css, on in (("nn-right", right), ("nn-wrong", wrong)):
        if on != (css in field._dom_classes):
            field.add_class(css) if on else field.remove_class(css)
