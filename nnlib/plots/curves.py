"""Curves made of bent lines: a target, the hinges that follow it, and their sum."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes

from nnlib import require
from nnlib.plots.numbers import signed_text
from nnlib.plots.stripes import striped
from nnlib.plots.style import (
    BLACK,
    BLUE,
    BLUE_TEXT,
    CLASS_COLORS,
    CLASS_MARKERS,
    CLASSES,
    GRAY_LIGHT,
    ORANGE_LIGHT,
    WHITE,
    class_style,
)

Array = np.ndarray


@require.in_words
def draw_hinges(ax: Axes, x: Array, hinges: Sequence[Array]) -> None:
    """Each hinge as a thin line, marked where it begins, and their sum as a bold one.

    x: (n,); hinges: one array (n,) of outputs each. The slope of each straight piece of
    the sum is written beside it.
    """
    for k, hinge in enumerate(hinges, start=1):
        begin = max(np.flatnonzero(hinge == 0), default=0)
        color, marker = CLASS_COLORS[k + 1], CLASS_MARKERS[k]
        name = f"hinge {k}"
        ax.plot(x, hinge, color=color, lw=1.2, marker=marker, ms=8,
                markevery=[int(begin)], label=name)  # fmt: skip
    ax.plot(x, sum(hinges), color=BLUE, lw=3, label="sum", zorder=1.9)
    _write_slopes(ax, x, sum(hinges))
    ax.set(xlabel="x (input)", ylabel="y (output)", xlim=(x[0], x[-1]))
    ax.legend(frameon=False)


def _write_slopes(ax: Axes, x: Array, line: Array) -> None:
    slopes = (np.diff(line) / np.diff(x)).round(6)
    ends = [0, *np.flatnonzero(np.diff(slopes)) + 1, len(x) - 1]
    for start, end in pairwise(ends):
        middle = (start + end) // 2
        side = "right" if slopes[start] > 0 else "left"  # beside the line, not on it
        ax.annotate(f"slope {signed_text(slopes[start])}", (x[middle], line[middle]),
                    (-6 if side == "right" else 6, 5), textcoords="offset points",
                    ha=side, color=BLUE_TEXT)  # fmt: skip


@require.in_words
def draw_fit(ax: Axes, x: Array, target: Array, curve: Array, title: str) -> None:
    """A target, dashed, the curve that follows it, and the gap between, shaded."""
    ax.fill_between(x, target, curve, color=ORANGE_LIGHT, lw=0, label="gap")
    ax.plot(x, curve, color=BLUE, lw=2.5, label="sum of hinges")
    ax.plot(x, target, color=BLACK, ls="--", lw=1.5, label="target")
    ax.set(xlabel="x (input)", ylabel="y (output)", xlim=(x[0], x[-1]), title=title)


@require.in_words
def draw_decision_square(ax: Axes, function, points: Array, classes: Array) -> None:
    """What a function of (x1, x2) says for inputs from 0 to 1, and some points on it.

    function: takes two arrays, gives 0 (blue) to 1 (orange). points: (n, 2);
    classes: (n,) of 0 and 1.
    """
    side = np.linspace(0, 1, 101)
    values = function(*np.meshgrid(side, side))
    shown = ax.imshow(striped(values, middle=0.5), origin="lower",
                      extent=(0, 1, 0, 1), cmap=CLASSES, vmin=-0.5, vmax=1.5,
                      interpolation="nearest")  # fmt: skip
    key = ax.figure.colorbar(shown, ax=ax, ticks=[0, 0.5, 1], shrink=0.8)
    key.ax.set(ylim=(0, 1), ylabel="output")
    for k in (0, 1):
        style = class_style(k) | {"linestyle": "", "ms": 14, "mec": WHITE}
        ax.plot(*points[classes == k].T, **style, label=f"wanted: {k}")
    ax.grid(False)
    ax.set(xlabel="x1 (input)", ylabel="x2 (input)", xlim=(-0.1, 1.1), ylim=(-0.1, 1.1))
    ax.set_facecolor(GRAY_LIGHT)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2, frameon=False)
