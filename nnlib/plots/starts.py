"""A small network on XOR in one picture: its answers, its hidden units, its cost.

Painted many times a second, so what stands still is painted once (see `canvas.py`).
"""

import numpy as np

from nnlib.functions import sigmoid
from nnlib.plots import style
from nnlib.plots.canvas import Canvas
from nnlib.plots.decisions import draw_ground, draw_samples, plane_grid
from nnlib.plots.stripes import striped
from nnlib.room import on_projector

Array = np.ndarray
LOW, HIGH, SIDE = -0.25, 1.25, 41  # what is shown of both inputs
WIDE, HIGH_PIXELS = 860, 290
HIGHEST, FIRST, LAST = 1.0, 1, 10_000  # of the cost; of the iterations
TICKS = ("1", "10", "100", "1,000", "10,000")


def corner_grid() -> Array:
    """The places where the picture wants to know the answers, (n, 2)."""
    return plane_grid(LOW, HIGH, SIDE)


class StartPicture:
    """A kept figure: the answers, four hidden units, the cost against iterations."""

    def __init__(self, corners: Array, targets: Array) -> None:
        with style.house_style():
            figure, (left, right) = style.new_figure(2, width=WIDE, height=HIGH_PIXELS)
            figure.set_layout_engine("none")
            self.canvas, blank = Canvas(figure), np.full((SIDE, SIDE), 0.5)
            self._answers = self._map(left, blank)
            left.set(xlabel="x1", ylabel="x2", xticks=[0, 1])
            left.set(yticks=[0, 1], position=_box(48, 52, 200))
            left.set_title("answers: 1 orange, striped")
            self._corners(left, corners, targets)
            self._units = [self._unit(figure, k, blank) for k in range(4)]
            self._set_up_cost(right)

    def _map(self, ax, blank: Array):
        image = self.canvas.moving(draw_ground(ax, blank, LOW, HIGH))
        edge = [LOW, HIGH, HIGH, LOW, LOW], [LOW, LOW, HIGH, HIGH, LOW]
        frame = ax.plot(*edge, color=style.GRAY, lw=1, clip_on=False)[0]
        self.canvas.moving(frame)  # one half is white, like the page around
        return image

    def _corners(self, ax, corners: Array, targets: Array) -> None:
        draw_samples(ax, corners, targets, size=11)
        for line in ax.lines[-2:]:
            self.canvas.moving(line)
        boundary = ax.plot([], [], ".", color=style.BLACK, ms=3)[0]
        self._boundary = self.canvas.moving(boundary)

    def _unit(self, figure, k: int, blank: Array):
        column, row = k % 2, k // 2
        place = _box(300 + 116 * column, 52 + 108 * (1 - row), 84)
        ax = figure.add_axes(place, xticks=[], yticks=[])
        points = style.minimum_text_points()
        ax.set_title(f"unit h{k + 1}", fontsize=points, pad=3)
        return self._map(ax, blank)

    def _set_up_cost(self, ax) -> None:
        ax.set(xscale="log", xlim=(FIRST, LAST), ylim=(0, HIGHEST), title="cost")
        ax.set(xlabel="iterations", position=_box(580, 52, 245, 200))
        step = 2 if on_projector() else 1
        ticks = [name if k % step == 0 else "" for k, name in enumerate(TICKS)]
        ax.set(xticks=10.0 ** np.arange(5), xticklabels=ticks)
        ax.axhline(np.log(2), color=style.GRAY, ls=":", lw=1.5)
        ax.text(9000, 0.72, "0.5 to everything: 0.693", color=style.GRAY, ha="right")
        self._line = self.canvas.moving(ax.plot([], [], color=style.BLUE)[0])
        dot = ax.plot([], [], "o", color=style.BLUE, ms=7, clip_on=False)[0]
        self._dot = self.canvas.moving(dot)

    def png(self, scores: Array, hidden: Array, iterations, costs) -> bytes:
        """Paint scores (n, 1) and hidden outputs (n, 4) of the grid, and the costs."""
        answers = sigmoid(scores).reshape(SIDE, SIDE)
        self._answers.set_data(striped(answers, middle=0.5))
        self._boundary.set_data(*_crossings(answers))
        for image, outputs in zip(self._units, hidden.T, strict=True):
            image.set_data(striped(outputs.reshape(SIDE, SIDE), middle=0.5))
        x, above = np.maximum(iterations, FIRST), costs[-1] > HIGHEST
        self._line.set_data(x, costs)
        self._dot.set_data(x[-1:], [min(costs[-1], HIGHEST)])
        self._dot.set_marker("^" if above else "o")
        return self.canvas.png()


def _crossings(answers: Array) -> tuple[Array, Array]:
    """Where the answers cross one half between two neighbors of a row or a column."""
    side, above = np.linspace(LOW, HIGH, SIDE), answers > 0.5
    row, column = np.nonzero(above[:, 1:] != above[:, :-1])
    before, after = answers[row, column], answers[row, column + 1]
    x = side[column] + (0.5 - before) / (after - before) * (side[1] - side[0])
    row2, column2 = np.nonzero(above[1:] != above[:-1])
    before, after = answers[row2, column2], answers[row2 + 1, column2]
    y = side[row2] + (0.5 - before) / (after - before) * (side[1] - side[0])
    return np.append(x, side[column2]), np.append(side[row], y)


def _box(left: int, bottom: int, width: int, height: int | None = None) -> list[float]:
    """A place on the figure, from pixels on a laptop."""
    height = height or width
    return [left / WIDE, bottom / HIGH_PIXELS, width / WIDE, height / HIGH_PIXELS]
