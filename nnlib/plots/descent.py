"""Pictures of a descent: the landscape with the path on it, and the rates tried so far.

Every landscape is painted once and kept; only the path moves (see `canvas.py`).
"""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib import colormaps
from matplotlib.colors import PowerNorm

from nnlib import require
from nnlib.plots.canvas import Canvas
from nnlib.plots.style import (
    AMBER,
    BLACK,
    BLUE,
    GRAY,
    ORANGE,
    ORANGE_LIGHT,
    SURFACE,
    WHITE,
    YELLOW,
    house_style,
    new_figure,
)

Array = np.ndarray

COLORS = 16  # of the map of a loss: bands, whose edges are lines of equal loss
FIRST_STEPS = 20  # what the curve of the losses has room for at first
ROWS = {"failed": (0, ORANGE, "X"), "slow": (1, GRAY, "s"), "settled": (2, BLUE, "o")}


@require.in_words
def draw_landscape(ax, weights: Sequence[str], sides: Sequence[Array], losses: Array,
                   highest: float) -> None:  # fmt: skip
    """The loss as a curve over one weight, or as a colored map over two.

    sides: the weights along each axis, one array (n,) for each; losses: (n,) or (n, n),
    first weight first; highest: where the axis or the colors end.
    """
    ends = [(side[0], side[-1]) for side in sides]
    if len(sides) == 1:
        ax.plot(sides[0], losses, color=GRAY, lw=1.5, zorder=1)
        room = (-highest / 20, highest)
        ax.set(xlim=ends[0], ylim=room, xlabel=f"{weights[0]} (weight)", ylabel="loss")
        return
    colors = colormaps[SURFACE].resampled(COLORS)
    image = ax.imshow(losses.T, extent=np.ravel(ends), origin="lower", cmap=colors,
                      norm=PowerNorm(0.5, 0, highest), aspect="auto",
                      interpolation="bilinear", interpolation_stage="data",
                      zorder=0)  # fmt: skip
    ax.figure.colorbar(
        image, ax=ax, label="loss", ticks=highest * np.arange(0, 1.1, 0.2)
    )
    ax.grid(False)
    names = [f"{name} (weight)" for name in weights]
    ax.set(xlim=ends[0], ylim=ends[1], xlabel=names[0], ylabel=names[1])


@require.in_words
def draw_path(ax, places: Array, losses: Array) -> list:
    """The places of a descent, joined by lines; return the artists.

    places: (steps + 1, n), or (steps + 1,) for one weight; losses: (steps + 1,).
    """
    places = np.reshape(places, (len(places), -1))
    flat = places.shape[1] == 1
    color, edge = (BLUE, WHITE) if flat else (WHITE, BLACK)
    look = {"color": color, "lw": 1.3, "marker": "o", "ms": 5, "mec": edge, "mew": 0.7}
    return ax.plot(*_points(places, losses), **look, zorder=3)


class LandscapePicture:
    """One landscape, kept, and on it the path, the place now and the next step.

    One weight: the slope is shown as well, as a line that touches the curve.
    """

    def __init__(self, weights, sides, losses, highest: float) -> None:
        with house_style():
            figure, ax = new_figure(width=446, height=390)
            draw_landscape(ax, weights, sides, losses, highest)
        self.canvas, self._ax, self._flat = Canvas(figure), ax, len(sides) == 1
        start = np.zeros((1, len(sides)))
        color = BLUE if self._flat else WHITE
        self._path = draw_path(ax, start, np.zeros(1))[0]
        self._touch = ax.plot([], [], color=AMBER, lw=3, zorder=2)[0]
        self._ahead = ax.plot([], [], color=color, lw=1.5, ls=":", zorder=3)[0]
        self._next = ax.plot([], [], "o", ms=9, mfc="none", mec=color, mew=1.5)[0]
        self._now = ax.plot([], [], "D", ms=9, color=YELLOW, mec=BLACK, zorder=5)[0]
        self._gone = ax.plot([], [], "X", ms=13, color=ORANGE, mec=WHITE, zorder=6)[0]
        self._gone.set_clip_on(False)
        for artist in (self._path, self._touch, self._ahead, self._next, self._now,
                       self._gone):  # fmt: skip
            self.canvas.moving(artist)

    def png(self, places: Array, losses: Array, slope: Array, ahead) -> bytes:
        """Paint a path (steps + 1, n) with its losses, the slope at its end (n,).

        ahead: the next place (n,) and its loss, or None. A place outside of the picture
        is shown as a cross on its edge.
        """
        path = _points(places, losses)
        now, inside = self._clipped([side[-1] for side in path])
        self._path.set_data(*path)
        (self._now if inside else self._gone).set_data(*now[:, None])
        (self._gone if inside else self._now).set_data([], [])
        after = None if ahead is None else np.ravel(_points(ahead[0][None], [ahead[1]]))
        self._show_next(now if inside else None, after)
        self._show_slope(places[-1], losses[-1], slope)
        return self.canvas.png()

    def _show_next(self, now, after) -> None:
        if now is None or after is None:
            self._ahead.set_data([], [])
            self._next.set_data([], [])
            return
        self._ahead.set_data(*np.column_stack([now, after]))
        self._next.set_data(*np.column_stack([after]))

    def _show_slope(self, place: Array, loss: float, slope: Array) -> None:
        if not self._flat:
            return
        left, right = self._ax.get_xlim()
        bottom, top = self._ax.get_ylim()
        steepness = float(slope[0]) * (right - left) / (top - bottom)
        reach = 0.14 * (right - left) / np.hypot(1, steepness)
        sides = place[0] + np.array([-reach, reach])
        self._touch.set_data(sides, loss + float(slope[0]) * (sides - place[0]))

    def _clipped(self, place) -> tuple[Array, bool]:
        low, high = np.transpose([self._ax.get_xlim(), self._ax.get_ylim()])
        near = np.clip(place, low, high)
        return near, bool((near == place).all())


