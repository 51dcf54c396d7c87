"""The recap quiz at the end of a lesson: a few questions, answers that explain."""

from collections.abc import Sequence

import ipywidgets as widgets

from nnlib import require
from nnlib.explorers.controls import button, words_html
from nnlib.explorers.question import Question, QuestionBox, QuestionPage

__all__ = ["Question", "Quiz"]


class Quiz(QuestionPage):
    """Questions to be answered together, with a score in words and a second try."""

    @require.in_words
    def __init__(self, questions: Sequence[Question]) -> None:
        self.boxes = [QuestionBox(question) for question in questions]
        self.check_button = button("Check my answers", "", self.check)
        self.again_button = button("Try again", "Clear all answers", self.clear)
        self.again_button.disabled = True
        self.check_button.add_class("nn-control-check")
        self.again_button.add_class("nn-control-again")
        self.score_text = ""
        self._score = widgets.HTML().add_class("nn-words")
        buttons = widgets.HBox([self.check_button, self.again_button])
        super().__init__([*self.boxes, buttons, self._score], "quiz")

    def questions(self) -> list[Question]:
        """The questions, in order."""
        return [box.question for box in self.boxes]

    def check(self) -> None:
        """Say to each reply whether it is right and why, and count the right ones."""
        open_ones = [b for b in self.boxes if b.question.problem(b.reply.value)]
        if open_ones:
            self._show_score(f"{_missing(len(open_ones))} still to be answered.")
            for box in self.boxes:
                problem = box in open_ones and box.question.problem(box.reply.value)
                box.say(problem or "")
            return
        right = sum(box.question.is_right(box.reply.value) for box in self.boxes)
        for box in self.boxes:
            box.reply.disabled = True
            box.say(box.question.verdict(box.reply.value))
        self.check_button.disabled, self.again_button.disabled = True, False
        self._show_score(f"You have {right} of {len(self.boxes)} right.")

    def clear(self) -> None:
        """Clear all replies for another try."""
        for box in self.boxes:
            box.clear()
        self.check_button.disabled, self.again_button.disabled = False, True
        self._show_score("")

    def _show_score(self, words: str) -> None:
        self.score_text = words
        self._score.value = words_html(words, bold=True)


def _missing(count: int) -> str:
    return "One question is" if count == 1 else f"{count} questions are"
