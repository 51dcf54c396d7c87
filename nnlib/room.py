"""Where a lesson is shown: on a laptop, or by a projector in front of a class.

To be read from the last row, text needs 16 points. The call `projector()` at the top of
a lesson makes every picture and explorer after it that large. The variable NNLIB_ROOM
does it for all lessons if it is `projector` when Jupyter starts, as with `make slides`.
"""

import math
import os
from typing import NamedTuple

from nnlib import require

VARIABLE = "NNLIB_ROOM"


class Room(NamedTuple):
    """What a room needs: the smallest text, and how much larger pictures are made."""

    text_points: int  # in figures, at 100 pixels per inch
    text_pixels: int  # on the page: controls, words, quizzes, code
    code_pixels: int
    wider: float  # figures; a page of 1280 pixels has 1080 for them
    higher: float
    drawings: float  # SVG, whose smallest text is svg_pixels high before
    svg_pixels: int
    widest: float  # a drawing, before it is made larger


ROOMS = {
    "laptop": Room(10, 14, 13, 1.0, 1.0, 1.0, 0, math.inf),
    "projector": Room(16, 22, 22, 1.2, 1.35, 1.43, 15, 755),
}


def room() -> Room:
    """Return the sizes of the present room."""
    return ROOMS[_name]


def projector(on: bool = True) -> None:
    """Make pictures from now on large enough for a classroom; ``False`` goes back."""
    global _name
    if not isinstance(on, bool):
        raise ValueError(f"on must be True or False, got {require.short(on)}")
    _name = "projector" if on else "laptop"


def on_projector() -> bool:
    """Whether a class is looking."""
    return _name == "projector"


_name = require.one_of(VARIABLE, os.environ.get(VARIABLE) or "laptop", list(ROOMS))
