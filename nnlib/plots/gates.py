"""Tasks with two inputs that are 0 or 1, drawn as four points in a plane.

A neuron that fires or not cuts the plane along a line. Each point has a target: class 0
is to be left silent, class 1 is to make the neuron fire.
"""

import math
from collections.abc import Sequence

from matplotlib.axes import Axes

from nnlib import require
from nnlib.perceptron import POINTS
from nnlib.plots import style
from nnlib.plots.half_plane import firing_region, line_ends
from nnlib.plots.stripes import GROUND

LOW, HIGH = -2.2, 2.2  # wide enough for every line that the lessons come across

Weights = Sequence[float]


@require.in_words
def draw_gate(
    ax: Axes, targets: Sequence[int], *, title: str = "", low=-0.5, high=1.5
) -> None:
    """Paint the four points, each with color and shape of its target, 0 or 1.

    The picture shows both inputs from ``low`` to ``high``.
    """
    set_up_plane(ax, low, high)
    ax.set_title(title)
    for point, target in zip(POINTS, targets, strict=True):
        look = style.class_style(target) | {"markeredgecolor": style.WHITE}
        ax.plot(*point, **look, markersize=13, zorder=4)


@require.in_words
def draw_cut(ax: Axes, weights: Weights, bias: float) -> None:
    """Paint the line where the weighted sum is 0, and tint the two sides of it."""
    ax.set_facecolor(style.BLUE_LIGHT)
    line = (*weights, bias)
    ax.fill(*firing_region(line, LOW, HIGH).T, **GROUND, zorder=1)
    ax.plot(*line_ends(line, LOW, HIGH).T, color=style.BLACK, zorder=3)


@require.in_words
def draw_crossing(ax: Axes) -> None:
    """Connect the points of each class of XOR; the two lines cross in the middle."""
    draw_gate(ax, (0, 1, 1, 0), low=-0.3, high=1.3)
    for target, ends, look in ((0, [0, 1], "-"), (1, [1, 0], "--")):
        ax.plot([0, 1], ends, look, color=style.CLASS_COLORS[target], zorder=3)
    ax.plot(0.5, 0.5, "s", color=style.BLACK, markersize=10, zorder=5)
    ax.annotate("(0.5, 0.5)", (0.5, 0.5), (0.62, 0.5), va="center")


def set_up_plane(ax: Axes, low: float = LOW, high: float = HIGH) -> None:
    """Name the axes and choose the part of the plane that is shown."""
    ticks = range(math.ceil(low), math.floor(high) + 1)
    ax.set(xlim=(low, high), ylim=(low, high), aspect="equal")
    ax.set(xticks=ticks, yticks=ticks)
    ax.set(xlabel="input x1 (0 or 1)", ylabel="input x2 (0 or 1)")
