"""The shapes of a network as boxes, one line of boxes per layer.

A box grows with its rows and columns. A side of up to eight is cut into cells, so that
small tables look like the tables they are.

What must fit is easy to see: the number on which two tables meet is written bold in
both labels, and both boxes have it as the length of a side.
"""

from collections.abc import Iterator, Sequence

from nnlib.plots import style
from nnlib.plots.svg import px, svg_document, svg_text
from nnlib.room import room

Shape = tuple[int, ...]
_WIDTH, _LINE_HEIGHT, _TOP, _BOTTOM = 860, 132, 34, 44
_PLACES = {"inputs": 150, "weights": 300, "biases": 450, "outputs": 600}
_SIGNS = {"@": 225, "+": 375, "=": 525}
_COUNT_AT = 755
_FLOWS, _LEARNED = style.SKY, style.GREEN  # yellow is for marks, in other pictures
_MOST_CELLS = 8  # along a side; with more, the cells would be specks


def shapes_svg(flow: Sequence[Shape], weights: Sequence[Shape], words: str) -> str:
    """Boxes for each layer: inputs @ weights + biases = outputs, and its parameters.

    ``flow`` holds the shape of the inputs and of each layer's outputs.
    """
    names = [(name, _at(x)) for name, x in _PLACES.items()]
    names.append(("parameters", _at(_COUNT_AT)))
    parts = [svg_text(x, 16, name, color=style.GRAY) for name, x in names]
    for k, shape in enumerate(weights):
        y = _TOP + k * _LINE_HEIGHT + 46
        parts += _layer(k, flow[k], shape, flow[k + 1], y)
    height = _TOP + len(weights) * _LINE_HEIGHT + _BOTTOM
    counts = [(n_in + 1) * n_out for n_in, n_out in weights]
    total = f"{' + '.join(f'{n:,}' for n in counts)} = {sum(counts):,} parameters"
    parts.append(svg_text(_at(_WIDTH / 2), height - 22, total, size=18, bold=True))
    return svg_document(parts, _at(_WIDTH), height, words)


def _at(x: float) -> float:
    """A place from left to right, where the room may be narrower."""
    return x * min(1, room().widest / _WIDTH)


def _layer(k: int, inputs: Shape, weights: Shape, outputs: Shape, y: float):
    n_in, n_out = weights
    yield svg_text(_at(44), y, f"layer {k + 1}", bold=True)
    yield from (svg_text(_at(x), y, sign, size=18) for sign, x in _SIGNS.items())
    yield from _box(_at(_PLACES["inputs"]), y, inputs, _FLOWS, meets=1)
    yield from _box(_at(_PLACES["weights"]), y, weights, _LEARNED, meets=0)
    yield from _box(_at(_PLACES["biases"]), y, (n_out,), _LEARNED)
    yield from _box(_at(_PLACES["outputs"]), y, outputs, _FLOWS)
    count = f"{n_in}·{n_out} + {n_out} = {(n_in + 1) * n_out:,}"
    yield svg_text(_at(_COUNT_AT), y, count)


def _box(x: float, y: float, shape: Shape, color: str, meets=-1) -> Iterator[str]:
    rows, columns = (1, *shape)[-2:]
    wide, high = _pixels(columns), _pixels(rows)
    look = f'fill="{color}" fill-opacity=".35" stroke="{style.BLACK}"'
    yield (
        f'<rect x="{px(x - wide / 2)}" y="{px(y - high / 2)}" width="{px(wide)}" '
        f'height="{px(high)}" {look}/>'
    )
    yield _cell_lines(x - wide / 2, y - high / 2, rows, columns)
    sizes = [_bold(n) if place == meets else str(n) for place, n in enumerate(shape)]
    inside = ", ".join(sizes) + "," * (len(sizes) == 1)
    yield f'<text x="{px(x)}" y="{px(y + high / 2 + 19)}">({inside})</text>'


def _cell_lines(left: float, top: float, rows: int, columns: int) -> str:
    """The lines between the cells of a box, along each side that is short enough."""
    wide, high, path = _pixels(columns), _pixels(rows), ""
    if columns <= _MOST_CELLS:
        for k in range(1, columns):
            path += f"M{px(left + k * wide / columns)} {px(top)}v{px(high)}"
    if rows <= _MOST_CELLS:
        for k in range(1, rows):
            path += f"M{px(left)} {px(top + k * high / rows)}h{px(wide)}"
    return f'<path d="{path}" stroke="{style.BLACK}" stroke-width=".8"/>' * bool(path)


def _bold(number: int) -> str:
    return f'<tspan font-weight="700" fill="{style.PURPLE}">{number}</tspan>'


def _pixels(n: int) -> float:
    """The length of a side: cells that can be counted, then about a pixel for each."""
    return 12 * min(n, 3) + 0.9 * max(n - 3, 0)
