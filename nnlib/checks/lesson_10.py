"""Checks of lesson 10: momentum by hand, four runs to diagnose, a score to beat."""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from nnlib.checks.base import (
    Feedback,
    Mistake,
    call,
    expect_number,
    feedback,
)
from nnlib.data import Standardizer, sample_surface, surface_grid
from nnlib.losses import r_squared, squared_error
from nnlib.network import Network, build_mlp
from nnlib.optimizers import SGD, Adam, Optimizer
from nnlib.require import short
from nnlib.schedules import constant
from nnlib.training import DivergenceError, train

Array = np.ndarray


def check_roll(answer: Any) -> Feedback:
    """Exercise 1: does the function (slope, start, rate, decay, steps) roll down?"""
    praise = "Your ball rolls as nnlib's Momentum does."
    return feedback(answer, _test_roll, praise)


def _test_roll(answer: Any) -> None:
    for slope, start, rate, decay, steps in (
        (lambda w: 2 * w, 4.0, 0.1, 0.9, 3),
        (lambda w: w - 3, -1.0, 0.2, 0.5, 4),
        (lambda w: 2 * w, 4.0, 0.1, 0.9, 1),
        (lambda w: 2 * w, 4.0, 0.1, 0.0, 2),
        (lambda w: 2 * w, 4.0, 0.1, 0.9, 0),
    ):
        value = call(answer, slope, start, rate, decay, steps)
        if np.size(value) > 1 and np.shape(value) != (1,):
            raise Mistake("give back the last place alone, without the velocity")
        right = _rolled(slope, start, rate, decay, steps)
        mistakes = _rolled_wrong(slope, start, rate, decay, steps)
        case = f"start {start:g}, rate {rate:g}, decay {decay:g}, {steps} steps"
        expect_number(np.ravel(value), right[-1], mistakes, case=case)


def _rolled(slope: Callable, start, rate, decay, steps) -> list[float]:
    """The right places, one for each step and one more for the start."""
    places, velocity = [start], 0.0
    for _ in range(steps):
        velocity = decay * velocity - rate * slope(places[-1])
        places.append(places[-1] + velocity)
    return places


def _rolled_wrong(slope, start, rate, decay, steps) -> dict[str, float]:
    """What typical mistakes give, by the sentence that names them."""
    if not steps:
        return {"without a step it stays at the start": _one(slope, start, rate)}
    wrong = {
        "it went uphill: subtract rate × slope from the velocity":
            _rolled(slope, start, -rate, decay, steps)[-1],
        "the velocity was subtracted from the place; add it":
            _rolled_by(slope, start, steps, lambda v, s: decay * v - rate * s, -1),
        "the rate is missing: a push is rate × slope":
            _rolled(slope, start, 1, decay, steps)[-1],
        "decay belongs to the old velocity alone, not to the new push":
            _rolled_by(slope, start, steps, lambda v, s: decay * (v - rate * s)),
        "the rate belongs to the slope alone, not to the velocity": _rolled_by(
            slope, start, steps, lambda v, s: rate * (decay * v - s)),
        "the old velocity is lost: the new one is decay × old − rate × slope":
            _rolled(slope, start, rate, 0.0, steps)[-1],
        "the velocity never shrinks: multiply the old one by decay":
            _rolled(slope, start, rate, 1.0, steps)[-1],
        "the share kept is decay, not 1 − decay":
            _rolled(slope, start, rate, 1 - decay, steps)[-1],
        "the place moved before the velocity was renewed; renew it first":
            _late(slope, start, rate, decay, steps),
        "the slope was taken at the start only; find it anew at every place":
            _rolled(lambda _: slope(start), start, rate, decay, steps)[-1],
        "take the arguments rate and decay, not 0.1 and 0.9":
            _rolled(slope, start, 0.1, 0.9, steps)[-1],
        "every step began at the start again; move on from the last place":
            _rolled_from_start(slope, start, rate, decay, steps),
        "it stops after the first step; is the return inside the loop?":
            _rolled(slope, start, rate, decay, 1)[-1],
        "one step too many": _rolled(slope, start, rate, decay, steps + 1)[-1],
        "one step too few": _rolled(slope, start, rate, decay, steps - 1)[-1],
        "that is the last velocity; give back the place": float(np.diff(
            _rolled(slope, start, rate, decay, steps))[-1]),
    }  # fmt: skip
    return wrong


def _rolled_by(slope, start, steps, renew: Callable, sign: float = 1.0) -> float:
    """Where one ends with another rule for the velocity."""
    place, velocity = start, 0.0
    for _ in range(steps):
        velocity = renew(velocity, slope(place))
        place += sign * velocity
    return place


