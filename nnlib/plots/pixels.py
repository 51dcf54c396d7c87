"""Ready-made pixels: heat maps and wires that are computed, not drawn.

Thirty small images and two hundred lines cost a drawing library 20 ms. As arithmetic on
whole arrays they cost one or two: values become numbers of colors in a table, and the
finished block of pixels is put where it belongs.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import Colormap, to_rgb
from matplotlib.figure import Figure

from nnlib.plots.style import (
    BLACK,
    PIXELS_PER_INCH,
    minimum_text_points,
    picture_scale,
)

Array = np.ndarray
N_COLORS = 256


class Blocks(Artist):
    """Blocks of pixels at fixed places: (left, bottom, pixels), row 0 is the lowest."""

    def __init__(self, zorder: float) -> None:
        super().__init__()
        self.set_zorder(zorder)
        self.blocks: Sequence[tuple[int, int, Array]] = ()

    def draw(self, renderer) -> None:
        """Put each block in its place; called by matplotlib."""
        graphics = renderer.new_gc()
        for left, bottom, pixels in self.blocks:
            renderer.draw_image(graphics, left, bottom, pixels)
        graphics.restore()


def color_table(colors: Colormap, places: Array) -> Array:
    """The colors at these places (0 to 1) of a color map, one 32-bit number each."""
    return _packed(np.round(255 * colors(places)))


def painted(table: Array, numbers: Array) -> Array:
    """Pixels (…, 4) for numbers of colors in a table."""
    return table[numbers][..., None].view(np.uint8)


def color_numbers(values: Array, low, high) -> Array:
    """Which of 256 colors each value gets, from low to high; both may be arrays."""
    steps = (values - low) * ((N_COLORS - 1) / (high - low))
    return np.clip(steps, 0, N_COLORS - 1).astype(np.uint8)


@cache
def _stretch(n_from: int, n_to: int) -> tuple[Array, Array]:
    """Which cell lies below each of n_to places, and the share of the next one."""
    places = (np.arange(n_to) + 0.5) * n_from / n_to - 0.5
    below = np.clip(np.floor(places), 0, n_from - 2).astype(int)
    return below, np.clip(places - below, 0, 1).astype(np.float32)


def enlarged(maps: Array, n_to: int) -> Array:
    """Stretch square maps (n, cells, cells) smoothly to (n, n_to, n_to)."""
    below, share = _stretch(maps.shape[-1], n_to)
    maps = maps.astype(np.float32)
    low, high = maps.take(below, axis=1), maps.take(below + 1, axis=1)
    rows = low + share[:, None] * (high - low)
    left, right = rows.take(below, axis=2), rows.take(below + 1, axis=2)
    return left + share * (right - left)


def boundary(values: Array) -> Array:
    """Where a map (n, n) changes its sign: True along a line of two pixels."""
    above, line = values > 0, np.zeros(values.shape, bool)
    across, along = above[:, 1:] != above[:, :-1], above[1:] != above[:-1]
    line[:, 1:], line[1:] = across, line[1:] | along
    line[:, :-1] |= across
    line[:-1] |= along
    return line


def text_pixels(words: str, width: float, height: float) -> Array:
    """A line of words at the right end of a block of pixels, as it would be drawn.

    width, height: in pixels on a laptop. For words that stay for many frames.
    """
    inches = np.array([width, height]) * picture_scale() / PIXELS_PER_INCH
    figure = Figure(figsize=tuple(inches), dpi=PIXELS_PER_INCH)
    canvas = FigureCanvasAgg(figure)
    look = {"ha": "right", "va": "baseline", "color": BLACK}
    figure.text(1, 0.25, words, **look, fontsize=minimum_text_points())
    canvas.draw()
    return np.array(canvas.buffer_rgba())[::-1]


class Wire(NamedTuple):
    """A straight line from left to right between two places (x, y), in pixels."""

    start: tuple[float, float]
    end: tuple[float, float]


class Wires:
    """Many straight lines whose widths and signs change from frame to frame.

    For every pixel near a wire it is known from the start how far from the wire and how
    far along the wire it lies. Negative wires are dashed and have the first color,
    positive ones the second. shape: rows and columns of the block of pixels.
    """

    LEVELS = 16
    MOST = 2.6  # pixels from the middle of a wire that may be painted
    DASH, PERIOD = 6, 10

    def __init__(self, wires: Sequence[Wire], shape: tuple[int, int], colors) -> None:
        self._shape = shape
        found = [self._near(wire) for wire in wires] or [np.zeros((3, 0), np.float32)]
        counts = [one.shape[1] for one in found]
        self._wire = np.repeat(np.arange(len(counts)), counts)
        places, self._distance, along = np.concatenate(found, axis=1)
        self._gap = along % self.PERIOD >= self.DASH
        self._places, self._index = np.unique(places.astype(int), return_inverse=True)
        self._table = self._mixtures(*[np.array(to_rgb(color)) for color in colors])

    def _near(self, wire: Wire) -> Array:
        """Place, distance and way along the wire of all pixels near to it, (3, n)."""
        start, end = np.array(wire.start), np.array(wire.end)
        way = (end - start) / np.hypot(*(end - start))
        low = np.floor(np.minimum(start, end) - self.MOST).astype(int)
        high = np.ceil(np.maximum(start, end) + self.MOST).astype(int)
        x, y = np.meshgrid(np.arange(low[0], high[0]), np.arange(low[1], high[1]))
        right, up = x + 0.5 - start[0], y + 0.5 - start[1]
        distance = np.abs(right * way[1] - up * way[0])
        rows, columns = self._shape
        near = (distance < self.MOST) & (x >= start[0]) & (x < end[0])
        near &= (x >= 0) & (x < columns) & (y >= 0) & (y < rows)
        along = (right * way[0] + up * way[1])[near]
        return np.stack([(y * columns + x)[near], distance[near], along])

    def _mixtures(self, negative: Array, positive: Array) -> Array:
        """The color of each pair of levels: how much of both colors covers a pixel."""
        share = np.linspace(0, 1, self.LEVELS)
        much = np.stack(np.meshgrid(share, share, indexing="ij"))
        alpha = 1 - (1 - much[0]) * (1 - much[1])
        total = np.maximum(much.sum(axis=0), 1e-9)[..., None]
        mixed = (much[0][..., None] * negative + much[1][..., None] * positive) / total
        return _packed(np.round(255 * np.dstack([mixed, alpha]))).ravel()

    def pixels(self, weights: Array) -> Array:
        """The block of pixels for these weights, one for each wire."""
        size = np.abs(weights)
        half_widths = np.minimum(0.4 + 0.35 * size, self.MOST - 0.5).astype(np.float32)
        opacity = np.minimum(0.1 + size, 1).astype(np.float32)
        cover = np.clip(half_widths[self._wire] + 0.5 - self._distance, 0, 1)
        cover *= opacity[self._wire]
        negative = (weights < 0)[self._wire]
        cover[negative & self._gap] = 0
        levels = self._levels(cover * negative) * self.LEVELS
        levels += self._levels(cover * ~negative)
        block = np.zeros(self._shape[0] * self._shape[1], np.uint32)
        block[self._places] = self._table[levels]
        return block.view(np.uint8).reshape(*self._shape, 4)

    def _levels(self, cover: Array) -> Array:
        total = np.bincount(self._index, cover, len(self._places))
        return (np.minimum(total, 1) * (self.LEVELS - 1)).astype(int)


def _packed(colors: Array) -> Array:
    """Colors (…, 4) of 0 to 255 as one 32-bit number each."""
    return np.ascontiguousarray(colors.astype(np.uint8)).view(np.uint32)[..., 0]
