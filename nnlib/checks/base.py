"""Feedback on an exercise: not attempted yet, correct, or which mistake was made.

A lesson's check hands the answer to `feedback` together with a test. The test is plain
code: it calls the answer and states what it expects, with the values that typical
mistakes give. Whatever happens, the learner sees one sentence and never a traceback.
"""

import copy
import dis
import traceback
import warnings
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import Any

import numpy as np

from nnlib.require import short
from nnlib.room import on_projector, room

NOT_ATTEMPTED, CORRECT, NOT_YET = "not attempted yet", "correct", "not yet"
_DOTS_LEFT = "some dots are left to replace; then all is checked together"
_LOOKS = {NOT_ATTEMPTED: "…#666666", CORRECT: "✓#007A59", NOT_YET: "✗#B34F00"}


_ERROR_HINTS = {  # a part of Python's or NumPy's message → what it means here
    "mismatch in its core dimension": "at @ the inner numbers of the two shapes do not "
    "meet; .T tips a table over",
    "could not be broadcast together": "numbers are paired from the right, and 1 fits "
    "all; [:, None] makes a column of a list",
    "truth value of an array": "if, max and min want a single number; for arrays take "
    "np.where, np.maximum or np.minimum",
    "can be converted to Python scalars": "math takes one number; for arrays take "
    "np.exp, np.log and the like",
    "'function' and '": "a function stands where a number should; call it, with (...)",
    "and 'function'": "a function stands where a number should; call it, with (...)",
    "'int' object is not iterable": "a number is no list to go through; range(...) is",
}


class Mistake(Exception):
    """A mistake with a name: the sentence says what it is and what to try."""


class Feedback:
    """The answer to an answer; shows itself as one line below the cell.

    verdict: NOT_ATTEMPTED, CORRECT or NOT_YET; sentence: what to know or to try.
    """

    def __init__(self, verdict: str, sentence: str = ""):
        self.verdict, self.sentence = verdict, sentence

    def __repr__(self) -> str:
        return f"{self.verdict}: {self.sentence}" if self.sentence else self.verdict

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        mark, color = _LOOKS[self.verdict][0], _LOOKS[self.verdict][1:]
        html = (
            f'<div role="status" style="border-left: 4px solid {color}; '
            f'padding: 4px 12px{_text_size()}"><span aria-hidden="true">{mark}</span> '
            f"<b>{self.verdict}</b> {escape(self.sentence)}</div>"
        )
        return {"text/plain": repr(self), "text/html": html}


def _text_size() -> str:
    return f"; font-size: {room().text_pixels}px" if on_projector() else ""


def feedback(answer: Any, test: Callable[[Any], None], praise: str) -> Feedback:
    """Run `test(answer)` and say how it went.

    `test` raises Mistake (itself or through the `expect_` functions) or returns. Other
    errors are taken to come from the learner's code and are told with their line.
    """
    if not attempted(answer):
        return Feedback(NOT_ATTEMPTED, _DOTS_LEFT if _begun(answer) else "")
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            test(answer)
    except Mistake as mistake:
        return Feedback(NOT_YET, str(mistake))
    except _NotAttempted:
        return Feedback(NOT_ATTEMPTED)
    except KeyboardInterrupt:
        return Feedback(NOT_YET, "it was interrupted; is there a loop without an end?")
    except RecursionError:
        return Feedback(NOT_YET, "your function calls itself without an end")
    except Exception as error:
        return Feedback(NOT_YET, _error_sentence(error))
    return Feedback(CORRECT, praise)


def attempted(answer: Any) -> bool:
    """Whether there is something to check: no `...`, None or empty function.

    Plain lists, tuples, sets and dicts are looked into. Types made from these, such as
    a report of an epoch, may hold a None of their own.
    """
    if answer is None or answer is ...:
        return False
    if type(answer) in (list, tuple, set):
        return all(attempted(part) for part in answer)
    if type(answer) is dict:
        return all(attempted(part) for part in answer.values())
    code = getattr(answer, "__code__", None)
    return code is None or not all(map(_does_nothing, dis.Bytecode(code)))


def _begun(answer: Any) -> bool:
    """Whether a part is filled in already, and another one is not."""
    parts = answer.values() if type(answer) is dict else answer
    if type(answer) not in (list, tuple, dict):
        return False
    return any(attempted(part) or _begun(part) for part in parts)


def _does_nothing(step: dis.Instruction) -> bool:
    constants = ("LOAD_CONST", "RETURN_CONST")
    return step.opname in ("RESUME", "NOP", "RETURN_VALUE") or (
        step.opname in constants and step.argval in (None, ...)
    )


class _NotAttempted(Exception):
    pass


