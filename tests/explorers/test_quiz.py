"""The recap quiz."""

import pytest

from nnlib.explorers.quiz import Question, Quiz


@pytest.fixture
def quiz():
    return Quiz(
        [
            Question("A?", ["a", "b"], "a", "A it is."),
            Question("B?", ["a", "b"], "b", "B it is."),
            Question("How many?", answer=2, because="One and one."),
        ]
    )


def reply(quiz, *values):
    for box, value in zip(quiz.boxes, values, strict=True):
        box.reply.value = value
    quiz.check_button.click()


def test_open_questions_are_counted_and_nothing_is_told(quiz):
    reply(quiz, "a", None, "")
    assert quiz.score_text == "2 questions are still to be answered."
    said = ["", "Choose one first.", "Type a number first."]
    assert [box.said for box in quiz.boxes] == said


def test_score_and_reasons(quiz):
    reply(quiz, "a", "a", "2")
    assert quiz.score_text == "You have 2 of 3 right."
    assert [box.said for box in quiz.boxes] == [
        "Right. A it is.",
        "Not quite. The answer is “b”. B it is.",
        "Right: 2. One and one.",
    ]
    assert all(box.reply.disabled for box in quiz.boxes)
    assert quiz.check_button.disabled and not quiz.again_button.disabled


def test_try_again_clears_everything(quiz):
    reply(quiz, "a", "b", "2")
    quiz.again_button.click()
    assert [box.reply.value for box in quiz.boxes] == [None, None, ""]
    assert [box.said for box in quiz.boxes] == ["", "", ""]
    assert quiz.score_text == ""
    reply(quiz, "a", "b", "2")
    assert quiz.score_text == "You have 3 of 3 right."


def test_page_without_a_kernel_asks_and_keeps_the_answers(quiz):
    bundle = quiz._repr_mimebundle_()
    assert bundle["text/plain"].startswith("Quiz: A?\n  ( ) a\n  ( ) b\nB?")
    assert "A it is" not in bundle["text/html"] + bundle["text/plain"]
    assert "application/vnd.jupyter.widget-view+json" in bundle
