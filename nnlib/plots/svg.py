"""Small pieces of SVG text, rounded so that the same picture is the same text."""

from collections.abc import Iterable
from html import escape

from nnlib.plots import style
from nnlib.room import room

_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"
LINE_HEIGHT = 18  # of texts with more than one line


def px(value: float) -> str:
    """A coordinate, rounded to a tenth of a pixel."""
    return f"{value + 0.0:.1f}".removesuffix(".0")


def svg_document(parts: Iterable[str], width: float, height: float, words: str) -> str:
    """The parts as one drawing on white that carries words saying what it shows.

    It is made larger when the projector is on; coordinates stay the same.
    """
    scale = room().drawings * min(1, room().widest / width)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" '
        f'aria-label="{escape(words)}" viewBox="0 0 {px(width)} {px(height)}" '
        f'width="{px(width * scale)}" height="{px(height * scale)}" '
        f'font-family="{_FONT}" font-size="{readable_size(15, width)}" '
        f'text-anchor="middle">'
        f'<rect width="100%" height="100%" fill="{style.WHITE}"/>'
        f"{''.join(parts)}</svg>"
    )


def svg_text(
    x: float, y: float, content: str, *, color=style.BLACK, size=15, **options
):
    """Text around its middle, one line or more. Options: ``bold``, ``plate`` behind.

    Lines are told apart by line breaks in ``content``.
    """
    size = max(size, room().svg_pixels)
    if "\n" in content:
        lines = content.split("\n")
        options |= {"color": color, "size": size}
        top = y - (len(lines) - 1) * LINE_HEIGHT / 2
        places = (top + LINE_HEIGHT * k for k in range(len(lines)))
        rows = zip(places, lines, strict=True)
        return "".join(svg_text(x, place, line, **options) for place, line in rows)
    bold = ' font-weight="600"' if options.get("bold") else ""
    plate = ""
    if options.get("plate") and content.strip():
        wide = 0.56 * size * len(content) + 8
        plate = svg_box((x, y), (wide, size + 4), f'fill="{style.WHITE}"')
    return (
        f'{plate}<text x="{px(x)}" y="{px(y + 0.35 * size)}" font-size="{size}" '
        f'fill="{color}"{bold}>{escape(content, quote=False)}</text>'
    )


def readable_size(size: float, width: float) -> float:
    """A size of text that can be read in a drawing that wide, in any room."""
    return max(size, round(room().svg_pixels * width / room().widest, 1))


def svg_group(name: str, title: str, parts: Iterable[str]) -> str:
    """Parts that belong together; resting the mouse on them shows the title."""
    shown = f"<title>{escape(title, quote=False)}</title>" if title else ""
    return f'<g data-part="{name}">{shown}{"".join(parts)}</g>'


def svg_box(middle, size, attributes: str) -> str:
    """A box with round ends around a middle point."""
    (x, y), (wide, high) = middle, size
    return (
        f'<rect x="{px(x - wide / 2)}" y="{px(y - high / 2)}" width="{px(wide)}" '
        f'height="{px(high)}" rx="{px(high / 2)}" {attributes}/>'
    )