def _late(slope, start, rate, decay, steps) -> float:
    place, velocity = start, 0.0
    for _ in range(steps):
        place, velocity = place + velocity, decay * velocity - rate * slope(place)
    return place


def _rolled_from_start(slope, start, rate, decay, steps) -> float:
    place, velocity = start, 0.0
    for _ in range(steps):
        velocity = decay * velocity - rate * slope(place)
        place = start + velocity
    return place


def _one(slope, start, rate) -> float:
    return start - rate * slope(start)


class Patient(NamedTuple):
    """A run that went badly: how it was trained, and the right name for the trouble."""

    trouble: str
    rate: float
    optimizer: type[Optimizer]
    epochs: int
    notes: int = 300
    noise: float = 0.0
    first_bias: float = 0.0


PATIENTS = {
    "A": Patient("over-fitting", 0.01, Adam, 400, notes=50, noise=10.0),
    "B": Patient("rate too small", 0.0001, SGD, 40),
    "C": Patient("dead units", 0.01, Adam, 40, first_bias=-10.0),
    "D": Patient("rate too large", 1.0, Adam, 10),
}
SIZES = [2, 16, 16, 1]
COLUMNS = ["first loss", "last loss", "validation loss", "units always off"]


@cache
def _results() -> dict[str, list]:
    return {name: _examined(one) for name, one in PATIENTS.items()}


def patients() -> dict[str, list]:
    """What is known about four runs: a column of names, and one for each COLUMNS.

    first loss: before training. All are trained when this is first called.
    """
    rows = zip(*_results().values(), strict=True)
    return {"run": [*PATIENTS]} | dict(zip(COLUMNS, map(list, rows), strict=True))


def _examined(patient: Patient) -> list:
    notes = sample_surface(patient.notes, seed=3)
    errors = np.random.default_rng(4).normal(0, 1, patient.notes)
    others = sample_surface(300, seed=5)
    place_scale = Standardizer.fit(notes[["x", "y"]])
    noted = (notes["height"] + patient.noise * errors).to_frame()
    height_scale = Standardizer.fit(noted)
    inputs, targets = place_scale.apply(notes[["x", "y"]]), height_scale.apply(noted)
    held_out = (
        place_scale.apply(others[["x", "y"]]),
        height_scale.apply(others[["height"]]),
    )
    network = build_mlp(SIZES, seed=0)
    network.dense_layers[0].biases += patient.first_bias
    first = squared_error.value(network.predict(inputs), targets)
    history = train(
        *(network, inputs, targets, squared_error),
        epochs=patient.epochs,
        batch_size=50,
        optimizer=patient.optimizer(),
        schedule=constant(patient.rate),
        validation=held_out,
    )
    losses = [first, history[-1].train_loss, history[-1].validation_loss]
    return [*map(_two_digits, losses), f"{_silent_units(network, inputs)} of 32"]


def _two_digits(loss: float) -> str:
    return f"{loss:.2g}"


def _silent_units(network: Network, inputs: Array) -> int:
    outputs, silent = inputs, 0
    for layer in network.layers:
        outputs = layer.forward(outputs)
        if layer.recipe[0] == "activation":
            silent += int((~outputs.any(axis=0)).sum())
    return silent


TROUBLES = sorted({one.trouble for one in PATIENTS.values()})
CLUES = {
    "A": "its training loss fell far, so it learns; look at the validation loss",
    "B": "it fell a little and all is in order otherwise; it has hardly moved",
    "C": "it sits at the loss of a lazy network; how many units still work?",
    "D": "half of its units still work, and its last loss is far above its first",
}


SYNONYMS = {"learning": "", "relu": "", "toolow": "toosmall", "toohigh": "toolarge"}


def check_diagnoses(answer: Any) -> Feedback:
    """Exercise 2: the trouble of each of the four runs."""
    praise = "All four: you look at the start, the gap and the units before you act."
    return feedback(answer, _test_diagnoses, praise)


def _test_diagnoses(answer: Any) -> None:
    if not isinstance(answer, dict) or set(answer) != set(PATIENTS):
        raise Mistake('expected a dict with the keys "A", "B", "C" and "D"')
    for name, told in answer.items():
        if _plain(told) not in map(_plain, TROUBLES):
            options = ", ".join(f'"{one}"' for one in TROUBLES)
            raise Mistake(f"run {name}: choose one of {options}, got {short(told)}")
    wrong = [name for name, told in answer.items()
             if _plain(told) != _plain(PATIENTS[name].trouble)]  # fmt: skip
    if wrong:
        right = len(PATIENTS) - len(wrong)
        raise Mistake(f"{right} of 4 are right. Run {wrong[0]}: {CLUES[wrong[0]]}")


