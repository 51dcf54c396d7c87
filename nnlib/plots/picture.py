"""Finished pictures for notebook cells, each with words for those who cannot see it.

JupyterLab gives no alternative text to ``image/png`` or ``image/svg+xml`` outputs. An
``<img alt=…>`` in HTML is the one form that it, its reader for untrusted notebooks and
nbconvert all show with the words, so that is what these classes hand over.
"""

import re
from base64 import b64encode
from html import escape, unescape
from io import BytesIO
from urllib.parse import quote

from matplotlib.figure import Figure
from PIL import Image

from nnlib import require
from nnlib.plots.canvas import png_bytes, small_png
from nnlib.plots.style import raise_small_text


def image_html(content: bytes | str, words: str) -> str:
    """An ``<img>`` element that holds a PNG (bytes) or an SVG (text) and its words."""
    if isinstance(content, str):
        source = "image/svg+xml," + quote(content, safe=" /:=,;()'.!*+-")
    else:
        source = "image/png;base64," + b64encode(content).decode()
    return f'<img alt="{escape(words)}" src="data:{source}">'


def to_be_stored(content: bytes | str) -> bytes | str:
    """The same picture with a PNG made small."""
    if isinstance(content, str):
        return content
    return small_png(Image.open(BytesIO(content)))


def image_bundle(content: bytes | str) -> dict[str, str]:
    """A PNG (bytes) or an SVG (text) for pages that take no HTML, by its MIME type."""
    if isinstance(content, str):
        return {"image/svg+xml": content}
    return {"image/png": b64encode(content).decode()}


class Picture:
    """A finished figure and the words that say what it shows.

    The last line of a cell: ``Picture(figure, "The loss falls from 1.2 to 0.1.")``.
    """

    @require.in_words
    def __init__(self, figure: Figure, words: str) -> None:
        raise_small_text(figure)
        figure.canvas.draw()
        self.content: bytes | str = png_bytes(figure.canvas)
        self.words = _checked(words)

    def __repr__(self) -> str:
        return self.words

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {
            "text/plain": self.words,
            "text/html": image_html(self.content, self.words),
        }


class Diagram(Picture):
    """A finished SVG drawing and its words, by default those in its ``aria-label``."""

    @require.in_words
    def __init__(self, svg: str, words: str | None = None) -> None:
        self.content = svg
        self.words = _checked(svg_words(svg) if words is None else words)


def svg_words(svg: str) -> str:
    """The words an SVG drawing carries in the ``aria-label`` of its first element."""
    found = re.search(r'aria-label="([^"]*)"', svg)
    return unescape(found.group(1)) if found else ""


def _checked(words: str) -> str:
    if not words.strip():
        raise ValueError("a picture needs words that say what it shows, got none")
    return words
