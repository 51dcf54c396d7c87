"""Landscapes to go down: a loss for every place, and the slopes there.

A place is one weight or two. Going down means: find the slope in each direction, take a
step against it, rate × slope long, and look again. What becomes of that depends on the
rate, and `Descent` says it in one word.
"""

from collections.abc import Callable
from functools import cached_property
from itertools import pairwise, product
from typing import NamedTuple

import numpy as np

from nnlib.gradcheck import numerical_gradient
from nnlib.losses import squared_error
from nnlib.running import INPUTS, TARGETS, running_network

Array = np.ndarray

LONGEST = 300  # steps; who has not arrived by then is slow or goes to and fro
ARRIVED, LOST = 1e-4, 1e3  # times the loss at the start
WINDOW = 20  # steps over which a long run is judged


class Landscape(NamedTuple):
    """A loss that depends on one weight or two, and what to show of it.

    start: where the descent begins, (n,). loss and slope take such a place; slope gives
    the slopes in all directions, (n,). low, high: the corners of the picture, (n,).
    """

    name: str
    weights: tuple[str, ...]
    start: tuple[float, ...]
    loss: Callable[[Array], float]
    slope: Callable[[Array], Array]
    low: tuple[float, ...]
    high: tuple[float, ...]
    highest: float  # the loss at which the colors or the axis end

    @property
    def _ends(self):
        return zip(self.low, self.high, strict=True)

    def losses(self, count: int = 61) -> tuple[list[Array], Array]:
        """Return the weights along each axis and the loss at all their combinations."""
        sides = [np.linspace(*ends, count) for ends in self._ends]
        values = [self.loss(np.array(place)) for place in product(*sides)]
        return sides, np.reshape(values, [count] * len(sides))


def bowl() -> Landscape:
    """One weight, loss w²: the slope is 2·w."""
    loss, slope = (lambda w: float(w[0] ** 2)), (lambda w: 2 * w)
    return Landscape("bowl", ("w",), (4.0,), loss, slope, (-6.0,), (6.0,), 36.0)


def ravine(name: str, flat: float, steep: float, highest: float) -> Landscape:
    """Two weights, loss ½·(flat·w1² + steep·w2²): slopes flat·w1 and steep·w2."""
    factors = np.array([flat, steep])
    return Landscape(
        name,
        ("w1", "w2"),
        (10.0, 1.0),
        lambda w: float(factors @ w**2) / 2,
        lambda w: factors * w,
        (-12.0, -6.0),
        (12.0, 6.0),
        highest,
    )


def running_landscape() -> Landscape:
    """The loss of the running network along w4, from x2 to h1, and w7, from h1.

    All other weights and biases stay as they are. The slopes are found by nudging.
    """
    network = running_network()
    hidden, output = network.dense_layers

    def loss(place: Array) -> float:
        hidden.weights[1, 0], output.weights[0, 0] = place
        return squared_error.value(network.forward(INPUTS), TARGETS)

    def slope(place: Array) -> Array:
        nudged = np.array(place)
        return numerical_gradient(lambda: loss(nudged), nudged)

    start = float(hidden.weights[1, 0]), float(output.weights[0, 0])
    ends = (-1.0, -0.5), (1.5, 2.0)
    return Landscape("network", ("w4", "w7"), start, loss, slope, *ends, 0.5)


LANDSCAPES: dict[str, Callable[[], Landscape]] = {
    "bowl": bowl,
    "ravine": lambda: ravine("ravine", 1.0, 25.0, 500.0),
    "running network": running_landscape,
    "another ravine": lambda: ravine("another ravine", 2.0, 30.0, 600.0),
}


class Descent:
    """A walk down a landscape at one rate. places, losses: at the start and after."""

    def __init__(self, landscape: Landscape, rate: float) -> None:
        self.landscape, self.rate = landscape, rate
        self.places = [np.array(landscape.start)]
        self.losses = [landscape.loss(self.places[0])]
        self.slope = landscape.slope(self.places[0])

    @property
    def steps(self) -> int:
        """How many steps were taken."""
        return len(self.places) - 1

    @property
    def next_place(self) -> Array:
        """Where the next step leads."""
        return self.places[-1] - self.rate * self.slope

    def step(self) -> bool:
        """Take one step; ``False`` if there is nowhere left to go."""
        if self.verdict != "moving":
            return False
        self.places.append(self.next_place)
        self.losses.append(self.landscape.loss(self.places[-1]))
        self.slope = self.landscape.slope(self.places[-1])
        self.__dict__.pop("verdict", None)
        return True

    @cached_property
    def verdict(self) -> str:
        """Moving, settled, stuck, diverged, circling, slow, growing or swinging."""
        loss, first = self.losses[-1], self.losses[0]
        if loss < ARRIVED * first and self._stays():
            return "settled"
        if loss > LOST * first:
            return "diverged"
        if not self.slope.any():
            return "stuck"
        if self.steps >= 2 and self._is_back():
            return "circling"
        return self._judged_late() if self.steps >= LONGEST else "moving"

    def _stays(self) -> bool:
        """Whether the next step does not climb: the bottom may be crossed by luck."""
        return self.landscape.loss(self.next_place) <= self.losses[-1] + 1e-20

    def _is_back(self) -> bool:
        before, _, now = self.places[-3:]
        return bool(np.allclose(before, now, rtol=1e-9, atol=1e-9))

    def _judged_late(self) -> str:
        pairs = list(pairwise(self.losses[-WINDOW:]))
        if all(later > earlier for earlier, later in pairs):
            return "growing"
        falling = all(later < earlier for earlier, later in pairs)
        return "slow" if falling else "swinging"


FAILED = frozenset({"diverged", "circling", "growing", "swinging", "stuck"})


def limit_between(tried: dict[float, str]) -> tuple[float, float] | None:
    """The largest rate that settled and the smallest that failed, if the first is less.

    tried: rate → verdict. Where rates settle above one that failed, those are left out.
    """
    failed = min((rate for rate, how in tried.items() if how in FAILED), default=None)
    if failed is None:
        return None
    fine = [rate for rate, how in tried.items() if how == "settled" and rate < failed]
    return (max(fine), failed) if fine else None
