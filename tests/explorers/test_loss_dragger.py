"""Lesson 05: three losses over one score, their values, slopes and words."""

import pytest

from nnlib.explorers.loss_dragger import (
    BINARY,
    NAMES,
    SOFTMAX,
    SQUARED,
    LossDragger,
    loss_and_slope,
)
from tests.explorers.sweep import check_explorer


@pytest.fixture(scope="module")
def explorer():
    return LossDragger()


def words_at(explorer, score, target):
    explorer.controls["score"].value = score
    explorer.controls["target"].value = target
    assert explorer.error is None
    return explorer.words_text


@pytest.mark.parametrize("names", [(), (SQUARED, BINARY), (SOFTMAX,)])
def test_every_setting_gives_a_picture_and_words(names):
    check_explorer(LossDragger(*names), random_combinations=20)


def test_an_unknown_loss_is_refused():
    with pytest.raises(ValueError, match="loss"):
        LossDragger("cross-entropy")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("target", [0, 1])
@pytest.mark.parametrize("score", [-6.0, -0.3, 0.0, 2.0, 6.0])
def test_slopes_are_those_of_a_small_nudge(name, target, score):
    above, below = (loss_and_slope(name, score + h, target)[0] for h in (1e-5, -1e-5))
    slope = loss_and_slope(name, score, target)[1]
    assert slope == pytest.approx((above - below) / 2e-5, abs=1e-8)


def test_numbers_of_the_lesson():
    assert loss_and_slope(SQUARED, -4, 1) == pytest.approx((0.4822, -0.0173), abs=1e-4)
    assert loss_and_slope(BINARY, -4, 1) == pytest.approx((4.018, -0.982), abs=1e-3)
    assert loss_and_slope(SOFTMAX, 2, 1) == pytest.approx((0.408, -0.335), abs=1e-3)


@pytest.mark.parametrize(
    "score, target, words",
    [
        (-4.0, 1, "0.018 for a yes: confident and wrong. Half squared error: 0.482,"),
        (-4.0, 1, "slope −0.0173. Binary cross-entropy: 4.02, slope −0.982."),
        (-4.0, 0, "confident and right"),
        (4.0, 1, "confident and right"),
        (0.0, 1, "0.5 for a yes: undecided. Half squared error: 0.125, slope −0.125."),
        (1.0, 0, "wrong, but not sure"),
        (1.0, 1, "right, but not sure"),
        (2.0, 1, "scores 2, 1, 0, of which the first is right: 0.408, slope −0.335."),
        (2.0, 0, "scores 2, 1, 0, of which the second is right: 1.41, slope 0.665."),
        (6.0, 1, "Half squared error: almost 0, slope almost 0."),
    ],
)
def test_words_name_the_answer_the_losses_and_their_slopes(
    explorer, score, target, words
):
    assert words in words_at(explorer, score, target)


def test_only_the_named_losses_are_told():
    words = LossDragger(SQUARED, BINARY).words_text
    assert "Binary cross-entropy" in words and "Softmax" not in words
