"""A tally: one column for each weight and bias, rows that fill up on the way back."""

from collections.abc import Sequence

from nnlib.plots import style
from nnlib.plots.svg import px, svg_document, svg_text

_LABELS, _COLUMN, _ROW, _TOP = 60, 64, 24, 52


def tally_svg(
    headline: str,
    names: Sequence[str],
    rows: dict[str, Sequence[str]],
    marked: set[str],
    words: str,
) -> str:
    """A headline and a table of texts below the names; marked columns stand out."""
    width, height = _LABELS + _COLUMN * len(names) + 8, _TOP + _ROW * len(rows) + 6
    parts = [svg_text(width / 2, 16, headline, bold=True, size=16)]
    for k, name in enumerate(names):
        x = _LABELS + (k + 0.5) * _COLUMN
        if name in marked:
            parts.append(_band(x, height))
        parts.append(svg_text(x, _TOP - 8, name, color=style.GRAY, size=14))
        for row, texts in enumerate(rows.values()):
            y, ink = _TOP + (row + 0.5) * _ROW, _ink(texts[k])
            parts.append(svg_text(x, y, texts[k], size=13, bold=row > 1, color=ink))
    for row, label in enumerate(rows):
        y = _TOP + (row + 0.5) * _ROW
        parts.append(svg_text(_LABELS / 2, y, label, color=style.GRAY, size=14))
    return svg_document(parts, width, height, words)


def _ink(text: str) -> str:
    if text.startswith("+"):
        return style.BLUE_TEXT
    return style.ORANGE_TEXT if text.startswith("−") else style.BLACK


def _band(x: float, height: float) -> str:
    left, wide = px(x - _COLUMN / 2 + 1), px(_COLUMN - 2)
    size = f'width="{wide}" height="{px(height - _TOP + 20)}" rx="5"'
    at = f'x="{left}" y="{px(_TOP - 20)}"'
    return f'<rect {at} {size} fill="{style.YELLOW}" opacity=".35"/>'
