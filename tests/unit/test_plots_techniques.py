"""Pictures of several seeds: every mark stands where the table says."""

import numpy as np
import pandas as pd
import pytest

from nnlib.plots.style import new_figure
from nnlib.plots.techniques import draw_ladder, draw_rates, draw_two_losses
from nnlib.training import EpochReport, History


@pytest.fixture
def ax():
    return new_figure()[1]


@pytest.fixture
def rows():
    """Two optimizers at two rates; at the larger one, seeds of the first diverged."""
    return pd.DataFrame(
        {
            "optimizer": ["plain", "plain", "Adam", "Adam"],
            "rate": [0.01, 0.1, 0.01, 0.1],
            "lowest": [0.8, 0.5, 0.98, 0.0],
            "median": [0.9, 0.6, 0.99, 0.9],
            "highest": [0.95, 0.7, 0.995, 0.99],
            "diverged": [0, 2, 0, 0],
        }
    )


def history(n, lowest):
    """A run of n epochs whose validation loss is lowest in this epoch."""
    epochs = np.arange(1, n + 1)
    held_out = 0.2 + np.abs(epochs - lowest) / n
    return History(
        EpochReport(epoch=k, train_loss=1 / k, validation_loss=loss, learning_rate=0.01)
        for k, loss in zip(epochs, held_out, strict=True)
    )


def texts(ax):
    return [one.get_text() for one in ax.texts]


def test_each_line_of_the_ladder_reaches_over_its_seeds(ax, rows):
    draw_ladder(ax, rows, list("abcd"))
    (dots,) = ax.lines
    assert dots.get_xdata() == pytest.approx([0.1, 0.4, 0.01, 0.1])
    ends = [bar[:, 0] for bar in ax.collections[0].get_segments()]
    assert ends[0] == pytest.approx([0.05, 0.2])
    assert [label.get_text() for label in ax.get_yticklabels()] == list("abcd")
    assert ax.yaxis_inverted() and ax.get_xscale() == "log"  # the first one on top


def test_what_is_left_over_at_each_rate(ax, rows):
    draw_rates(ax, rows)
    plain, adam = ax.containers
    assert plain.lines[0].get_ydata() == pytest.approx([0.1, 0.4])
    assert adam.lines[0].get_ydata() == pytest.approx([0.01, 0.1])
    bars = plain.lines[2][0].get_segments()
    assert bars[0][:, 1] == pytest.approx([0.05, 0.2])
    assert bars[1][:, 1] == pytest.approx([0.3, 0.5])
    assert [one.get_text() for one in ax.get_legend().texts] == ["plain", "Adam"]


def test_marks_at_one_rate_stand_side_by_side(ax, rows):
    draw_rates(ax, rows)
    first, second = (one.lines[0].get_xdata() for one in ax.containers)
    assert (first < second).all() and (second < 1.1 * first).all()


def test_only_seeds_that_diverged_are_counted(ax, rows):
    draw_rates(ax, rows)
    assert texts(ax) == ["2 diverged"]
    assert ax.texts[0].xy[1] == pytest.approx(0.4)


@pytest.mark.parametrize("n, lowest", [(1, 1), (50, 20), (500, 23), (999, 999)])
def test_the_diamond_stands_at_the_lowest_validation(ax, n, lowest):
    draw_two_losses(ax, history(n, lowest), "title")
    training, validation, diamond, level = ax.lines
    assert diamond.get_xdata() == [lowest]
    assert diamond.get_ydata() == pytest.approx(0.2) == level.get_ydata()[0]
    assert training.get_ydata()[0] == 1 and len(validation.get_xdata()) < 400
    assert validation.get_xdata()[-1] > 0.98 * n
    assert ax.get_title() == "title" and ax.get_yscale() == "log"