def call(function: Any, *arguments: Any) -> Any:
    """Call the learner's function with copies of the arguments; return its result.

    Raises Mistake if it is no function, returns nothing, or changed what it was given.
    """
    if not callable(function):
        raise Mistake(f"expected a function, got {short(function)}")
    given = copy.deepcopy(arguments)
    result = function(*given)
    if result is ...:
        raise _NotAttempted
    if result is None:
        raise Mistake("the function gives nothing back; does it end with return?")
    if not all(map(_same, given, arguments)):
        raise Mistake("the function changed its inputs; let it make new values instead")
    return result


def expect_number(
    value: Any,
    expected: float,
    mistakes: Mapping[str, float] | None = None,
    *,
    case: str = "",
    tolerance: float = 1e-6,
    otherwise: str = "",
) -> None:
    """Raise Mistake unless `value` is one number equal to `expected`.

    mistakes: sentence → the value that mistake gives. case: the situation, told when no
    known mistake fits, such as "for inputs (0, 1)". tolerance: relative and absolute.
    otherwise: said instead when no known mistake fits, to keep the answer untold.
    """
    array = _numbers(value)
    if array.size != 1:
        point = "; Python writes 0.5, with a point" if type(value) is tuple else ""
        got = f"got {array.size} of them: {short(value)}{point}"
        raise Mistake(f"expected one number, {got}")
    number = array.reshape(())
    _compare(number, np.float64(expected), mistakes, case, tolerance, otherwise)


def expect_array(
    value: Any,
    expected: Any,
    mistakes: Mapping[str, Any] | None = None,
    *,
    case: str = "",
    tolerance: float = 1e-6,
    any_shape: bool = False,
) -> None:
    """Raise Mistake unless `value` holds the expected numbers in the expected shape.

    Lists will do. any_shape: accept (n,), (n, 1) and (1, n) alike. Mistakes are looked
    at before the shape, so that a sentence can explain a wrong shape as well.
    """
    array, expected = _numbers(value), np.asarray(expected, float)
    if any_shape and array.size == expected.size:
        array = array.reshape(expected.shape)
    _compare(array, expected, mistakes, case, tolerance)


def expect_choice(value: Any, expected: Any, hints: Mapping[Any, str]) -> None:
    """Raise Mistake with the hint for this choice unless it is the expected one."""
    if value == expected and isinstance(value, bool) == isinstance(expected, bool):
        return
    options = ", ".join(sorted(map(repr, [expected, *hints])))  # hides the right one
    known = isinstance(value, str | int | float) and value in hints
    if known:
        raise Mistake(hints[value])
    raise Mistake(f"choose one of {options}, got {short(value)}")


def number_list(values: Any) -> str:
    """Numbers as a reader writes them, such as "(0.5, −0.8, 0)"; many are shortened."""
    flat = [f"{number:.4g}".replace("-", "−") for number in np.ravel(values)[:6]]
    more = ", …" if np.size(values) > 6 else ""
    return flat[0] if np.size(values) == 1 else f"({', '.join(flat)}{more})"


def _compare(array, expected, mistakes, case, tolerance, otherwise="") -> None:
    if _same(array, expected, tolerance):
        return
    for sentence, wrong in (mistakes or {}).items():
        if _same(array, np.asarray(wrong, float), tolerance):
            raise Mistake(sentence)
    where = f"{case}: " if case else ""
    if array.shape != expected.shape:
        swapped = array.ndim == 2 and array.T.shape == expected.shape
        hint = "; rows and columns are swapped" if swapped else ""
        shapes = f"expected shape {expected.shape}, got {array.shape}"
        raise Mistake(f"{where}{shapes}{hint}")
    if not np.isfinite(array).all():
        raise Mistake(f"{where}the result holds inf or nan, which is no number to use")
    got = f"{where}expected {number_list(expected)}, got {number_list(array)}"
    raise Mistake(otherwise or got)


def _numbers(value: Any) -> np.ndarray:
    if not attempted(value):
        raise _NotAttempted
    try:
        return np.asarray(value, float)
    except (TypeError, ValueError):
        raise Mistake(f"expected numbers, got {short(value)}") from None


def _same(one: Any, other: Any, tolerance: float = 0.0) -> bool:
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, np.ndarray | np.generic | int | float):
        if np.shape(one) != np.shape(other):
            return False
        return bool(np.allclose(one, other, tolerance, tolerance, equal_nan=True))
    return True  # what cannot be compared is not accused


def _error_sentence(error: Exception) -> str:
    frames = [f for f in traceback.extract_tb(error.__traceback__) if _foreign(f)]
    theirs = [f for f in frames if f.filename == frames[0].filename]
    where = f", in the line: {theirs[-1].line}" if theirs and theirs[-1].line else ""
    hints = [hint for part, hint in _ERROR_HINTS.items() if part in str(error)]
    hint = f" ({hints[0]})" if hints else ""
    return f"your code stopped with {type(error).__name__}: {error}{hint}{where}"


def _foreign(frame: traceback.FrameSummary) -> bool:
    return Path(__file__).parent != Path(frame.filename).parent
