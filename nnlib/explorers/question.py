"""Questions with an answer that explains, and the box that shows one on the page."""

import math
import re
from dataclasses import dataclass, field
from html import escape

import ipywidgets as widgets

from nnlib import require
from nnlib.explorers.controls import focus_css, room_css, text_scale, words_html
from nnlib.explorers.spoken import names_html, spoken
from nnlib.plots.numbers import number_text
from nnlib.room import room

_STYLE = """<style>
.nn-question .widget-html-content { line-height: 1.45; white-space: normal; }
.nn-question .nn-words { color: var(--jp-ui-font-color1, inherit); }
.nn-question .widget-radio-box label { font-size: SIZEpx; line-height: 1.45;
  display: flex; flex-direction: row-reverse; justify-content: flex-end;
  align-items: flex-start; height: auto; white-space: normal; }
.nn-question .widget-radio-box label input { flex: none; margin: 2px 8px 0 1px; }
.nn-question .widget-button { font-size: SIZEpx; padding: 0 14px; }
.nn-question .widget-label { font-size: SIZEpx; }
</style>"""
_FRAME = {
    "border": "1px solid var(--jp-border-color1, #BDBDBD)",
    "padding": "10px 14px 12px",
    "margin": "4px 0",
}


def _is_number(value: object) -> bool:
    is_one = isinstance(value, int | float) and not isinstance(value, bool)
    return is_one and math.isfinite(value)


@dataclass(frozen=True)
class Question:
    """A question with choices, or without them for a number, and why the answer is so.

    ``feedback`` may say, for single choices, what their charm and their mistake is.
    """

    text: str
    choices: list[str] | None = None
    answer: str | float | None = None
    because: str = ""
    tolerance: float = 0.0
    unit: str = ""
    feedback: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("text", "because", "unit"):
            if not isinstance(getattr(self, name), str):
                got = require.short(getattr(self, name))
                raise ValueError(f"{name} must be text, got {got}")
        if not isinstance(self.choices, list | tuple | None):
            raise ValueError(f"choices must be a list, got {self.choices!r:.60}")
        if self.choices is not None and self.answer not in self.choices:
            got = require.short(self.answer)
            raise ValueError(f"answer must be one of the choices, got {got}")
        if self.choices is None and not _is_number(self.answer):
            got = require.short(self.answer)
            raise ValueError(f"answer must be a number, got {got}")
        require.number("tolerance", self.tolerance, "[0, inf)")
        unknown = set(self.feedback) - set(self.choices or [])
        if unknown:
            raise ValueError(f"feedback for what is not a choice: {sorted(unknown)}")

    @property
    def answer_text(self) -> str:
        """The answer as it is shown."""
        if self.choices is not None:
            return str(self.answer)
        return f"{number_text(self.answer)} {self.unit}".strip()

    def problem(self, reply: str | None) -> str:
        """Why a reply cannot be taken yet, as a sentence; empty when it can."""
        if self.choices is not None:
            return "" if reply in self.choices else "Choose one first."
        if not (reply or "").strip():
            return "Type a number first."
        if parsed_number(reply, self.unit) is None:
            return f"“{reply.strip()}” is not a number; write it like 0.25 or −3."
        return ""

    def is_right(self, reply: str) -> bool:
        """Whether a reply is the answer; a number may be off by the tolerance."""
        if self.choices is not None:
            return reply == self.answer
        error = abs(parsed_number(reply, self.unit) - self.answer)
        return error <= self.tolerance + 1e-9 * max(1.0, abs(self.answer))

    def verdict(self, reply: str) -> str:
        """What to say about a reply: right or not, the answer, and why."""
        answer = self.answer_text
        answer = answer if self.choices is None else f"“{answer}”"
        if self.is_right(reply):
            parts = ["Right." if self.choices else f"Right: {answer}."]
        else:
            parts = ["Not quite.", self.feedback.get(reply, "")]
            parts.append(f"The answer is {answer}.".replace(".”.", ".”"))
        return " ".join(part for part in (*parts, self.because) if part)

    def plain_text(self) -> str:
        """The question and its choices, without the answer."""
        return "\n".join([self.text, *(f"  ( ) {one}" for one in self.choices or [])])

    def html(self) -> str:
        """The question and its choices for a page without a running kernel."""
        choices = "".join(f"<li>{escape(one)}</li>" for one in self.choices or [])
        return f"<p><b>{escape(self.text)}</b></p>" + (
            choices and f"<ul>{choices}</ul>"
        )


def parsed_number(text: str, unit: str = "") -> float | None:
    """The number a person typed, or None. Accepts 0,5 and 1/4 and a real minus sign."""
    text = text.strip().replace("−", "-")
    text = text.removesuffix(unit).strip() if unit else text
    if re.fullmatch(r"[-+]?\d+,\d+", text):
        text = text.replace(",", ".")
    top, _, bottom = text.partition("/")
    try:
        value = float(top) / float(bottom or 1)
    except (ValueError, ZeroDivisionError):
        return None
    return value if math.isfinite(value) else None


class QuestionBox(widgets.VBox):
    """One question on the page, with a place for the reply and the response."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.said = ""
        self.reply = _reply_widget(question).add_class("nn-control-reply")
        self._said = widgets.HTML().add_class("nn-words")
        heading = widgets.HTML(words_html(question.text, "off", bold=True))
        heading.add_class("nn-words").add_class("nn-asked")
        rows = [heading, self.reply, self._said]
        super().__init__(rows, layout={"margin": "0 0 10px"})
        self.add_class("nn-question-box")

    def say(self, words: str) -> None:
        """Say something below the reply."""
        self.said = words
        self._said.value = words_html(words)

    def clear(self) -> None:
        """Make the question as new."""
        self.reply.value = None if self.question.choices else ""
        self.reply.disabled = False
        self.say("")


class QuestionPage(widgets.VBox):
    """A framed page of questions; what guesses and quizzes have in common."""

    def __init__(self, rows: list, name: str) -> None:
        look = _STYLE.replace("SIZE", str(room().text_pixels))
        look = look.replace("</style>", focus_css(".nn-question") + "</style>")
        look = look.replace("</style>", room_css(".nn-question") + "</style>")
        parts = [widgets.HTML(look + names_html(name.capitalize(), {})), spoken()]
        unseen = widgets.VBox(parts, layout={"display": "none"})
        widest = {"max_width": f"{round(760 * text_scale())}px"}
        super().__init__([unseen, *rows], layout=_FRAME | widest)
        self.add_class("nn-question").add_class(f"nn-{name}")

    def questions(self) -> list[Question]:
        """The questions on this page, in order."""
        raise NotImplementedError

    def __repr__(self) -> str:
        asked = "\n".join(question.plain_text() for question in self.questions())
        return f"{type(self).__name__}: {asked}"

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        bundle = super()._repr_mimebundle_() or {}
        bundle["text/plain"] = repr(self)
        asked = "".join(one.html() for one in self.questions())
        bundle["text/html"] = f"{asked}<p><i>Run this cell to get the buttons.</i></p>"
        return bundle


def _reply_widget(question: Question) -> widgets.Widget:
    if question.choices is not None:
        layout = {"width": "auto"}
        return widgets.RadioButtons(options=question.choices, value=None, layout=layout)
    unit = f" ({question.unit})" if question.unit else ""
    return widgets.Text(
        description=f"Your number{unit}",
        style={"description_width": "initial"},
        layout={"width": "18em"},
    )
