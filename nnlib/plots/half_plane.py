"""A line across a square plane, and the side of it where a neuron fires.

The line is where w1·x1 + w2·x2 + bias = 0; the square reaches from `low` to `high` in
both inputs.
"""

from collections.abc import Iterator

import numpy as np

Line = tuple[float, float, float]  # w1, w2, bias


def line_ends(line: Line, low: float, high: float) -> np.ndarray:
    """Where the boundary enters and leaves the plane, (2, 2), or (0, 2) if it does not.

    It crosses those edges that have a firing and a silent corner.
    """
    crossings = [
        p + z / (z - next_z) * (q - p)
        for p, z, q, next_z in _edges(line, low, high)
        if (z > 0) != (next_z > 0)
    ]
    return np.reshape(crossings, (-1, 2))


def firing_region(line: Line, low: float, high: float) -> np.ndarray:
    """Corners of the part of the plane where the neuron fires, (n, 2); n may be 0."""
    corners = []
    for p, z, q, next_z in _edges(line, low, high):
        corners += [p] if z > 0 else []
        if (z > 0) != (next_z > 0):
            corners.append(p + z / (z - next_z) * (q - p))
    return np.reshape(corners, (-1, 2))


def _edges(line: Line, low: float, high: float) -> Iterator[tuple]:
    """Each edge of the plane as its first corner, z there, second corner, z there."""
    corners = np.array([[low, low], [high, low], [high, high], [low, high]])
    z = corners @ np.array(line[:2]) + line[2]
    for i in range(4):
        yield corners[i], z[i], corners[(i + 1) % 4], z[(i + 1) % 4]
