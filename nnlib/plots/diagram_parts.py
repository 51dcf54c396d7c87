"""The parts of a network diagram, each drawn as a few SVG elements."""

from collections.abc import Iterator

import numpy as np

from nnlib.plots import style
from nnlib.plots.diagram_layout import Layout
from nnlib.plots.diagram_numbers import NetworkNumbers
from nnlib.plots.numbers import number_text, short_text
from nnlib.plots.svg import LINE_HEIGHT, px, svg_box, svg_group, svg_text

_TARGET_ABOVE = 77  # the middle of its node, where a note stands below the bias
_LETTER, _PLATE = 8.4, 8  # the room for a letter and around all, as in svg_text
_FAINT = 0.4  # how strong the edges that are not highlighted remain
_LINES = {1: style.BLUE, 0: "#A6A6A6", -1: style.ORANGE}
_INKS = {1: style.BLUE_TEXT, 0: style.GRAY, -1: style.ORANGE_TEXT}
_FILLS = {1: style.BLUE_LIGHT, 0: "#F0F0F0", -1: style.ORANGE_LIGHT}


def network_parts(net: NetworkNumbers, layout: Layout) -> Iterator[str]:
    """All elements of the diagram, from the back to the front."""
    layers = list(enumerate(net.weights))
    edges = [(k, i, j) for k, one in layers for i, j in np.ndindex(one.shape)]
    yield from (_heading(net, layout, column) for column in range(len(net.sizes)))
    yield from (_edge_line(net, layout, edge) for edge in edges)
    yield from (_edge_label(net, layout, edge) for edge in layout.labels)
    for column, row in layout.nodes:
        yield from _node(net, layout, column, row)
        yield _bias(net, layout, column - 1, row) if column else ""
    for row, target in enumerate([] if net.targets is None else net.targets):
        x, y = layout.nodes[len(net.weights), row]
        noted = "\n" in net.labels.get(("bias", len(net.weights) - 1, row), "")
        y += -_TARGET_ABOVE if noted else layout.cell_height / 2 + 34
        yield svg_text(x, y, f"target {number_text(target)}", bold=True)


def _heading(net: NetworkNumbers, layout: Layout, column: int) -> str:
    last = column == len(net.weights)
    kind = "output" if last else "hidden unit" if column else "input"
    kind += "s" * (net.sizes[column] > 1)
    kind += f" ({net.activations[column - 1]})" if net.is_split(column) else ""
    kind = net.names.get(("heading", column), kind)
    return svg_text(layout.nodes[column, 0][0], 16, kind, color=style.GRAY)


def _edge_line(net: NetworkNumbers, layout: Layout, edge: tuple) -> str:
    layer, i, j = edge
    key, weight = ("weight", *edge), net.weights[layer][i, j]
    (x1, y1), (x2, y2) = layout.line(edge)
    path = f'<path d="M{px(x1)} {px(y1)}L{px(x2)} {px(y2)}" fill="none" stroke='
    thick = 1.2 + 3 * min(abs(weight), 2.5)
    color = _LINES[0 if net.is_off(layer, i) else np.sign(weight)]
    look = ' stroke-dasharray="8 4"' if weight < 0 else ""
    look += f' opacity="{_FAINT}"' if net.is_faint(key) else ""
    glow = f'{path}"{style.YELLOW}" stroke-width="{px(thick + 9)}" opacity=".5"/>'
    line = f'{path}"{color}" stroke-width="{px(thick)}"{look}/>'
    easy_to_point_at = f'{path}"transparent" stroke-width="16"/>'
    return _part(net, key, glow * (key in net.highlight), line, easy_to_point_at)


def _edge_label(net: NetworkNumbers, layout: Layout, edge: tuple) -> str:
    key, weight = ("weight", *edge), net.weights[edge[0]][edge[1:]]
    label = net.labels.get(key, short_text(weight, 6, signed=True))
    color = _INKS[0 if net.is_off(*edge[:2]) else np.sign(weight)]
    options = {"color": color, "plate": True, "bold": key in net.highlight}
    return _part(net, key, svg_text(*layout.labels[edge], label, **options))


def _bias(net: NetworkNumbers, layout: Layout, layer: int, row: int) -> str:
    key, bias = ("bias", layer, row), net.biases[layer][row]
    x, y = layout.nodes[layer + 1, row]
    label = net.labels.get(key, short_text(bias, 6, signed=True))
    options = {
        "color": _INKS[np.sign(bias)],
        "bold": key in net.highlight,
        "plate": True,
    }
    below = y + layout.cell_height / 2 + 13 + label.count("\n") * LINE_HEIGHT / 2
    lines = f"bias {label}"
    x = min(x, _right_edge(layout) - _half_width(lines))
    return _part(net, key, svg_text(x, below, lines, **options))


def _right_edge(layout: Layout) -> float:
    """Where the drawing ends: as far from the last node as it begins before the first.

    A pixel is left, so that no frame is cut in half.
    """
    first, last = layout.nodes[0, 0][0], max(x for x, _ in layout.nodes.values())
    widths = layout.cell_widths
    return last + widths[-1] / 2 + (first - widths[0] / 2) - 1


def _half_width(lines: str) -> float:
    return (_LETTER * max(map(len, lines.split("\n"))) + _PLATE) / 2


def _node(net: NetworkNumbers, layout: Layout, column: int, row: int) -> Iterator[str]:
    x, y = layout.nodes[column, row]
    wide, high = layout.cell_widths[column], layout.cell_height
    name = net.name(column, row) + (": off" if net.is_off(column, row) else "")
    value = None if net.outputs is None else net.outputs[column][row]
    if net.is_split(column):
        wide /= 2
        z = None if net.before is None else net.before[column - 1][row]
        left, z_name = (x - wide / 2, y), net.sum_name(column, row)
        yield _tile(net, ("z", column, row), left, (wide, high), z, z_name)
        x += wide / 2
    yield _tile(net, ("node", column, row), (x, y), (wide, high), value, name)


def _tile(net: NetworkNumbers, key: tuple, middle, size, value, caption: str) -> str:
    off = net.is_off(*key[1:])
    sign = 0 if value is None else np.sign(np.round(value, 12))
    fill = style.WHITE if key[0] == "z" else _FILLS[sign]
    ink = style.GRAY if off else style.BLACK
    box = f'fill="{fill}" stroke="{ink}" stroke-width="1.5"'
    box += ' stroke-dasharray="5 4"' if off else ""
    glow = f'fill="none" stroke="{style.YELLOW}" stroke-width="9" opacity=".6"'
    shown = net.labels.get(key, "" if value is None else short_text(value, 6))
    x, y = middle
    return _part(
        net,
        key,
        svg_box(middle, size, glow) * (key in net.highlight),
        svg_box(middle, size, box),
        svg_text(x, y, shown, bold=key[0] == "node", color=ink),
        svg_text(x, y - size[1] / 2 - 11, caption, color=ink, size=14, plate=True),
    )


def _part(net: NetworkNumbers, key: tuple, *elements: str) -> str:
    name = " ".join(str(one) for one in key)
    return svg_group(name, net.title(key), elements)
