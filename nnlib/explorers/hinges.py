"""Hinges: how ReLU units, added up, follow any curve.

One hinge is size · relu(x − place): flat up to its place, then a straight ramp. Adding
a hinge changes the slope of the whole curve from its place on, by its size. So a few
hinges make a bent line, and many make any curve.
"""

from collections.abc import Callable
from functools import cache
from itertools import combinations

import numpy as np

from nnlib.explorers.base import Explorer
from nnlib.explorers.controls import button, choice, picture_image, slider
from nnlib.functions import relu
from nnlib.plots.canvas import Canvas
from nnlib.plots.numbers import number_text, signed_text
from nnlib.plots.style import (
    AMBER,
    BLACK,
    BLUE,
    CLASS_MARKERS,
    GRAY,
    GREEN,
    ORANGE_LIGHT,
    PURPLE,
    new_figure,
)

Array = np.ndarray

N_HINGES, END, STEEPEST = 3, 4.0, 4.0
X = np.linspace(0, END, 201)
TARGETS: dict[str, Callable[[Array], Array]] = {
    "a hill": lambda x: 1 - np.cos(np.pi * x / 2),
    "a wave": lambda x: np.sin(np.pi * x / 2),
    "a rise that levels off": lambda x: 2 * np.tanh(x),
}
FIRST_HINGES = (0.5, 1.0), (2.0, -1.0), (3.5, 0.0)
HINGE_COLORS = (GREEN, PURPLE, AMBER)


def hinge_sum(x: Array, places: Array, sizes: Array) -> Array:
    """Return the sum of size · relu(x − place) over all hinges, shape of x (n,)."""
    return relu(np.subtract.outer(x, places)) @ np.asarray(sizes, float)


def average_gap(curve: Array, target: Array) -> float:
    """Return how far a curve is from its target on average, upward or downward."""
    return float(np.abs(curve - target).mean())


@cache
def candidate_places() -> tuple[Array, Array, Array]:
    """All places of the sliders, all threes of them, and each place's hinge."""
    places = np.linspace(0, END, 41).round(1)
    threes = np.array(list(combinations(range(len(places)), N_HINGES)))
    return places, threes, relu(np.subtract.outer(X, places))


@cache
def best_hinges(name: str) -> tuple[Array, Array]:
    """Return places and sizes with the smallest average gap to a target.

    Every three of the 41 places is tried. The sizes for each come from least squares,
    rounded to the steps of the sliders.
    """
    places, threes, hinges = candidate_places()
    target = TARGETS[name](X)
    products, wanted = hinges.T @ hinges, hinges.T @ target
    tables = products[threes[:, :, None], threes[:, None, :]] + 1e-9 * np.eye(N_HINGES)
    sizes = np.linalg.solve(tables, wanted[threes][:, :, None])[:, :, 0]
    sizes = sizes.clip(-STEEPEST, STEEPEST).round(1)
    curves = np.matmul(sizes[:, None, :], hinges.T[threes])[:, 0]
    best = np.abs(curves - target).mean(axis=1).argmin()
    return places[threes[best]], sizes[best]


class HingeExplorer(Explorer):
    """Place three hinges on a curve; then let the computer place them."""

    name = "hinges"
    alts = {
        "curve": "The target, the three hinges, their sum and the gap between",
    }

    def __init__(self) -> None:
        controls = {}
        for i, (place, size) in enumerate(FIRST_HINGES, start=1):
            controls[f"place{i}"] = slider(f"Hinge {i}: place", place, 0.0, END, 0.1)
            controls[f"size{i}"] = slider(
                f"Hinge {i}: size", size, -STEEPEST, STEEPEST, 0.1
            )
        controls["target"] = choice("Follow", list(TARGETS))
        tip = "Try all places; your own curve stays as a gray dashed line"
        controls["search"] = button("Let it place them", tip, self.place_hinges)
        self._mine: dict | None = None  # the learner's hinges, before the computer's
        self._found: list | None = None  # the hinges that the computer placed last
        controls["target"].observe(self._forget_mine, "value")
        self._picture = HingePicture()
        pictures = {"curve": picture_image(self._picture.canvas.width)}
        super().__init__(controls, pictures)
        two = 2 * int(controls["place1"].layout.width.removesuffix("px")) + 70
        self.children[1].layout.max_width = f"{two}px"  # a hinge has a row of its own

    def start(self) -> None:
        """Forget the learner's earlier hinges and the computer's."""
        self._mine = self._found = None

    def _forget_mine(self, change) -> None:
        self._mine = None  # they followed another curve

    def place_hinges(self) -> None:
        """Set the sliders to the best hinges found; keep the learner's to compare."""
        before = self.values
        places, sizes = best_hinges(before["target"])
        with self._lock:  # one picture for six sliders
            if rounded_hinges(before) != self._found:  # not the computer's own
                self._mine = before
            self._found = np.round([places, sizes], 6).tolist()
            for i, (place, size) in enumerate(zip(places, sizes, strict=True), start=1):
                self.controls[f"place{i}"].value = float(place)
                self.controls[f"size{i}"].value = float(size)
        self.refresh()

    def draw(self, values: dict) -> tuple[dict[str, bytes], str]:
        """The target, the hinges, their sum and the gap between."""
        places, sizes = hinges_of(values)
        target, curve = TARGETS[values["target"]](X), hinge_sum(X, places, sizes)
        mine = self._mine
        before = None if mine is None else hinge_sum(X, *hinges_of(mine))
        png = self._picture.png(target, places, sizes, before)
        if before is None and not is_best(values, self._found):
            return {"curve": png}, gap_words(values, curve, target)
        return {"curve": png}, compared_words(values, curve, before, target)


