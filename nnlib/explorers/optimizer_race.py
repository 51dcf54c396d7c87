"""The optimizer race: plain descent, momentum and Adam, step by step from one start.

All three see the same slopes; they differ in what they make of them. Which one wins
depends on the landscape and on the rates, and that is what there is to find out.
"""

from functools import cached_property

import numpy as np

from nnlib import require
from nnlib.explorers.controls import choice, list_slider, picture_image
from nnlib.explorers.landscapes import ARRIVED, LANDSCAPES, LONGEST, LOST, Landscape
from nnlib.explorers.player import Player
from nnlib.optimizers import SGD, Adam, Momentum, Optimizer
from nnlib.plots.numbers import plain_text
from nnlib.plots.race import RaceCurves, RacePicture

MARKS = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9)
RATES = [round(mark * 10.0**k, 6) for k in range(-3, 0) for mark in MARKS] + [1.0]
RACERS = {"plain": SGD, "momentum": Momentum, "Adam": Adam}
FIRST_RATES = {"plain": 0.07, "momentum": 0.02, "Adam": 0.5}
STAYS = 5  # steps in a row below the goal: then it has arrived, not just passed by
SLOWLY, AT_ONCE = 40, 3  # steps shown one by one; after that, so many in each picture


def long_ravine(turn: float) -> Landscape:
    """½·(u² + 400·v²), where u and v are the weights, turned by `turn` degrees."""
    angle = np.deg2rad(turn)
    along = np.array([np.cos(angle), np.sin(angle)])
    across = np.array([-np.sin(angle), np.cos(angle)])
    curvature = np.outer(along, along) + 400 * np.outer(across, across)
    high = (9.5, 9.5) if turn else (12.0, 3.0)
    return Landscape(
        "long ravine",
        ("w1", "w2"),
        tuple(10 * along + across),
        lambda w: float(w @ curvature @ w) / 2,
        lambda w: curvature @ w,
        tuple(-np.array(high)),
        high,
        1500.0,
    )


PLACES = {
    "ravine": LANDSCAPES["ravine"],
    "long ravine": lambda: long_ravine(0),
    "turned ravine": lambda: long_ravine(45),
    "running network": LANDSCAPES["running network"],
}


class Racer:
    """One optimizer on its way down. places, losses: at the start and after each step.

    state: moving, arrived (at step `arrival`), diverged, or late, when time is up.
    """

    def __init__(self, optimizer: Optimizer, rate: float, landscape: Landscape) -> None:
        self.rate, self._optimizer, self._landscape = rate, optimizer, landscape
        self.places = [np.array(landscape.start)]
        self.losses = [landscape.loss(self.places[0])]
        self.state = "moving"

    @property
    def steps(self) -> int:
        """How many steps it has taken."""
        return len(self.places) - 1

    @property
    def arrival(self) -> int:
        """The first of the last steps below the goal."""
        return self.steps + 1 - STAYS

    def step(self) -> None:
        """Take one step, unless it is at its end."""
        if self.state != "moving":
            return
        place = self.places[-1].copy()
        self._optimizer.step(place, self._landscape.slope(place), self.rate)
        self.places.append(place)
        self.losses.append(self._landscape.loss(place))
        self.state = self._judged()

    def _judged(self) -> str:
        first, latest = self.losses[0], self.losses[-STAYS:]
        if not latest[-1] <= LOST * first:
            return "diverged"
        if self.steps >= STAYS and max(latest) < ARRIVED * first:
            return "arrived"
        return "late" if self.steps >= LONGEST else "moving"


class Course:
    """A landscape and its picture, painted when it is first looked at."""

    def __init__(self, name: str) -> None:
        self.landscape = PLACES[name]()

    @cached_property
    def picture(self) -> RacePicture:
        """The picture of the landscape, with room for the racers."""
        one = self.landscape
        return RacePicture(one.weights, *one.losses(91), one.highest, [*RACERS])