def _plain(text: Any) -> str:
    """A diagnosis without regard to case, spaces, hyphens and other usual words."""
    letters = "".join(one for one in str(text).lower() if one.isalpha())
    for usual, ours in SYNONYMS.items():
        letters = letters.replace(usual, ours)
    return letters


BUDGET, GOAL, N_NOTES = 500, 0.985, 1000
NEEDED = ("epochs", "batch_size", "optimizer", "schedule")


def check_budget(answer: Any) -> Feedback:
    """Exercise 3: settings that reach the goal within the budget, three seeds long."""
    found = []
    result = feedback(answer, lambda one: found.append(_test_budget(one)), "")
    if found:
        result.sentence = (
            f"R² {found[0]:.4f} at worst, with {BUDGET} updates: a quarter of the "
            f"lesson's budget."
        )
    return result


def _test_budget(answer: Any) -> float:
    settings = _checked_settings(answer)
    per_epoch = -(-N_NOTES // settings["batch_size"])
    updates = per_epoch * settings["epochs"]
    if updates > BUDGET:
        raise Mistake(
            f"{updates:,} updates are over the budget of {BUDGET}: an epoch has "
            f"{per_epoch}, so at most {BUDGET // per_epoch} epochs"
        )
    worst = min(_scored(settings, seed) for seed in range(3))
    if worst < GOAL:
        told = f"R² {worst:.4f} at worst, and the goal is {GOAL}: "
        raise Mistake(told + _advice(settings, updates))
    return worst


def _checked_settings(answer: Any) -> dict:
    if not isinstance(answer, dict) or set(answer) != set(NEEDED):
        raise Mistake(f"expected a dict with the keys {', '.join(NEEDED)}")
    settings = dict(answer)
    for name in ("epochs", "batch_size"):
        value = settings[name]
        if name == "batch_size" and isinstance(value, int) and value > N_NOTES:
            raise Mistake(f"there are only {N_NOTES:,} notes, got a batch of {value:,}")
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise Mistake(f"{name} must be a whole number above 0, got {short(value)}")
    kind = settings["optimizer"]
    kind = kind if isinstance(kind, type) else type(kind)
    if not issubclass(kind, Optimizer):
        got = short(settings["optimizer"])
        raise Mistake(f"optimizer must be SGD(), Momentum() or Adam(), got {got}")
    if not callable(settings["schedule"]):
        got = short(settings["schedule"])
        raise Mistake(f"schedule must be like constant(0.01), a function, got {got}")
    return settings


@cache
def _task() -> tuple[Array, ...]:
    samples, (places, heights) = sample_surface(N_NOTES, seed=0), surface_grid()
    place_scale = Standardizer.fit(samples[["x", "y"]])
    height_scale = Standardizer.fit(samples[["height"]])
    inputs = place_scale.apply(samples[["x", "y"]])
    targets = height_scale.apply(samples[["height"]])
    return inputs, targets, place_scale.apply(places), height_scale.apply(heights)


def _fresh(optimizer: Any) -> Optimizer:
    """A new optimizer of the same kind and settings, without memories."""
    if isinstance(optimizer, type):
        return optimizer()
    one = type(optimizer)()
    kept = {k: v for k, v in vars(optimizer).items() if not k.startswith("_")}
    vars(one).update(kept)
    return one


def _scored(settings: dict, seed: int) -> float:
    inputs, targets, grid, heights = _task()
    network = build_mlp([2, 64, 64, 64, 1], seed=seed)
    own = settings | {"optimizer": _fresh(settings["optimizer"]), "seed": seed}
    try:
        train(network, inputs, targets, squared_error, **own)
    except DivergenceError as error:
        raise Mistake(f"with seed {seed} {str(error).split(';')[0]}") from None
    return r_squared(network.predict(grid), heights)


def _advice(settings: dict, updates: int) -> str:
    """What to try next, the most useful thing first."""
    schedule, kind = settings["schedule"], settings["optimizer"]
    if updates < 0.8 * BUDGET:
        return f"only {updates} updates were made; spend the rest as well"
    if (kind if isinstance(kind, type) else type(kind)) is SGD:
        return "plain descent forgets its last step; another optimizer goes farther"
    if settings["batch_size"] < 250:
        return "the budget counts updates, not samples: larger batches are better hints"
    if schedule(0.95) > 0.5 * schedule(0.5):
        return "the rate does not shrink toward the end; try annealing"
    return (
        "so few updates need longer steps; around the schedule, warm_up(...) makes a "
        "larger rate bearable"
    )
