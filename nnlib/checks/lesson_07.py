"""Feedback on the exercises of lesson 07: who can move, all thirteen, sharing back."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from nnlib.checks.backward_mistakes import diagnosis, fits, last_digit
from nnlib.checks.backward_sheet import NAMES, Sheet, running_sheet
from nnlib.checks.base import (
    NOT_ATTEMPTED,
    NOT_YET,
    Feedback,
    Mistake,
    attempted,
    call,
    expect_array,
    feedback,
)
from nnlib.require import short

SILENT_INPUT = (0.0, 0.8)
SECOND_INPUT = (0.8, 0.4)


def check_stuck(names: Any) -> Feedback:
    """Check which weights and biases do not change for the inputs (0, 0.8)."""
    return feedback(
        names,
        _test_stuck,
        "x1 sends 0 into w1, w2 and w3; h3 is off, so w6, w9 and b3 stay as well.",
    )


def _test_stuck(answer: Any) -> None:
    names = answer.replace(",", " ").split() if isinstance(answer, str) else answer
    if not isinstance(names, list | tuple | set):
        raise Mistake(
            f'write a list of names, such as ["w1", "b2"], not {short(names)}'
        )
    unknown = [one for one in names if one not in NAMES]
    if unknown:
        raise Mistake(f"{short(unknown[0])} is not among w1 to w9 and b1 to b4")
    page = running_sheet(*SILENT_INPUT)
    resting = {name for name in NAMES if page.changes[name] == 0}
    for name in NAMES:
        if (name in names) != (name in resting):
            raise Mistake(_stuck_hint(page, name, set(names), resting))


def _stuck_hint(page: Sheet, name: str, names: set, resting: set) -> str:
    """Why a name that is missing belongs in, or why one does not."""
    if names == set(NAMES) - resting:
        return "these are the ones that do move; the question is which do not"
    missing = resting - names
    if missing and names < resting:
        if {"w1", "w2", "w3"} & missing:
            return "some are missing: what flows into a weight that begins at x1?"
        if "w9" in missing:
            return "one is missing on the right: what flowed out of h3?"
        if missing == {"b3"}:
            return (
                "one is missing: a closed gate lets nothing through to the bias either"
            )
        return "some are missing: can anything come back through h3, which is off?"
    if name in resting:
        name = next(one for one in NAMES if one in names - resting)
    if name == "b4":
        return "b4 moves: the prediction, 0.27, has not reached its target, 0.4"
    unit = f"h{page.unit_of(name) + 1}"
    if name[0] == "b":
        return f"{name} moves: a bias needs no input, and {unit} is on"
    return f"{name} moves: {unit} is on, and what flows into {name} is not 0"


def check_changes(changes: Any) -> Feedback:
    """Check the 13 changes of the running network for the inputs (0.8, 0.4)."""
    if not isinstance(changes, Mapping):
        return Feedback(NOT_YET, f"fill in the dictionary, not {short(changes)}")
    given = {name: one for name, one in changes.items() if attempted(one)}
    if not given:
        return Feedback(NOT_ATTEMPTED)
    return feedback(given, _test_changes, "all 13 changes, found by hand.")


def _test_changes(given: Mapping) -> None:
    page = running_sheet(*SECOND_INPUT)
    unknown = [name for name in given if name not in NAMES]
    if unknown:
        raise Mistake(f"{short(unknown[0])} is not among w1 to w9 and b1 to b4")
    for name in (one for one in NAMES if one in given):
        value, step = _number(name, given[name])
        found = diagnosis(page, name, value, step)
        first = running_sheet().changes[name]
        if not found.right and first and fits(value, first, step):
            raise Mistake(f"{name}: that belongs to the inputs 0.4 and 0.8")
        if not found.right:
            raise Mistake(f"{name}: {found.sentence}")
    missing = [name for name in NAMES if name not in given]
    if missing:
        done = len(NAMES) - len(missing)
        raise Mistake(f"{done} of {len(NAMES)} are right so far; next is {missing[0]}")


def _number(name: str, value: Any) -> tuple[float, float]:
    """The number and what its last digit is worth, as it was typed."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        raise Mistake(f"{name} should be one number, got {short(value)}") from None
    if not np.isfinite(number):
        raise Mistake(f"{name} should be a finite number, got {short(value)}")
    return number, last_digit(repr(number))


def check_share_back(share_back: Any) -> Feedback:
    """Check a function that brings what is wanted back to the hidden sums."""
    return feedback(
        share_back,
        _test_share_back,
        "your function takes the wanted change back through weights and ReLU.",
    )


def _test_share_back(share_back: Any) -> None:
    for wanted, weights, sums in (
        (-0.5, [-1.0, 0.2, 0.6], [0.2, 1.5, -2.0]),
        (0.3, [0.4, 0.25, 0.7], [0.5, 0.8, -0.46]),
        (0.2, [0.5, -0.3], [0.4, -0.1]),
    ):
        result = call(share_back, wanted, list(weights), list(sums))
        w, z = np.array(weights), np.array(sums)
        right, wrong = wanted * w * (z > 0) + 0.0, _wrong_shares(wanted, w, z)
        try:
            expect_array(result, right, wrong, any_shape=True)
        except Mistake as mistake:
            if not str(mistake).startswith("expected ("):
                raise
            called = f"share_back({wanted}, {weights}, {sums})"
            got = f"should give {_shown(right)}, got {_shown(result)}"
            raise Mistake(f"{called} {got}") from None


def _shown(numbers: Any) -> str:
    listed = (f"{number + 0.0:.4g}" for number in np.ravel(numbers).astype(float))
    return f"[{', '.join(listed)}]"


def _wrong_shares(wanted: float, w: np.ndarray, z: np.ndarray) -> dict:
    on, ungated = z > 0, wanted * w
    right = ungated * on
    return {
        "the ReLU gate is missing: a unit that is off passes nothing back": ungated,
        "the weight on the way back is missing: each unit has its own": wanted * on,
        "a unit that is on passes on what is wanted as it is, not times its output": (
            right * z
        ),
        "the sum z only decides whether a unit is on; do not multiply by it": (
            ungated * z
        ),
        "the sign is turned around": -right,
        "wanted is missing: multiply each weight by it": w * on,
        "that is twice as much; no factor 2 is needed": 2 * right,
        "that is half of it; no factor ½ is needed": right / 2,
        "the gate asks whether the sum is above 0, not the weight": ungated * (w > 0),
        "the gate is the wrong way round; it opens where the sum is above 0": (
            ungated * ~on
        ),
        "that is ReLU of the product; the gate looks at the sum z": (
            np.maximum(ungated, 0)
        ),
        "keep one number for each hidden unit; do not add them up": right.sum(),
        "only the first unit is in it; does return stand inside the loop?": right[:1],
        "leave a 0 for units that are off, so that each keeps its place": right[on],
    }
