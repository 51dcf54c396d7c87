"""Lesson 01: one neuron to turn, and what its words and pictures claim."""

import numpy as np
import pytest

from nnlib.explorers.neuron import (
    NeuronExplorer,
    compare_lines,
    count_right,
    day,
    night,
    weighted_sums,
)
from nnlib.plots.decision_plane import HIGH, LOW
from nnlib.plots.half_plane import firing_region, line_ends
from nnlib.plots.neuron import CELL_WORDS, cell_svg, pulse_times, pulses_svg
from nnlib.plots.picture import Diagram
from tests.explorers.sweep import check_explorer


@pytest.fixture
def explorer():
    return NeuronExplorer()


def turn(explorer, **values):
    for name, value in values.items():
        explorer.controls[name].value = value
    assert explorer.error is None
    return explorer.words_text


@pytest.mark.parametrize("sights", [day(), night()])
def test_every_setting_gives_pictures_and_words(sights):
    check_explorer(NeuronExplorer(sights))


def test_it_starts_with_hidden_unit_1(explorer):
    assert explorer.words_text == (
        "For this input z = 0.4·0.5 + 0.8·0.25 + 0.1 = 0.5. It fires: output 0.5, "
        "like 5 pulses a second. 20 of the 40 points are on the right side: it fires "
        "at 20 of 20 flies and at 20 of 20 leaves."
    )
    assert ">0.5</text>" in explorer.pictures["neuron"].value
    for name in ("neuron", "z", "output", "w1 +0.5"):
        assert f">{name}</text>" in explorer.pictures["neuron"].value
    assert explorer.pictures["pulses"].value.count("V32") == 10


def test_labels_begin_with_a_capital_as_in_the_other_explorers(explorer):
    labels = [control.description for control in explorer.controls.values()]
    assert labels == ["Input x1", "Input x2", "Weight w1", "Weight w2", "Bias"]


def test_words_where_there_is_no_boundary(explorer):
    words = turn(explorer, w1=0.0, w2=0.0)
    assert "Both weights are 0, so there is no boundary" in words
    assert "the neuron always fires" in words and "at 20 of 20 leaves" in words
    words = turn(explorer, bias=0.0)
    assert "= 0. That is not above 0: the neuron is silent" in words
    assert "the neuron always stays silent" in words


def test_words_where_the_boundary_is_outside(explorer):
    words = turn(explorer, w1=1.0, w2=1.0, bias=2.0)
    assert "The boundary lies outside the picture." in words


def test_a_good_line(explorer):
    words = turn(explorer, w1=1.0, w2=1.0, bias=-1.0)
    assert "40 of the 40 points" in words
    assert "at 20 of 20 flies and at 0 of 20 leaves" in words


def test_on_the_boundary_it_is_silent(explorer):
    words = turn(explorer, w1=1.0, w2=-0.5, bias=0.0)
    assert "= 0. That is not above 0" in words


def test_counts_agree_with_the_sums():
    for sights in (day(), night()):
        for line in np.random.default_rng(1).uniform(-2, 2, (20, 3)):
            z = sights.places @ line[:2] + line[2]
            assert weighted_sums(sights.places, *line) == pytest.approx(z, abs=1e-8)
            assert count_right(sights, *line) == np.sum((z > 0) == sights.fire)


def test_sights_need_both_inputs_and_a_bias():
    steps = np.linspace(-2, 2, 21)
    for sights in (day(), night()):
        assert np.all((sights.places > 0) & (sights.places < 1))
        assert max(count_right(sights, a, b, 0) for a in steps for b in steps) < 30
        one_input = [(a, 0) for a in steps] + [(0, a) for a in steps]
        assert max(count_right(sights, *w, b) for w in one_input for b in steps) < 40
    assert count_right(day(), 1, 1, -1) == count_right(night(), -1, -1, 0.95) == 40


@pytest.mark.parametrize("line", [(1, 1, -1), (0.5, 0.25, 0.1), (0, -2, 1), (1, 1, 0)])
def test_the_boundary_is_where_the_sum_is_0(line):
    ends = line_ends(line, LOW, HIGH)
    assert ends.shape == (2, 2)
    assert ends @ line[:2] + line[2] == pytest.approx([0, 0], abs=1e-12)
    assert np.all((ends > LOW - 1e-9) & (ends < HIGH + 1e-9))
    assert np.all(firing_region(line, LOW, HIGH) @ line[:2] + line[2] > -1e-12)


@pytest.mark.parametrize(
    "line, corners", [((0, 0, 1), 4), ((0, 0, 0), 0), ((1, 1, 9), 4)]
)
def test_without_a_boundary(line, corners):
    assert line_ends(line, LOW, HIGH).shape == (0, 2)
    assert firing_region(line, LOW, HIGH).shape == (corners, 2)


@pytest.mark.parametrize(
    "rate, count", [(0, 0), (0.2, 0), (0.5, 1), (5, 10), (60, 120)]
)
def test_pulses_are_as_many_as_the_rate_says(rate, count):
    times = pulse_times(rate)
    assert len(times) == count and np.all((times > 0) & (times < 2))
    assert np.ptp(np.diff(times)) < 1e-9 if count > 1 else True


def test_pictures_have_words():
    assert Diagram(cell_svg()).words == CELL_WORDS
    assert Diagram(pulses_svg(0.1, "one pulse")).content.count("1 pulse a second") == 1
    both = compare_lines(day(), {"through 0": (1, -1, 0), "free": (1, 1, -1)})
    assert "free: 40 of the 40 points" in both.words
