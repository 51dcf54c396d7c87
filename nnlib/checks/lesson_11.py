"""Checks of lesson 11: read a confusion table, send the bill, solve the spiral."""

from typing import Any

import numpy as np

from nnlib.checks.base import (
    Feedback,
    Mistake,
    attempted,
    call,
    expect_number,
    feedback,
)
from nnlib.data import spirals
from nnlib.layers import Activation
from nnlib.network import Network
from nnlib.require import short

TABLE = ((120, 30), (8, 42))  # rows: the truth, columns: the answer; first no, then yes
PERCENT = "a fraction between 0 and 1, not a percentage: divide by 100"
COUNT = "this is a count; divide it by the number of cases it is a part of"
ROUNDED = "that is rounded too far; give three digits, or let Python divide"
MISS_COST, ALARM_COST = 10, 1
GOAL, MOST_UNITS, FEWEST_KNOWN = 0.95, 16, 9
BILL_SEED = 0  # gives each mistake a bill of its own
SEED_OF_CHECK = 99  # of points that the lesson does not train on


def check_table(accuracy: Any, found: Any, trusted: Any) -> Feedback:
    """Exercise 1: three fractions, read from the table. One alone is checked, too."""
    praise = (
        "one table, three numbers: 0.81 of all answers are right, 0.84 of the ill are "
        "found, and only 0.583 of those called ill are ill."
    )
    answers = {"my_accuracy": accuracy, "my_found": found, "my_trusted": trusted}
    given = {name: one for name, one in answers.items() if attempted(one)}
    missing = [name for name in answers if name not in given]
    return feedback(given or None, lambda _: _test_table(given, missing), praise)


def _test_table(given: dict[str, Any], missing: list[str]) -> None:
    known = {"my_accuracy": _accuracy, "my_found": _found, "my_trusted": _trusted}
    for name, value in given.items():
        _expect(name, value, *known[name](*TABLE))
    if missing:
        raise Mistake(f"right so far; still to fill in: {', '.join(missing)}")


def _accuracy(well: tuple[int, int], ill: tuple[int, int]) -> tuple[float, dict]:
    (right_no, alarms), (misses, hits) = well, ill
    total = sum(well) + sum(ill)
    return (right_no + hits) / total, {
        COUNT: right_no + hits,
        "these are the wrong answers; accuracy is the fraction of right ones":
            (alarms + misses) / total,
        "only the hits were counted; a healthy person called healthy is right too":
            hits / total,
        "only the first row was counted: both rows hold right answers":
            right_no / total,
        "a mean of the two rows weighs the few ill like the many healthy: add up "
        "counts, then divide by all": (right_no / sum(well) + hits / sum(ill)) / 2,
    }  # fmt: skip


def _found(well: tuple[int, int], ill: tuple[int, int]) -> tuple[float, dict]:
    (right_no, alarms), (misses, hits) = well, ill
    return hits / sum(ill), {
        COUNT: hits,
        "that is the fraction of the missed; the others are found": misses / sum(ill),
        "that divides by those who were called ill, a column; divide by those who "
        "are ill, a row": hits / (alarms + hits),
        "divide by the number of ill people, not of all": hits / sum(well + ill),
        "divide by all the ill, the missed and the found together": hits / misses,
        "that is the row of the healthy; the ill are in the other row":
            right_no / sum(well),
    }  # fmt: skip


def _trusted(well: tuple[int, int], ill: tuple[int, int]) -> tuple[float, dict]:
    (right_no, alarms), (misses, hits) = well, ill
    called = alarms + hits
    return hits / called, {
        COUNT: hits,
        "that divides by those who are ill, a row; divide by those who were called "
        "ill, a column": hits / sum(ill),
        "that is the fraction of false alarms among those called ill": alarms / called,
        "divide by the number of people called ill, not of all":
            hits / sum(well + ill),
        "divide by all who were called ill, rightly or not": hits / alarms,
        "that is the column of those called healthy": right_no / (right_no + misses),
    }  # fmt: skip


def _expect(name: str, value: Any, right: float, mistakes: dict[str, float]) -> None:
    mistakes = {PERCENT: 100 * right, ROUNDED: round(right, 2)} | mistakes
    told = {f"{name}: {words}": number for words, number in mistakes.items()}
    otherwise = f"{name}: {short(value)} is not it; which cells belong to the question?"
    expect_number(value, right, told, tolerance=2e-3, otherwise=otherwise)


def check_bill(function: Any) -> Feedback:
    """Exercise 2: a function (probabilities, targets, threshold) that adds up costs."""
    praise = "it charges both kinds of mistakes, at any threshold."
    return feedback(function, _test_bill, praise)