class OptimizerRaceExplorer(Player):
    """Set a rate for each of the three, start them, and see who arrives.

    Another landscape or another rate begins a new race.
    """

    name = "race"
    alts = {
        "paths": "The loss landscape with the paths of the three optimizers",
        "losses": "The losses of the three optimizers, step by step",
    }
    wait_seconds = 0.04
    restart_controls = frozenset({"landscape", *RACERS})

    @require.in_words
    def __init__(self, landscape: str = "ravine") -> None:
        controls = {"landscape": choice("Landscape", [*PLACES], landscape)}
        for name, rate in FIRST_RATES.items():
            controls[name] = list_slider(f"Rate of {name}", RATES, rate)
        self._courses = {name: Course(name) for name in PLACES}
        self._curves = RaceCurves([*RACERS], ARRIVED)
        width = self._courses[landscape].picture.canvas.width
        pictures = {
            "paths": picture_image(width),
            "losses": picture_image(self._curves.canvas.width),
        }
        super().__init__(controls, pictures)

    def restart(self) -> None:
        """Put all three at the start of the chosen landscape."""
        values = self.values
        self.course = self._courses[values["landscape"]]
        self.racers = {
            name: Racer(optimizer(), values[name], self.course.landscape)
            for name, optimizer in RACERS.items()
        }

    def advance(self) -> bool:
        """Everyone takes a step, or several once a race that plays has become long."""
        long = self.playing and self.steps >= SLOWLY
        for _ in range(AT_ONCE if long else 1):
            for racer in self.racers.values():
                racer.step()
        return any(racer.state == "moving" for racer in self.racers.values())

    @property
    def steps(self) -> int:
        """How many steps the race has lasted."""
        return max(racer.steps for racer in self.racers.values())

    def draw(self, values: dict) -> tuple[dict[str, bytes], str]:
        """The three paths, their losses, and who leads."""
        racers = self.racers.values()
        paths = self.course.picture.png([np.array(one.places) for one in racers])
        first = self.course.landscape.loss(np.array(self.course.landscape.start))
        losses = [np.array(one.losses) / first for one in racers]
        contents = {"paths": paths, "losses": self._curves.png(losses)}
        return contents, race_words(values["landscape"], self.racers)


def race_words(landscape: str, racers: dict[str, Racer]) -> str:
    """Where each of them is, and who leads or has won."""
    steps = max(racer.steps for racer in racers.values())
    if not steps:
        loss = next(iter(racers.values())).losses[0]
        rates = ", ".join(
            f"{name} {plain_text(one.rate)}" for name, one in racers.items()
        )
        return (
            f"{landscape.capitalize()}, at the start: all three have the loss "
            f"{plain_text(loss)}. Rates: {rates}. Press Step or Play."
        )
    after = f"after {steps} step" + "s" * (steps != 1)
    told = " ".join(racer_words(name, racer) for name, racer in racers.items())
    return f"{landscape.capitalize()}, {after}. {told} {verdict_words(racers)}"


def racer_words(name: str, racer: Racer) -> str:
    """The loss of one racer, or how its race ended."""
    told = {
        "moving": lambda: f"loss {plain_text(racer.losses[-1])}.",
        "arrived": lambda: f"arrived at step {racer.arrival}.",
        "diverged": lambda: f"diverged at step {racer.steps}.",
        "late": lambda: f"loss {plain_text(racer.losses[-1])}, time is up.",
    }[racer.state]()
    return f"{name[0].upper()}{name[1:]} at rate {plain_text(racer.rate)}: {told}"


def verdict_words(racers: dict[str, Racer]) -> str:
    """Who leads; once somebody has arrived, who was first."""
    arrived = {n: one.arrival for n, one in racers.items() if one.state == "arrived"}
    running = {n: one.losses[-1] for n, one in racers.items()
               if one.state in ("moving", "late")}  # fmt: skip
    if arrived:
        return f"{_best(arrived)} arrived first."
    if not running:
        return "Nobody arrived: these rates are too large."
    over = not any(one.state == "moving" for one in racers.values())
    end = "came closest, but nobody arrived." if over else "in the lead."
    is_or_are = "" if over else ("are " if " and " in _best(running) else "is ")
    return f"{_best(running)} {is_or_are}{end}"


def _best(values: dict[str, float]) -> str:
    """The names with the lowest value, joined by "and"."""
    lowest = min(values.values())
    names = [name for name, value in values.items() if value <= lowest * (1 + 1e-9)]
    joined = " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
    return joined[0].upper() + joined[1:]
