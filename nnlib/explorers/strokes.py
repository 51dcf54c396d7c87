"""From strokes of a pen to 8 × 8 numbers, the way the digits' data set was made.

Its digits were scanned as 32 × 32 black or white cells, upright, of one size and with
lines of even weight; then the black cells in blocks of 4 × 4 were counted. So each of
the 64 numbers goes from 0 (white) to 16 (black). How tall, wide, upright and black the
digits come out was read off those 1,797 themselves; how far a drawing may be stretched
and what counts as its top and bottom was tried out with drawings of many hands.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

Array = np.ndarray

GRID, BLOCK = 32, 4  # cells along a side, and along the side of one block
INK = 313  # black cells: the mean of the data set, much the same for all ten digits
WIDTH, HEIGHT = 18, 32  # cells that a digit may take up, see `_fitted`
WIDER, TALLER = 1.4, 3.0  # how many times as much across as down, and down as across
EDGE = 0.1  # the part of the height that counts as the top or the bottom of a digit
THINNEST, THICKEST = 1.2, 5.0  # cells from the middle of a line to its border
DOT = 0.05  # of the pad: a smaller drawing is no more than a dot
MOST_POINTS = 100_000
FOLLOWED = 160  # points that a drawing is reduced to

_CELLS = (
    np.stack(np.divmod(np.arange(GRID**2), GRID)[::-1], axis=1).astype(np.float32) + 0.5
)  # x, y
_CELL_SQUARES = (_CELLS**2).sum(axis=1)[:, None]


def clean_strokes(sent: Any) -> list[Array]:
    """Return strokes as arrays (points, 2), each number within the pad's 0 to 1.

    sent: what a browser sent, a list of strokes that are lists of [x, y]. Points beside
    the pad are moved to its edge. Raises ValueError for anything that is no drawing.
    """
    if not isinstance(sent, list | tuple):
        raise ValueError(f"a drawing is a list of strokes, got {_kind(sent)}")
    strokes = [_clean_stroke(k, stroke) for k, stroke in enumerate(sent, start=1)]
    n_points = sum(map(len, strokes))
    if n_points > MOST_POINTS:
        raise ValueError(
            f"a drawing has at most {MOST_POINTS:,} points, got {n_points:,}"
        )
    return [stroke for stroke in strokes if len(stroke)]


def _clean_stroke(number: int, sent: Any) -> Array:
    if not isinstance(sent, list | tuple):
        raise ValueError(f"stroke {number} is no list of points, got {_kind(sent)}")
    try:
        points = np.array(sent, float) if sent else np.empty((0, 2))
    except (TypeError, ValueError, OverflowError):
        points = np.empty(0)
    if points.ndim != 2 or points.shape[1] != 2:
        raise ValueError(f"stroke {number} is not made of pairs of numbers x, y")
    if not np.isfinite(points).all():
        raise ValueError(f"stroke {number} has a point that is not finite")
    return np.clip(points, 0, 1)


def _kind(sent: Any) -> str:
    return type(sent).__name__


def is_dot(strokes: Sequence[Array]) -> bool:
    """Whether a drawing is so small that it can be no digit. An empty one is not."""
    return len(strokes) > 0 and np.ptp(np.concatenate(strokes), axis=0).max() < DOT


def digit_pixels(strokes: Sequence[Array]) -> Array:
    """Return the 8 × 8 numbers from 0 to 16 that the data set would have.

    strokes: arrays (points, 2), x to the right and y down, in any unit. Size and place
    do not matter. Without strokes all numbers are 0.
    """
    return digit_bitmap(strokes).reshape(8, BLOCK, 8, BLOCK).sum(axis=(1, 3))


def digit_bitmap(strokes: Sequence[Array]) -> Array:
    """Return the 32 × 32 cells that the data set would have counted; True is black."""
    if not strokes:
        return np.zeros((GRID, GRID), bool)
    points = _evenly(strokes)
    radius = 2.0
    for _ in range(2):  # a thick line needs room itself, so the fit and it go in turns
        distances = _distances(_upright(_fitted(points, radius)) + GRID / 2)
        radius = np.partition(distances, INK - 1)[INK - 1]  # as much ink as all have
        radius = np.clip(radius, THINNEST, THICKEST)
    return (distances <= radius).reshape(GRID, GRID)


def _evenly(strokes: Sequence[Array]) -> Array:
    """Points along all strokes at about equal distances, however fast the pen was."""
    ways = [np.append(0, np.hypot(*np.diff(one, axis=0).T).cumsum()) for one in strokes]
    spacing = max(sum(way[-1] for way in ways) / FOLLOWED, 1e-9)
    parts = []
    for stroke, way in zip(strokes, ways, strict=True):
        places = np.linspace(0, way[-1], int(way[-1] / spacing) + 2)
        parts.append(np.stack([np.interp(places, way, xy) for xy in stroke.T], axis=1))
    return np.concatenate(parts)


def _fitted(points: Array, radius: float) -> Array:
    """Points around 0 that fill the height, and the width if that is not too much.

    Narrow digits stay narrow; only lines that lie flat stay low. The line's thickness
    stays inside above and below, and half of it at the sides: so digits come out as
    wide as those of the data set, 4.8 blocks in the mean.
    """
    low, high = points.min(axis=0), points.max(axis=0)
    room = np.array([WIDTH - radius, HEIGHT - 2 * radius])
    scales = room / np.maximum(high - low, 1e-9)
    scales = np.minimum(scales, scales[::-1] * [WIDER, TALLER])
    return (points - (low + high) / 2) * scales


def _upright(points: Array) -> Array:
    """Slide rows sideways until the left ends of top and bottom are above each other.

    In the data set they are, for all ten digits: 0.0 to 0.1 blocks apart in the mean.
    """
    x, y = points.T
    height = np.ptp(y)
    if height < GRID / 3:  # a line that lies flat has no top and bottom
        return points
    top = x[y <= y.min() + EDGE * height].min()
    bottom = x[y >= y.max() - EDGE * height].min()
    return np.stack([x - np.clip((bottom - top) / height, -1, 1) * y, y], axis=1)


def _distances(points: Array) -> Array:
    """How far each cell is from the nearest point of the drawing, in cells."""
    points = points.astype(np.float32)
    squares = _CELL_SQUARES + (points**2).sum(axis=1) - 2 * _CELLS @ points.T
    return np.sqrt(np.maximum(squares.min(axis=1), 0))
