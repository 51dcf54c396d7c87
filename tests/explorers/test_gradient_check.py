"""Lesson 08: the step of a gradient check, and where its error comes from."""

import numpy as np
import pytest

from nnlib.explorers.gradient_check import (
    KINKED,
    NUDGES,
    SMOOTH,
    STEPS,
    GradientCheckExplorer,
    cause,
    check_at,
    checked_network,
    error_curve,
    loss_within_step,
    nearest_step,
    power_text,
    step_text,
)
from nnlib.running import INPUTS, running_network
from tests.explorers.sweep import check_explorer


@pytest.fixture
def explorer():
    return GradientCheckExplorer()


def test_every_setting_gives_a_picture_and_words(explorer):
    check_explorer(explorer)


def test_the_network_with_kinks_is_the_running_network():
    found = checked_network(KINKED).predict(INPUTS)
    np.testing.assert_array_equal(found, running_network().predict(INPUTS))


@pytest.mark.parametrize("units", [SMOOTH, KINKED])
def test_more_digits_allow_smaller_steps_and_errors(units):
    long, short = (error_curve(units, name) for name in ("64-bit", "32-bit"))
    assert long.min() < 1e-9 and short.min() > 1e-6
    assert STEPS[long.argmin()] <= STEPS[short.argmin()]


def test_the_smooth_error_grows_with_the_square_of_the_step():
    small, large = (check_at(SMOOTH, "64-bit", step).error for step in (1e-3, 1e-2))
    assert large / small == pytest.approx(100, rel=0.02)


def test_a_vanishing_nudge_measures_nothing():
    assert check_at(SMOOTH, "32-bit", 1e-12).error == 1
    assert "digits enough" in cause(SMOOTH, "32-bit", 1e-12)
    assert "rounding" in cause(SMOOTH, "64-bit", 1e-12)


@pytest.mark.parametrize(
    "units, step, reason",
    [
        (SMOOTH, 0.1, "curvature"),
        (SMOOTH, 1e-9, "rounding"),
        (KINKED, 1e-3, "rounding"),
        (KINKED, 0.1, "kink"),
        (KINKED, 1.0, "kink"),
    ],
)
def test_the_cause_of_the_error(units, step, reason):
    assert reason in cause(units, "64-bit", step)


def test_the_loss_within_a_step_is_straight_or_has_a_kink():
    for units, step, straight in ((SMOOTH, 1e-4, True), (KINKED, 0.1, False)):
        result = check_at(units, "64-bit", step)
        rise = loss_within_step(units, step, result)
        off = abs(rise - result.slope * step * NUDGES).max() / abs(rise).max()
        assert (off < 1e-3) == straight


def test_numbers_in_words():
    assert [power_text(x) for x in (0, 2e-13, 0.1, 0.6)] == [
        "10⁻¹⁶",
        "10⁻¹³",
        "10⁻¹",
        "1",
    ]
    assert step_text(1e-5) == "10⁻⁵" and step_text(nearest_step(2e-5)) == "1.8e−05"


def test_words_speak_of_both_precisions(explorer):
    explorer.controls["step"].value = 1e-5
    assert explorer.words_text.startswith("Step 10⁻⁵. 64-bit numbers: error about 10⁻")
    assert "32-bit numbers: error about 10⁻" in explorer.words_text
