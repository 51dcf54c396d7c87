"""Junk: things that no argument is for, and numbers that few arguments are for."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
from hypothesis import strategies as st


class Unprintable:
    """Cannot even say what it is."""

    def __repr__(self):
        raise RuntimeError("no words")


MAKERS = [  # each is made anew: generators are used up, arrays may be written to
    lambda: None,
    lambda: ...,
    lambda: True,
    lambda: b"bytes",
    lambda: {},
    lambda: {"layers": None},
    lambda: set(),
    lambda: [],
    lambda: [[]],
    lambda: [[1, 2], [3]],
    lambda: [["a", "b"]],
    lambda: [[None, 1]],
    lambda: [[[[[[[1]]]]]]],
    lambda: ("inputs", "targets"),
    lambda: object(),
    lambda: Unprintable(),
    lambda: Unprintable,
    lambda: (number for number in range(3)),
    lambda: range(10**12),
    lambda: "x" * 5000,
    lambda: "two\nlines",
    lambda: Path("nothing"),
    lambda: lambda: None,
    lambda: lambda *_, **__: "text",
    lambda: 1j,
    lambda: Decimal("0.5"),
    lambda: Fraction(1, 3),
    lambda: 10**12,
    lambda: 10**400,
    lambda: 10**5000,
    lambda: -(10**12),
    lambda: np.float32(np.inf),
    lambda: np.bool_(True),
    lambda: np.str_("text"),
    lambda: np.datetime64("2020-01-01"),
    lambda: np.timedelta64(1),
    lambda: np.array(None),
    lambda: np.array([[1, "a", None]], object),
    lambda: np.array([[1j, 2]]),
    lambda: np.array([["2020-01-01", "NaT"]], "M8[D]"),
    lambda: np.array([["1", "b"]]),
    lambda: np.zeros((0, 2)),
    lambda: np.zeros((2, 3, 4)),
    lambda: np.zeros(3, [("x", float)]),
    lambda: np.full((1, 2), 1e308),
    lambda: np.full((1, 2), -np.inf),
    lambda: np.array([[np.nan, 1]]),
    lambda: np.array([[1, 300]], np.int16),
    lambda: np.array([[0.5, 6e4]], np.float16),
    lambda: np.array([[True, False]]),
    lambda: pd.DataFrame(),
    lambda: pd.DataFrame({"name": ["a"], "age": [3]}),
    lambda: pd.DataFrame({"x": [1.0, None], "y": [2, 3]}),
    lambda: pd.DataFrame({"x": pd.to_datetime(["2020-01-01"])}),
    lambda: pd.Series([1, None, "a"]),
    lambda: pd.NA,
]


def junk() -> st.SearchStrategy:
    """Draw junk, half of it numbers, lists and arrays of numbers."""
    numbers = st.floats() | st.integers(-5, 20) | st.sampled_from([1e308, -1e308])
    lists = st.lists(numbers | st.lists(numbers, max_size=3), max_size=3)
    made = st.sampled_from(MAKERS).map(lambda make: make())
    return made | made | numbers | lists | st.text(max_size=5)
