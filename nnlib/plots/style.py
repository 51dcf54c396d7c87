"""The house style: colors anyone can tell apart, and text anyone can read.

Blue means positive or class 0, orange means negative or class 1, everywhere. Color is
never the only sign: classes also differ in marker shape, signs are also written. The
hues are those of Okabe and Ito, darkened where text needs more contrast on white.
"""

from contextlib import contextmanager

import numpy as np
from matplotlib import rc_context, rcParamsDefault
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text

from nnlib import require
from nnlib.room import on_projector, room

BLUE, ORANGE = "#0072B2", "#D55E00"  # lines and areas
BLUE_TEXT, ORANGE_TEXT = "#00659E", "#A84A00"  # text: contrast at least 4.5 on tints
BLUE_LIGHT, ORANGE_LIGHT = "#D6E8F4", "#FBE3D3"  # fills behind black text
BLACK, GRAY, GRAY_LIGHT, WHITE = "#1A1A1A", "#666666", "#D9D9D9", "#FFFFFF"
GRID = "#ECECEC"
GREEN, PURPLE, SKY, YELLOW = "#007A59", "#9E4B7B", "#56B4E9", "#E69F00"
DEEP_SKY, AMBER = "#2E8BC6", "#BF7A00"  # the same as lines: contrast on white 3

CLASS_COLORS = (BLUE, ORANGE, GREEN, PURPLE, DEEP_SKY, AMBER, GRAY, BLACK)
CLASS_MARKERS = ("o", "^", "s", "D", "v", "P", "X", "*")

SIGNED = LinearSegmentedColormap.from_list("signed", [ORANGE, "#FFFFFF", BLUE])
CLASSES = SIGNED.reversed("classes")  # low = class 0 = blue, high = class 1 = orange
SURFACE = "viridis"

PIXELS_PER_INCH = 100
_LOOK = {
    "font.family": "DejaVu Sans",
    "axes.prop_cycle": f"cycler('color', {list(CLASS_COLORS)})",
    "axes.edgecolor": GRAY,
    "axes.labelcolor": BLACK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.formatter.useoffset": False,
    "grid.color": GRID,
    "xtick.color": BLACK,
    "ytick.color": BLACK,
    "lines.linewidth": 2,
    "image.cmap": SURFACE,
    "legend.frameon": False,
    "figure.facecolor": WHITE,
    "figure.dpi": PIXELS_PER_INCH,
}
_CLOSER = {  # legends leave the room to their words
    "legend.handlelength": 1.2,
    "legend.handletextpad": 0.5,
    "legend.columnspacing": 1.0,
    "legend.labelspacing": 0.25,
    "legend.borderaxespad": 0.2,
}


def picture_scale() -> float:
    """How many times wider than on a laptop figures are made at the moment."""
    return room().wider


def minimum_text_points() -> int:
    """The smallest text, in points, that the present room can read."""
    return room().text_points


def style_settings() -> dict:
    """The matplotlib settings of the house style, for the present room."""
    points = minimum_text_points()
    return {
        **_LOOK,
        "font.size": points,
        **{f"{part}.labelsize": points for part in ("axes", "xtick", "ytick")},
        "axes.titlesize": points + 1,
        "legend.fontsize": points,
        "figure.titlesize": points + 2,
        **(_CLOSER if on_projector() else {}),
    }


def raise_small_text(figure: Figure) -> None:
    """Bring every text of a figure up to the smallest size that the room can read."""
    for text in figure.findobj(Text):
        text.set_fontsize(max(text.get_fontsize(), minimum_text_points()))


@contextmanager
def house_style():
    """Everything drawn inside this block follows the house style."""
    kept = {"backend", "backend_fallback"}
    plain = {key: rcParamsDefault[key] for key in rcParamsDefault if key not in kept}
    with rc_context(plain | style_settings()):
        yield


@require.in_words
def new_figure(columns=1, rows=1, *, width=None, height=None):
    """A fresh figure in the house style, with one drawing area per column and row.

    ``width`` and ``height`` are in pixels on a laptop; a projector makes them larger,
    and breaks more than two columns in a single row into rows of two or three.
    Returns ``(figure, ax)``, or ``(figure, array of axes)`` when there are several.
    """
    for name, count in (("columns", columns), ("rows", rows)):
        require.whole_number(name, count, at_most=20)
    for name, size in (("width", width), ("height", height)):
        require.number(name, 1 if size is None else size, "[1, 10000]")
    width = width or (640 if columns == 1 else 900)
    height = height or (400 if columns == rows == 1 else 300 * rows)
    down, across = _grid(rows, columns)
    higher = room().higher if down == rows else room().wider * down / rows
    inches = width * room().wider / PIXELS_PER_INCH, height * higher / PIXELS_PER_INCH
    with house_style():
        figure = Figure(figsize=inches, layout="constrained")
        FigureCanvasAgg(figure)
        axes = [figure.add_subplot(down, across, k + 1) for k in range(rows * columns)]
        for ax in axes:  # ticks made later read these, not the settings
            ax.tick_params(labelsize=minimum_text_points(), grid_color=GRID)
    if rows == columns == 1:
        return figure, axes[0]
    shape = (rows, columns) if min(rows, columns) > 1 else rows * columns
    return figure, np.reshape(np.array(axes, object), shape)


def _grid(rows: int, columns: int) -> tuple[int, int]:
    """Rows and columns of drawing areas: large text needs a long row in two pieces."""
    if not on_projector() or rows > 1 or columns < 3:
        return rows, columns
    return 2, -(-columns // 2)


def contrast(one, other) -> float:
    """How well two colors are told apart: from 1, the same, to 21, black on white.

    Source: W3C, Web Content Accessibility Guidelines 2.2. Text needs at least 4.5.
    """
    levels = [_luminance(one) + 0.05, _luminance(other) + 0.05]
    return max(levels) / min(levels)


def text_color_on(ground) -> str:
    """Black or white, whichever is read better on this color: always at least 4.5."""
    return max("#000000", WHITE, key=lambda color: contrast(color, ground))


def _luminance(color) -> float:
    parts = np.array(to_rgb(color))
    light = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(light @ (0.2126, 0.7152, 0.0722))


def class_style(index: int) -> dict:
    """Color and marker of one class, for ``ax.plot`` or ``ax.scatter``."""
    return {"color": CLASS_COLORS[index], "marker": CLASS_MARKERS[index]}
