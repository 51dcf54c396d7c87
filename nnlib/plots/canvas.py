"""A picture that is redrawn many times a second.

What stands still (axes, labels, grids) is painted once and kept. For each new frame the
kept pixels are put back and only the moving parts are painted on top.
"""

import struct
import zlib
from io import BytesIO

import numpy as np
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from PIL import Image

from nnlib.plots.style import raise_small_text
from nnlib.room import on_projector


class Canvas:
    """A kept figure whose moving parts are repainted for every frame.

    Make the figure with ``new_figure``, name each moving artist with ``moving``, change
    those artists as you like, and ask for ``png()``. Call ``redraw_background`` after a
    change of anything else, such as the limits of an axis.
    """

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        self._moving = []
        self._background = None

    @property
    def width(self) -> int:
        """Width of the picture in pixels."""
        return int(self.figure.bbox.width)

    def moving(self, artist):
        """Mark an artist as one that changes from frame to frame, and return it."""
        artist.set_animated(True)
        if isinstance(artist, AxesImage) and artist.get_interpolation() == "auto":
            artist.set_interpolation("nearest")  # saves a third of each frame
        self._moving.append(artist)
        self._moving.sort(key=lambda one: one.get_zorder())
        self._background = None
        return artist

    def redraw_background(self) -> None:
        """Paint the parts that stand still anew with the next frame."""
        self._background = None

    def png(self) -> bytes:
        """The picture as it is now, as the bytes of a PNG file."""
        canvas = self.figure.canvas
        if self._background is None:
            self._paint_background()
        else:
            canvas.restore_region(self._background)
        for artist in self._moving:
            self.figure.draw_artist(artist)
        return fast_png_bytes(canvas)

    def _paint_background(self) -> None:
        if on_projector():
            raise_small_text(self.figure)
        self.figure.canvas.draw()
        self._background = self.figure.canvas.copy_from_bbox(self.figure.bbox)


def png_bytes(canvas) -> bytes:
    """What an Agg canvas shows at the moment, as the bytes of a small PNG file."""
    return small_png(Image.fromarray(np.asarray(canvas.buffer_rgba())))


def small_png(picture: Image.Image) -> bytes:
    """A picture as a PNG file that is small, which takes longer than making it.

    With 256 colors it needs less than half the bytes. They are chosen to cover all that
    was drawn: also a rare color, such as the tip of a color bar, stays what it is.
    """
    file = BytesIO()
    method, dither = Image.Quantize.MAXCOVERAGE, Image.Dither.NONE
    picture.convert("RGB").quantize(256, method, dither=dither).save(
        file, "png", optimize=True
    )
    return file.getvalue()


def fast_png_bytes(canvas) -> bytes:
    """The same picture in a third of the time, for pictures that are soon replaced.

    Image libraries filter each row before they compress it, which takes most of their
    time and gains little with flat colors. Here rows are compressed as they are.
    Format: W3C, Portable Network Graphics, sections 7 and 11.
    """
    pixels = np.asarray(canvas.buffer_rgba())
    height, width, channels = pixels.shape
    rows = np.zeros((height, 1 + width * channels), np.uint8)  # 0: a row unfiltered
    rows[:, 1:] = pixels.reshape(height, -1)
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)  # 8 bits, RGBA
    parts = (b"IHDR", header), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_png_part(*part) for part in parts)


def _png_part(kind: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + checksum
