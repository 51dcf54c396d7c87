"""The pictures of the rate × width map: a table of colored cells, and a cell's runs.

A sweep changes one cell at a time, so only that one is painted, onto kept pixels. The
frame around the chosen cell is put on top of them, for every key press anew.
"""

import matplotlib
import numpy as np
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke

from nnlib.plots import style
from nnlib.plots.canvas import Canvas, fast_png_bytes
from nnlib.plots.numbers import number_text
from nnlib.room import on_projector

MAP_WIDE, MAP_HIGH = 560, 330  # pixels on a laptop
AREA = (66, 65, 486, 236)  # left, bottom, width and height of the cells in it
CURVES_WIDE, CURVES_HIGH = 290, 330
LOSSES = (0.03, 30)  # of standardized heights
MARKERS = "o^s"
_EMPTY = ("", (0.0, 0.0, 0.0, 0.0), "")


class MapPicture:
    """One cell for each rate (across) and width (upwards), and a frame around one.

    A cell shows the median R² of its seeds, in color and as a number, and how many of
    the seeds diverged. Hatched: the median run diverged. Gray: no run yet.
    """

    def __init__(self, rates, widths) -> None:
        self._figure, self._ax = style.new_figure(width=MAP_WIDE, height=MAP_HIGH)
        self._shape = len(widths), len(rates)
        with style.house_style():
            self._build_axes(rates, widths)
            self._build_brushes()
        self._canvas = self._figure.canvas
        self._canvas.draw()
        self._empty = self._pixels = self._canvas.copy_from_bbox(self._figure.bbox)
        self._looks = [_EMPTY] * len(rates) * len(widths)

    @property
    def width(self) -> int:
        """Width of the picture in pixels."""
        return int(self._figure.bbox.width)

    def show(self, scores, diverged, done) -> None:
        """Take each cell's median and how many of its runs diverged, and were done.

        A median is NaN where nothing is done yet, −infinity where the run diverged.
        """
        facts = zip(*map(np.ravel, (scores, diverged, done)), strict=True)
        looks = [_look(*one) for one in facts]
        pairs = list(zip(looks, self._looks, strict=True))
        if any(new == _EMPTY != old for new, old in pairs):
            self._pixels, pairs = self._empty, [(new, _EMPTY) for new in looks]
        self._canvas.restore_region(self._pixels)
        for place, (new, old) in zip(np.ndindex(self._shape), pairs, strict=True):
            if new != old:
                self._paint(place, *new)
        self._pixels, self._looks = (
            self._canvas.copy_from_bbox(self._figure.bbox),
            looks,
        )

    def png(self, column: int, row: int) -> bytes:
        """Paint the map, with a frame around one cell."""
        self._canvas.restore_region(self._pixels)
        self._frame.set_xy((column - 0.5, row - 0.5))
        self._ax.draw_artist(self._frame)
        return fast_png_bytes(self._canvas)

    def _build_axes(self, rates, widths) -> None:
        ax, (left, bottom, wide, high) = self._ax, AREA
        ax.figure.set_layout_engine("none")
        ax.set_position(
            [left / MAP_WIDE, bottom / MAP_HIGH, wide / MAP_WIDE, high / MAP_HIGH]
        )
        ax.set(xlim=(-0.5, len(rates) - 0.5), ylim=(-0.5, len(widths) - 0.5))
        ax.set(xlabel="learning rate", ylabel="units in a hidden layer")
        ax.set(facecolor=style.GRAY_LIGHT, title="median R² of the seeds, ✕ diverged")
        names = [number_text(rate) for rate in rates]
        if on_projector():  # every other one lower
            names = ["\n" * (k % 2) + name for k, name in enumerate(names)]
        ax.set_xticks(range(len(rates)), names)
        ax.set_yticks(range(len(widths)), [str(width) for width in widths])
        ax.tick_params(length=0)
        ax.grid(visible=False)

    def _build_brushes(self) -> None:
        look = {"lw": 0, "antialiased": False, "edgecolor": style.GRAY_LIGHT}
        self._cell = self._ax.add_patch(Rectangle((0, 0), 1, 1, **look))
        self._text = self._ax.text(0, 0, "", ha="center", va="center")
        outline = [withStroke(linewidth=7, foreground=style.WHITE)]
        look = {"fill": False, "edgecolor": style.BLACK, "lw": 3, "clip_on": False}
        look["path_effects"] = outline  # seen on dark cells as well as on bright ones
        self._frame = self._ax.add_patch(Rectangle((0, 0), 1, 1, **look))
        for brush in (self._cell, self._text, self._frame):
            brush.set_animated(True)

    def _paint(self, place, text: str, color, hatch: str) -> None:
        row, column = place
        self._cell.set(xy=(column - 0.5, row - 0.5), facecolor=color, hatch=hatch)
        self._text.set(position=(column, row), text=text)
        self._text.set_color(style.text_color_on(color))
        for brush in (self._cell, self._text):
            self._ax.draw_artist(brush)


class CurvesPicture:
    """The loss curves of one cell, one for each seed."""

    def __init__(self, n_epochs: int) -> None:
        figure, ax = style.new_figure(width=CURVES_WIDE, height=CURVES_HIGH)
        self.canvas = Canvas(figure)
        with style.house_style():
            ax.set(xlim=(0, n_epochs + 0.5), ylim=LOSSES, yscale="log")
            ax.set(xlabel="epoch", ylabel="training loss")
            ax.set_yticks([0.1, 1, 10], ["0.1", "1", "10"])
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


def _look(score: float, n_diverged: int, n_done: int) -> tuple:
    """Text, color and hatch of a cell."""
    if n_done == 0:
        return _EMPTY
    number = f"{score:.2f}" if score >= 0 else "< 0"
    share = f"{n_diverged}/{n_done} ✕" if n_diverged else ""
    if np.isneginf(score):
        return share, (1.0, 1.0, 1.0, 1.0), "//"
    color = matplotlib.colormaps[style.SURFACE](float(np.clip(score, 0, 1)))
    return f"{number}\n{share}".strip(), color, ""


def _note(n_diverged: int, n_curves: int) -> str:
    if not n_curves:
        return "not run yet"
    return f"✕ {n_diverged} of {n_curves} diverged" if n_diverged else ""
