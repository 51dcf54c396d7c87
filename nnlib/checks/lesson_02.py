"""Feedback on the exercises of lesson 02: the perceptron rule and where it ends."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from nnlib.checks.base import (
    Feedback,
    Mistake,
    call,
    expect_array,
    expect_choice,
    expect_number,
    feedback,
)
from nnlib.perceptron import (
    POINTS,
    perceptron_output,
    perceptron_step,
    weighted_sum,
)

AND, XOR = (0, 0, 0, 1), (0, 1, 1, 0)

REPEAT_STARTS = (((1, 1), 1), ((0, 0), 0), ((3, -2), 1))
MOST_PASSES = 30


def check_or(updates: Any, weights: Any, bias: Any) -> Feedback:
    """Exercise 1: updates until OR settles, and weights and bias at the end."""
    return feedback(
        (updates, weights, bias),
        _test_or,
        "four updates, in passes of 1, 2, 1 and 0, end at w = (1, 1), b = 0.",
    )


def check_update(update: Any) -> Feedback:
    """Exercise 2: `update(inputs, target, weights, bias, learning_rate)`."""
    return feedback(
        update, _test_update, "your rule works for any number of inputs and any rate."
    )


def check_first_repeat(first_repeat: Any) -> Feedback:
    """Exercise 3: `first_repeat(targets, weights, bias, max_passes)`."""
    return feedback(
        first_repeat,
        _test_first_repeat,
        "from each of these starts XOR goes around, so the start is not to blame.",
    )


def check_broken_and(targets: Any, reason: Any) -> Feedback:
    """Exercise 4: a gate one target away from AND that no line parts, and why."""
    return feedback(
        (targets, reason),
        _test_broken_and,
        "it is the opposite of XOR: it fires where XOR is silent, and nowhere else.",
    )


def _test_or(answer: tuple) -> None:
    updates, weights, bias = answer
    expect_number(
        updates,
        4,
        {
            "3 is what the first two passes need; go on until a pass has no mistake": 3,
            "1 is the first pass alone; go on until a pass has no mistake": 1,
            "5 comes out if the neuron fires at z = 0; there it is silent": 5,
            "10 is what AND needs; take the targets of OR": 10,
            "updates: count them pass by pass; pass 4 is the first without one": (
                _any_other(updates, ())
            ),
        },
        case="updates of OR",
    )
    expect_array(
        weights,
        (1, 1),
        {
            "those are the weights after the first pass alone": (0, 1),
            "weights: they change for the last time in pass 2; check it once more": (
                _any_other(weights, (2,))
            ),
        },
        case="weights",
    )
    expect_number(
        bias,
        0,
        {
            "that is the bias after the second pass; one update is still to come": 1,
            "−1 comes out if the neuron fires at z = 0; there it is silent": -1,
            "bias: it changes for the last time in pass 3; check it once more": (
                _any_other(bias, ())
            ),
        },
        case="bias",
    )


def _any_other(value: Any, shape: tuple[int, ...]) -> np.ndarray:
    """The answer itself, as a "mistake" that fits what no other does: numbers that are
    to be found on paper are not given away. NaN, which fits nothing, if it has another
    shape.
    """
    try:
        return np.asarray(value, float).reshape(shape)
    except (TypeError, ValueError):
        return np.full(shape, np.nan)


class UpdateCase(NamedTuple):
    """One call of `update`, and what is special about it."""

    what: str
    inputs: list[int]
    target: int
    weights: list[float]
    bias: float
    rate: float

    @property
    def z(self) -> float:
        """The weighted sum."""
        return weighted_sum(self.inputs, self.weights, self.bias)

    @property
    def step(self) -> float:
        """Rate × (target − output)."""
        return self.step_for(self.z > 0)

    @property
    def z_of_two(self) -> float:
        """The sum that a neuron with two inputs makes of the first two."""
        return weighted_sum(self.inputs[:2], self.weights[:2], self.bias)

    def step_for(self, output: float) -> float:
        """Rate × (target − output), for another output than the right one."""
        return self.rate * (self.target - output)

    def after(self, weight_changes: Any, bias_change: float) -> np.ndarray:
        """Weights and bias in one row, (n + 1,), after these changes."""
        moved = np.array(self.weights) + weight_changes
        return np.append(moved, self.bias + bias_change)

    def moved(self, step: float) -> np.ndarray:
        """Weights and bias in one row after this step along the inputs."""
        return self.after(step * np.array(self.inputs), step)


UPDATE_CASES = (
    UpdateCase("silent, should fire", [1, 0, 1], 1, [0.5, -1.0, -2.0], 0.25, 0.5),
    UpdateCase("fires, should be silent", [1, 1, 0], 0, [2.0, -0.5, 1.0], 0.25, 0.5),
    UpdateCase("fires, as it should", [0, 1, 1], 1, [1.0, 0.5, 0.25], 0.75, 0.5),
    UpdateCase("silent, as it should be", [1, 0, 1], 0, [-1.0, 2.0, -0.5], 0.25, 2.0),
    UpdateCase("fires only by its bias", [1, 0, 1], 0, [-1.0, 2.0, 0.5], 0.75, 1.0),
    UpdateCase("z = 0, should fire", [1, 1, 1], 1, [1.0, -2.0, 1.5], -0.5, 2.0),
)

# what each mistake makes of a case; the first that fits is named
WRONG_UPDATES: dict[str, Callable[[UpdateCase], np.ndarray]] = {
    "it moves the wrong way: add rate × (target − output) × input": (
        lambda case: case.moved(-case.step)
    ),
    "the weights are right, but the bias did not move; it has a rule, too": (
        lambda case: case.after(case.step * np.array(case.inputs), 0)
    ),
    "looks like the learning rate is missing": (
        lambda case: case.moved(case.step / case.rate)
    ),
    "multiply by the input, not by the output": (
        lambda case: case.after(case.step * (case.z > 0), case.step)
    ),
    "multiply by the input, not by the weight": (
        lambda case: case.after(case.step * np.array(case.weights), case.step)
    ),
    "every weight moved alike; each one needs its own input as a factor": (
        lambda case: case.after(case.step, case.step)
    ),
    "the bias belongs to no input: its change is rate × (target − output) alone": (
        lambda case: case.after(
            case.step * np.array(case.inputs), case.step * sum(case.inputs)
        )
    ),
    "this is the change alone; add it to the old value": (
        lambda case: case.moved(case.step) - [*case.weights, case.bias]
    ),
    "that is the change alone; add it to the old weight": (
        lambda case: case.moved(case.step) - [*case.weights, 0]
    ),
    "use the output, 0 or 1, not the sum z": lambda case: case.moved(
        case.step_for(case.z)
    ),
    "at z = 0 exactly the neuron is silent: the test is z > 0": (
        lambda case: case.moved(case.step_for(case.z >= 0))
    ),
    "the sum z is missing the bias": (
        lambda case: case.moved(case.step_for(case.z - case.bias > 0))
    ),
    "it changes something although the output is right; then target − output is 0": (
        lambda case: case.moved(case.rate * (2 * case.target - 1))
    ),
    "the factor is target − output; the target alone never lowers a weight": (
        lambda case: case.moved(case.step_for(0))
    ),
}
TWO_INPUTS_ONLY = "`output` looks at two inputs only; add up z with a loop"


def _test_update(update: Any) -> None:
    for case in UPDATE_CASES:
        given = case.inputs, case.target, case.weights, case.bias, case.rate
        returned = _values(call(update, *given), len(case.inputs))
        mistakes = {why: wrong(case) for why, wrong in WRONG_UPDATES.items()}
        if _calls_output(update):
            two_only = case.moved(case.step_for(case.z_of_two > 0))
            mistakes = {TWO_INPUTS_ONLY: two_only} | mistakes
        where = f"weights and bias ({case.what})"
        expect_array(returned, case.moved(case.step), mistakes, case=where)


def _calls_output(function: Any) -> bool:
    """Whether it uses the function `output` of the notebook, not a variable."""
    return "output" in getattr(getattr(function, "__code__", None), "co_names", ())


def _values(pair: Any, n: int) -> np.ndarray:
    """Weights and bias of a returned pair in one row; Mistake if it is no such pair."""
    try:
        weights, bias = pair
        weights, bias = np.asarray(weights, float), np.asarray(bias, float)
    except (TypeError, ValueError):
        raise Mistake("return a pair: the new weights, then the new bias") from None
    if weights.size != n:
        raise Mistake(
            f"{n} inputs came in, but {weights.size} weights came back; go through all"
        )
    if bias.size != 1:
        raise Mistake(f"there is one bias, but {bias.size} of them came back")
    return np.append(weights.ravel(), bias)


def _test_first_repeat(first_repeat: Any) -> None:
    for weights, bias in REPEAT_STARTS:
        returned = call(first_repeat, list(XOR), weights, bias, MOST_PASSES)
        if np.size(returned) != 2:
            raise Mistake("return two numbers: the earlier pass and the later one")
        earlier, later = repeat_of(XOR, weights, bias)
        by_weights = repeat_of(XOR, weights, bias, key=lambda *both: both[0])
        mistakes = {
            "swapped: the earlier pass comes first": (later, earlier),
            "one too small: the start is pass 0, the first pass is pass 1": (
                earlier - 1,
                later - 1,
            ),
            "the later number is one too small: the first pass is pass 1": (
                earlier,
                later - 1,
            ),
            "the earlier number is one too small: the start counts, as pass 0": (
                earlier - 1,
                later,
            ),
            "each pass finds itself: look before you append": (1, 1),
            "compare the bias too; the weights alone come back sooner": by_weights,
            "begin at the start that is given, not at zero": repeat_of(XOR, (0, 0), 0),
            "that is the last repeat; stop at the first": (
                MOST_PASSES - 1,
                MOST_PASSES,
            ),
        }
        where = f"from w = {weights}, b = {bias}"
        expect_array(returned, (earlier, later), mistakes, case=where)
        _expect_limit(first_repeat, (weights, bias), (earlier, later))


def _expect_limit(first_repeat: Callable, start: tuple, passes: tuple) -> None:
    """The limit may be reached, but not passed."""

    def found(most: int) -> Any:
        values = first_repeat(list(XOR), *start, most)
        return "nothing" if values is None else values

    later = passes[1]
    if not np.array_equal(call(found, later), passes):
        raise Mistake(
            f"with max_passes = {later} it stops too early: pass {later} may still be "
            f"run, so count in range(1, max_passes + 1)"
        )
    if not np.array_equal(call(found, later - 1), "nothing"):
        raise Mistake(
            f"with max_passes = {later - 1} nothing repeats in time: run no more "
            f"passes than that, and return None"
        )


def repeat_of(targets, weights, bias, key=lambda *both: both) -> tuple[int, int]:
    """The first pass after which the values are as after an earlier one, and that one.

    key: what of weights and bias is compared. Returned in the order earlier, later.
    """
    seen = [key(tuple(weights), bias)]
    while True:
        for point, target in zip(POINTS, targets, strict=True):
            weights, bias = perceptron_step(point, target, weights, bias)
        if key(weights, bias) in seen:
            return seen.index(key(weights, bias)), len(seen)
        seen.append(key(weights, bias))


def _test_broken_and(answer: tuple) -> None:
    targets, reason = answer
    _expect_gate_beside_and(targets)
    clean = first_clean_pass(targets)
    if clean:
        raise Mistake(
            f"the rule still settles, in pass {clean}, so there is a "
            f"line; draw the four points and connect those with the same target"
        )
    letter = reason.strip().upper() if isinstance(reason, str) else reason
    expect_choice(letter, "B", REASON_HINTS)


def first_clean_pass(targets: Sequence) -> int | None:
    """The first pass without an update, from zero at rate 1; None if there is none."""
    weights, bias = (0, 0), 0
    for number in range(1, MOST_PASSES + 1):
        clean = True
        for point, target in zip(POINTS, targets, strict=True):
            clean &= perceptron_output(point, weights, bias) == target
            weights, bias = perceptron_step(point, target, weights, bias)
        if clean:
            return number
    return None


def _expect_gate_beside_and(targets: Sequence) -> None:
    values = np.asarray(targets)
    if values.shape != (4,) or not np.isin(values, (0, 1)).all():
        raise Mistake("give four targets, each 0 or 1, in the order 00, 01, 10, 11")
    changed = int(np.sum(values != AND))
    if changed != 1:
        raise Mistake(f"{changed} targets differ from those of AND; change exactly one")


REASON_HINTS = {
    "A": "four points are enough for AND; what counts is where they lie",
    "C": "the rule finds a line from any start, if there is one",
    "D": "a smaller rate only makes all numbers smaller when the start is zero",
}