def _test_bill(function: Any) -> None:
    rng = np.random.default_rng(BILL_SEED)
    for n, threshold in ((40, 0.3), (40, 0.5), (40, 0.9), (1, 0.5)):
        probabilities = rng.uniform(size=(n, 1))
        targets = (rng.uniform(size=(n, 1)) < 0.4).astype(float)
        value = call(function, probabilities, targets, threshold)
        case = f"for {n} samples and the threshold {threshold}"
        right, mistakes = _bills(probabilities, targets, threshold)
        expect_number(value, right, mistakes, case=case)
    value = call(function, np.array([[0.3], [0.7]]), np.array([[0.0], [1.0]]), 0.3)
    at = "a probability equal to the threshold is a no here: use >, not >="
    expect_number(value, 0, {at: ALARM_COST}, case="at the threshold itself")


def _bills(probabilities, targets, threshold) -> tuple[float, dict[str, float]]:
    """The right bill, and what each typical mistake makes of it."""
    n = len(targets)
    misses, alarms = _mistakes(probabilities > threshold, targets)
    right = MISS_COST * misses + ALARM_COST * alarms
    half_misses, half_alarms = _mistakes(probabilities > 0.5, targets)
    turned_misses, turned_alarms = _mistakes(probabilities < threshold, targets)
    yes, ill = probabilities > threshold, targets == 1
    broadcast = MISS_COST * (ill[:, 0] & ~yes).sum() + (~ill[:, 0] & yes).sum()
    bare = MISS_COST * (targets == 1 & ~yes).sum() + (targets == 0 & yes).sum()
    wrong = {
        "the prices are swapped: a miss costs 10, a false alarm 1":
            ALARM_COST * misses + MISS_COST * alarms,
        "every mistake was charged 1; a miss costs 10": misses + alarms,
        "every mistake was charged 10; a false alarm costs 1":
            MISS_COST * (misses + alarms),
        "the false alarms are missing": MISS_COST * misses,
        "the misses are missing": alarms * ALARM_COST,
        "that is the mean; the bill is the sum over all samples": right / n,
        "the threshold was taken to be 0.5; use the one that is given":
            MISS_COST * half_misses + ALARM_COST * half_alarms,
        "right answers were charged, not wrong ones: is one of the comparisons turned "
        "round?": MISS_COST * turned_misses + ALARM_COST * turned_alarms,
        "the targets are turned round: 1 is a person who is ill":
            MISS_COST * int((~yes & ~ill).sum()) + int((yes & ill).sum()),
        "that is how many answers are right": n - misses - alarms,
        "every answer was compared with every target: keep both in columns, (n, 1)":
            int(broadcast),
        "& takes hold before ==: put each comparison in parentheses": int(bare),
    }  # fmt: skip
    return right, {words: value for words, value in wrong.items() if value != right}


def _mistakes(yes, targets) -> tuple[int, int]:
    ill = targets == 1
    return int((ill & ~yes).sum()), int((~ill & yes).sum())


def check_spiral(network: Any) -> Feedback:
    """Exercise 3: a trained network with few hidden units that parts the spirals."""
    words = "solved"
    if isinstance(network, Network):
        words = f"solved with {_hidden_units(network)} hidden units; {_record(network)}"
    return feedback(network, _test_spiral, words)


def _record(network: Network) -> str:
    n_units = _hidden_units(network)
    if n_units < FEWEST_KNOWN:
        return "that is fewer than we have ever managed."
    if n_units == FEWEST_KNOWN:
        return "we know of no fewer."
    return f"it can be done with {FEWEST_KNOWN}."


def _hidden_units(network: Network) -> int:
    return sum(layer.n_out for layer in network.dense_layers[:-1])


def _test_spiral(network: Any) -> None:
    if isinstance(network, list):
        raise Mistake("this is the history of a run; hand in the network itself")
    if not isinstance(network, Network):
        raise Mistake(f"expected a network from build_mlp, got {short(network)}")
    if (network.n_in, network.n_out) != (2, 1):
        shape = f"{network.n_in} inputs and {network.n_out} outputs"
        raise Mistake(f"the task has 2 inputs and 1 output, this network has {shape}")
    if isinstance(network.layers[-1], Activation):
        raise Mistake(
            "the last layer has an activation function; the loss takes raw scores, so "
            "leave output= away"
        )
    if not any(layer.biases.any() for layer in network.dense_layers):
        raise Mistake("all its biases are 0: it is as it was built, not trained yet")
    inputs, targets = spirals(2000, seed=SEED_OF_CHECK)
    scores = network.predict(inputs)
    if not np.isfinite(scores).all():
        raise Mistake("its scores are no numbers any more; build it anew, lower rate")
    _judge(float(np.mean((scores > 0) == (targets == 1))), _hidden_units(network))


def _judge(accuracy: float, n_units: int) -> None:
    told = f"{accuracy:.3f} of 2,000 new points are right"
    if n_units == 0:
        raise Mistake(f"{told}: without a hidden layer the boundary is one line")
    if accuracy < 0.1:
        raise Mistake(f"{told}: are the targets turned round?")
    if accuracy < GOAL:
        more = "other start (seed), more epochs, or another shape"
        raise Mistake(f"{told}, and {GOAL} are wanted; try an{more}")
    if n_units > MOST_UNITS:
        raise Mistake(
            f"{told}, well done; but it has {n_units} hidden units. Do it with at "
            f"most {MOST_UNITS}"
        )
