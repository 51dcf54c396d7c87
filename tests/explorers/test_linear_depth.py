"""Lesson 03: linear layers make one line, ReLUs between them bend it."""

import numpy as np
import pytest

from nnlib.explorers.linear_depth import (
    LAYERS,
    LinearDepthExplorer,
    X,
    composed,
    layer_outputs,
    name_places,
    pieces,
)
from tests.explorers.sweep import check_explorer


@pytest.fixture
def explorer():
    return LinearDepthExplorer()


def set_to(explorer, **values):
    for name, value in values.items():
        explorer.controls[name].value = value
    assert explorer.error is None
    return explorer.words_text


def test_every_setting_gives_a_picture_and_words(explorer):
    check_explorer(explorer)


@pytest.mark.parametrize("depth", range(1, 7))
def test_the_composed_line_is_what_the_layers_give(depth):
    slope, start = composed(LAYERS[:depth])
    y = layer_outputs(LAYERS[:depth], False, X)[-1]
    assert y == pytest.approx(slope * X + start)


@pytest.mark.parametrize("weight", np.linspace(-3, 3, 13))
@pytest.mark.parametrize("depth", [2, 3, 6])
def test_the_pieces_are_those_of_the_picture(depth, weight):
    layers = [(weight, LAYERS[0][1]), *LAYERS[1:depth]]
    bends, slopes = pieces(layers)
    y = layer_outputs(layers, True, X)[-1]
    rebuilt = y[0] + np.interp(X, *_corners(bends, slopes))
    assert rebuilt == pytest.approx(y, abs=1e-4)


def _corners(bends, slopes):
    x = np.array([X[0], *bends, X[-1]])
    return x, np.append(0, np.cumsum(np.diff(x) * slopes))


def test_words_multiply_out_or_tell_the_bends(explorer):
    assert "y = 2·x + 1.5" in set_to(explorer, depth=1)
    assert "2 · (−0.5) · (−0.5) = 0.5." in set_to(explorer, depth=3)
    words = set_to(explorer, relu=True)
    assert "the line bends at x = −0.75 and 1.25. Its slopes" in words
    assert words.endswith("from left to right: 0, +0.5, 0.")
    assert "flat" in set_to(explorer, weight=0.0)
    assert "no bend" in set_to(explorer, weight=0.1)
    assert "there is only one" in set_to(explorer, depth=1)


@pytest.mark.parametrize("weight", np.linspace(-3, 3, 13))
@pytest.mark.parametrize("with_relu", [False, True])
def test_the_names_of_the_lines_stay_apart(weight, with_relu):
    layers = [(weight, LAYERS[0][1]), *LAYERS[1:]]
    places = name_places(layer_outputs(layers, with_relu, X))
    seen = [place for place in places if place is not None]
    for k, (x, y) in enumerate(seen):
        assert all(abs(x - a) > 0.4 or abs(y - b) > 0.5 for a, b in seen[:k])


def test_the_formulas_stand_beside_the_lines(explorer):
    set_to(explorer, depth=3)
    drawing = explorer.pictures["formulas"].value
    assert ">layer 2:  z2 = −0.5·z1 + 2<" in drawing
    assert ">y = 0.5·x + 1.375<" in drawing
