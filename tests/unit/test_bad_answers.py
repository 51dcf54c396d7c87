"""Junk handed to the checks of the exercises: feedback in words, whatever comes."""

import importlib
import inspect
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnlib.checks.base import Feedback
from nnlib.explorers.neuron import day
from tests.unit.bad_calls.junk import junk
from tests.unit.bad_calls.names import ROOT
from tests.unit.test_bad_calls import a_call_that_hangs_ends_the_tests  # noqa: F401

DAY = day()
GIVEN = {"places": DAY.places, "fire": DAY.fire}  # by the lesson, not by the learner
MODULES = ["forward_by_hand", *(f"lesson_{n:02}" for n in range(1, 14))]


def checks():
    for name in MODULES:
        module = importlib.import_module(f"nnlib.checks.{name}")
        for check in vars(module).values():
            its_own = inspect.isfunction(check) and check.__module__ == module.__name__
            if its_own and check.__name__.startswith("check_"):
                yield check


def test_every_module_of_checks_is_here():
    files = {path.stem for path in (ROOT / "nnlib" / "checks").glob("lesson_*.py")}
    assert files - {"lesson_00"} <= set(MODULES)


@pytest.mark.parametrize("check", list(checks()), ids=lambda one: one.__name__)
@settings(derandomize=True, max_examples=8, deadline=None, database=None)
@given(st.data())
def test_junk_for_an_answer_is_told_in_words(check, data):
    names = inspect.signature(check).parameters
    answers = [GIVEN[name] if name in GIVEN else data.draw(junk()) for name in names]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        told = check(*answers)
    assert isinstance(told, Feedback) and told.verdict != "correct"
    assert len(told.sentence) < 400 and told.sentence.isprintable()
