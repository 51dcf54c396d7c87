"""Bad calls of public functions: each is answered in words that hold the value.

Wrong types and shapes, NaN, inf, nothing, too much, below zero, the wrong file. The
tables are in `bad_calls/`: one line per call. A test reads the public names from the
modules themselves, so that a new function asks for a line of its own.
"""

import faulthandler
import traceback
import warnings
from pathlib import Path

import pytest

from tests.unit.bad_calls import core, lessons
from tests.unit.bad_calls.names import core_names, lesson_names
from tests.unit.bad_calls.spoiled_files import write_spoiled_files

TABLES = core.CALLS | lessons.CALLS
CALLS = [(name, *call) for name, calls in TABLES.items() for call in calls]


@pytest.fixture(scope="module")
def spoiled_files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("spoiled")
    write_spoiled_files(folder)
    return folder


@pytest.fixture(autouse=True)
def a_call_that_hangs_ends_the_tests():
    faulthandler.dump_traceback_later(20, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


def numbered(calls):
    return [f"{index}-{call[0]}" for index, call in enumerate(calls)]


@pytest.mark.parametrize("line", CALLS, ids=numbered(CALLS))
def test_bad_call_is_answered_in_words(line, spoiled_files, monkeypatch):
    _, call, name, value, *error = line
    monkeypatch.chdir(spoiled_files)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(tuple(error) or ValueError) as caught:
            call()
    words = str(caught.value)
    assert name in words and value in words
    assert 20 < len(words) < 200 and words.isprintable()
    place = Path(traceback.extract_tb(caught.tb)[-1].filename)
    assert place.parts[-2] in ("nnlib", "plots", "explorers", "checks", "frameworks")


def test_there_are_enough_calls():
    assert len(CALLS) >= 200


@pytest.mark.parametrize("table, names", [(core, core_names), (lessons, lesson_names)])
def test_every_public_name_is_called_badly(table, names):
    assert set(names()) == table.CALLS.keys() | table.EXCEPTIONS.keys()
    assert not table.CALLS.keys() & table.EXCEPTIONS.keys()
    assert all(len(reason) > 7 for reason in table.EXCEPTIONS.values())
