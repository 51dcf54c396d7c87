"""Every right answer of lesson 07 is accepted, every typical mistake is named."""

import numpy as np
import pytest

from nnlib.checks.base import CORRECT, NOT_ATTEMPTED, NOT_YET
from nnlib.checks.lesson_07 import check_changes, check_share_back, check_stuck

STUCK = ["w1", "w2", "w3", "w6", "w9", "b3"]
CHANGES = {
    "w7": 0.246, "w8": 0.082, "w9": 0, "b4": 0.41, "b1": 0.164, "b2": 0.1025, "b3": 0,
    "w1": 0.1312, "w2": 0.082, "w3": 0, "w4": 0.0656, "w5": 0.041, "w6": 0,
}  # fmt: skip


@pytest.mark.parametrize(
    "names", [STUCK, set(STUCK), tuple(STUCK[::-1]), "w1 w2 w3 w6 w9 b3", STUCK * 2]
)
def test_right_names(names):
    assert check_stuck(names).verdict == CORRECT


@pytest.mark.parametrize(
    "names, hint",
    [
        (["w3", "w6", "w9", "b3"], "what flows into a weight that begins at x1?"),
        (["w1", "w2", "w3", "w6", "b3"], "what flowed out of h3?"),
        (
            ["w1", "w2", "w3", "w6", "w9"],
            "a closed gate lets nothing through to the bias",
        ),
        (["w1", "w2", "w3", "w9", "b3"], "can anything come back through h3"),
        ([*STUCK, "b1"], "b1 moves: a bias needs no input, and h1 is on"),
        ([*STUCK, "w4"], "w4 moves: h1 is on"),
        ([*STUCK, "b4"], "has not reached its target"),
        (["w7", "w8", "b4", "b1", "b2", "w4", "w5"], "the question is which do not"),
        (["w10"], "'w10' is not among"),
        ([1, 2], "1 is not among"),
        ([], "begins at x1"),
        (5, "write a list of names"),
        (["w1", "w7"], "w7 moves"),
    ],
)
def test_wrong_names(names, hint):
    answer = check_stuck(names)
    assert answer.verdict == NOT_YET and hint in answer.sentence


@pytest.mark.parametrize(
    "changes",
    [
        CHANGES,
        {name: round(change, 2) for name, change in CHANGES.items()},
        {name: round(change, 3) for name, change in CHANGES.items()},
        {name: np.float64(change) + 1e-12 for name, change in CHANGES.items()},
        {name: str(change) for name, change in CHANGES.items()},
        dict(reversed(CHANGES.items())),
        {**CHANGES, "w7": 0.6 * 0.41, "b2": 0.41 / 4},
    ],
)
def test_right_changes(changes):
    assert check_changes(changes).verdict == CORRECT


@pytest.mark.parametrize(
    "name, wrong, hint",
    [
        ("w7", -0.246, "the sign is not"),
        ("w9", -0.1722, "that takes the sum z3"),
        ("b1", 0.41, "the weight on the way back is missing"),
        ("b1", 0.26486, "goes back along w7 after its update"),
        ("b3", 0.287, "the ReLU gate is missing: h3 is off"),
        ("w4", 0.1312, "that takes x1; what flowed in through w4 is x2"),
        ("w1", 0.2624, "twice as much"),
        ("w5", 0.41, "look at the decimal point"),
        ("w1", 7, "multiply what flowed in, x1"),
        ("w7", 0.15, "that belongs to the inputs 0.4 and 0.8"),
        ("b4", 0.3, "that belongs to the inputs 0.4 and 0.8"),
        ("w2", 0.0656, "that is the change of w4; w1, w2 and w3 all begin at x1"),
        ("b2", "much", "b2 should be one number"),
        ("b2", [1, 2], "b2 should be one number"),
        ("b2", float("nan"), "b2 should be a finite number"),
    ],
)
def test_wrong_changes(name, wrong, hint):
    answer = check_changes(CHANGES | {name: wrong})
    assert answer.verdict == NOT_YET
    assert answer.sentence.startswith(name) and hint in answer.sentence


