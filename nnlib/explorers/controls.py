"""The controls and picture frames that explorers are made of, with one look.

Every control has a visible label, works by keyboard and tells its range when the mouse
rests on the label.
"""

from collections.abc import Callable, Sequence
from html import escape

import ipywidgets as widgets

from nnlib.plots.numbers import number_text
from nnlib.room import on_projector, room


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

    ``live`` says when a screen reader speaks them after a change: polite, which is up
    to what is around them (see ``spoken.js``), or off.
    """
    look = f"font-size:{room().text_pixels}px" + (";font-weight:600" if bold else "")
    silent = ' aria-live="off"' if live == "off" else ""
    return f'<div{silent} style="{look}">{escape(words)}</div>'


def text_scale() -> float:
    """How many times larger than on a laptop the text of controls is."""
    return room().text_pixels / 14


def focus_css(selector: str) -> str:
    """Rules that let everybody see what is a control, and which one has the focus.

    Boxes do not scroll: they would cut off the frame, and hold the Tab key up. Thrice
    the same selector counts for more than what Jupyter says of single controls.
    """
    edge = "var(--jp-ui-font-color2, #767676)"
    return (
        f"{selector} {{ --jp-widgets-input-border-color: {edge}; }}\n"
        f"{selector} .noUi-handle {{ border-color: {edge}; }}\n"
        f"{selector}, {selector} .widget-box {{ overflow: visible; }}\n"
        f"{3 * selector} :focus-visible {{ outline: 3px solid #0072B2 !important; "
        "outline-offset: 2px; }\n"
        f"{3 * selector} .widget-readout:focus-visible {{ outline-offset: -3px; }}\n"
        f"@media (prefers-reduced-motion: reduce) {{ {selector} * "
        "{ transition: none !important; animation: none !important; } }\n"
    )


def room_css(selector: str) -> str:
    """Rules that bring everything inside up to the text size of a projector.

    On a laptop there are none: controls look as they do everywhere in JupyterLab.
    """
    if not on_projector():
        return ""
    size = f"{room().text_pixels}px"
    return (
        f"{selector} {{ --jp-widgets-font-size: {size}; --jp-widgets-inline-height: "
        "38px; --jp-widgets-slider-handle-size: 24px; "
        "--jp-widgets-slider-track-thickness: 6px; }\n"
        f"{selector} :is(.jupyter-widgets, select, input, textarea, button, label, "
        f".widget-readout, .widget-html-content) {{ font-size: {size}; }}\n"
        f"{selector} .nn-pictures > * {{ flex-shrink: 0; }}\n"
        f"{selector} .widget-checkbox input {{ width: 22px; height: 22px; }}\n"
        f"{selector} .widget-radio-box input {{ width: 20px; height: 20px; }}\n"
        f"{selector} .widget-readout {{ min-width: 4.2em; }}\n"
    )


def _label(label: str, unit: str = "", low=None, high=None) -> dict:
    text = f"{label} ({unit})" if unit else label
    span = "" if low is None else f", {number_text(low)} to {number_text(high)}"
    return {
        "description": text,
        "tooltip": text + span,
        "style": {"description_width": "initial"},
        "layout": {"width": f"{round(300 * text_scale())}px", "max_width": "100%"},
    }


def _decimals(step: float) -> int:
    return len(f"{step:.6f}".rstrip("0").partition(".")[2])
