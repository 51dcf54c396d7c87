"""The plane of a neuron's two inputs, parted where it starts to fire.

Class 1, orange, is what the neuron should fire at; class 0, blue, should leave it
silent. Along the boundary the weighted sum is 0.
"""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from nnlib.plots import style
from nnlib.plots.canvas import Canvas
from nnlib.plots.half_plane import Line, firing_region, line_ends
from nnlib.plots.stripes import GROUND, ground_key

LOW, HIGH = -0.4, 1.2  # what the plane shows of both inputs


class DecisionPlane:
    """What moves on one plane: ground, boundary, points, crosses behind wrong ones."""

    def __init__(self, ax: Axes, axis_names: Sequence[str], class_names: Sequence[str]):
        self.axes = _set_up(ax, axis_names)
        self.region = ax.fill([], [], **GROUND, zorder=1)[0]
        self.line = ax.plot([], [], color=style.BLACK, zorder=3)[0]
        look = {"linestyle": "none", "markersize": 8, "markeredgecolor": style.WHITE}
        self.classes = [
            ax.plot([], [], **look, **style.class_style(k), label=name, zorder=4)[0]
            for k, name in enumerate(class_names)
        ]
        cross = {"marker": "x", "markersize": 13, "markeredgewidth": 1.8, "zorder": 3.5}
        cross |= {"linestyle": "none", "color": style.BLACK, "label": "decided wrongly"}
        self.wrong = ax.plot([], [], **cross)[0]

    def show(self, line: Line, places, targets, wrong) -> None:
        """Show this neuron and these points (n, 2) with targets and wrong ones (n,)."""
        region = firing_region(line, LOW, HIGH)
        self.region.set_xy(region if len(region) else np.full((1, 2), np.nan))
        self.line.set_data(*line_ends(line, LOW, HIGH).T)
        for k, artist in enumerate(self.classes):
            artist.set_data(*places[targets == k].T)
        self.wrong.set_data(*places[wrong].T)


def _set_up(ax: Axes, axis_names: Sequence[str]) -> list:
    """Return the two lines through the origin, which lie on the colored ground."""
    ax.set(
        xlim=(LOW, HIGH), ylim=(LOW, HIGH), aspect="equal", facecolor=style.BLUE_LIGHT
    )
    ax.set(xlabel=axis_names[0], ylabel=axis_names[1])
    ax.set(xticks=[0, 0.5, 1], yticks=[0, 0.5, 1])
    ax.grid(False)
    look = {"color": style.GRAY, "linewidth": 1, "linestyle": ":", "zorder": 2}
    return [ax.axhline(0, **look), ax.axvline(0, **look)]


def add_legend(figure, artists: Sequence, columns: int = 2) -> None:
    """Say below the plane what its markers and the colors of the ground mean."""
    ground = ground_key("silent here", "fires here")
    with style.house_style():
        where = {"loc": "outside lower center", "ncols": columns}
        figure.legend(handles=[*artists, *ground], **where)


class DecisionPainter:
    """A kept figure of one plane, and on it the input that is looked at."""

    def __init__(self, axis_names: Sequence[str], class_names: Sequence[str]) -> None:
        figure, ax = style.new_figure(width=424, height=456)
        self.plane = DecisionPlane(ax, axis_names, class_names)
        diamond = {"marker": "D", "markersize": 11, "markerfacecolor": style.YELLOW}
        diamond |= {"linestyle": "none", "markeredgecolor": style.BLACK, "zorder": 6}
        self.here = ax.plot([], [], **diamond, label="this input (x1, x2)")[0]
        add_legend(figure, [*self.plane.classes, self.plane.wrong, self.here])
        self.canvas = Canvas(figure)
        plane = self.plane
        moving = [plane.region, *plane.axes, plane.line, *plane.classes, plane.wrong]
        for artist in (*moving, self.here):
            self.canvas.moving(artist)

    def png(self, line: Line, places, targets, wrong, here) -> bytes:
        """The picture for this neuron, these points and the input looked at."""
        self.plane.show(line, places, targets, wrong)
        self.here.set_data(*np.reshape(here, (2, 1)))
        return self.canvas.png()
