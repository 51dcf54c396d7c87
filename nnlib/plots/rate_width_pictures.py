"""The pictures of the rate × width map: a table of colored cells, and a cell's runs.

The cells belong to the kept background, because they change only with a new result.
The frame around the chosen cell moves with every key press.
"""

import numpy as np
from matplotlib.collections import PatchCollection
from matplotlib.patches import Rectangle

from nnlib.plots import style
from nnlib.plots.canvas import Canvas
from nnlib.plots.numbers import number_text

MAP_WIDE, MAP_HIGH = 560, 330  # pixels on a laptop
AREA = (66, 58, 486, 240)  # left, bottom, width and height of the cells in it
CURVES_WIDE, CURVES_HIGH = 290, 330
LOSSES = (0.03, 30)  # of standardized heights
MARKERS = "o^s"


class MapPicture:
    """One cell for each rate (across) and width (upwards), and a frame around one.

    A cell shows the median R² of its seeds, in color and as a number, and below it how
    many of the seeds diverged. Hatched: the median run diverged. Gray: no run yet.
    """

    def __init__(self, rates, widths) -> None:
        figure, self._ax = style.new_figure(width=MAP_WIDE, height=MAP_HIGH)
        self.canvas, self._shape = Canvas(figure), (len(widths), len(rates))
        with style.house_style():
            self._build_axes(rates, widths)
            self._build_cells()

    def show(self, scores, diverged, done) -> None:
        """Take each cell's median and how many of its runs diverged, and were done.

        A median is NaN where nothing is done yet, −infinity where the run diverged.
        """
        lost = np.isneginf(scores)
        self._image.set_data(np.ma.masked_invalid(scores))
        self._hatched.remove()
        self._hatched = self._hatch(lost)
        cells = zip(*map(np.ravel, (scores, diverged, done)), strict=True)
        for text, (score, n_diverged, n_done) in zip(self._texts, cells, strict=True):
            text.set_text(_cell_text(score, n_diverged, n_done))
            dark = -np.inf < score < 0.6
            text.set_color(style.WHITE if dark else style.BLACK)
        self.canvas.redraw_background()

    def png(self, column: int, row: int) -> bytes:
        """Paint the map, with a frame around one cell."""
        self._frame.set_xy((column - 0.5, row - 0.5))
        return self.canvas.png()

    def _build_axes(self, rates, widths) -> None:
        ax, (left, bottom, wide, high) = self._ax, AREA
        ax.figure.set_layout_engine("none")
        ax.set_position(
            [left / MAP_WIDE, bottom / MAP_HIGH, wide / MAP_WIDE, high / MAP_HIGH]
        )
        ax.set(xlabel="learning rate", ylabel="units in a hidden layer")
        ax.set(facecolor=style.GRAY_LIGHT, title="median R² of the seeds, ✕ diverged")
        ax.set_xticks(range(len(rates)), [number_text(rate) for rate in rates])
        ax.set_yticks(range(len(widths)), [str(width) for width in widths])
        ax.tick_params(length=0)
        ax.grid(visible=False)

    def _build_cells(self) -> None:
        blank = np.ma.masked_all(self._shape)
        self._image = self._ax.imshow(
            blank, aspect="auto", vmin=0, vmax=1, origin="lower"
        )
        self._hatched = self._hatch(np.zeros(self._shape, bool))
        look = {"ha": "center", "va": "center", "linespacing": 1.05}
        places = np.ndindex(self._shape)
        self._texts = [self._ax.text(j, i, "", **look) for i, j in places]
        edge = {"fill": False, "edgecolor": style.ORANGE, "lw": 4, "clip_on": False}
        frame = self._ax.add_patch(Rectangle((-0.5, -0.5), 1, 1, **edge))
        self._frame = self.canvas.moving(frame)

    def _hatch(self, lost):
        cells = [Rectangle((j - 0.5, i - 0.5), 1, 1) for i, j in np.argwhere(lost)]
        look = {"hatch": "//", "facecolor": style.WHITE, "edgecolor": style.GRAY_LIGHT}
        return self._ax.add_collection(PatchCollection(cells, **look))


class CurvesPicture:
    """The loss curves of one cell, one for each seed."""

    def __init__(self, n_epochs: int) -> None:
        figure, ax = style.new_figure(width=CURVES_WIDE, height=CURVES_HIGH)
        self.canvas = Canvas(figure)
        with style.house_style():
            ax.set(xlim=(0, n_epochs + 0.5), ylim=LOSSES, yscale="log")
            ax.set(xlabel="epoch", ylabel="training loss")
            ax.set(title="runs of the framed cell", xticks=range(0, n_epochs + 1, 5))
            look = {"color": style.BLUE, "lw": 1.6, "ms": 6, "mfc": style.WHITE}
            self._lines = [self._moving(ax, marker=one, **look) for one in MARKERS]
            look = {"ls": "", "marker": "X", "ms": 13, "color": style.ORANGE}
            self._ends = self._moving(ax, **look)
            place = {"transform": ax.transAxes, "ha": "right", "va": "top"}
            note = ax.text(0.97, 0.97, "", color=style.ORANGE_TEXT, **place)
            self._note = self.canvas.moving(note)

    def png(self, curves, diverged) -> bytes:
        """Paint the curves; `diverged` says which of them end in a divergence."""
        ends = []
        for k, line in enumerate(self._lines):
            losses = np.clip(curves[k] if k < len(curves) else [], *LOSSES)
            line.set_data(np.arange(1, len(losses) + 1), losses)
            if k < len(curves) and diverged[k]:
                ends.append((len(losses) + 1, LOSSES[1] / 1.3))
        self._ends.set_data(*np.reshape(ends, (-1, 2)).T)
        self._note.set_text(_note(sum(diverged), len(curves)))
        return self.canvas.png()

    def _moving(self, ax, **look):
        return self.canvas.moving(ax.plot([], [], **look)[0])


def _cell_text(score: float, n_diverged: int, n_done: int) -> str:
    number = "" if not np.isfinite(score) else f"{score:.2f}" if score >= 0 else "< 0"
    share = f"{n_diverged}/{n_done} ✕" if n_diverged else ""
    return f"{number}\n{share}".strip()


def _note(n_diverged: int, n_curves: int) -> str:
    if not n_curves:
        return "not run yet"
    return f"✕ {n_diverged} of {n_curves} diverged" if n_diverged else ""
