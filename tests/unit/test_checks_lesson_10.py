"""Exercises of lesson 10: right answers pass, each typical mistake gets its hint."""

import numpy as np
import pytest

from nnlib.checks import lesson_10
from nnlib.checks.base import CORRECT, NOT_ATTEMPTED, NOT_YET
from nnlib.checks.lesson_10 import (
    PATIENTS,
    check_budget,
    check_diagnoses,
    check_roll,
    patients,
)
from nnlib.optimizers import SGD, Adam, Momentum
from nnlib.schedules import constant, cosine_annealing, warm_up


def plain_loop(slope, start, rate, decay, steps):
    w, velocity = start, 0.0
    for _ in range(steps):
        velocity = decay * velocity - rate * slope(w)
        w = w + velocity
    return w


def velocity_downhill(slope, start, rate, decay, steps):
    w, velocity = start, 0.0
    for _ in range(steps):
        velocity = decay * velocity + rate * slope(w)
        w -= velocity
    return w


def with_nnlib(slope, start, rate, decay, steps):
    w, ball = np.array([start]), Momentum(decay)
    for _ in range(steps):
        ball.step(w, slope(w), rate)
    return w


def rate_outside(slope, start, rate, decay, steps):
    w, sums = start, 0.0
    while steps > 0:
        sums = decay * sums + slope(w)
        w, steps = w - rate * sums, steps - 1
    return np.float64(w)


@pytest.mark.parametrize(
    "right", [plain_loop, velocity_downhill, with_nnlib, rate_outside]
)
def test_roll_is_right(right):
    assert check_roll(right).verdict == CORRECT


def rolling(renew, move=lambda w, velocity: w + velocity):
    """A wrong roll, made of a rule for the velocity and one for the place."""

    def roll(slope, start, rate, decay, steps):
        w, velocity = start, 0.0
        for _ in range(steps):
            velocity = renew(velocity, slope(w), rate, decay)
            w = move(w, velocity)
        return w

    return roll


def place_first(slope, start, rate, decay, steps):
    w, velocity = start, 0.0
    for _ in range(steps):
        w = w + velocity
        velocity = decay * velocity - rate * slope(w)
    return w


def both_at_once(slope, start, rate, decay, steps):
    w, velocity = start, 0.0
    for _ in range(steps):
        w, velocity = w + velocity, decay * velocity - rate * slope(w)
    return w


def return_inside(slope, start, rate, decay, steps):
    w, velocity = start, 0.0
    for _ in range(steps):
        velocity = decay * velocity - rate * slope(w)
        return w + velocity
    return w


def one_slope(slope, start, rate, decay, steps):
    return plain_loop(lambda w: slope(start), start, rate, decay, steps)


def from_the_start(slope, start, rate, decay, steps):
    w, velocity = start, 0.0
    for _ in range(steps):
        velocity = decay * velocity - rate * slope(w)
        w = start + velocity
    return w


WRONG_ROLLS = [
    (rolling(lambda v, s, rate, decay: decay * v + rate * s), "uphill"),
    (rolling(lambda v, s, rate, decay: decay * v - s), "the rate is missing"),
    (rolling(lambda v, s, rate, decay: -rate * s), "the old velocity is lost"),
    (rolling(lambda v, s, rate, decay: v - rate * s), "never shrinks"),
    (rolling(lambda v, s, rate, decay: decay * (v - rate * s)), "old velocity alone"),
    (
        rolling(lambda v, s, rate, decay: (1 - decay) * v - rate * s),
        "not 1 − decay",
    ),
    (
        rolling(lambda v, s, rate, decay: rate * (decay * v - s)),
        "belongs to the slope alone",
    ),
    (both_at_once, "renew it first"),
    (return_inside, "return inside the loop"),
    (one_slope, "at the start only"),
    (from_the_start, "began at the start again"),
    (
        rolling(lambda v, s, rate, decay: 0.9 * v - 0.1 * s),
        "take the arguments rate and decay",
    ),
    (lambda *a: plain_loop(*a[:4], a[4] + 1), "one step too many"),
    (lambda *a: [plain_loop(*a), 0.0], "without the velocity"),
    (lambda *a: print(end=""), "gives nothing back"),
    (lambda slope, start: start, "TypeError"),
    (3, "expected a function"),
]


@pytest.mark.parametrize("wrong, hint", WRONG_ROLLS)
def test_roll_gone_wrong(wrong, hint):
    answer = check_roll(wrong)
    assert answer.verdict == NOT_YET
    assert hint in answer.sentence


def test_place_first_is_not_called_correct():
    assert check_roll(place_first).verdict == NOT_YET


def stub(slope, start, rate, decay, steps): ...


def test_stubs_are_not_attempted():
    assert check_roll(stub).verdict == NOT_ATTEMPTED
    assert check_diagnoses(dict.fromkeys("ABCD", ...)).verdict == NOT_ATTEMPTED
    assert check_budget(dict.fromkeys(lesson_10.NEEDED, ...)).verdict == NOT_ATTEMPTED


RIGHT = {name: one.trouble for name, one in PATIENTS.items()}


