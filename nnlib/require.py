"""Checks of what a caller hands in, so that a mistake is answered in words.

NumPy's own errors speak about ufuncs and buffers. These name the argument, what it may
be, and the value that was given.
"""

from collections.abc import Sequence
from numbers import Integral, Real
from typing import Any

import numpy as np

ROWS_PER_CHECK = 65_536


def number(name: str, value: Any, interval: str) -> float:
    """Return `value` as a float if it lies in an interval such as "[0, 1)"."""
    low, high = (float(end) for end in interval[1:-1].split(","))
    is_number = isinstance(value, Real) and not isinstance(value, bool | np.bool_)
    above = is_number and (value > low or value == low and interval[0] == "[")
    below = is_number and (value < high or value == high and interval[-1] == "]")
    if above and below:
        return float(value)
    raise ValueError(f"{name} must be in {interval}, got {short(value)}")


def whole_number(name: str, value: Any, *, at_least: int = 1) -> int:
    """Return `value` as an int if it is a whole number and not too small."""
    is_whole = isinstance(value, Integral) and not isinstance(value, bool | np.bool_)
    if is_whole and value >= at_least:
        return int(value)
    wanted = f"a whole number of at least {at_least}"
    raise ValueError(f"{name} must be {wanted}, got {short(value)}")


def one_of(name: str, value: Any, options: Sequence[str]) -> str:
    """Return `value` if it is one of the named options."""
    if isinstance(value, str) and value in options:
        return value
    raise ValueError(f"{name} must be one of {', '.join(options)}, got {short(value)}")


def generator(seed: Any) -> np.random.Generator:
    """Return a random generator: `seed` itself if it is one, else seeded with it."""
    if isinstance(seed, np.random.Generator):
        return seed
    return np.random.default_rng(whole_number("seed", seed, at_least=0))


def table(name: str, values: Any, columns: int | None = None) -> np.ndarray:
    """Return a DataFrame, nested list or array as a 2-D array of finite numbers.

    One row per sample. Float arrays are not copied. A NaN is refused by its column.
    """
    try:
        array = np.asarray(values)
        array = array if array.dtype.kind == "f" else array.astype(float)
    except (ValueError, TypeError, OverflowError):
        raise ValueError(f"{name} must hold numbers, got {short(values)}") from None
    if array.ndim != 2 or array.size == 0 or columns not in (None, array.shape[1]):
        raise ValueError(
            f"{name} must have the shape (samples, {columns or 'columns'}), one row "
            f"per sample, got {array.shape}"
        )
    _refuse_missing(name, array, getattr(values, "columns", range(array.shape[1])))
    return array


def _refuse_missing(name: str, array: np.ndarray, columns: Sequence) -> None:
    for start in range(0, len(array), ROWS_PER_CHECK):
        finite = np.isfinite(array[start : start + ROWS_PER_CHECK])
        if not finite.all():
            row, column = np.argwhere(~finite)[0]
            raise ValueError(
                f"{name} must be finite, got {array[start + row, column]} in column "
                f"{columns[column]!r}, row {start + row}; repair or drop that row"
            )


def short(value: Any) -> str:
    """Return `value` as text of at most 60 characters, on one line."""
    text = f"{value:g}" if isinstance(value, np.number) else repr(value)
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "..."
