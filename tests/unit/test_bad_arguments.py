"""Junk for each argument in turn: a sensible result, or a sentence with the value."""

import math
import os
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnlib.training import DivergenceError
from tests.unit.bad_calls import core, good
from tests.unit.bad_calls.junk import junk
from tests.unit.bad_calls.spoiled_files import write_spoiled_files
from tests.unit.test_bad_calls import a_call_that_hangs_ends_the_tests  # noqa: F401

EXAMPLES = int(os.environ.get("BAD_ARGUMENTS", 8))  # for each argument
DOCUMENTED = {"storage.save": OSError, "storage.load": FileNotFoundError}
DOCUMENTED |= {
    f"training.{name}": DivergenceError for name in ("train", "training_epochs")
}
ARGUMENTS = [(name, one) for name, (_, given_) in good.CALLS.items() for one in given_]


@pytest.fixture(scope="module", autouse=True)
def folder_of_spoiled_files(tmp_path_factory):
    before, folder = os.getcwd(), tmp_path_factory.mktemp("spoiled")
    write_spoiled_files(folder)
    os.chdir(folder)
    yield
    os.chdir(before)


def test_every_function_that_can_be_called_badly_is_here():
    assert core.CALLS.keys() == good.CALLS.keys() | good.SHARED.keys()


@pytest.mark.parametrize("name", good.CALLS)
def test_the_good_call_is_good(name):
    function, arguments = good.CALLS[name]
    assert is_sensible(function(**arguments))


@pytest.mark.parametrize("name, argument", ARGUMENTS)
@settings(derandomize=True, max_examples=EXAMPLES, deadline=None, database=None)
@given(st.data())
def test_one_argument_is_junk(name, argument, data):
    function, arguments = good.CALLS[name]
    spoiled = arguments | {argument: data.draw(junk())}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        if name.startswith("layers."):  # the inner loop does not look at its numbers
            warnings.filterwarnings("ignore", "overflow|invalid")
        try:
            result = function(**spoiled)
        except (ValueError, DOCUMENTED.get(name, ValueError)) as error:
            words = str(error)
            assert 20 < len(words) < 200 and words.isprintable(), words
        else:
            assert name.startswith(good.PASSED_ON) or is_sensible(result)


def is_sensible(result) -> bool:
    """Whether all numbers in a result are finite."""
    if isinstance(result, pd.DataFrame):
        result = result.select_dtypes("number").to_numpy()
    if isinstance(result, np.ndarray | np.generic):
        return result.dtype.kind not in "fc" or bool(np.isfinite(result).all())
    if isinstance(result, list | tuple):
        return all(map(is_sensible, result))
    return not isinstance(result, float) or math.isfinite(result)