def _points(places: Array, losses) -> tuple[Array, Array]:
    """Where places stand in a picture: at their loss, or at their second weight."""
    places = np.asarray(places)
    return places[:, 0], (np.asarray(losses) if places.shape[1] == 1 else places[:, 1])


class RatesPicture:
    """The losses of one descent, step by step, and below it all rates tried so far."""

    def __init__(self, low: float, high: float) -> None:
        with house_style():
            figure, (top, bottom) = new_figure(rows=2, width=392, height=390)
            figure.get_layout_engine().set(hspace=0.06)
            top.set(yscale="log", xlabel="step", ylabel="loss (start = 1)",
                    ylim=(3e-5, 3e3), xlim=(0, FIRST_STEPS))  # fmt: skip
            bottom.set(xscale="log", xlim=(low / 1.2, high * 1.2), ylim=(-0.6, 2.6),
                       xlabel="learning rates tried here")  # fmt: skip
            bottom.set_yticks([row for row, *_ in ROWS.values()], ROWS)
            top.set_yticks([1e-4, 0.01, 1, 100], ["0.0001", "0.01", "1", "100"])
            ticks = 10.0 ** np.arange(round(np.log10(low)), round(np.log10(high)) + 1)
            bottom.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
        self.canvas, self._top, self._bottom = Canvas(figure), top, bottom
        self._curve = top.plot([], [], color=BLUE, lw=1.5, marker="o", ms=3.5)[0]
        self._limit = bottom.axvspan(low, low, color=ORANGE_LIGHT, zorder=0)
        self._rate = bottom.axvline(low, color=BLACK, lw=1.2, ls=":", snap=False)
        self._marks = {
            name: bottom.plot([], [], marker, color=color, ms=7, mec=WHITE, mew=0.6)[0]
            for name, (_, color, marker) in ROWS.items()
        }
        for one in (self._curve, self._limit, self._rate, *self._marks.values()):
            self.canvas.moving(one)

    def png(self, losses, rate: float, tried: Mapping[str, Sequence[float]],
            limit: tuple[float, float] | None) -> bytes:  # fmt: skip
        """Paint the losses so far, the rate now, the rates tried and the limit between.

        tried: for failed, slow and settled the rates that did so.
        """
        self._make_room(len(losses) - 1)
        relative = np.clip(np.asarray(losses) / losses[0], 4e-5, 2.5e3)
        self._curve.set_data(np.arange(len(losses)), relative)
        self._rate.set_xdata([rate, rate])
        for name, marks in self._marks.items():
            marks.set_data(tried[name], np.full(len(tried[name]), ROWS[name][0]))
        self._limit.set_visible(limit is not None)
        if limit is not None:
            self._limit.set_x(limit[0])
            self._limit.set_width(limit[1] - limit[0])
        return self.canvas.png()

    def _make_room(self, steps: int) -> None:
        last = FIRST_STEPS * 2 ** np.ceil(np.log2(max(steps / FIRST_STEPS, 1)))
        if self._top.get_xlim()[1] != last:
            self._top.set_xlim(0, last)
            self.canvas.redraw_background()
