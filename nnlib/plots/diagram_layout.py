"""Where the parts of a network diagram go.

Places depend on the shape of the network only, never on its numbers, so that nothing
jumps while a slider is moved; each shape is worked out once and remembered.
"""

import math
from functools import lru_cache
from typing import NamedTuple

Point = tuple[float, float]
Edge = tuple[int, int, int]  # layer, from node i, to node j
LABEL_WIDTH, LABEL_HEIGHT = 58, 20
_LABEL_SIZES = {1: (LABEL_WIDTH, LABEL_HEIGHT), 2: (88, 38)}  # by number of lines
_MARGIN, _TOP, _BOTTOM = 24, 40, 24
_TOWARD_END = (0.6, 0.55, 0.65, 0.7, 0.5, 0.75, 0.45, 0.8, 0.4, 0.35, 0.3, 0.25, 0.2)
_TOWARD_START = tuple(1 - share for share in _TOWARD_END)
_FULLEST = 0.21  # the share of the space between two columns that labels may fill


class Layout(NamedTuple):
    """Places in pixels: middles of nodes by (column, row), of labels by edge."""

    height: float
    cell_height: float
    cell_widths: tuple[float, ...]
    nodes: dict[tuple[int, int], Point]
    labels: dict[Edge, Point]
    label_size: tuple[int, int]
    rounds: int  # how often each label looks for its place, given all others

    def line(self, edge: Edge) -> tuple[Point, Point]:
        """Start and end of an edge: the sides of the nodes that face each other."""
        layer, i, j = edge
        (x1, y1), (x2, y2) = self.nodes[layer, i], self.nodes[layer + 1, j]
        start = x1 + self.cell_widths[layer] / 2
        return (start, y1), (x2 - self.cell_widths[layer + 1] / 2, y2)


@lru_cache(maxsize=64)
def network_layout(
    sizes: tuple[int, ...],
    cell_widths: tuple[float, ...],
    width: float,
    label_lines: int = 1,
) -> Layout:
    """The places for a network with these layer sizes on a drawing of this width."""
    tallest = max(sizes)
    spacing, cell_height = (112, 44) if tallest <= 4 else (74, 32)
    gaps = _gaps(sizes, width - 2 * _MARGIN - sum(cell_widths), label_lines)
    nodes, left = {}, _MARGIN
    for column, size in enumerate(sizes):
        step = min(tallest * spacing / size, 1.4 * spacing)
        for row in range(size):
            y = _TOP + tallest * spacing / 2 + (row - (size - 1) / 2) * step
            nodes[column, row] = (left + cell_widths[column] / 2, y)
        left += cell_widths[column] + gaps[column]
    height = _TOP + tallest * spacing + _BOTTOM
    label_size = _LABEL_SIZES[label_lines]
    rounds = 1 if label_lines == 1 else 4
    layout = Layout(height, cell_height, cell_widths, nodes, {}, label_size, rounds)
    return layout._replace(labels=_label_places(layout, sizes))


def _gaps(sizes: tuple[int, ...], room: float, label_lines: int) -> list[float]:
    """The space after each column: equal, or more where more tall labels must fit."""
    n_edges = [n_in * n_out for n_in, n_out in zip(sizes, sizes[1:], strict=False)]
    shares = [n**0.5 if label_lines > 1 else 1 for n in n_edges]
    return [room * share / sum(shares) for share in shares] + [0]


def _label_places(layout: Layout, sizes: tuple[int, ...]) -> dict[Edge, Point]:
    """Each label on its own edge, where it meets the fewest labels, nodes and edges.

    Where labels would fill too much of the space between two columns there are none.
    """
    places: dict[Edge, Point] = {}
    for layer, (n_in, n_out) in enumerate(zip(sizes, sizes[1:], strict=False)):
        edges = [(layer, i, j) for i in range(n_in) for j in range(n_out)]
        lines = {edge: layout.line(edge) for edge in edges}
        (left, _), (right, _) = lines[edges[0]]
        room = (right - left) * layout.height
        if len(edges) * math.prod(layout.label_size) > _FULLEST * room:
            continue
        shares = _TOWARD_END if n_in <= n_out else _TOWARD_START
        for edge in edges * layout.rounds:
            places.pop(edge, None)
            others = [line for one, line in lines.items() if one != edge]
            places[edge] = min(
                (_along(lines[edge], share) for share in shares),
                key=lambda at, others=others: _crowding(at, others, places, layout),
            )
    return places


def _along(line: tuple[Point, Point], share: float) -> Point:
    (x1, y1), (x2, y2) = line
    return x1 + share * (x2 - x1), y1 + share * (y2 - y1)


def _crowding(at: Point, lines: list, places: dict, layout: Layout) -> float:
    wide, high = layout.label_size
    meets = sum(_meet(at, other, wide, high) for other in places.values())
    near = (wide + 8, high + 10) if layout.rounds == 1 else (wide + 16, high + 16)
    close = sum(_meet(at, other, *near) for other in places.values())
    reach = layout.cell_height / 2 + 20 + high / 2
    nodes = sum(
        _meet(at, middle, (wide + layout.cell_widths[column]) / 2 + 8, reach)
        for (column, _), middle in layout.nodes.items()
    )
    crossed = sum(_crosses(at, line, layout.label_size) for line in lines)
    return 100 * (meets + nodes) + close + 2 * crossed


def _meet(one: Point, other: Point, wide: float, high: float) -> bool:
    return abs(one[0] - other[0]) < wide and abs(one[1] - other[1]) < high


def _crosses(at: Point, line: tuple[Point, Point], size: tuple[int, int]) -> bool:
    """Whether the line runs through a label at this place."""
    (x1, y1), (x2, y2) = line
    edges = [at[0] - size[0] / 2, at[0] + size[0] / 2]
    heights = [y1 + (x - x1) / (x2 - x1) * (y2 - y1) - at[1] for x in edges]
    return min(heights) < size[1] / 2 and max(heights) > -size[1] / 2
