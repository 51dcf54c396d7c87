"""Contrast: 4.5 for words on what lies behind them, 3 for marks that mean something."""

import re

import numpy as np
import pytest
from matplotlib import colormaps

from nnlib.plots import decisions, style
from nnlib.plots.digit_reading import pixels_svg
from nnlib.plots.digits import ink_colors
from nnlib.plots.stripes import diagonals, striped

INKS = ("BLACK", "GRAY", "BLUE_TEXT", "ORANGE_TEXT")
TINTS = (style.WHITE, style.BLUE_LIGHT, style.ORANGE_LIGHT, "#F0F0F0")
CELLS = (decisions.RIGHT_FILL, decisions.WRONG_FILL)
LINES = ("BLUE", "ORANGE", "GREEN", "PURPLE", "DEEP_SKY", "AMBER", "GRAY", "BLACK")


def test_contrast_is_that_of_the_guidelines():
    assert style.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert style.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert style.contrast("#123456", "#123456") == 1


@pytest.mark.parametrize("ground", [*TINTS, *CELLS])
@pytest.mark.parametrize("ink", INKS)
def test_words_are_read_on_every_tint(ink, ground):
    if ground in CELLS and ink != "BLACK":
        return  # tables of counts have black words only
    assert style.contrast(getattr(style, ink), ground) >= 4.5


@pytest.mark.parametrize("name", LINES)
def test_lines_and_markers_are_seen_on_white(name):
    assert style.contrast(getattr(style, name), style.WHITE) >= 3


def test_markers_of_classes_are_seen_on_white():
    assert min(style.contrast(c, style.WHITE) for c in style.CLASS_COLORS) >= 3
    assert len(set(style.CLASS_MARKERS)) == len(style.CLASS_COLORS)


def test_numbers_are_read_on_every_cell_of_a_heat_map():
    cells = [color[:3] for color in colormaps[style.SURFACE](np.linspace(0, 1, 256))]
    cells += [tile[0, 0] for tile in ink_colors(np.repeat(np.c_[:17] / 16, 64, axis=1))]
    worst = min(style.contrast(style.text_color_on(one), one) for one in cells)
    assert worst >= 4.5


def test_counts_of_ink_are_read_on_every_gray():
    svg = pixels_svg(np.arange(64).reshape(8, 8) % 17, "all counts of ink")
    pair = r'fill="rgb[(](\d+),[^>]*><text[^>]* fill="(#\w+)"'
    found = {(int(shade), ink) for shade, ink in re.findall(pair, svg)}
    assert len(found) == 16  # a count of 0 is left empty
    for shade, ink in found:
        assert style.contrast(ink, [shade / 255] * 3) >= 4.5


@pytest.mark.parametrize("sign", [1, -1])
def test_orange_alone_is_striped_and_stays_on_its_side(sign):
    values = np.linspace(-1, 1, 400).reshape(20, 20)
    shown = striped(values, sign=sign)
    orange = sign * values > 0
    assert (shown[~orange] == values[~orange]).all()
    assert (np.sign(shown) == np.sign(values)).all()
    changed = shown != values
    assert (changed == orange & diagonals(20, 20)).all() and changed.any()


def test_stripes_go_around_the_middle_of_probabilities():
    shown = striped(np.full((14, 14), 0.9), middle=0.5)
    assert set(np.round(np.unique(shown), 3)) == {0.74, 0.9}
