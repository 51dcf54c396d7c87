"""Schedules: how the learning rate changes while a run goes on.

A schedule is a function from progress (0 at the start of the run, towards 1 at its end)
to the learning rate of the next epoch. Large steps first, small ones last, is the usual
plan. All raise ValueError for a rate or a setting that makes no sense.
"""

import math
from collections.abc import Callable

from nnlib import require

Schedule = Callable[[float], float]


def constant(rate: float) -> Schedule:
    """Keep one learning rate for the whole run."""
    rate = require.number("learning rate", rate, "(0, inf)")
    return lambda progress: rate


def step_decay(rate: float, *, factor: float = 0.5, n_drops: int = 4) -> Schedule:
    """Start at `rate` and multiply by `factor` at `n_drops` evenly spaced moments."""
    rate = require.number("learning rate", rate, "(0, inf)")
    factor = require.number("factor", factor, "(0, 1]")
    n_drops = require.whole_number("n_drops", n_drops)
    return lambda progress: rate * factor ** min(int(progress * (n_drops + 1)), n_drops)


def cosine_annealing(rate: float, *, final: float = 0.0) -> Schedule:
    """Glide from `rate` to `final` along half a cosine (Loshchilov, Hutter, 2017)."""
    rate = require.number("learning rate", rate, "(0, inf)")
    final = require.number("final", final, f"[0, {rate!r}]")
    return lambda p: final + (rate - final) * ((1 + math.cos(math.pi * p)) / 2)


def warm_up(schedule: Schedule, *, fraction: float = 0.1) -> Schedule:
    """Climb evenly to the start of `schedule` in the first `fraction` of the run."""
    require.function("schedule", schedule, "like constant(0.1)")
    fraction = require.number("warm-up fraction", fraction, "(0, 1)")

    def rate(progress: float) -> float:
        if progress < fraction:
            return schedule(0.0) * max(progress / fraction, 0.01)
        return schedule((progress - fraction) / (1 - fraction))

    return rate
