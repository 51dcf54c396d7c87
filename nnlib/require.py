"""Checks of what a caller hands in, so that a mistake is answered in words.

NumPy's own errors speak about ufuncs and buffers. These name the argument, what it may
be, and the value that was given.
"""

from collections.abc import Callable, Sequence
from dis import opmap
from functools import wraps
from numbers import Integral, Real
from reprlib import Repr
from typing import Any

import numpy as np

ROWS_PER_CHECK = 65_536
MOST = 10_000_000  # entries that are made at once, so that memory does not run out
FARTHEST = 1e30  # from 0: data beyond it cannot be squared in every kind of float
_OUTSIDE = "numpy pandas matplotlib PIL ipywidgets traitlets re html importlib".split()
_TEXT = Repr()
_TEXT.maxlist = _TEXT.maxtuple = _TEXT.maxset = _TEXT.maxdict = 20
_TEXT.maxstring = _TEXT.maxother = 200


def number(name: str, value: Any, interval: str) -> float:
    """Return `value` as a float if it lies in an interval such as "[0, 1)"."""
    low, high = (float(end) for end in interval[1:-1].split(","))
    try:
        number = float(value) if _counts(value, Real) else np.nan
    except OverflowError:  # a whole number beyond all floats
        number = np.inf
    ends = [low] * (interval[0] == "[") + [high] * (interval[-1] == "]")
    if low < number < high or number in ends:
        return number
    raise ValueError(f"{name} must be in {interval}, got {short(value)}")


def whole_number(
    name: str, value: Any, *, at_least: int = 1, at_most: float = MOST
) -> int:
    """Return `value` as an int if it is a whole number, not too small, not too big."""
    is_whole = _counts(value, Integral)
    if is_whole and at_least <= value <= at_most:
        return int(value)
    too_big = is_whole and value > at_most
    wanted = f"at most {at_most:,}" if too_big else f"at least {at_least}"
    raise ValueError(f"{name} must be a whole number of {wanted}, got {short(value)}")


def _counts(value: Any, kind: type) -> bool:
    no_number = bool | np.bool_ | np.timedelta64
    return isinstance(value, kind) and not isinstance(value, no_number)


def one_of(name: str, value: Any, options: Sequence[str]) -> str:
    """Return `value` if it is one of the named options."""
    if isinstance(value, str) and value in options:
        return value
    raise ValueError(f"{name} must be one of {', '.join(options)}, got {short(value)}")


def generator(seed: Any) -> np.random.Generator:
    """Return a random generator: `seed` itself if it is one, else seeded with it."""
    if isinstance(seed, np.random.Generator):
        return seed
    seed = whole_number("seed", seed, at_least=0, at_most=np.inf)
    return np.random.default_rng(seed)


def in_words(function: Callable) -> Callable:
    """Let a function answer what NumPy, Python and Matplotlib cannot take in words.

    Errors of functions that are handed in stay as they are, and so do those that this
    course raises itself.
    """

    @wraps(function)
    def worded(*values, **options):
        try:
            return function(*values, **options)
        except Exception as error:
            if not _is_mishap(error):
                raise
            problem = f": {error}" if isinstance(error, ValueError) else ""
        name = function.__qualname__.removesuffix(".__init__")
        given = values if name == function.__qualname__ else values[1:]  # without self
        got = ", ".join(short(value)[:40] for value in (*given, *options.values()))
        words = f"{name} cannot work with {got[:110]}"
        words += " ".join(problem.split()) if len(words + problem) < 199 else ""
        raise ValueError(words) from None

    return worded


def _is_mishap(error: Exception) -> bool:
    trace = error.__traceback__
    while trace.tb_next:
        trace = trace.tb_next
    place = trace.tb_frame.f_globals.get("__name__", "").split(".")[0]
    raised = trace.tb_frame.f_code.co_code[trace.tb_lasti] == opmap["RAISE_VARARGS"]
    return place in _OUTSIDE or place == "nnlib" and not raised


def function(name: str, value: Any, like: str = "a function") -> Callable:
    """Return `value` if it can be called."""
    if callable(value):
        return value
    raise ValueError(f"{name} must be {like}, got {short(value)}")


def able(name: str, value: Any, *abilities: str) -> Any:
    """Return `value` if it is an object with these attributes, and not its class."""
    if not isinstance(value, type) and all(hasattr(value, one) for one in abilities):
        return value
    wanted = f"an object with {', '.join(abilities)}"
    raise ValueError(f"{name} must be {wanted}, got {short(value)}")


def float_type(dtype: Any) -> np.dtype:
    """Return the type of float that is meant by float, np.float32 or their names."""
    name = getattr(dtype, "__name__", str(dtype)).replace("float64", "float")
    return np.dtype(one_of("dtype", name, ["float", "float32"]))


def numbers(name: str, values: Any) -> np.ndarray:
    """Return numbers in any shape as an array; floats and whole numbers stay so."""
    if isinstance(values, np.ndarray) and values.dtype.char in "fd":
        return values
    try:
        if values is None or isinstance(values, Sequence) and len(values) > MOST:
            raise ValueError
        array = np.asarray(values)
        if array.dtype.kind not in "fiubOUS":
            raise ValueError
        with np.errstate(over="ignore"):
            return array if array.dtype.char in "fdl" else array.astype(float)
    except (ValueError, TypeError, OverflowError):
        raise ValueError(f"{name} must hold numbers, got {short(values)}") from None


def table(name: str, values: Any, columns: int | None = None) -> np.ndarray:
    """Return a DataFrame, nested list or array as a 2-D array of finite numbers.

    One row per sample. Float arrays are not copied. A NaN is refused by its column.
    """
    array = numbers(name, values)
    array = array if array.dtype.kind == "f" else array.astype(float)
    if array.ndim != 2 or array.size == 0 or columns not in (None, array.shape[1]):
        raise ValueError(
            f"{name} must have the shape (samples, {columns or 'columns'}), one row "
            f"per sample, got {array.shape}"
        )
    _refuse_missing(name, array, getattr(values, "columns", range(array.shape[1])))
    return array


def _refuse_missing(name: str, array: np.ndarray, columns: Sequence) -> None:
    for start in range(0, len(array), ROWS_PER_CHECK):
        rows = array[start : start + ROWS_PER_CHECK]
        near = (rows >= -FARTHEST) & (rows <= FARTHEST)
        if not near.all():
            row, column = np.argwhere(~near)[0]
            value = rows[row, column]
            wanted = f"within ±{FARTHEST:g}" if np.isfinite(value) else "finite"
            raise ValueError(
                f"{name} must be {wanted}, got {value} in column "
                f"{short(columns[column])}, row {start + row}; repair or drop that row"
            )


def short(value: Any) -> str:
    """Return `value` as text of at most 60 characters, on one line."""
    try:
        text = f"{value:g}" if isinstance(value, np.floating) else _TEXT.repr(value)
    except Exception:  # such as a whole number of 5,000 digits
        text = f"a value of type {type(value).__name__}"
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "..."
