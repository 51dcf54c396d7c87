"""A box with Python in it, to be selected, copied and run in a cell."""

import ipywidgets as widgets

from nnlib.explorers.controls import words_html
from nnlib.room import room

_STYLE = """<style>.nn-code textarea {
font-family: var(--jp-code-font-family, monospace); font-size: SIZEpx; line-height: 1.4;
white-space: pre; }</style>"""


class CodeBox(widgets.VBox):
    """A sentence and below it the code; both are hidden until `shown` is set."""

    def __init__(self) -> None:
        style = widgets.HTML(_STYLE.replace("SIZE", str(room().code_pixels)))
        style.layout.display = "none"
        self._words = widgets.HTML()
        self._code = widgets.Textarea(layout={"width": "auto"}).add_class("nn-code")
        widest = f"{760 * room().code_pixels / 13:.0f}px"
        layout = {"width": "100%", "max_width": widest}
        super().__init__([style, self._words, self._code], layout=layout)
        self.shown, self._sentence = False, ""

    @property
    def shown(self) -> bool:
        """Whether it can be seen."""
        return self.layout.display != "none"

    @shown.setter
    def shown(self, shown: bool) -> None:
        self.layout.display = None if shown else "none"

    @property
    def code(self) -> str:
        """The text in the box."""
        return self._code.value

    @property
    def words(self) -> str:
        """The sentence above it."""
        return self._sentence

    def write(self, words: str, code: str) -> None:
        """Show a sentence, and a code in as many lines as it needs."""
        self._sentence, self._words.value = words, words_html(words)
        self._code.value, self._code.rows = code, code.count("\n") + 1
