"""The picture of a training run to be diagnosed: its two losses, and its weights.

Every run is drawn on the same scales of loss and weight, so that they can be compared
with each other.
"""

import numpy as np

from nnlib.plots import style
from nnlib.plots.canvas import png_bytes

LOSSES = (0.02, 40)  # of standardized heights
FARTHEST = 1.5  # what lies beyond counts to the outermost bar
EDGES = np.linspace(-FARTHEST, FARTHEST, 32)
_WIDE, _HIGH = 860, 300  # pixels on a laptop


class SickRunPicture:
    """The kept figure: loss curves, and the weights at the start and at the end."""

    def __init__(self) -> None:
        self._figure, (left, right) = style.new_figure(2, width=_WIDE, height=_HIGH)
        self._figure.set_layout_engine("none")
        with style.house_style():
            for ax, start in ((left, 74), (right, 504)):
                place = start / _WIDE, 60 / _HIGH, 340 / _WIDE, 204 / _HIGH
                ax.set_position(place)
            self._build_losses(left)
            self._build_weights(right)
        self._left, self._right = left, right
        self.width = int(self._figure.bbox.width)

    def png(self, train_loss, validation_loss, start_weights, end_weights) -> bytes:
        """Paint one run."""
        epochs = np.arange(1, len(train_loss) + 1)
        for line, losses in zip(
            self._left.lines, (train_loss, validation_loss), strict=True
        ):
            line.set_data(epochs, np.clip(losses, *LOSSES))
            line.set_markevery(max(len(epochs) // 10, 1))
        self._left.set_xlim(0, len(epochs) + 1)
        self._show_weights(_shares(start_weights), _shares(end_weights))
        self._figure.canvas.draw()
        return png_bytes(self._figure.canvas)

    def _build_losses(self, ax) -> None:
        look = {"lw": 1.6, "ms": 7}
        ax.plot([1], [1], "o-", color=style.BLUE, label="training", **look)
        look |= {"mfc": style.WHITE, "label": "validation"}
        ax.plot([1], [1], "^--", color=style.ORANGE, **look)
        ax.set(yscale="log", ylim=LOSSES, xlabel="epoch", title="loss")
        ax.set_ylabel("loss (log scale)")
        ax.set_yticks([0.1, 1, 10], ["0.1", "1", "10"])
        ax.legend(loc="upper right", ncols=2)

    def _build_weights(self, ax) -> None:
        blank = np.zeros(len(EDGES) - 1)
        look = {"fill": True, "color": style.SKY, "label": "at the end"}
        self._end = ax.stairs(blank, EDGES, **look)
        look = {"color": style.BLACK, "lw": 1.8, "label": "at the start"}
        self._start = ax.stairs(blank, EDGES, **look)
        ax.set(xlim=(-FARTHEST, FARTHEST), ylabel="share of the weights (%)")
        ax.set(xlabel=f"weight (outermost: beyond ±{FARTHEST:g})", title="weights")
        ax.legend(loc="upper right", ncols=2)

    def _show_weights(self, start, end) -> None:
        self._start.set_data(start)
        self._end.set_data(end)
        peak = max(start.max(), end.max())
        step = 5 if peak < 40 else 25
        self._right.set_yticks(np.arange(0, peak + 0.1, step))
        self._right.set_ylim(0, 1.35 * peak)  # with room for the legend


def _shares(weights) -> np.ndarray:
    """The share of the weights in each bar, in percent."""
    inside = np.clip(weights, -FARTHEST, FARTHEST)
    return 100 * np.histogram(inside, EDGES)[0] / len(weights)
