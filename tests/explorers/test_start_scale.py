"""Lesson 11: starts of every size, what becomes of them on XOR, and the words."""

import numpy as np
import pytest

from nnlib.explorers.start_scale import COIN, CORNERS, StartScaleExplorer
from tests.explorers.sweep import check_explorer


@pytest.fixture(scope="module")
def explorer():
    return StartScaleExplorer()


@pytest.fixture(autouse=True)
def back_to_the_start(explorer):
    explorer.reset()


def run(explorer, iterations=10_000, **settings):
    for name, value in settings.items():
        explorer.controls[name].value = value
    while explorer.iterations[-1] < iterations and not explorer.finished:
        explorer.step()
    return explorer.words_text


def test_every_setting_gives_pictures_and_words():
    check_explorer(StartScaleExplorer(), random_combinations=25)


def test_words_at_the_start(explorer):
    assert explorer.words_text == (
        "Start weights × 0.01, rate 0.5, not trained yet: cost 0.6932, 2 of 4 corners "
        "right. At the corners the hidden units say between 0.499 and 0.505. "
        "Press Play."
    )


def test_tiny_weights_never_move(explorer):
    words = run(explorer)
    assert explorer.finished and explorer.iterations[-1] == 10_000
    assert abs(explorer.costs[-1] - COIN) < 1e-6
    assert words.endswith("XOR is not solved, and it says 0.5 to everything.")
    outputs = explorer.hidden_outputs(CORNERS)
    assert np.abs(outputs - 0.5).max() < 0.006, "the hidden units stay equal"


@pytest.mark.parametrize("seed", [0, 7, 19])
def test_ordinary_weights_solve_it(explorer, seed):
    words = run(explorer, 2000, scale=1, seed=seed)
    assert explorer.n_right() == 4 and "4 of 4 corners right" in words
    assert f"All four were right after {explorer.solved_at:,} iterations" in words
    outputs = explorer.hidden_outputs(CORNERS)
    assert np.ptp(outputs) > 0.8, "the hidden units differ"


def test_a_high_rate_rescues_a_tiny_start(explorer):
    assert "4 of 4" in run(explorer, 1000, rate=5)


def test_huge_weights_may_get_stuck_elsewhere(explorer):
    words = run(explorer, scale=10, seed=0)
    assert explorer.costs[-1] < COIN and "3 of 4 corners right" in words
    assert words.endswith("Time is up: XOR is not solved.")


def test_a_step_is_one_iteration_and_later_more(explorer):
    explorer.step()
    explorer.step()
    assert explorer.iterations == [0, 1, 2]
    run(explorer, 500)
    before = explorer.iterations[-1]
    explorer.step()
    assert explorer.iterations[-1] == before + before // 10


def test_a_new_rate_goes_on_and_a_new_start_begins_anew(explorer):
    run(explorer, 50)
    made = explorer.iterations[-1]
    explorer.controls["rate"].value = 5
    assert explorer.iterations[-1] == made
    explorer.controls["scale"].value = 1
    assert explorer.iterations == [0]


@pytest.mark.parametrize("seed, iterations", [(0, 710), (3, 140)])
def test_it_is_solved_when_the_functions_of_the_lesson_say_so(
    explorer, seed, iterations
):
    run(explorer, 1000, scale=1, seed=seed)
    assert explorer.solved_at == iterations
    assert f"All four were right after {iterations} iterations" in explorer.words_text


def test_a_cost_above_the_picture_is_said(explorer):
    explorer.controls["scale"].value = 10
    assert "cost 8.0591 (above the picture), 2 of 4" in explorer.words_text
    run(explorer, 100)
    assert explorer.costs[-1] < 1 and "above" not in explorer.words_text
