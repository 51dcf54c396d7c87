"""The trainer's pictures: truth, prediction, difference and loss, many times a second.

What stands still is painted once (see `canvas.py`). Three squares of one size line up
across two figures, so that the eye can compare them place by place.
"""

import numpy as np

from nnlib.plots.canvas import Canvas
from nnlib.plots.style import (
    BLACK,
    BLUE,
    ORANGE,
    PIXELS_PER_INCH,
    house_style,
    new_figure,
    picture_scale,
)
from nnlib.plots.surface import (
    draw_color_bar,
    draw_difference,
    draw_surface,
    label_loss_axes,
    square,
    striped_differences,
)
from nnlib.room import on_projector

LOSSES = (1e-4, 1e2)  # of a standardized surface, from a good fit to a wild start
BELOW, ABOVE = {False: 46, True: 54}, 26  # pixels around a square; in large text more
FIRST_EPOCHS = 50  # what the loss curve has room for at first


class TrainingPictures:
    """The pictures of a run that goes on: painted many times a second.

    truth: the heights of a grid. Its picture is painted once, as `truth_png`.
    """

    def __init__(self, truth):
        self._truth = square(truth)
        with house_style():
            self.truth_png, self.truth_width = self._paint_truth()
            self._build_surfaces()
            self._build_loss()

    def _paint_truth(self):
        figure, ax = _row_figure(1, 252)
        draw_surface(ax, self._truth, title="true height", color_bar=False)
        _place(ax, 50)
        canvas = Canvas(figure)
        return canvas.png(), canvas.width

    def _build_surfaces(self) -> None:
        figure, (left, right) = _row_figure(2, 600)
        self.surfaces, blank = Canvas(figure), np.zeros_like(self._truth)
        prediction = draw_surface(
            left, blank, title="predicted height", color_bar=False
        )
        difference = draw_difference(
            right, blank, title="prediction − truth", color_bar=False
        )
        self._prediction = self.surfaces.moving(prediction)
        self._difference = self.surfaces.moving(difference)
        _place(left, 50, draw_color_bar(prediction))
        _place(right, 340, draw_color_bar(difference))

    def _build_loss(self) -> None:
        figure, ax = new_figure(width=860, height=190)
        self.loss, self._loss_ax = Canvas(figure), ax
        label_loss_axes(ax)
        ax.set(ylim=LOSSES, xlim=(0, FIRST_EPOCHS))
        line, marks, dot = ax.plot([], [], [], [], "d", [], [], "o")
        line.set(color=BLUE, linewidth=1.6)
        marks.set(color=ORANGE, markersize=8)
        dot.set(color=BLUE, markersize=7)
        figure.set_layout_engine("none")
        ax.set_position([100 / 860, 46 / 190, 740 / 860, 120 / 190])
        place = {"transform": ax.transAxes, "ha": "right", "va": "bottom"}
        note = ax.text(1, 1.04, "", color=BLACK, **place)
        self._loss_parts = [self.loss.moving(one) for one in (line, marks, dot, note)]

    def surfaces_png(self, prediction) -> bytes:
        """Paint predicted heights of the grid, and where they miss the truth."""
        prediction = square(prediction)
        self._prediction.set_data(prediction)
        self._difference.set_data(striped_differences(prediction - self._truth))
        return self.surfaces.png()

    def loss_png(self, epochs, losses, changes, note: str) -> bytes:
        """Paint the losses so far, and a diamond where a setting was changed.

        changes: the epochs of the changes. note: short text above the frame.
        """
        line, marks, dot, text = self._loss_parts
        inside = np.clip(losses, *LOSSES)
        line.set_data(epochs, inside)
        dot.set_data(epochs[-1:], inside[-1:])
        marks.set_data(changes, np.interp(changes, epochs, inside))
        text.set_text(note)
        self._make_room(epochs[-1])
        return self.loss.png()

    def _make_room(self, epoch: int) -> None:
        doublings = np.ceil(np.log2(max(epoch / FIRST_EPOCHS, 1)))
        last = FIRST_EPOCHS * 2**doublings
        if self._loss_ax.get_xlim()[1] != last:
            self._loss_ax.set_xlim(0, last)
            self.loss.redraw_background()


def _row_figure(columns: int, width: int):
    """A figure as high as a square, its title and the numbers below it."""
    figure, axes = new_figure(columns=columns, width=width)
    high = BELOW[on_projector()] + 190 + ABOVE
    figure.set_figheight(high * picture_scale() / PIXELS_PER_INCH)
    return figure, axes


def _place(ax, left: int, bar=None) -> None:
    """Put a 190-pixel square at a fixed place, so that squares of figures line up."""
    figure, below = ax.figure, BELOW[on_projector()]
    figure.set_layout_engine("none")
    wide, high = figure.bbox.size / picture_scale()
    ax.set_position([left / wide, below / high, 190 / wide, 190 / high])
    ax.yaxis.labelpad = -7
    ax.yaxis.label.set_rotation(0)
    if bar is not None:
        bar.set_position([(left + 198) / wide, below / high, 11 / wide, 190 / high])
