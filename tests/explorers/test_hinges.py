"""Lesson 03: hinges on sliders, their gap in words, and the search for better ones."""

import numpy as np
import pytest

from nnlib.explorers.hinges import (
    TARGETS,
    HingeExplorer,
    X,
    average_gap,
    best_hinges,
    hinge_sum,
)
from tests.explorers.sweep import check_explorer


@pytest.fixture
def explorer():
    return HingeExplorer()


def set_hinges(explorer, places, sizes):
    for i in (1, 2, 3):
        explorer.controls[f"place{i}"].value = places[i - 1]
        explorer.controls[f"size{i}"].value = sizes[i - 1]


def test_every_setting_gives_a_picture_and_words(explorer):
    check_explorer(explorer, random_combinations=30)


def test_a_tent_by_hand():
    x = np.array([0.0, 0.5, 1.0, 1.5, 2.0, 3.0])
    tent = hinge_sum(x, [0, 1, 2], [1, -2, 1])
    assert tent.tolist() == [0, 0.5, 1, 0.5, 0, 0]
    assert average_gap(tent, np.zeros(6)) == pytest.approx(2 / 6)


def test_words_tell_the_gap_and_the_slopes(explorer):
    set_hinges(explorer, [0.4, 2.0, 3.6], [1.2, -2.4, 1.2])
    curve = hinge_sum(X, [0.4, 2, 3.6], [1.2, -2.4, 1.2])
    gap = average_gap(curve, TARGETS["a hill"](X))
    assert f"is {gap:.2g} away from the target on average" in explorer.words_text
    told = "The slopes of the bold line from left to right: 0, +1.2, −1.2, 0."
    assert told in explorer.words_text


def test_hinges_at_both_ends_count_as_they_should(explorer):
    set_hinges(explorer, [0.0, 4.0, 4.0], [1.0, 3.0, -3.0])
    assert explorer.words_text.endswith("from left to right: +1.")


@pytest.mark.parametrize("name", TARGETS)
def test_the_search_comes_close(name):
    places, sizes = best_hinges(name)
    assert average_gap(hinge_sum(X, places, sizes), TARGETS[name](X)) < 0.08


def test_the_button_places_hinges_and_compares(explorer):
    set_hinges(explorer, [0.4, 2.0, 3.6], [1.2, -2.4, 1.2])
    explorer.controls["search"].click()
    found = [explorer.values[f"place{i}"] for i in (1, 2, 3)]
    assert found == pytest.approx(best_hinges("a hill")[0])
    assert "tried all 10,660 ways" in explorer.words_text
    assert "Your own hinges, the gray dashed curve, were" in explorer.words_text
    explorer.controls["size1"].value = 0.0
    assert explorer.words_text.startswith("With your changes the bold line is")
    explorer.controls["target"].value = "a wave"
    assert explorer.words_text.startswith("The bold line is")


def test_hinges_of_the_computer_are_never_called_yours(explorer):
    explorer.controls["search"].click()
    explorer.controls["search"].click()  # still the learner's first ones
    assert "gray dashed curve, were 0.58 away" in explorer.words_text
    explorer.controls["target"].value = "a wave"
    assert "Your" not in explorer.words_text
    explorer.controls["search"].click()
    assert "tried all 10,660 ways" in explorer.words_text
    assert "Your" not in explorer.words_text
    explorer.controls["size1"].value = 0.0  # now they are the learner's
    explorer.controls["search"].click()
    assert "Your own hinges, the gray dashed curve" in explorer.words_text
    explorer.controls["target"].value = "a hill"
    assert "gray" not in explorer.words_text


def test_reset_forgets_the_comparison(explorer):
    first = explorer.words_text
    explorer.controls["search"].click()
    explorer.reset()
    assert explorer.words_text == first
