"""Accuracy against width, one dot for each run: all of it, and the best part enlarged.

Repainted for each move of a slider, so what stands still is painted once.
"""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from nnlib.plots import style
from nnlib.plots.canvas import Canvas
from nnlib.room import on_projector

Array = np.ndarray
WIDE, HIGH = 860, 330
ZOOM = (0.92, 1.0)
SHAKE = 0.28  # how far to both sides the dots of one width are spread


class WidthPicture:
    """A kept figure: dots and means of every width; the chosen width is marked."""

    def __init__(self, widths: Sequence[int]) -> None:
        self._places = np.arange(len(widths))
        figure, axes = style.new_figure(2, width=WIDE, height=HIGH)
        with style.house_style():
            for ax, limits in zip(axes, ((0, 1.02), ZOOM), strict=True):
                self._set_up(ax, widths, limits)
            axes[0].set_title("test accuracy, all of it")
            axes[1].set_title("the upper part, enlarged")
            self.canvas = Canvas(figure)
            self._lines = [self._artists(ax) for ax in axes]
            figure.legend(
                *axes[0].get_legend_handles_labels(),
                loc="outside lower center",
                ncols=4,
                handletextpad=1.2,
            )

    def _set_up(self, ax: Axes, widths: Sequence[int], limits) -> None:
        step = 2 if on_projector() else 1
        names = [str(n) if k % step == 0 else "" for k, n in enumerate(widths)]
        ax.set(xticks=self._places, xticklabels=names)
        ax.set(xlim=(-0.6, len(widths) - 0.4), ylim=limits, xlabel="hidden units")

    def _artists(self, ax: Axes) -> dict:
        looks = {
            "chosen width": ("-", {"color": style.YELLOW, "lw": 16, "alpha": 0.35}),
            "mean without hidden layer": ("--", {"color": style.BLACK, "lw": 1.4}),
            "a run": ("o", {"color": style.SKY, "ms": 4.5, "mec": style.BLUE}),
            "mean": ("D-", {"color": style.ORANGE, "ms": 5, "lw": 1.2}),
        }
        return {
            name: self.canvas.moving(ax.plot([], [], form, label=name, **look)[0])
            for name, (form, look) in looks.items()
        }

    def png(self, accuracies: Array, chosen: int) -> bytes:
        """Paint accuracies, a row for each width, a column for each run."""
        n = accuracies.shape[1]
        shift = np.linspace(-SHAKE, SHAKE, n) if n > 1 else np.zeros(1)
        at, means = self._places[:, None] + shift, accuracies.mean(axis=1)
        ends = self._places[[0, -1]] + [-0.6, 0.6]
        for lines in self._lines:
            lines["chosen width"].set_data([chosen] * 2, [0, 1.02])
            lines["mean without hidden layer"].set_data(ends, means[[0, 0]])
            lines["a run"].set_data(at.ravel(), accuracies.ravel())
            lines["mean"].set_data(self._places, means)
        return self.canvas.png()
