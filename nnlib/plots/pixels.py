"""Ready-made pixels: heat maps and wires that are computed, not drawn.

Thirty small images and two hundred lines cost a drawing library 20 ms. As arithmetic on
whole arrays they cost one or two: values become numbers of colors in a table, and the
finished block of pixels is put where it belongs.
"""

from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import Colormap, to_rgb
from matplotlib.figure import Figure

from nnlib.plots.style import (
    BLACK,
    PIXELS_PER_INCH,
    house_style,
    minimum_text_points,
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
    line[:, 1:] |= across
    line[:, :-1] |= across
    line[1:] |= along
    line[:-1] |= along
    return line


def text_pixels(words: str, width: float, height: float, align="center") -> Array:
    """A line of words as a block of pixels, drawn once for each text.

    width, height: in pixels on a laptop. align: "left", "center" or "right".
    """
    size = np.array([width, height]) * (minimum_text_points() / 10) / PIXELS_PER_INCH
    return _text_block(words, tuple(size), align, minimum_text_points())


@lru_cache(maxsize=200)
def _text_block(words: str, inches: tuple, align: str, points: int) -> Array:
    with house_style():
        figure = Figure(figsize=inches, dpi=PIXELS_PER_INCH, facecolor="none")
        canvas = FigureCanvasAgg(figure)
        place = {"left": 0, "center": 0.5, "right": 1}[align]
        figure.text(place, 0.25, words, ha=align, color=BLACK, fontsize=points)
        canvas.draw()
    return np.array(canvas.buffer_rgba())[::-1]


class Wires:
    """Many straight lines whose widths and signs change from frame to frame.

    For every pixel near a wire it is known from the start how far from the wire and how
    far along the wire it lies. Negative wires are dashed and have the first color,
    positive ones the second.

    gaps: for each gap between two columns the places (n, 2) where its wires start, and
    those where they end, in pixels; all x of one side are the same whole number.
    shape: rows and columns of the block of pixels.
    """

    LEVELS = 16
    MOST = 2.6  # pixels from the middle of a wire that may be painted
    DASH, PERIOD = 6, 10

    def __init__(self, gaps: Sequence, shape: tuple[int, int], colors) -> None:
        self._shape, n_wires, found = shape, 0, []
        for starts, ends in gaps:
            near = self._near(np.asarray(starts), np.asarray(ends))
            found.append((near[0] + n_wires, *near[1:]))
            n_wires += len(starts)
        parts = [np.concatenate(one) for one in zip(*found, strict=True)]
        self._wire, places, self._distance, along = parts
        self._gap = along % self.PERIOD >= self.DASH
        touched = np.zeros(shape[0] * shape[1], bool)
        touched[places] = True
        self._places = np.flatnonzero(touched)
        self._index = (np.cumsum(touched) - 1)[places]
        self._table = self._mixtures(*[np.array(to_rgb(color)) for color in colors])

    def _near(self, starts: Array, ends: Array) -> tuple[Array, ...]:
        """Wire, place, distance and way along the wire of all pixels near to one."""
        way = ends - starts
        steepness = way[:, 1] / way[:, 0]
        cosine = (1 / np.hypot(1, steepness))[:, None, None]
        x = np.arange(starts[0, 0], ends[0, 0]).astype(int)
        passed = x + 0.5 - starts[0, 0]
        middle = starts[:, 1:] + passed * steepness[:, None]
        reach = int(np.ceil(self.MOST / cosine.min()))
        y = np.floor(middle).astype(int)[..., None] + np.arange(-reach, reach + 1)
        up = y + 0.5 - middle[..., None]
        distance = np.abs(up) * cosine
        along = passed[:, None] / cosine + up * cosine * steepness[:, None, None]
        near = (distance < self.MOST) & (y >= 0) & (y < self._shape[0])
        places = (y * self._shape[1] + x[:, None])[near]
        near_to = np.nonzero(near)[0]
        return near_to, places, distance[near].astype(np.float32), along[near]

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
