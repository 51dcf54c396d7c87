"""Stored pictures on a page: their true size, and the size they get on paper."""

import re
from base64 import b64decode
from io import BytesIO
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag
from PIL import Image

STILL = "A still picture from the lesson. The words below it say what it shows."
PAPER_WIDTH = 670  # pixels between the margins of an A4 page
LARGEST, SMALLEST = 0.78, 0.62  # of the size on a screen: text stays 6 points or more


def figure_html(html: str) -> str:
    """Pictures with the words below them, without what needs a click."""
    soup = BeautifulSoup(html, "html.parser")
    images = soup.find_all("img")
    words = [p.decode_contents() for p in soup.find_all("p") if not p.i]
    if words:  # they stand below the picture and need not be read out twice
        images[0]["alt"] = STILL
    set_sizes(images)
    caption = f"<figcaption>{' '.join(words)}</figcaption>" if words else ""
    return f"<figure>{' '.join(map(str, images))}{caption}</figure>"


def set_sizes(images: list[Tag]) -> None:
    """Give pictures their sizes; those that can, stand side by side on paper."""
    sizes = [picture_size(image["src"]) for image in images]
    fitting = PAPER_WIDTH / (sum(width for width, _ in sizes) + 8 * len(sizes))
    if fitting < SMALLEST:
        fitting = PAPER_WIDTH / max(width for width, _ in sizes)
    scale = min(LARGEST, fitting)
    for image, (width, height) in zip(images, sizes, strict=True):
        image["width"], image["height"] = width, height
        image["style"] = f"--paper: {width * scale:.0f}px"


def picture_size(source: str) -> tuple[int, int]:
    """Width and height in pixels of a PNG or an SVG in a data address."""
    kind, _, data = source.partition(",")
    if "base64" in kind:
        return Image.open(BytesIO(b64decode(data))).size
    frame = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', unquote(data))
    return round(float(frame[1])), round(float(frame[2]))
