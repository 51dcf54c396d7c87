"""Guess, lock, reveal."""

import pytest

from nnlib.explorers.guess import Guess
from nnlib.explorers.question import Question, parsed_number

WHY = "Unit h1 gives 0.5."


@pytest.fixture
def choice_guess():
    feedback = {"It falls.": "That needs a negative weight."}
    choices = ["It rises.", "It falls."]
    return Guess(
        "What happens?",
        choices=choices,
        answer="It rises.",
        because=WHY,
        feedback=feedback,
    )


@pytest.fixture
def number_guess():
    return Guess("How much?", answer=0.3, tolerance=0.01, unit="cm", because=WHY)


def test_nothing_is_told_before_a_guess(choice_guess):
    choice_guess.lock()
    assert choice_guess.box.said == "Choose one first."
    assert not choice_guess.locked


def test_right_choice(choice_guess):
    choice_guess.box.reply.value = "It rises."
    choice_guess.lock_button.click()
    assert choice_guess.box.said == f"Right. {WHY}"
    assert choice_guess.locked and choice_guess.box.reply.disabled


def test_wrong_choice_is_told_why(choice_guess):
    choice_guess.box.reply.value = "It falls."
    choice_guess.lock()
    assert choice_guess.box.said == (
        f"Not quite. That needs a negative weight. The answer is “It rises.” {WHY}"
    )


def test_a_locked_guess_stays(choice_guess):
    choice_guess.box.reply.value = "It falls."
    choice_guess.lock()
    said = choice_guess.box.said
    choice_guess.box.reply.value = "It rises."
    choice_guess.lock()
    assert choice_guess.box.said == said


@pytest.mark.parametrize("reply", ["0.3", "0,3", " 0.305 cm ", "3/10", "+.3"])
def test_right_number(number_guess, reply):
    number_guess.box.reply.value = reply
    number_guess.lock()
    assert number_guess.box.said == f"Right: 0.3 cm. {WHY}"


def test_wrong_number(number_guess):
    number_guess.box.reply.value = "−0.3"
    number_guess.lock()
    assert number_guess.box.said == f"Not quite. The answer is 0.3 cm. {WHY}"


@pytest.mark.parametrize("reply", ["abc", "1/0", "nan", "inf", "1e999", "1,2,3"])
def test_what_is_no_number_gets_a_sentence(number_guess, reply):
    number_guess.box.reply.value = reply
    number_guess.lock()
    assert number_guess.box.said.startswith(f"“{reply}” is not a number")
    assert not number_guess.locked


def test_empty_reply(number_guess):
    number_guess.lock()
    assert number_guess.box.said == "Type a number first."


def test_page_without_a_kernel_asks_and_keeps_the_answer(choice_guess, number_guess):
    bundle = choice_guess._repr_mimebundle_()
    assert (
        repr(choice_guess) == "Guess: What happens?\n  ( ) It rises.\n  ( ) It falls."
    )
    assert bundle["text/plain"] == repr(choice_guess)
    assert "<li>It rises.</li>" in bundle["text/html"]
    assert "0.3" not in "".join(map(str, number_guess._repr_mimebundle_().values()))


def test_markup_in_a_question_is_shown_as_it_is():
    guess = Guess("Is 1 < 2 & 3?", answer=1, because="<b>")
    assert "1 &lt; 2 &amp; 3" in guess._repr_mimebundle_()["text/html"]
    guess.box.reply.value = "1"
    guess.lock()
    assert "&lt;b&gt;" in guess.box._said.value


@pytest.mark.parametrize(
    "options, words",
    [
        ({"choices": ["a", "b"], "answer": "c"}, "one of the choices, got 'c'"),
        ({"choices": ["a"], "answer": "a", "feedback": {"z": ""}}, "not a choice"),
        ({"answer": "many"}, "answer must be a number"),
    ],
)
def test_impossible_questions_are_refused(options, words):
    with pytest.raises(ValueError, match=words):
        Question("?", **options)


def test_parsed_number():
    assert parsed_number("−1e-3") == -0.001
    assert parsed_number("2/4") == 0.5
    assert parsed_number("") is None
