"""Lesson 03: five activation functions, their slopes, and where they saturate."""

import numpy as np
import pytest

from nnlib.explorers.activations import (
    NAMES,
    ActivationExplorer,
    FunctionPicture,
    outputs,
    slopes,
    step,
)
from tests.explorers.sweep import check_explorer


@pytest.fixture
def explorer():
    return ActivationExplorer()


def words_at(explorer, name, z):
    explorer.controls["function"].value = name
    explorer.controls["z"].value = z
    assert explorer.error is None
    return explorer.words_text


def test_every_setting_gives_a_picture_and_words(explorer):
    check_explorer(explorer, random_combinations=40)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("z", [-3.0, -0.4, 0.7, 5.5])
def test_slopes_are_those_of_a_small_nudge(name, z):
    nudged = outputs(name, [z + 1e-6]) - outputs(name, [z - 1e-6])
    assert slopes(name, [z]) == pytest.approx(nudged / 2e-6, abs=1e-6)


def test_the_step_fires_above_zero_only():
    assert step(np.array([-1, 0, 1e-9, 2])).tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize(
    "name, z, words",
    [
        ("step", 0.0, "step(0) = 0. Here is the jump"),
        ("step", 3.0, "step(3) = 1. The slope is 0, here and everywhere"),
        ("relu", 2.0, "relu(2) = 2. The slope here is 1: the unit is on"),
        ("relu", -2.0, "relu(−2) = 0. The slope here is 0: the unit is off"),
        ("relu", 0.0, "this is the corner"),
        ("sigmoid", 0.0, "sigmoid(0) = 0.5. The slope here is 0.25: the steep"),
        ("sigmoid", -6.0, "saturated. The output is close to 0"),
        ("sigmoid", 6.0, "saturated. The output is close to 1"),
        ("tanh", 0.0, "The slope here is 1: the steepest place"),
        ("tanh", -4.0, "saturated. The output is close to −1"),
        ("tanh", 6.0, "tanh(6) ≈ 1."),
        ("tanh", -6.0, "tanh(−6) ≈ −1. The slope here is 0.0000246: saturated"),
        ("softmax", 2.0, "probabilities p1, p2 and p3, about 0.665, 0.245 and 0.09;"),
        ("softmax", 6.0, "Saturated"),
    ],
)
def test_words_name_value_slope_and_saturation(explorer, name, z, words):
    assert words in words_at(explorer, name, z)


def size_of_dots(name, z):
    """How many pixels the dots cover: what changes when they are taken away."""
    picture, shown = FunctionPicture(name), []
    picture.png(z)
    for visible in (True, False):
        for dot in [*picture.value_dots, *picture.slope_dots]:
            dot.set_visible(visible)
        picture.canvas.png()
        shown.append(np.array(picture.canvas.figure.canvas.buffer_rgba()))
    return int((shown[0] != shown[1]).any(axis=2).sum())


@pytest.mark.parametrize("name", ["relu", "sigmoid", "tanh"])
def test_dots_are_whole_at_both_ends(name):
    left, middle, right = (size_of_dots(name, z) for z in (-6.0, -2.0, 6.0))
    assert left == pytest.approx(middle, rel=0.2)
    assert right == pytest.approx(middle, rel=0.2)
