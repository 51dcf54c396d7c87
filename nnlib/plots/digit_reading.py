"""What a network sees of a drawn digit, and what it makes of it, as SVG."""

import numpy as np

from nnlib.plots import style
from nnlib.plots.svg import px, svg_document, svg_text
from nnlib.room import room

CELL, TITLE, MARGIN = 32, 24, 4
ROW, BAR_LEFT, BAR_LONGEST, BARS_WIDTH = 25, 40, 170, 300

Array = np.ndarray


def pixels_svg(pixels: Array, words: str) -> str:
    """The 8 × 8 numbers from 0 to 16 as squares of gray, with the number in each."""
    side = 8 * CELL
    parts = [svg_text(MARGIN + side / 2, TITLE / 2, "What the network sees", bold=True)]
    for (row, column), value in np.ndenumerate(pixels):
        if value:
            corner = MARGIN + column * CELL, TITLE + row * CELL
            parts.append(_cell(*corner, int(value)))
    frame = f'fill="none" stroke="{style.GRAY}"'
    parts.append(_box((MARGIN, TITLE), (side, side), frame))
    return svg_document(parts, side + 2 * MARGIN, side + TITLE + MARGIN, words)


def bars_svg(probabilities: Array | None, words: str) -> str:
    """Ten bars; the longest is dark, outlined and bold, and has an arrow beside it."""
    width = min(BARS_WIDTH, room().widest - 495)
    parts = [svg_text(width / 2, TITLE / 2, "How likely each digit is", bold=True)]
    best = -1 if probabilities is None else int(np.argmax(probabilities))
    for digit in range(10):
        y = TITLE + MARGIN + (digit + 0.5) * ROW
        won = digit == best
        parts.append(svg_text(22, y, str(digit), size=17, bold=won))
        parts.append(_track(y, width))
        if probabilities is None:
            parts.append(svg_text(width - 66, y, "–", color=style.GRAY))
        else:
            parts += _bar(y, float(probabilities[digit]), won, width)
    return svg_document(parts, width, TITLE + 10 * ROW + 2 * MARGIN, words)


def _bar(y: float, probability: float, won: bool, width: float) -> list[str]:
    fill, edge = (style.BLUE, style.BLACK) if won else (style.BLUE_LIGHT, style.GRAY)
    look = f'fill="{fill}" stroke="{edge}" stroke-width="{1.5 if won else 1}"'
    size = _longest(width) * probability, ROW - 9
    parts = [_box((BAR_LEFT, y - size[1] / 2), size, look)] if size[0] > 0.5 else []
    parts.append(svg_text(width - 66, y, f"{probability:.2f}", bold=won))
    return parts + ([svg_text(width - 28, y, "◀", color=style.BLUE)] if won else [])


def _longest(width: float) -> float:
    return BAR_LONGEST - (BARS_WIDTH - width)


def _track(y: float, width: float) -> str:
    size = _longest(width), ROW - 9
    look = f'fill="none" stroke="{style.GRAY_LIGHT}"'
    return _box((BAR_LEFT, y - size[1] / 2), size, look)


def _cell(x: float, y: float, value: int) -> str:
    shade = round(255 - 225 * value / 16)
    color = style.text_color_on([shade / 255] * 3)
    number = svg_text(x + CELL / 2, y + CELL / 2, str(value), color=color, size=14)
    return _box((x, y), (CELL, CELL), f'fill="rgb({shade},{shade},{shade})"') + number


def _box(corner, size, look: str) -> str:
    (x, y), (wide, high) = corner, size
    return (
        f'<rect x="{px(x)}" y="{px(y)}" width="{px(wide)}" height="{px(high)}" {look}/>'
    )
