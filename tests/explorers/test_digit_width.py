"""Lesson 12: accuracies of every width, how runs are compared, and the words."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from nnlib.explorers.digit_width import NEW, SAME, DigitWidthExplorer
from tests.explorers.sweep import check_explorer

RESULTS = Path(__file__).resolve().parents[2] / "notebooks" / "results"
RUNS = pd.read_csv(RESULTS / "digit_widths.csv")


@pytest.fixture
def explorer():
    return DigitWidthExplorer(RUNS)


def words(explorer, **settings):
    for name, value in settings.items():
        explorer.controls[name].value = value
    return explorer.words_text


def test_every_setting_gives_pictures_and_words(explorer):
    check_explorer(explorer)


def test_the_stored_runs_are_complete():
    counts = RUNS.groupby(["deal", "width"])["seed"].agg(["nunique", "size"])
    assert len(counts) == 2 * 13 and (counts == 12).all(axis=None)
    parameters = RUNS.groupby("width")["parameters"].unique()
    assert parameters[0] == 650 and parameters[128] == 64 * 128 + 128 + 1280 + 10


def test_words_at_the_start(explorer):
    assert explorer.words_text == (
        "4 hidden units, 310 parameters. One run: 0.847 of the test images are read "
        "correctly. That is below the 0.969 without a hidden layer; but it is one run, "
        "and may be luck."
    )


def test_words_of_twelve_runs(explorer):
    assert words(explorer, width=32, runs=12) == (
        "32 hidden units, 2,410 parameters. 12 runs: from 0.967 to 0.983, mean 0.976, "
        "spread 0.005. Without a hidden layer the mean is 0.967; seed by seed, 11 of "
        "12 runs are better, and the mean difference is +0.0091 ± 0.0012: clearly "
        "better."
    )


def test_words_without_a_hidden_layer_compare_with_nothing(explorer):
    assert words(explorer, width=0) == (
        "No hidden layer, 650 parameters. One run: 0.969 of the test images are read "
        "correctly."
    )
    told = words(explorer, deal=NEW, runs=12)
    assert told.endswith("from 0.953 to 0.969, mean 0.963, spread 0.007.")


@pytest.mark.parametrize(
    "width, verdict",
    [(width, "clearly worse") for width in (1, 2, 3, 4, 6, 8)]
    + [(12, "do not decide")]
    + [(width, "clearly better") for width in (16, 24, 32, 64, 128)],
)
def test_sixteen_units_are_the_narrowest_that_help(explorer, width, verdict):
    for deal in (SAME, NEW):
        assert verdict in words(explorer, width=width, runs=12, deal=deal)


def test_four_runs_of_32_do_not_decide_and_five_do(explorer):
    assert "so these runs do not decide" in words(explorer, width=32, runs=4)
    assert "clearly better" in words(explorer, runs=5)


def test_two_or_three_runs_that_agree_decide_nothing(explorer):
    told = words(explorer, width=24, runs=2)
    assert "0 of 2 runs are better" in told
    assert told.endswith("is −0.0042 ± 0.0014: 2 runs are too few to decide.")
    for deal in (SAME, NEW):
        assert "3 runs are too few" in words(explorer, width=1, runs=3, deal=deal)
    told = words(explorer, width=24, runs=12, deal=SAME)
    assert told.endswith("is +0.0070 ± 0.0019: clearly better.")


def test_the_numbers_that_the_lesson_tells_of_the_means(explorer):
    assert "One run: 0.953" in words(explorer, width=12, runs=1)
    assert "below the 0.969" in explorer.words_text
    assert "mean 0.968" in words(explorer, width=12, runs=2)
    assert "Without a hidden layer the mean is 0.968" in explorer.words_text
    for deal in (SAME, NEW):  # the guess: no verdict contradicts what was rounded
        told = words(explorer, width=16, runs=12, deal=deal)
        assert "+0.0042 ± 0.0020: clearly better." in told


def test_the_runs_of_width_4_reach_from_bottom_to_top(explorer):
    assert "from 0.089 to 0.919" in words(explorer, width=4, runs=12)
    assert words(explorer, width=1).startswith("1 hidden unit, 85 parameters.")


def test_equal_runs_and_no_spread_are_told():
    flat = RUNS.assign(test=0.5)
    explorer = DigitWidthExplorer(flat)
    assert "That is equal to the 0.500" in explorer.words_text
    assert "+0.0000 ± 0.0000: less than twice" in words(explorer, runs=4)


def test_rows_may_come_in_any_order(explorer):
    mixed = DigitWidthExplorer(RUNS.sample(frac=1, random_state=0))
    for name, table in explorer.accuracies.items():
        assert np.array_equal(mixed.accuracies[name], table)


def test_the_picture_shows_the_chosen_width(explorer):
    words(explorer, width=16, runs=3)
    left, _ = explorer._picture._lines
    assert list(left["chosen width"].get_xdata()) == [8, 8]
    assert len(left["a run"].get_xdata()) == 13 * 3
    means = RUNS[(RUNS["deal"] == "same") & (RUNS["seed"] < 3)]
    means = means.groupby("width")["test"].mean()
    assert np.allclose(left["mean"].get_ydata(), means)
