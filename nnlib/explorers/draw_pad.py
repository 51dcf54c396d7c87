"""A pad to draw on in the browser, with mouse, finger, pen or keyboard.

What is drawn arrives here as `value`: a list of strokes, each a list of points [x, y]
from 0 to 1, y down. A browser can send anything, so nothing is taken for granted here;
`strokes.clean_strokes` looks at it.
"""

from pathlib import Path

import anywidget
from traitlets import Any, Int, Unicode

from nnlib.room import room

SIDE = 256  # pixels on a laptop
HELP = (
    "Drawing pad. Draw with mouse, finger or pen. With the keyboard, arrow keys move "
    "the pen; the space bar puts it down on the pad and lifts it again."
)


class DrawPad(anywidget.AnyWidget):
    """A square to draw on, with a button that clears it."""

    _esm = Path(__file__).with_suffix(".js")
    _css = """
.nn-pad { overflow: visible; font-size: var(--nn-pad-text);
  color: var(--jp-ui-font-color1, #1A1A1A); }
.nn-pad-title { font-weight: 600; text-align: center;
  line-height: calc(var(--nn-pad-side) * 24 / 256); }
.nn-pad-canvas { width: var(--nn-pad-side); height: var(--nn-pad-side); display: block;
  box-sizing: border-box; border: 2px solid #666666; border-radius: 3px; margin: 0 4px;
  background: white; cursor: crosshair; touch-action: none; user-select: none; }
.nn-pad-canvas:focus { outline: 3px solid #0072B2; outline-offset: 1px; }
.nn-pad-row { display: flex; align-items: center; gap: 14px; margin: 8px 4px 0; }
.nn-pad .nn-pad-clear { width: max-content; flex: none; }
.nn-pad-keys { margin: 4px 4px 8px; max-width: var(--nn-pad-side);
  line-height: 1.3; }
"""
    value = Any().tag(sync=True)
    description = Unicode("Draw a digit here").tag(sync=True)
    help = Unicode(HELP).tag(sync=True)
    side = Int().tag(sync=True)
    text_size = Int().tag(sync=True)

    def __init__(self) -> None:
        sizes = {"side": round(SIDE * room().wider), "text_size": room().text_pixels}
        super().__init__(value=[], **sizes)
