"""Tables of numbers drawn as boxes in a row, with signs between them.

This is how the lessons show a matrix product: each table has its name above it and its
shape below it, and the cells that meet in one number are marked.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from nnlib import require
from nnlib.plots import style
from nnlib.plots.formulas import product_text
from nnlib.plots.numbers import number_text, short_text
from nnlib.plots.picture import Diagram
from nnlib.plots.svg import px, svg_document, svg_text
from nnlib.room import room

Cell = tuple[int, int]  # row, column
_CELL_WIDTH, _CELL_HEIGHT = 48, 32
_SIGN_WIDTH, _MARGIN, _TOP = 40, 8, 14
_NAME_HEIGHT, _SHAPE_HEIGHT, _HEADLINE_HEIGHT = 26, 30, 40
_MARKED_FILL = "#FBE8BF"


class Table(NamedTuple):
    """A table of numbers, its name, the shape written below, and the marked cells.

    A cell of ``hidden`` is drawn empty: its number is not known yet.
    """

    name: str
    numbers: np.ndarray
    shape: str = ""
    marked: Collection[Cell] = ()
    hidden: Collection[Cell] = ()


def tables_svg(
    parts: Sequence[Table | str], words: str, *, headline="", width=0.0, rows=1
) -> str:
    """Tables and the signs between them as one SVG drawing, a headline above.

    It is as wide and as high as its tables need; ``width`` and the number of ``rows``
    to leave room for may ask for more. What is too wide for a projector goes on below.
    """
    lines = _lines(parts)
    width = min(width, room().widest)
    width = max(width, *(_needed(line) + 2 * _MARGIN for line in lines))
    elements = [svg_text(width / 2, 22, headline, size=19)] if headline else []
    height = _TOP + (_HEADLINE_HEIGHT if headline else 0)
    for line in lines:
        tallest = max(rows, *(len(_rows(t)) for t in line if isinstance(t, Table)))
        middle = height + _NAME_HEIGHT + tallest * _CELL_HEIGHT / 2
        elements += _line(line, (width - _needed(line)) / 2, middle)
        height += _NAME_HEIGHT + tallest * _CELL_HEIGHT + _SHAPE_HEIGHT
        rows = 1
    return svg_document(elements, width, height, words)


@require.in_words
def product_diagram(
    left: np.ndarray,
    right: np.ndarray,
    row: int,
    column: int,
    names: Sequence[str] = ("inputs", "weights", "weighted sums without bias"),
) -> Diagram:
    """A matrix product; one row and one column and the number they make are marked."""
    left, right = np.asarray(left, float), np.asarray(right, float)
    product = left @ right
    pairs = zip(left[row], right[:, column], strict=True)
    made = f"{' + '.join(product_text(*pair) for pair in pairs)} = "
    made += number_text(product[row, column])
    inner = range(left.shape[1])
    parts = [
        Table(names[0], left, str(left.shape), {(row, k) for k in inner}),
        "@",
        Table(names[1], right, str(right.shape), {(k, column) for k in inner}),
        "=",
        Table(names[2], product, str(product.shape), {(row, column)}),
    ]
    words = (
        f"A table of shape {left.shape} times one of shape {right.shape} is one of "
        f"shape {product.shape}. Row {row} and column {column} are marked: {made}."
    )
    return Diagram(tables_svg(parts, words, headline=made))


def _lines(parts: Sequence[Table | str]) -> list[list[Table | str]]:
    """The parts in one line, or in several that begin with a sign."""
    lines: list[list] = [[]]
    for k, part in enumerate(parts):
        ahead = [part, *parts[k + 1 : k + 2]] if isinstance(part, str) else [part]
        if lines[-1] and _needed([*lines[-1], *ahead]) + 2 * _MARGIN > room().widest:
            lines.append([])
        lines[-1].append(part)
    return lines


def _needed(line: Sequence[Table | str]) -> float:
    return sum(map(_width, line))


def _line(parts: Sequence[Table | str], left: float, middle: float) -> Iterator[str]:
    for part in parts:
        yield from _part(part, left, middle)
        left += _width(part)


def _rows(table: Table) -> np.ndarray:
    return np.atleast_2d(table.numbers)


def _width(part: Table | str) -> float:
    if isinstance(part, str):
        return max(_SIGN_WIDTH, 10 * len(part) + 16)
    return max(_CELL_WIDTH * _rows(part).shape[1], 7.4 * len(part.name))


def _part(part: Table | str, left: float, middle: float) -> Iterator[str]:
    center = left + _width(part) / 2
    if isinstance(part, str):
        yield svg_text(center, middle, part, size=18)
        return
    numbers = _rows(part)
    n_rows, n_columns = numbers.shape
    top = middle - n_rows * _CELL_HEIGHT / 2
    yield svg_text(center, top - 14, part.name, size=14, color=style.GRAY)
    start = center - n_columns * _CELL_WIDTH / 2
    for (row, column), number in np.ndenumerate(numbers):
        at = start + (column + 0.5) * _CELL_WIDTH, top + (row + 0.5) * _CELL_HEIGHT
        shown = "" if (row, column) in part.hidden else short_text(number, 6)
        yield _cell(at, shown, (row, column) in part.marked)
    below = top + n_rows * _CELL_HEIGHT + 15
    yield svg_text(center, below, part.shape, size=14, color=style.GRAY)


def _cell(middle: tuple[float, float], shown: str, marked: bool) -> str:
    x, y = middle
    fill, line = (_MARKED_FILL, style.BLACK) if marked else (style.WHITE, "#A6A6A6")
    box = (
        f'<rect x="{px(x - _CELL_WIDTH / 2 + 1)}" y="{px(y - _CELL_HEIGHT / 2 + 1)}" '
        f'width="{_CELL_WIDTH - 2}" height="{_CELL_HEIGHT - 2}" '
        f'fill="{fill}" stroke="{line}"/>'
    )
    return box + svg_text(x, y, shown, size=14, bold=marked)