def hinges_of(values: dict) -> tuple[Array, Array]:
    """Return the places and the sizes that the sliders are set to."""
    numbers = range(1, N_HINGES + 1)
    places = np.array([values[f"place{i}"] for i in numbers])
    return places, np.array([values[f"size{i}"] for i in numbers])


def rounded_hinges(values: dict) -> list:
    """Places and sizes as lists that can be compared."""
    return np.round(hinges_of(values), 6).tolist()


def is_best(values: dict, found: list | None) -> bool:
    """Whether these hinges were found by the computer, for the curve followed now."""
    return (
        rounded_hinges(values) == found
        and found == np.round(best_hinges(values["target"]), 6).tolist()
    )


def gap_words(values: dict, curve: Array, target: Array) -> str:
    """How far off the curve is, where most, and the slopes it is made of."""
    worst = np.abs(curve - target).argmax()
    side = "below" if curve[worst] < target[worst] else "above"
    return (
        f"The bold line is {number_text(average_gap(curve, target), 2)} away from "
        f"the target on average, most at x = {number_text(X[worst], 2)}, where "
        f"it lies {number_text(abs(curve - target)[worst], 2)} {side}. "
        + slope_words(*hinges_of(values))
    )


def slope_words(places: Array, sizes: Array) -> str:
    """The slopes of the curve's straight pieces, from left to right."""
    corners = [p for p in np.unique(places) if 0 < p < END]
    starts = [0.0, *corners]
    slopes = [sizes[places <= start].sum().round(6) for start in starts]
    shown = ", ".join(map(signed_text, slopes))
    return f"The slopes of the bold line from left to right: {shown}."


def compared_words(values: dict, curve: Array, before, target: Array) -> str:
    """The gap of the computer's hinges, or what became of them, and the learner's.

    before: the sum of the learner's hinges, or None if there were none for this curve.
    """
    now, best = average_gap(curve, target), best_hinges(values["target"])
    untouched = rounded_hinges(values) == np.round(best, 6).tolist()
    n_tried = len(candidate_places()[1])
    start = (
        f"The computer tried all {n_tried:,} ways to place three hinges; its choice is"
        if untouched
        else "With your changes the bold line is"
    )
    words = f"{start} {number_text(now, 2)} away from the target on average."
    if before is not None:
        mine = number_text(average_gap(before, target), 2)
        words += f" Your own hinges, the gray dashed curve, were {mine} away."
    return f"{words} {slope_words(*hinges_of(values))}"


class HingePicture:
    """The kept figure: target, gap, three ramps, their sum, and an earlier sum."""

    def __init__(self) -> None:
        figure, ax = new_figure(width=860, height=380)
        ax.set(xlim=(0, END), ylim=(-2.2, 2.8), xlabel="x (input)", ylabel="y (output)")
        self.canvas = Canvas(figure)
        moving = self.canvas.moving
        self.gap = moving(ax.fill([0], [0], color=ORANGE_LIGHT, label="gap")[0])
        self.target = moving(
            ax.plot(X, X, color=BLACK, ls="--", label="target", zorder=4)[0]
        )
        self.ramps = [
            moving(ax.plot(X, X, color=color, lw=1.2, label=f"hinge {i}")[0])
            for i, color in enumerate(HINGE_COLORS, start=1)
        ]
        for ramp, marker in zip(self.ramps, CLASS_MARKERS[1:], strict=False):
            ramp.set(marker=marker, markersize=9, markevery=[0], clip_on=True)
        self.curve = moving(ax.plot(X, X, color=BLUE, lw=3, label="sum of hinges")[0])
        figure.legend(loc="outside right center", frameon=False)
        (before,) = ax.plot(X, X, color=GRAY, lw=2, ls=(0, (2, 2)))
        before.set_label("yours, before")
        key = figure.legend(
            handles=[before], loc="lower right", bbox_to_anchor=(0.993, 0.22),
            frameon=False,
        )  # fmt: skip
        self.before, self.before_key = moving(before), moving(key)

    def png(self, target: Array, places: Array, sizes: Array, before) -> bytes:
        """Paint a state; `before` is an earlier curve to compare with, or None."""
        curve = hinge_sum(X, places, sizes)
        outline = np.concatenate([curve, target[::-1]])
        self.gap.set_xy(np.column_stack([np.append(X, X[::-1]), outline]))
        self.target.set_ydata(target)
        self.curve.set_ydata(curve)
        for ramp, place, size in zip(self.ramps, places, sizes, strict=True):
            x = np.array([place, END])
            ramp.set_data(x, hinge_sum(x, [place], [size]))
        for part in (self.before, self.before_key):
            part.set_visible(before is not None)
        if before is not None:
            self.before.set_ydata(before)
        return self.canvas.png()
