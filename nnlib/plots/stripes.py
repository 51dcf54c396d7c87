"""Stripes on orange ground, so that color is never the only sign of a side.

Blue and orange are equally light: in gray, or for an eye that sees no colors, two sides
of a plane look the same. So orange ground is striped, as orange lines are dashed.
"""

from functools import cache

import numpy as np
from matplotlib.patches import Patch

from nnlib.plots import style

Array = np.ndarray
PERIOD, SHARE, PALER = 7, 0.3, 0.6  # cells from stripe to stripe; striped; how pale
GROUND = {
    "facecolor": style.ORANGE_LIGHT,
    "edgecolor": "#EDB48C",
    "hatch": "///",
    "linewidth": 0,
}  # of an area that `ax.fill` or a patch paints


@cache
def diagonals(rows: int, columns: int, period: int = PERIOD) -> Array:
    """Which cells of a grid lie on a stripe, (rows, columns)."""
    row, column = np.ogrid[:rows, :columns]
    return (row - column) % period < round(SHARE * period)


def striped(values: Array, *, middle: float = 0, sign: int = 1, period=PERIOD) -> Array:
    """Maps (…, rows, columns), on stripes nearer to the middle where they are orange.

    sign: 1 if orange is above the middle, as for classes, or -1 if it is below.
    """
    beyond = values - middle
    on_stripe = diagonals(*values.shape[-2:], period) & (sign * beyond > 0)
    return np.where(on_stripe, middle + PALER * beyond, values)


def ground_key(blue: str, orange: str) -> list[Patch]:
    """What a legend shows for the two sides of a plane, with their names."""
    return [Patch(color=style.BLUE_LIGHT, label=blue), Patch(**GROUND, label=orange)]
