"""The controls and picture frames that explorers are made of, with one look.

Every control has a visible label, works by keyboard and tells its range when the mouse
rests on the label.
"""

from collections.abc import Callable, Sequence
from html import escape

import ipywidgets as widgets

from nnlib.plots.numbers import number_text
from nnlib.plots.style import picture_scale


def slider(label, value, low, high, step=None, *, unit="", readout=None):
    """A slider from ``low`` to ``high``. Whole numbers give a slider of whole numbers.

    ``readout`` is a number format such as ``".2f"``; by default it follows the step.
    """
    whole = all(isinstance(one, int) for one in (value, low, high, step or 1))
    kind = widgets.IntSlider if whole else widgets.FloatSlider
    step = step or (1 if whole else (high - low) / 100)
    return kind(
        **_label(label, unit, low, high),
        min=low,
        max=high,
        value=value,
        step=step,
        readout_format=readout or ("d" if whole else f".{_decimals(step)}f"),
    )


def log_slider(label, value, low_exponent, high_exponent, *, unit="", step=0.1):
    """A slider from 10^low_exponent to 10^high_exponent, in steps of equal ratio."""
    return widgets.FloatLogSlider(
        **_label(label, unit, 10.0**low_exponent, 10.0**high_exponent),
        base=10,
        min=low_exponent,
        max=high_exponent,
        step=step,
        value=value,
        readout_format=".3g",
    )


def list_slider(label: str, values: Sequence[float], value) -> widgets.SelectionSlider:
    """A slider that stops at these values only, such as numbers that read well."""
    options = [(number_text(one), one) for one in values]
    ends = _label(label, "", values[0], values[-1])
    return widgets.SelectionSlider(**ends, options=options, value=value)


def choice(label: str, options: Sequence, value=None) -> widgets.Dropdown:
    """A list to choose one thing from; without ``value`` it starts at the first."""
    value = options[0] if value is None else value
    return widgets.Dropdown(**_label(label), options=options, value=value)


def toggle(label: str, value: bool = False) -> widgets.Checkbox:
    """A box to tick."""
    return widgets.Checkbox(
        value=value, description=label, indent=False, layout={"width": "auto"}
    )


def button(text: str, tooltip: str, on_click: Callable[[], object]) -> widgets.Button:
    """A button that calls ``on_click()``, without arguments, when it is pressed."""
    one = widgets.Button(
        description=text, tooltip=tooltip, layout={"width": "max-content"}
    )
    one.on_click(lambda _: on_click())
    return one


def picture_image(width: int) -> widgets.Image:
    """A frame for PNG bytes, ``width`` pixels wide, narrower on a narrow page."""
    layout = {"width": f"{width}px", "max_width": "100%", "height": "auto"}
    return widgets.Image(format="png", layout=layout)


def picture_svg() -> widgets.HTML:
    """A frame for the text of an SVG drawing."""
    return widgets.HTML(layout={"max_width": "100%"})


def words_html(words: str, live: str = "polite", *, bold: bool = False) -> str:
    """Words as HTML, in the text size of the room.

    ``live`` says when a screen reader speaks them after a change: polite or off.
    """
    size = round(14 * picture_scale())
    look = f"font-size:{size}px" + (";font-weight:600" if bold else "")
    spoken = ' role="status" aria-live="polite"' if live == "polite" else ""
    return f'<div{spoken} style="{look}">{escape(words)}</div>'


def _label(label: str, unit: str = "", low=None, high=None) -> dict:
    text = f"{label} ({unit})" if unit else label
    span = "" if low is None else f", {number_text(low)} to {number_text(high)}"
    return {
        "description": text,
        "tooltip": text + span,
        "style": {"description_width": "initial"},
        "layout": {"width": "300px", "max_width": "100%"},
    }


def _decimals(step: float) -> int:
    return len(f"{step:.6f}".rstrip("0").partition(".")[2])
