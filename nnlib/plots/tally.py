"""A tally: one column for each weight and bias, rows that fill up on the way back."""

from collections.abc import Iterator, Sequence

from nnlib.plots import style
from nnlib.plots.svg import px, svg_document, svg_text
from nnlib.room import room

_LABELS, _COLUMN, _ROW, _TOP = 60, 64, 24, 52
_WIDE_COLUMN, _NEXT = 84, 36  # where there are two bands of columns


def tally_svg(
    headline: str,
    names: Sequence[str],
    rows: dict[str, Sequence[str]],
    marked: set[str],
    words: str,
) -> str:
    """A headline and a table of texts below the names; marked columns stand out."""
    across = _columns(len(names))
    wide = _COLUMN if across == len(names) else _WIDE_COLUMN
    width = _LABELS + wide * across + 8
    parts, top = [svg_text(width / 2, 16, headline, bold=True, size=16)], _TOP
    for first in range(0, len(names), across):
        for k, name in enumerate(names[first : first + across], start=first):
            x = _LABELS + (k - first + 0.5) * wide
            parts += [_band(x, top, wide, len(rows))] if name in marked else []
            parts += _column(x, top, name, [texts[k] for texts in rows.values()])
        for row, label in enumerate(rows):
            y = top + (row + 0.5) * _ROW
            parts.append(svg_text(_LABELS / 2, y, label, color=style.GRAY, size=14))
        top += _ROW * len(rows) + _NEXT
    return svg_document(parts, width, top - _NEXT + 6, words)


def _columns(n: int) -> int:
    """How many columns stand side by side; the others go on below."""
    fits = _LABELS + _COLUMN * n <= room().widest
    return n if fits else -(-n // 2)


def _column(x: float, top: float, name: str, texts: Sequence[str]) -> Iterator[str]:
    yield svg_text(x, top - 8, name, color=style.GRAY, size=14)
    for row, text in enumerate(texts):
        y = top + (row + 0.5) * _ROW
        yield svg_text(x, y, text, size=13, bold=row > 1, color=_ink(text))


def _ink(text: str) -> str:
    if text.startswith("+"):
        return style.BLUE_TEXT
    return style.ORANGE_TEXT if text.startswith("−") else style.BLACK


def _band(x: float, top: float, wide: float, n_rows: int) -> str:
    left, height = px(x - wide / 2 + 1), _ROW * n_rows + 26
    size = f'width="{px(wide - 2)}" height="{px(height)}" rx="5"'
    at = f'x="{left}" y="{px(top - 20)}"'
    return f'<rect {at} {size} fill="{style.YELLOW}" opacity=".35"/>'
