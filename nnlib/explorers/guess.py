"""Guess first, then look: a question whose answer opens once a guess is locked in.

Committing to a guess before seeing the answer is what makes the answer stick. A guess
is never a grade: nothing is stored.
"""

from nnlib import require
from nnlib.explorers.controls import button
from nnlib.explorers.question import Question, QuestionBox, QuestionPage


class Guess(QuestionPage):
    """One question: guess, lock the guess in, then read the answer.

    With ``choices`` one of them is the ``answer``; without, the answer is a number that
    may be missed by ``tolerance``. ``because`` explains it. ``feedback`` may tell, for
    single choices, what is wrong with them.
    """

    @require.in_words
    def __init__(
        self,
        text: str,
        *,
        answer: str | float,
        because: str,
        choices: list[str] | None = None,
        tolerance: float = 0.0,
        unit: str = "",
        feedback: dict[str, str] | None = None,
    ) -> None:
        self.question = Question(
            text, choices, answer, because, tolerance, unit, feedback or {}
        )
        self.box = QuestionBox(self.question)
        self.lock_button = button(
            "Lock in my guess", "A locked guess cannot be changed", self.lock
        ).add_class("nn-control-lock")
        super().__init__([self.box, self.lock_button], "guess")

    @property
    def locked(self) -> bool:
        """Whether the guess has been made."""
        return self.lock_button.disabled

    def questions(self) -> list[Question]:
        """The one question."""
        return [self.question]

    def lock(self) -> None:
        """Take the guess, if it is one, and show the answer."""
        problem = self.question.problem(self.box.reply.value)
        if self.locked or problem:
            return None if self.locked else self.box.say(problem)
        self.box.reply.disabled = self.lock_button.disabled = True
        self.box.say(self.question.verdict(self.box.reply.value))
