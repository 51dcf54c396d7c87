"""In front of a class: every text of every picture is large, and none is in the way."""

import gc
import os
import re
import subprocess
import sys
from itertools import combinations

import pytest
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.text import Text

from nnlib.plots.style import raise_small_text
from nnlib.room import projector
from tests.explorers.every_explorer import EXPLORERS, GIVEN, source

ROOM = "from nnlib.room import on_projector; print(on_projector())"
FONT_SIZE = re.compile(r'font-size="([\d.]+)"')
WIDTHS = re.compile(r'viewBox="0 0 ([\d.]+) [\d.]+" width="([\d.]+)"')
SLACK = 4  # pixels that the boxes around two texts may share: they are generous


@pytest.fixture(scope="module")
def given():
    here = os.getcwd()
    os.chdir("notebooks")
    values = {}
    exec(GIVEN, values)
    os.chdir(here)
    return values


@pytest.fixture
def classroom():
    projector()
    yield
    projector(False)


def built(line, given):
    """The explorer of a line, and the figures that it draws on."""
    old = {id(one) for one in gc.get_objects() if isinstance(one, Figure)}
    *imports, call = source(line).split("\n")
    values = dict(given)
    exec("\n".join(imports), values)
    explorer = eval(call, values)
    found = [one for one in gc.get_objects() if isinstance(one, Figure)]
    return explorer, [one for one in found if id(one) not in old and one.axes]


def shown_texts(figure):
    """The texts that are painted; those of ticks outside of their axis are not."""
    unused = set()
    for ax in figure.axes:
        for axis in (ax.xaxis, ax.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in [*axis.majorTicks, *axis.minorTicks]:
                if not (ax.axison and low <= tick.get_loc() <= high):
                    unused |= {tick.label1, tick.label2}
    for legend in figure.findobj(Legend):
        unused |= set() if legend.get_visible() else set(legend.findobj(Text))
    texts = set(figure.findobj(Text)) - unused
    return [one for one in texts if one.get_visible() and one.get_text().strip()]


def crowding(figure):
    """What is cut off, and what lies on top of each other."""
    figure.canvas.draw()
    shown = sorted(shown_texts(figure), key=lambda text: text.get_text())
    boxes = [(text.get_text(), text.get_window_extent()) for text in shown]
    wide, high = figure.bbox.size
    for text, box in boxes:
        if box.x0 < -1 or box.y0 < -SLACK or box.x1 > wide + 1 or box.y1 > high + SLACK:
            yield f"{text!r} is cut off"
    for (one, first), (other, second) in combinations(boxes, 2):
        across = min(first.x1, second.x1) - max(first.x0, second.x0)
        along = min(first.y1, second.y1) - max(first.y0, second.y0)
        if across > SLACK and along > SLACK + 4:
            yield f"{one!r} lies on {other!r}"


@pytest.mark.parametrize("line", EXPLORERS)
def test_every_text_is_large_and_free(line, given, classroom):
    explorer, figures = built(line, given)
    for picture in explorer.pictures.values():
        if isinstance(picture.value, str):
            assert min(map(float, FONT_SIZE.findall(picture.value))) >= 15
            drawn, shown = map(float, WIDTHS.search(picture.value).groups())
            assert shown / drawn >= 1.429 and shown <= 1081
    for figure in figures:
        raise_small_text(figure)  # what has not been painted yet has not been raised
        crowded = list(crowding(figure))
        assert not crowded, crowded
        assert min(one.get_fontsize() for one in shown_texts(figure)) >= 16
        assert figure.bbox.width <= 1081


@pytest.mark.parametrize(
    "value, answer",
    [("projector", "True"), ("laptop", "False"), ("", "False"), (None, "False")],
)
def test_the_variable_chooses_the_room(value, answer):
    assert asked(value).stdout.strip() == answer


def test_a_room_that_does_not_exist_is_told():
    run = asked("cinema")
    assert run.returncode
    assert "NNLIB_ROOM must be one of laptop, projector, got 'cinema'" in run.stderr


def asked(value):
    room = {} if value is None else {"NNLIB_ROOM": value}
    others = {k: v for k, v in os.environ.items() if k != "NNLIB_ROOM"}
    command = [sys.executable, "-c", ROOM]
    return subprocess.run(command, capture_output=True, text=True, env=others | room)


@pytest.mark.parametrize("value", ["yes", 1, None])
def test_projector_is_on_or_off(value):
    with pytest.raises(ValueError, match="on must be True or False, got"):
        projector(value)
