"""Names for a screen reader: of pictures, of sliders and their values, of questions.

ipywidgets gives the handle of a slider no name, its value as a position or an exponent,
and a picture no alternative text. This widget shows nothing. It sits in an explorer or
a page of questions and puts these names on the parts around it, in the browser.
"""

from pathlib import Path

import anywidget
from traitlets import Dict, Unicode


class Spoken(anywidget.AnyWidget):
    """What the parts around it are called.

    ``title`` is the name of the whole, ``alts`` says for each picture what it is.
    """

    _esm = Path(__file__).with_suffix(".js")
    title = Unicode().tag(sync=True)
    alts = Dict().tag(sync=True)
