"""Names for a screen reader: of pictures, of sliders and their values, of questions.

ipywidgets gives the handle of a slider no name, its value as a position or an exponent,
and a picture no alternative text. This widget shows nothing. It sits in an explorer or
a page of questions and puts these names on the parts around it, in the browser.
"""

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path

import anywidget


class Spoken(anywidget.AnyWidget):
    """Names the parts around it, as a `names_html` beside it says."""

    _esm = Path(__file__).with_suffix(".js")


_one: Spoken | None = None


def spoken() -> Spoken:
    """The one of this kernel: it is loaded once, and has a place in every explorer."""
    global _one
    if _one is None or _one.comm is None:
        _one = Spoken()
    return _one


def names_html(title: str, alts: Mapping[str, str]) -> str:
    """The name of the whole, and what each of its pictures is; nothing to be seen."""
    names = escape(json.dumps(dict(alts), ensure_ascii=False))
    return f'<i class="nn-names" data-title="{escape(title)}" data-alts="{names}"></i>'
