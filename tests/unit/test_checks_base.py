"""The base of all exercise checks: verdicts, named mistakes, no traceback of ours."""

import math
from typing import NamedTuple

import numpy as np
import pytest

from nnlib.checks.base import (
    CORRECT,
    NOT_ATTEMPTED,
    NOT_YET,
    Mistake,
    call,
    expect_array,
    expect_choice,
    expect_number,
    feedback,
)


def verdict(answer, test=lambda answer: None):
    return feedback(answer, test, "well done").verdict


def sentence(answer, test):
    told = feedback(answer, test, "well done")
    assert told.verdict == NOT_YET
    return told.sentence


def double_test(function):
    for x in (2.0, 5.0):
        expect_number(call(function, x), 2 * x, {"looks squared": x * x}, case=f"x={x}")


def stub(x): ...


def stub_with_words(x):
    """Double x."""


def half_filled(x):
    result = ...
    return result


@pytest.mark.parametrize("answer", [..., None, [1, ...], (None,), {"a": ...}, stub])
def test_empty_answers_are_not_attempted(answer):
    assert verdict(answer) == NOT_ATTEMPTED


class Report(NamedTuple):
    epoch: int
    validation_loss: float | None


def test_a_none_inside_a_report_is_no_gap():
    assert verdict(Report(3, None)) == CORRECT
    assert verdict([Report(3, None)]) == CORRECT


def test_stub_functions_are_not_attempted():
    assert verdict(stub_with_words, double_test) == NOT_ATTEMPTED
    assert verdict(half_filled, double_test) == NOT_ATTEMPTED


def test_a_function_that_returns_a_constant_is_attempted():
    assert verdict(lambda x: 1, double_test) == NOT_YET


def test_right_answers_are_correct():
    assert verdict(lambda x: x + x, double_test) == CORRECT
    assert verdict(lambda x: np.array([2 * x]), double_test) == CORRECT
    assert verdict(0) == CORRECT


def test_a_known_mistake_is_named_even_if_one_case_hides_it():
    assert sentence(lambda x: x * x, double_test) == "looks squared"


def test_an_unknown_mistake_shows_both_numbers_and_the_case():
    assert sentence(lambda x: x, double_test) == "x=2.0: expected 4, got 2"


def test_the_learners_error_is_told_with_its_line():
    def broken(x):
        return x / 0

    told = sentence(broken, double_test)
    assert told == (
        "your code stopped with ZeroDivisionError: float division by zero, "
        "in the line: return x / 0"
    )


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (lambda x: np.ones((4, 3)) @ np.ones((4, 3)), "at @ the inner numbers"),
        (lambda x: np.ones((4, 3)) * np.ones(4), "paired from the right"),
        (lambda x: max(np.ones(2), 0), "np.where, np.maximum"),
        (lambda x: math.log(np.ones(2)), "take np.exp, np.log"),
        (lambda x: 2 * double_test, "call it, with (...)"),
        (lambda x: [n for n in 3], "range(...) is"),
    ],
)
def test_common_errors_are_explained(broken, words):
    told = sentence(broken, double_test)
    assert words in told and told.startswith("your code stopped with ")


def test_an_error_deep_in_a_library_shows_the_learners_line():
    def broken(x):
        return np.linalg.inv(np.zeros((2, 2)))

    told = sentence(broken, double_test)
    assert told.endswith("return np.linalg.inv(np.zeros((2, 2)))")


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        (3, "expected a function, got 3"),
        (lambda x: print(end=""), "gives nothing back"),
        (lambda: 1, "takes 0 positional arguments"),
        (lambda x: "four", "expected numbers, got 'four'"),
        (lambda x: [x, x], "expected one number, got 2 of them"),
        (lambda x: np.nan, "inf or nan"),
    ],
)
def test_odd_answers_get_a_sentence(answer, part):
    assert part in sentence(answer, double_test)


def test_what_is_begun_is_told_from_what_is_not():
    nothing = [..., (..., ...), [..., [..., ...]], {"a": ...}, stub]
    begun = [(4, ...), [..., [0, ...]], {"a": 0, "b": ...}]
    told = [feedback(one, None, "") for one in nothing + begun]
    assert all(one.verdict == NOT_ATTEMPTED for one in told)
    assert not any(one.sentence for one in told[: len(nothing)])
    assert all("dots are left" in one.sentence for one in told[len(nothing) :])


def test_a_comma_in_a_number_is_noticed():
    def test(answer):
        expect_number(answer, 0.46, {}, case="z")

    assert "with a point" in sentence((0, 46), test)


def test_endless_recursion_and_interruption_get_a_sentence():
    def again(x):
        return again(x)

    def interrupted(x):
        raise KeyboardInterrupt

    assert "without an end" in sentence(again, double_test)
    assert "interrupted" in sentence(interrupted, double_test)


def test_changing_the_inputs_is_named():
    def greedy(values):
        values.sort()
        return values

    def test(answer):
        expect_array(call(answer, [3, 1]), [1, 3])

    assert "changed its inputs" in sentence(greedy, test)
    assert verdict(sorted, test) == CORRECT


def test_shapes():
    def test(answer):
        expect_array(answer, np.ones((2, 3)), {"ones and twos swapped": [[2] * 3] * 2})

    assert verdict([[1, 1, 1], [1, 1, 1]], test) == CORRECT
    assert "got (3, 2); rows and columns are swapped" in sentence(np.ones((3, 2)), test)
    assert "expected shape (2, 3), got (3,)" in sentence([1, 1, 1], test)
    assert sentence(np.full((2, 3), 2), test) == "ones and twos swapped"


@pytest.mark.parametrize("answer", [[1, 2], [[1], [2]], [[1, 2]], np.array([1.0, 2.0])])
def test_any_shape_accepts_rows_and_columns(answer):
    def test(answer):
        expect_array(answer, [1, 2], any_shape=True)

    assert verdict(answer, test) == CORRECT


def test_choices():
    def test(answer):
        expect_choice(answer, "XOR", {"AND": "one line parts AND", 3: "a number?"})

    assert verdict("XOR", test) == CORRECT
    assert sentence("AND", test) == "one line parts AND"
    assert "choose one of 'AND', 'XOR', 3" in sentence([1], test)


def test_it_shows_itself_as_text_and_html():
    told = feedback(1, lambda answer: None, "a < b")
    assert repr(told) == "correct: a < b"
    assert "a &lt; b" in told._repr_mimebundle_()["text/html"]


def test_mistakes_can_be_raised_directly():
    def test(answer):
        raise Mistake("that is the other one")

    assert sentence(2, test) == "that is the other one"
