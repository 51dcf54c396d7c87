"""Drives every control of an explorer to its ends and about, and looks at the result.

`check_explorer(SomeExplorer())` is the least that every explorer must pass. It works on
any explorer, without a browser: it sets `.value`, as a learner's hand does.
"""

import random
import re
import warnings
from io import BytesIO
from xml.etree import ElementTree

import ipywidgets as widgets
from PIL import Image

from nnlib.explorers.player import Player

NOT_A_NUMBER = re.compile(r"\b(nan|inf|infinity|undefined|none)\b", re.IGNORECASE)
WIDEST_PICTURE = 900
SLIDERS = (widgets.IntSlider, widgets.FloatSlider)
LISTS = (
    widgets.Dropdown,
    widgets.RadioButtons,
    widgets.ToggleButtons,
    widgets.SelectionSlider,
)


def check_explorer(explorer, random_combinations=50):
    """Fail with the control's name and value if anything is not as it should be."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        first = snapshot(explorer)
        check_names(explorer)
        check_state(explorer, "at the start")
        for low_or_high in (0, -1):
            drive_one_by_one(explorer, low_or_high)
            drive_together(explorer, low_or_high)
        drive_at_random(explorer, random_combinations)
        back_to_the_start(explorer, first[0])
        check_state(explorer, "after Reset")
        assert snapshot(explorer) == first, "Reset does not return to the first state"
        check_bundle(explorer)


def back_to_the_start(explorer, first_values):
    """Press Reset; where it keeps a control, take that back by hand, and once more."""
    explorer.reset()
    for name in explorer.kept_by_reset:
        explorer.controls[name].value = first_values[name]
        explorer.reset()


def snapshot(explorer):
    """What a learner sees: values, pictures and words."""
    pictures = {name: bytes_of(one.value) for name, one in explorer.pictures.items()}
    return explorer.values, pictures, explorer.words_text


def bytes_of(content):
    return content.encode() if isinstance(content, str) else bytes(content)


def drive_one_by_one(explorer, low_or_high):
    for name, control in settings(explorer).items():
        control.value = values_of(control)[low_or_high]
        check_state(explorer, f"{name} = {control.value!r}")
        explorer.reset()


def drive_together(explorer, low_or_high):
    for control in settings(explorer).values():
        control.value = values_of(control)[low_or_high]
    check_state(explorer, f"all at {explorer.values}")
    explorer.reset()


def drive_at_random(explorer, combinations):
    chance = random.Random(0)
    names = list(settings(explorer))
    for _ in range(combinations):
        for name in chance.sample(names, len(names)):
            control = explorer.controls[name]
            control.value = chance.choice(values_of(control))
        press_buttons(explorer, chance)
        check_state(explorer, f"{explorer.values}")


def press_buttons(explorer, chance):
    for control in explorer.controls.values():
        if isinstance(control, widgets.Button) and chance.random() < 0.5:
            control.click()
    if isinstance(explorer, Player):
        for _ in range(chance.randrange(4)):
            explorer.step()


def settings(explorer):
    return {k: c for k, c in explorer.controls.items() if c.has_trait("value")}


def values_of(control):
    """Values of a control from low to high: both ends and some between."""
    if isinstance(control, widgets.FloatLogSlider):
        steps = [control.min + i * (control.max - control.min) / 10 for i in range(11)]
        return [control.base**exponent for exponent in steps]
    if isinstance(control, SLIDERS):
        count = min(20, round((control.max - control.min) / control.step))
        span = (control.max - control.min) / count
        kind = type(control.value)
        return [kind(control.min + i * span) for i in range(count + 1)]
    if isinstance(control, LISTS):
        return [value for _, value in control._options_full]
    if isinstance(control, widgets.Checkbox | widgets.ToggleButton):
        return [False, True]
    if isinstance(control, widgets.Text):
        return ["", "no number", "0.5", "−1e400"]
    return [control.value]


def check_names(explorer):
    classes = set(explorer._dom_classes)
    assert {"nn-explorer", f"nn-{explorer.name}"} <= classes
    for name, control in explorer.controls.items():
        assert control.description.strip(), f"control {name} has no visible label"
        assert f"nn-control-{name}" in control._dom_classes
    for name, picture in explorer.pictures.items():
        assert {"nn-picture", f"nn-picture-{name}"} <= set(picture._dom_classes)
        alt = explorer.alts.get(name, "")
        assert 3 <= len(alt.split()) <= 25, f"picture {name} has no alt text"
    assert explorer.alts.keys() == explorer.pictures.keys()


def check_state(explorer, where):
    error = explorer.error
    diverged = isinstance(explorer, Player) and isinstance(error, ArithmeticError)
    if error is not None and not diverged:
        raise AssertionError(f"{type(explorer).__name__} failed {where}") from error
    check_words(explorer.words_text, where)
    for name, picture in explorer.pictures.items():
        check_picture(picture.value, f"picture {name}, {where}")


def check_words(words, where):
    assert words.strip(), f"no words {where}"
    assert words.rstrip()[-1] in ".!?", f"words are no sentence {where}: {words!r}"
    assert not NOT_A_NUMBER.search(words), f"{words!r} {where}"


def check_picture(content, where):
    if isinstance(content, str):
        root = ElementTree.fromstring(content)
        assert root.tag.endswith("svg") and len(root), f"no drawing: {where}"
        assert root.get("aria-label", "").strip(), f"no words in the drawing: {where}"
        assert not NOT_A_NUMBER.search(readable(root)), f"not a number: {where}"
    else:
        image = Image.open(BytesIO(bytes(content)))
        assert image.width <= WIDEST_PICTURE, f"{image.width} pixels wide: {where}"
        assert image.convert("L").getextrema()[0] < 200, f"empty picture: {where}"


def readable(root):
    """All texts and all coordinates of a drawing, in one string."""
    texts = [text for one in root.iter() for text in (one.text, one.tail) if text]
    places = [v for one in root.iter() for k, v in one.items() if k not in LOOKS]
    return " ".join(texts + places)


LOOKS = {
    "fill",
    "stroke",
    "aria-label",
    "font-family",
    "style",
    "class",
    "pointer-events",
}


def check_bundle(explorer):
    bundle = explorer._repr_mimebundle_()
    assert bundle["text/plain"] == f"{type(explorer).__name__}: {explorer.words_text}"
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert '<img alt="' in bundle["text/html"]
