"""The playground's picture: every unit, the boundary and the losses, on one canvas.

From left to right it is the way of a point through the network: the two inputs, each
hidden unit as a small map of the plane, wires as wide as their weights, and the output
as a large map with the points on it. On the right the losses show how it went so far.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.legend_handler import HandlerTuple
from matplotlib.lines import Line2D

from nnlib.plots.canvas import Canvas
from nnlib.plots.numbers import number_text
from nnlib.plots.pixels import (
    N_COLORS,
    Blocks,
    Wires,
    boundary,
    color_numbers,
    color_table,
    enlarged,
    painted,
    text_pixels,
)
from nnlib.plots.stripes import PERIOD, striped
from nnlib.plots.style import (
    BLUE,
    CLASS_COLORS,
    CLASSES,
    GREEN,
    ORANGE,
    PIXELS_PER_INCH,
    PURPLE,
    WHITE,
    class_style,
    house_style,
    new_figure,
    picture_scale,
)
from nnlib.plots.surface import label_loss_axes
from nnlib.room import on_projector

Array = np.ndarray
MOST_SHOWN = 8  # units of one layer
WIDTH, HEIGHT = 860, 380
BOTTOM, SIDE = 66, 280  # of the plane, and of the room for the units beside it
UNITS_LEFT, UNITS_RIGHT, PLANE_LEFT = 13, 294, 334
LOSS_LEFT, LOSS_RIGHT = 716, 850
NOTE_BOTTOM = 7
LOSSES, FIRST_EPOCHS = (1e-3, 1e2), 50
SURE = 5.0  # scores beyond get the same color
PALE = 0.55  # how much of its full color the plane gets, so that points stand out

_UNIT_COLORS = color_table(CLASSES, np.linspace(0, 1, N_COLORS))
_CERTAINTY = 1 / (1 + np.exp(-np.linspace(-SURE, SURE, N_COLORS)))
_PLANE_COLORS = color_table(CLASSES, 0.5 + PALE * (_CERTAINTY - 0.5))
_LINE_COLOR = color_table(lambda _: np.array([[0.1, 0.1, 0.1, 1.0]]), np.zeros(1))[0]


class Curves(NamedTuple):
    """Losses of training and test points after these epochs, and a short note."""

    epochs: Sequence[int]
    training: Sequence[float]
    test: Sequence[float]
    note: str = ""


class PlaygroundPictures:
    """One kept figure: `show_network` and `show_points` when they change, then `png`.

    Everything that stands still is painted once for each network and set of points.
    """

    def __init__(self) -> None:
        figure, axes = new_figure(2, width=WIDTH, height=HEIGHT)
        figure.set_figheight(HEIGHT * picture_scale() / PIXELS_PER_INCH)
        self._plane, self._loss_ax = axes
        self._loss_left = LOSS_LEFT + (14 if on_projector() else 0)
        figure.set_layout_engine("none")
        self.canvas, self._sizes, self._labels = Canvas(figure), [], []
        self._wire_block, self._maps = Blocks(0.2), Blocks(0.3)
        for blocks in (self._wire_block, self._maps):
            figure.add_artist(blocks)
            self.canvas.moving(blocks)
        with house_style():
            self._build_plane()
            self._build_loss()
            self._build_legends()

    def show_network(self, sizes: Sequence[int]) -> None:
        """Make room for the units of a network: inputs, hidden layers, one output."""
        if self._sizes == list(sizes):
            return
        self._sizes, shown = list(sizes), [min(n, MOST_SHOWN) for n in sizes[:-1]]
        self._place_units(shown)
        self._string_wires(shown)
        self._labels = [*self._labels_of_layers(shown), *self._labels_of_inputs()]

    def show_points(self, training, test, limit: float) -> None:
        """Show two sets of points, each (inputs, targets), on a plane of ±limit."""
        for (inputs, targets), artists in zip(
            (training, test), self._points, strict=True
        ):
            for k, artist in enumerate(artists):
                artist.set_data(*inputs[targets[:, 0] == k].T)
        ends, ticks = (-limit, limit), [-limit, 0, limit]
        self._plane.set(xlim=ends, ylim=ends)
        self._plane.set_xticks(ticks, [""] * 3)
        self._plane.set_yticks(ticks, [""] * 3)
        self._limit_labels = self._labels_of_limits([number_text(one) for one in ticks])

    def png(self, columns: Sequence[Array], weights: Sequence[Array], curves) -> bytes:
        """Paint a moment of the run.

        columns: for inputs and each hidden layer maps (units, n, n), from -1 to 1, then
        (1, n, n) with the scores. weights: of each dense layer, (n_in, n_out).
        """
        units = np.concatenate([maps[:MOST_SHOWN] for maps in columns[:-1]])
        large = enlarged(units, self._tile)
        pixels = painted(_UNIT_COLORS, color_numbers(striped(large), -1, 1))
        places = zip(self._corners, pixels, strict=True)
        plane = (*self._plane_corner, self._plane_pixels(columns[-1]))
        tiles = [(*corner, tile) for corner, tile in places]
        note = _text(curves.note, LOSS_RIGHT, NOTE_BOTTOM, "right")
        labels = [*self._labels, *self._limit_labels, *self._show_losses(curves)]
        self._maps.blocks = [*tiles, plane, note, *labels]
        shown = [w[:MOST_SHOWN, :MOST_SHOWN].ravel() for w in weights]
        self._wire_block.blocks = [(0, self._low, self._wires.pixels(np.hstack(shown)))]
        return self.canvas.png()

    def _plane_pixels(self, scores: Array) -> Array:
        sure = np.clip(scores, -SURE, SURE)
        large = enlarged(sure, self._plane_side)[0]
        shown = striped(large, period=2 * PERIOD)
        colors = _PLANE_COLORS[color_numbers(shown, -SURE, SURE)]
        colors[boundary(large)] = _LINE_COLOR
        return colors[..., None].view(np.uint8)

    def _show_losses(self, curves: Curves) -> list:
        """Move the curves; return the numbers below them, which change with room."""
        lines = zip(self._lines, curves[1:3], strict=True)
        for (line, dot), losses in lines:
            inside = np.clip(losses, *LOSSES)
            line.set_data(curves.epochs, inside)
            dot.set_data(curves.epochs[-1:], inside[-1:])
            dot.set_marker(_mark(losses[-1]))
        doublings = np.ceil(np.log2(max(curves.epochs[-1] / FIRST_EPOCHS, 1)))
        last = int(FIRST_EPOCHS * 2**doublings)
        if self._loss_ax.get_xlim()[1] != last:
            self._loss_ax.set_xlim(0, last)
            self._loss_ax.set_xticks([0, last], ["", ""])
        zero = _text("0", self._loss_left, BOTTOM - 22)
        return [zero, _text(f"{last:,}", LOSS_RIGHT, BOTTOM - 22, "right")]

    def _labels_of_limits(self, names: Sequence[str]) -> list:
        """Numbers below and beside the plane, where the ticks of every limit are."""
        steps, lowered = (0, SIDE / 2, SIDE), (0, 8, 8)
        right = PLANE_LEFT + SIDE + 8
        below = [_text(name, PLANE_LEFT + step, BOTTOM - 22)
                 for name, step in zip(names, steps, strict=True)]  # fmt: skip
        heights = [BOTTOM + a - b for a, b in zip(steps, lowered, strict=True)]
        beside = [_text(name, right, height, "left")
                  for name, height in zip(names, heights, strict=True)]  # fmt: skip
        return below + beside

    def _build_plane(self) -> None:
        ax, scale = self._plane, picture_scale()
        ax.set_position(_share(PLANE_LEFT, BOTTOM, SIDE, SIDE))
        ax.set(facecolor="none", xlabel="x1", title="output")
        ax.yaxis.tick_right()
        ax.set_ylabel("x2", rotation=0)
        ax.yaxis.set_label_coords(1.06, 0.77)
        ax.xaxis.set_label_coords(0.75, -0.04)
        ax.grid(False)
        self._plane_side, self._low = round(SIDE * scale), round(BOTTOM * scale)
        self._plane_corner = (round(PLANE_LEFT * scale), self._low)
        size = {"linestyle": "none", "markersize": 5.5 * scale}
        self._points = [
            [self.canvas.moving(ax.plot([], [], **size, **look)[0]) for look in looks]
            for looks in ([_filled(0), _filled(1)], [_hollow(0), _hollow(1)])
        ]

    def _build_loss(self) -> None:
        ax = self._loss_ax
        left = self._loss_left
        ax.set_position(_share(left, BOTTOM, LOSS_RIGHT - left, SIDE))
        label_loss_axes(ax, "loss")
        ax.set(ylim=LOSSES, ylabel="")
        ax.xaxis.set_label_coords(0.4, -0.04)
        self._lines = []
        for color, line_style in ((GREEN, "-"), (PURPLE, "--")):
            line = ax.plot([], [], color=color, linestyle=line_style, linewidth=1.6)[0]
            dot = ax.plot([], [], "o", color=color, markersize=5)[0]
            line.set(dash_capstyle="butt")
            self._lines.append([self.canvas.moving(one) for one in (line, dot)])

    def _build_legends(self) -> None:
        look = {"frameon": False, "borderpad": 0, "borderaxespad": 0}
        look |= {"handletextpad": 0.4, "columnspacing": 1.0, "labelspacing": 0.2}
        lines = [line for line, _ in self._lines]
        self._loss_ax.legend(lines, ["training", "test"], loc="upper right", **look)
        below = {"loc": "lower left", "ncols": 4} | look
        one, other, *hollow = [
            Line2D([], [], linestyle="none", **mark)
            for mark in (_filled(0), _filled(1), _hollow(0), _hollow(1))
        ]
        self.canvas.figure.legend(
            [one, other, tuple(hollow)], ["class 0", "class 1", "test"],
            handler_map={tuple: HandlerTuple(ndivide=None)},
            bbox_to_anchor=_corner(PLANE_LEFT, 8), **below)  # fmt: skip
        dashes = Line2D([], [], color=BLUE, dashes=(2, 1))
        self.canvas.figure.legend(
            [Line2D([], [], color=ORANGE), dashes], ["weight > 0", "weight < 0"],
            bbox_to_anchor=_corner(UNITS_LEFT, 8), **below)  # fmt: skip

    def _place_units(self, shown: Sequence[int]) -> None:
        """Find the size of a tile and where the lower left corner of each one lies."""
        scale, room = picture_scale(), UNITS_RIGHT - UNITS_LEFT
        tile = min(48, SIDE / max(shown) - 5, room / len(shown) - 22)
        self._tile = round(tile * scale)
        lefts = np.linspace(UNITS_LEFT, UNITS_RIGHT - tile, len(shown))
        self._columns = []
        for left, n in zip(lefts, shown, strict=True):
            pitch = max(tile + 22, 64) if left == lefts[0] else min(SIDE / n, 64)
            middles = BOTTOM + SIDE / 2 + pitch * ((n - 1) / 2 - np.arange(n))
            corners = [(left, middle - tile / 2) for middle in middles]
            corners = [tuple(round(scale * v) for v in corner) for corner in corners]
            self._columns.append(corners)
        self._corners = [corner for column in self._columns for corner in column]

    def _string_wires(self, shown: Sequence[int]) -> None:
        tile, low, gaps = self._tile, self._low, []
        end = (self._plane_corner[0], low + self._plane_side / 2 - tile / 2)
        columns = [*self._columns, [end]]
        for before, after in zip(columns[:-1], columns[1:], strict=True):
            starts = [(x + tile, y + tile / 2 - low) for x, y in before]
            ends = [(x, y + tile / 2 - low) for x, y in after]
            gaps.append(np.array([(a, b) for a in starts for b in ends]).swapaxes(0, 1))
        shape = (self._plane_side, self._plane_corner[0])
        self._wires = Wires(gaps, shape, (BLUE, ORANGE))

    def _labels_of_layers(self, shown: Sequence[int]) -> list:
        """Above each column its name, and below it how many of its units are shown."""
        names = ["inputs", *(f"layer {k}" for k in range(1, len(shown)))]
        parts = zip(names, self._columns, shown, self._sizes, strict=False)
        labels = []
        for name, corners, n, all_units in parts:
            middle = (corners[0][0] + self._tile / 2) / picture_scale()
            labels.append(_text(name, middle, BOTTOM + SIDE + 3))
            if n < all_units:
                labels.append(_text(f"{n} of {all_units}", middle, BOTTOM - 22))
        return labels

    def _labels_of_inputs(self) -> list:
        places = [
            ((left + self._tile / 2) / picture_scale(), bottom / picture_scale() - 18)
            for left, bottom in self._columns[0]
        ]
        return [_text(f"x{k}", *place) for k, place in enumerate(places, start=1)]


def _mark(loss: float) -> str:
    """A dot, or a triangle that points to where the loss is outside the axis."""
    return "v" if loss < LOSSES[0] else "^" if loss > LOSSES[1] else "o"


def _text(words: str, x: float, bottom: float, align: str = "center") -> tuple:
    """Words as a block of pixels, with their left end, middle or right end at x."""
    width = 64 if align == "center" else 200
    block = text_pixels(words, width, 18, align)
    back = {"left": 0, "center": 0.5, "right": 1}[align] * block.shape[1]
    left = round(x * picture_scale() - back)
    return left, round(bottom * picture_scale()), block


def _share(left: float, bottom: float, width: float, height: float) -> list[float]:
    return [left / WIDTH, bottom / HEIGHT, width / WIDTH, height / HEIGHT]


def _corner(left: float, bottom: float) -> tuple[float, float]:
    return left / WIDTH, bottom / HEIGHT


def _filled(k: int) -> dict:
    return class_style(k) | {"markeredgecolor": WHITE, "markeredgewidth": 0.7}


def _hollow(k: int) -> dict:
    look = {"markerfacecolor": WHITE, "markeredgecolor": CLASS_COLORS[k]}
    return class_style(k) | look | {"markeredgewidth": 1.2}