@pytest.mark.parametrize("form", [str, str.upper, lambda t: t.replace("-", "")])
def test_diagnoses_are_right(form):
    answer = {name: form(trouble) for name, trouble in RIGHT.items()}
    assert check_diagnoses(answer).verdict == CORRECT


def test_other_usual_words_count_as_well():
    answer = {"A": "overfitting", "B": "learning rate too low"}
    answer |= {"C": "Dead ReLU units", "D": "rate too high"}
    assert check_diagnoses(answer).verdict == CORRECT
    assert "Run B" in check_diagnoses(answer | {"B": "rate too high"}).sentence


@pytest.mark.parametrize(
    "change, hint",
    [
        ({"A": "dead units"}, "3 of 4 are right. Run A: its training loss fell far"),
        ({"B": "rate too large"}, "Run B: it fell a little"),
        ({"C": "rate too small"}, "Run C: it sits at the loss of a lazy network"),
        ({"D": "dead units"}, "Run D: half of its units still work"),
        ({"B": "too lazy"}, 'choose one of "dead units"'),
        ({"A": 3}, "got 3"),
        ({"E": "dead units"}, 'the keys "A", "B", "C" and "D"'),
    ],
)
def test_diagnoses_gone_wrong(change, hint):
    answer = check_diagnoses(RIGHT | change)
    assert answer.verdict == NOT_YET and hint in answer.sentence


def test_no_diagnosis_is_told_by_the_hint_of_another():
    answer = check_diagnoses(dict.fromkeys("ABCD", "dead units"))
    assert answer.sentence.startswith("1 of 4 are right. Run A")
    assert RIGHT["A"] not in answer.sentence


def test_the_four_runs_show_their_troubles():
    table = {key: dict(zip("ABCD", row, strict=True))
             for key, row in patients().items()}  # fmt: skip
    first, last, held_out = (
        {name: float(value) for name, value in table[key].items()}
        for key in ("first loss", "last loss", "validation loss")
    )
    assert last["A"] == min(last.values()) and held_out["A"] > 10 * last["A"]
    assert 0.7 * first["B"] < last["B"] < first["B"]
    assert last["C"] == 0.5 and table["units always off"]["C"] == "32 of 32"
    assert last["D"] > 10 * first["D"]
    patients()["run"].clear()
    assert patients()["run"] == ["A", "B", "C", "D"]


GOOD = {
    "epochs": 250,
    "batch_size": 500,
    "optimizer": Adam(),
    "schedule": warm_up(cosine_annealing(0.03)),
}


def used_adam():
    optimizer = Adam()
    optimizer.step(np.ones(3), np.ones(3), 0.1)
    return optimizer


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"optimizer": Adam},
        {"optimizer": used_adam()},
        {"schedule": warm_up(cosine_annealing(0.02))},
    ],
)
def test_within_the_budget_is_right(change):
    answer = check_budget(GOOD | change)
    assert answer.verdict == CORRECT, answer
    assert "R² 0.99" in answer.sentence


@pytest.mark.parametrize(
    "change, hint",
    [
        ({"epochs": 251}, "502 updates are over the budget of 500"),
        ({"batch_size": 300}, "an epoch has 4, so at most 125 epochs"),
        ({"epochs": 0}, "epochs must be a whole number above 0"),
        ({"batch_size": 1.5}, "batch_size must be a whole number"),
        ({"batch_size": 2000}, "only 1,000 notes"),
        ({"optimizer": "Adam"}, "optimizer must be SGD(), Momentum() or Adam()"),
        ({"schedule": 0.01}, "schedule must be like constant(0.01)"),
        ({"seed": 3}, "expected a dict with the keys epochs"),
    ],
)
def test_settings_that_do_not_count(change, hint):
    answer = check_budget(GOOD | change)
    assert answer.verdict == NOT_YET and hint in answer.sentence


@pytest.mark.parametrize(
    "change, hint",
    [
        ({"epochs": 100}, "only 200 updates were made"),
        ({"optimizer": SGD()}, "plain descent forgets"),
        ({"epochs": 50, "batch_size": 100}, "larger batches"),
        ({"schedule": constant(0.01)}, "try annealing"),
        ({"schedule": cosine_annealing(0.002)}, "longer steps"),
    ],
)
def test_scores_below_the_goal_get_advice(monkeypatch, change, hint):
    monkeypatch.setattr(lesson_10, "_scored", lambda settings, seed: 0.9)
    answer = check_budget(GOOD | change)
    assert answer.verdict == NOT_YET
    assert "R² 0.9000 at worst" in answer.sentence and hint in answer.sentence


def test_a_diverged_run_is_told_with_its_seed():
    answer = check_budget(GOOD | {"optimizer": SGD(), "schedule": constant(5.0)})
    assert answer.verdict == NOT_YET
    assert "with seed 0 the loss went to infinity in epoch" in answer.sentence


def test_a_decay_of_ones_own_is_kept():
    fresh = lesson_10._fresh(Momentum(0.5))
    assert fresh.decay == 0.5 and not hasattr(fresh, "_arrays")
