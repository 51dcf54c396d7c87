"""Pictures of a race downhill: several paths over one landscape, and their losses.

The landscape is drawn in lines of equal loss, so that three paths in three colors, each
with a marker of its own, stay apart from it and from each other.
"""

from collections.abc import Sequence

import numpy as np

from nnlib.plots.canvas import Canvas
from nnlib.plots.style import (
    BLACK,
    GRAY,
    GRAY_LIGHT,
    WHITE,
    class_style,
    house_style,
    new_figure,
)
from nnlib.room import on_projector

Array = np.ndarray

LINES = 10  # of equal loss; closer together toward the bottom
FIRST_STEPS = 40  # what the loss curves have room for at first
LOWEST, HIGHEST = 1e-6, 1e3  # of a loss, in units of the loss at the start


class RacePicture:
    """A landscape over two weights, kept, and on it a path for each racer."""

    def __init__(self, weights: Sequence[str], sides: Sequence[Array], losses: Array,
                 highest: float, racers: Sequence[str]) -> None:  # fmt: skip
        with house_style():
            figure, ax = new_figure(width=446, height=390)
            draw_lines_of_equal_loss(ax, weights, sides, losses, highest)
        self.canvas, self._ax = Canvas(figure), ax
        moving, self._paths, self._heads = self.canvas.moving, [], []
        for k in range(len(racers)):
            color, marker = class_style(k).values()
            dots = {"color": color, "lw": 1.1, "marker": marker, "ms": 3}
            self._paths.append(moving(ax.plot([], [], **dots, zorder=3 + k)[0]))
            head = {"color": color, "ms": 9, "mec": WHITE, "mew": 1, "zorder": 7 + k}
            self._heads.append(moving(ax.plot([], [], marker, **head)[0]))
            self._heads[-1].set_clip_on(False)
            self._heads[-1].set_in_layout(False)

    def png(self, paths: Sequence[Array]) -> bytes:
        """Paint the paths (steps + 1, 2); a head that has left stays on the edge."""
        low, high = np.transpose([self._ax.get_xlim(), self._ax.get_ylim()])
        for path, line, head in zip(paths, self._paths, self._heads, strict=True):
            line.set_data(*np.clip(path, 3 * low - high, 3 * high - low).T)
            line.set_markevery(max(1, len(path) // 40))
            head.set_data(*np.clip(path[-1:], low, high).T)
        return self.canvas.png()


def draw_lines_of_equal_loss(ax, weights, sides, losses, highest) -> None:
    """Lines of equal loss over two weights, as heights on a map; low ground shaded.

    sides: the weights along each axis, (n,) each; losses: (n, n), first weight first.
    """
    levels = highest * np.linspace(0, 1, LINES + 1)[1:] ** 3
    style = {
        "colors": GRAY,
        "linewidths": 0.7,
        "alpha": 0.5,
        "antialiased": False,
    }  # small files
    ax.contour(*sides, losses.T, levels, **style)
    ax.contourf(
        *sides, losses.T, [-np.inf, levels[1]], colors=[GRAY_LIGHT], antialiased=False
    )
    ax.grid(False)
    names = [f"{name} (weight)" for name in weights]
    ends = [(side[0], side[-1]) for side in sides]
    ax.set(xlim=ends[0], ylim=ends[1], xlabel=names[0], ylabel=names[1])


class RaceCurves:
    """The loss of each racer, step by step, in units of the loss at the start."""

    def __init__(self, racers: Sequence[str], goal: float) -> None:
        with house_style():
            figure, ax = new_figure(width=392, height=390)
            ax.set(yscale="log", xlabel="step", ylabel="loss (start = 1)",
                   xlim=(0, FIRST_STEPS), ylim=(LOWEST, HIGHEST))  # fmt: skip
            ticks = [1e-6, 1e-4, 0.01, 1, 100]
            ax.set_yticks(ticks, ["0.000001", "0.0001", "0.01", "1", "100"])
            ax.axhline(goal, color=BLACK, ls=":", lw=1.2, label="arrived")
            self._lines = [self._line(ax, k, name) for k, name in enumerate(racers)]
            ax.legend(loc="upper right", ncols=1 if on_projector() else 2)
        self.canvas, self._ax = Canvas(figure), ax
        for line in self._lines:
            self.canvas.moving(line)

    def _line(self, ax, k: int, name: str):
        color, marker = class_style(k).values()
        style = {"color": color, "marker": marker, "lw": 1.5, "ms": 5}
        return ax.plot([], [], **style, label=name)[0]

    def png(self, losses: Sequence[Sequence[float]]) -> bytes:
        """Paint the losses of all racers, (steps + 1,) each, starting with 1."""
        self._make_room(max(map(len, losses)) - 1)
        for line, values in zip(self._lines, losses, strict=True):
            inside = np.clip(values, 1.2 * LOWEST, HIGHEST / 1.2)
            line.set_data(np.arange(len(values)), inside)
            line.set_markevery(max(1, len(values) // 8))
        return self.canvas.png()

    def _make_room(self, steps: int) -> None:
        doublings = np.ceil(np.log2(max(steps / FIRST_STEPS, 1)))
        last = FIRST_STEPS * 2**doublings
        if self._ax.get_xlim()[1] != last:
            self._ax.set_xlim(0, last)
            self.canvas.redraw_background()
