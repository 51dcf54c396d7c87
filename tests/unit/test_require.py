"""The checks behind every public function, and their sentences."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import require


@pytest.mark.parametrize(
    "interval, inside, outside",
    [
        ("[0, 1)", [0, 0.5, np.float32(0.5), Fraction(1, 3)], [1, -1e-9, 1.2]),
        ("(0, 1]", [1, 0.1], [0, 1.0001]),
        ("(0, inf)", [1e-300, 1e300, 7], [0, float("inf"), -1]),
        ("(-inf, inf)", [-1e300, 0], [float("inf"), float("-inf")]),
        ("[0.5, inf)", [0.5], [0.4999]),
    ],
)
def test_number(interval, inside, outside):
    for value in inside:
        assert require.number("rate", value, interval) == float(value)
    for value in outside + [float("nan"), "0.5", None, True, [0.5], 1j]:
        with pytest.raises(ValueError) as caught:
            require.number("rate", value, interval)
        words = f"rate must be in {interval}, got {require.short(value)}"
        assert str(caught.value) == words


def test_whole_number():
    assert require.whole_number("n", np.int64(3)) == 3
    assert require.whole_number("n", 0, at_least=0) == 0
    for value in (0, -1, 2.0, "2", None, True, np.nan):
        with pytest.raises(ValueError, match="n must be a whole number of at least 1"):
            require.whole_number("n", value)


def test_one_of():
    assert require.one_of("color", "red", ["red", "blue"]) == "red"
    for value in ("green", None, ["red"], 3):
        with pytest.raises(ValueError, match="color must be one of red, blue, got"):
            require.one_of("color", value, ["red", "blue"])


def test_generator():
    rng = np.random.default_rng(0)
    assert require.generator(rng) is rng
    assert require.generator(7).random() == np.random.default_rng(7).random()
    for seed in (None, -1, 1.5, "0", np.random):
        with pytest.raises(ValueError, match="seed must be a whole number"):
            require.generator(seed)


def test_table_takes_what_holds_numbers():
    expected = np.array([[1.0, 2], [3, 4]])
    frame = pd.DataFrame({"a": [1, 3], "b": [2.0, 4]})
    for values in ([[1, 2], [3, 4]], expected, frame, expected.astype("float32")):
        np.testing.assert_array_equal(require.table("x", values), expected)
    assert require.table("x", expected) is expected
    assert require.table("x", expected.astype("float32")).dtype == np.float32
    assert require.table("x", [[True, False]]).dtype == float


@pytest.mark.parametrize(
    "values",
    [
        5,
        [1, 2],
        [[[1]]],
        [[]],
        np.zeros((0, 2)),
        [[1, 2, 3]],
    ],
)
def test_table_names_the_shape(values):
    with pytest.raises(
        ValueError, match=r"x must have the shape \(samples, 2\).* got \("
    ):
        require.table("x", values, 2)


@pytest.mark.parametrize("values", ["text", [["a", "b"]], [[1, 2], [3]], [[{}, 1]]])
def test_table_names_what_is_no_number(values):
    with pytest.raises(ValueError, match="x must hold numbers, got"):
        require.table("x", values)


@given(st.integers(0, 199_999), st.integers(0, 1), st.sampled_from([np.nan, np.inf]))
def test_one_bad_value_is_found_anywhere(row, column, value):
    values = np.zeros((200_000, 2), np.float32)
    values[row, column] = value
    with pytest.raises(ValueError, match=f"{value} in column {column}, row {row};"):
        require.table("x", values)


@given(st.text(max_size=200) | st.lists(st.floats()) | st.floats() | st.none())
def test_short_is_short_and_on_one_line(value):
    text = require.short(value)
    assert len(text) <= 60 and "\n" not in text
    assert require.short(np.float64(0.25)) == "0.25"
