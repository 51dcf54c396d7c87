"""Small images side by side: digits as ink on paper, weights as what is looked for.

An image is a row of 64 numbers, 8 rows of 8 from the upper left. Weights onto the 64
pixels are shown in the same way: blue where ink speaks for, orange with a white dot
where it speaks against.
"""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from nnlib import require
from nnlib.plots import style

Array = np.ndarray
SIDE, FINE = 8, 5  # pixels of an image; finer cells of each, for the dots
GAP, CAPTION = 2, 2.6  # between tiles, and room for words above each, in pixels


@require.in_words
def ink_colors(images: Array) -> Array:
    """Colors (n, 40, 40, 3) of images (n, 64): 0 is white paper, 1 is black ink."""
    ink = np.clip(np.asarray(images, float), 0, 1).reshape(-1, SIDE, SIDE, 1)
    return _finer(1 - ink * (1 - np.array(to_rgb(style.BLACK))))


@require.in_words
def weight_colors(weights: Array) -> Array:
    """Colors (n, 40, 40, 3) of weights (n, 64), each row on a scale of its own."""
    weights = np.asarray(weights, float)
    largest = np.maximum(abs(weights).max(axis=1, keepdims=True), 1e-12)
    shares = (weights / largest).reshape(-1, SIDE, SIDE)
    tiles = _finer(style.SIGNED((shares + 1) / 2)[..., :3])
    dots = np.zeros((FINE, FINE), bool)
    dots[FINE // 2, FINE // 2] = True
    against = np.kron(shares < -0.15, dots).astype(bool)
    tiles[against] = 1
    return tiles


@require.in_words
def draw_tiles(
    ax: Axes, tiles: Array, captions: Sequence[str] = (), *, columns: int = 10
) -> None:
    """Lay tiles (n, 40, 40, 3) in rows, each with a frame and its caption above."""
    captions = list(captions)
    step_x, step_y = SIDE + GAP, SIDE + (CAPTION if captions else GAP)
    for i, tile in enumerate(tiles):
        left, top = i % columns * step_x, i // columns * step_y
        place = (left, left + SIDE, top + SIDE, top)
        ax.imshow(tile, extent=place, interpolation="nearest")
        frame = {"fill": False, "edgecolor": style.GRAY, "linewidth": 0.8}
        ax.add_patch(Rectangle((left, top), SIDE, SIDE, **frame))
        if captions:
            middle = {"ha": "center", "va": "bottom", "color": style.BLACK}
            ax.text(left + SIDE / 2, top - 0.2, captions[i], **middle)
    rows = -(-len(tiles) // columns)
    headroom = CAPTION if captions else 1
    ax.set(xlim=(-1, columns * step_x - 1), ylim=(rows * step_y - 1, -headroom))
    ax.set_aspect("equal")
    ax.axis("off")


@require.in_words
def draw_numbers(ax: Axes, image: Array) -> None:
    """One image (64,) of 0 to 16, large, with its number written on each pixel."""
    square = np.asarray(image, float).reshape(SIDE, SIDE)
    extent = (-0.5, SIDE - 0.5, SIDE - 0.5, -0.5)
    inks = ink_colors(square.reshape(1, -1) / 16)[0]
    ax.imshow(inks, extent=extent)
    for (row, column), value in np.ndenumerate(square):
        color = style.text_color_on(inks[row * FINE, column * FINE])
        ax.text(column, row, f"{value:g}", ha="center", va="center", color=color)
    ax.grid(False)
    ax.set(xticks=range(SIDE), yticks=range(SIDE), xlabel="column", ylabel="row")


def _finer(tiles: Array) -> Array:
    return tiles.repeat(FINE, axis=1).repeat(FINE, axis=2)
