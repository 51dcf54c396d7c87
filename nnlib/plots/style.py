"""The house style: colors anyone can tell apart, and text anyone can read.

Blue means positive or class 0, orange means negative or class 1, everywhere. Color is
never the only sign: classes also differ in marker shape, signs are also written. The
hues are those of Okabe and Ito, darkened where text needs more contrast on white.
"""

from contextlib import contextmanager

import numpy as np
from matplotlib import rc_context, rcParamsDefault
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

BLUE, ORANGE = "#0072B2", "#D55E00"  # lines and areas
BLUE_TEXT, ORANGE_TEXT = "#0072B2", "#B34F00"  # text: contrast on white at least 5
BLUE_LIGHT, ORANGE_LIGHT = "#D6E8F4", "#FBE3D3"  # fills behind black text
BLACK, GRAY, GRAY_LIGHT, WHITE = "#1A1A1A", "#666666", "#D9D9D9", "#FFFFFF"
GRID = "#ECECEC"
GREEN, PURPLE, SKY, YELLOW = "#007A59", "#9E4B7B", "#56B4E9", "#E69F00"

CLASS_COLORS = (BLUE, ORANGE, GREEN, PURPLE, SKY, YELLOW, GRAY, BLACK)
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
_TEXT_POINTS = {"laptop": 10, "projector": 16}
_PICTURE_SCALE = {"laptop": 1.0, "projector": 1.35}
_room = "laptop"


def projector(on: bool = True) -> None:
    """Make pictures from now on large enough for a classroom; ``False`` goes back."""
    global _room
    _room = "projector" if on else "laptop"


def picture_scale() -> float:
    """How many times larger than on a laptop pictures are made at the moment."""
    return _PICTURE_SCALE[_room]


def minimum_text_points() -> int:
    """The smallest text, in points, that the present room can read."""
    return _TEXT_POINTS[_room]


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
    }


@contextmanager
def house_style():
    """Everything drawn inside this block follows the house style."""
    kept = {"backend", "backend_fallback"}
    plain = {key: rcParamsDefault[key] for key in rcParamsDefault if key not in kept}
    with rc_context(plain | style_settings()):
        yield


def new_figure(columns=1, rows=1, *, width=None, height=None):
    """A fresh figure in the house style, with one drawing area per column and row.

    ``width`` and ``height`` are in pixels on a laptop; a projector makes them larger.
    Returns ``(figure, ax)``, or ``(figure, array of axes)`` when there are several.
    """
    width = width or (640 if columns == 1 else 900)
    height = height or (400 if columns == rows == 1 else 300 * rows)
    inches = np.array([width, height]) * picture_scale() / PIXELS_PER_INCH
    with house_style():
        figure = Figure(figsize=tuple(inches), layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.subplots(rows, columns)
        for ax in np.ravel(axes):  # ticks made later read these, not the settings
            ax.tick_params(labelsize=minimum_text_points(), grid_color=GRID)
    return figure, axes


def class_style(index: int) -> dict:
    """Color and marker of one class, for ``ax.plot`` or ``ax.scatter``."""
    return {"color": CLASS_COLORS[index], "marker": CLASS_MARKERS[index]}