def test_changes_may_be_checked_as_they_come():
    blank = dict.fromkeys(CHANGES, ...)
    assert check_changes(blank).verdict == NOT_ATTEMPTED
    assert check_changes({}).verdict == NOT_ATTEMPTED
    some = check_changes(blank | {"w7": 0.246, "w8": 0.082})
    assert some.sentence == "2 of 13 are right so far; next is w9"
    assert "is not among" in check_changes(CHANGES | {"w0": 1}).sentence
    assert "fill in the dictionary" in check_changes([1, 2]).sentence


def with_a_loop(wanted, weights, sums):
    shares = []
    for weight, z in zip(weights, sums, strict=True):
        shares.append(wanted * weight if z > 0 else 0)
    return shares


RIGHT_SHARES = [
    with_a_loop,
    lambda wanted, w, z: [wanted * a * (b > 0) for a, b in zip(w, z, strict=True)],
    lambda wanted, w, z: wanted * np.array(w) * (np.array(z) > 0),
    lambda wanted, w, z: np.where(np.array(z) > 0, wanted * np.array(w), 0)[:, None],
    lambda wanted, w, z: tuple(wanted * w[j] if z[j] > 0 else 0 for j in range(len(w))),
]


@pytest.mark.parametrize("share_back", RIGHT_SHARES)
def test_right_share_back(share_back):
    assert check_share_back(share_back).verdict == CORRECT


def each(rule):
    return lambda wanted, w, z: [rule(wanted, *p) for p in zip(w, z, strict=True)]


@pytest.mark.parametrize(
    "share_back, hint",
    [
        (each(lambda wanted, w, z: wanted * w), "the ReLU gate is missing"),
        (each(lambda wanted, w, z: wanted if z > 0 else 0), "weight on the way back"),
        (each(lambda wanted, w, z: wanted * w * max(0, z)), "not times its output"),
        (each(lambda wanted, w, z: wanted * w * z), "do not multiply by it"),
        (each(lambda wanted, w, z: -wanted * w if z > 0 else 0), "the sign is turned"),
        (each(lambda wanted, w, z: wanted * w if w > 0 else 0), "not the weight"),
        (each(lambda wanted, w, z: wanted * w if z <= 0 else 0), "wrong way round"),
        (each(lambda wanted, w, z: max(0, wanted * w)), "ReLU"),
        (lambda wanted, w, z: sum(with_a_loop(wanted, w, z)), "do not add them up"),
        (lambda wanted, w, z: with_a_loop(wanted, w, z)[:1], "return stand inside"),
        (lambda wanted, w, z: [s for s in with_a_loop(wanted, w, z) if s], "leave a 0"),
        (each(lambda wanted, w, z: w if z > 0 else 0), "wanted is missing"),
        (each(lambda wanted, w, z: 2 * wanted * w * (z > 0)), "no factor 2"),
        (each(lambda wanted, w, z: wanted * w * (z > 0) / 2), "no factor ½"),
        (
            each(lambda wanted, w, z: wanted * w * (z > 0) + 1),
            "share_back(-0.5, [-1.0, 0.2, 0.6], [0.2, 1.5, -2.0]) should give "
            "[0.5, -0.1, 0], got [1.5, 0.9, 1]",
        ),
        (lambda wanted, w, z: [1, 2, 3, 4, 5], "expected shape (3,), got (5,)"),
        (lambda wanted, w, z: print(), "gives nothing back"),
        (lambda wanted, w, z: "no", "expected numbers"),
        (0.3, "expected a function"),
    ],
)
def test_wrong_share_back(share_back, hint):
    answer = check_share_back(share_back)
    assert answer.verdict in (NOT_YET, NOT_ATTEMPTED)
    assert hint in answer.sentence


def stub(wanted, weights, sums): ...


def test_nothing_attempted():
    assert check_share_back(stub).verdict == NOT_ATTEMPTED
    assert check_stuck(...).verdict == NOT_ATTEMPTED
