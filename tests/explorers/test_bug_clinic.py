"""Lesson 08: every bug does what it says, and the detectors see what is claimed."""

import numpy as np
import pytest

from nnlib.explorers import buggy_network as bugs
from nnlib.explorers.bug_clinic import BugClinic
from nnlib.explorers.buggy_network import BUGS, NO_BUG, BuggyNetwork
from nnlib.explorers.detectors import (
    MOST_SAMPLES,
    detector_table,
    examine,
    reference_network,
    samples,
)
from tests.explorers.sweep import check_explorer

LOSS, CHECK, SHAPES, NNLIB = "loss curve", "gradient check", "shape check", "nnlib"
NOTICED_BY = {
    NO_BUG: set(),
    bugs.OVERWRITTEN: {CHECK, NNLIB},
    bugs.NOT_CLEARED: {LOSS, NNLIB},
    bugs.HALF: {CHECK},
    bugs.NO_SLOPE: {CHECK, NNLIB},
    bugs.UPDATED: {CHECK, NNLIB},
    bugs.NOT_RETURNED: {LOSS, CHECK, SHAPES, NNLIB},
    bugs.WRONG_AXIS: {LOSS, CHECK, SHAPES, NNLIB},
}


def noticed(bug, n_samples=MOST_SAMPLES):
    findings = examine(bug, n_samples).findings
    return {name for name, one in findings.items() if one.noticed}


def gradient_of(bug):
    network = BuggyNetwork(bug)
    network.backward(*samples(MOST_SAMPLES))
    return network.gradient


@pytest.fixture
def explorer():
    return BugClinic()


def test_every_setting_gives_a_picture_and_words(explorer):
    check_explorer(explorer)


@pytest.mark.parametrize("bug", NOTICED_BY)
def test_the_table_of_the_lesson(bug):
    assert noticed(bug) == NOTICED_BY[bug]


@pytest.mark.parametrize("n_samples", range(1, MOST_SAMPLES + 1))
def test_without_a_bug_all_are_silent_and_with_one_never_all(n_samples):
    assert noticed(NO_BUG, n_samples) == set()
    assert all(noticed(bug, n_samples) for bug in BUGS)


def test_no_detector_finds_everything():
    for detector in (LOSS, CHECK, SHAPES, NNLIB):
        assert any(detector not in noticed(bug) for bug in BUGS)


def test_four_losses_fall_and_two_of_them_below_the_healthy_one():
    healthy = examine(NO_BUG).losses
    falling = [bug for bug in BUGS if LOSS not in noticed(bug)]
    lower = [bug for bug in falling if examine(bug).losses[-1] < healthy[-1]]
    assert len(falling) == 4 and lower == [bugs.NO_SLOPE, bugs.UPDATED]


def test_four_samples_hide_the_wrong_axis_from_the_shapes():
    assert noticed(bugs.WRONG_AXIS, 4) == {CHECK, NNLIB}
    assert noticed(bugs.WRONG_AXIS, 1) == {CHECK, NNLIB, SHAPES}


def test_the_printed_table_says_the_same():
    header, *rows = detector_table().splitlines()
    assert header.split("  ")[0] == "" and len(rows) == len(BUGS) + 1
    for row, (bug, detectors) in zip(rows, NOTICED_BY.items(), strict=True):
        marks = row.removeprefix(bug).split()
        assert row.startswith(bug) and marks.count("NOTICED") == len(detectors)
        assert marks.count("silent") == 4 - len(detectors)


def test_the_fork_passes_on_a_quarter():
    right, wrong = gradient_of(NO_BUG), gradient_of(bugs.OVERWRITTEN)
    for name in ("hidden weights", "hidden biases"):
        np.testing.assert_allclose(wrong[name], right[name] / 4)
    np.testing.assert_allclose(wrong["output weights"], right["output weights"])


def test_gradients_pile_up_if_they_are_not_cleared():
    network = BuggyNetwork(bugs.NOT_CLEARED)
    for _ in range(3):
        network.backward(*samples(MOST_SAMPLES))
    right = gradient_of(NO_BUG)
    for name, gradient in network.gradient.items():
        np.testing.assert_allclose(gradient, 3 * right[name])


def test_the_forgotten_half_doubles_the_printed_loss_only():
    data = samples(MOST_SAMPLES)
    assert BuggyNetwork(bugs.HALF).loss(*data) == 2 * BuggyNetwork().loss(*data)
    right, wrong = gradient_of(NO_BUG), gradient_of(bugs.HALF)
    for name in right:
        np.testing.assert_array_equal(right[name], wrong[name])


def test_only_one_bug_moves_parameters_in_its_backward_pass():
    for bug in (NO_BUG, bugs.OVERWRITTEN, bugs.NOT_CLEARED, bugs.NO_SLOPE):
        network, fresh = BuggyNetwork(bug), BuggyNetwork()
        network.backward(*samples(MOST_SAMPLES))
        for name, parameter in fresh.parameters.items():
            np.testing.assert_array_equal(network.parameters[name], parameter)
    network = BuggyNetwork(bugs.UPDATED)
    network.backward(*samples(MOST_SAMPLES))
    moved = network.parameters["output weights"]
    assert not np.allclose(moved, BuggyNetwork().parameters["output weights"])


def test_the_hidden_outputs_are_missed_by_name():
    with pytest.raises(KeyError, match="c"):
        BuggyNetwork(bugs.NOT_RETURNED).backward(*samples(MOST_SAMPLES))


def test_the_reference_predicts_the_same():
    inputs, _ = samples(MOST_SAMPLES)
    network = BuggyNetwork()
    prediction = reference_network(network).predict(inputs)
    np.testing.assert_allclose(prediction, network.forward(inputs)["prediction"])


def test_words_name_the_detectors_and_both_losses(explorer):
    explorer.controls["bug"].value = bugs.NO_SLOPE
    assert "gradient check and nnlib notice it" in explorer.words_text
    assert "to 0.0091 in 60 updates, lower than 0.01 without" in explorer.words_text
    explorer.controls["bug"].value = bugs.HALF
    assert "gradient check notices it; the others are silent" in explorer.words_text
    explorer.controls["bug"].value = bugs.NOT_CLEARED
    assert "loss curve and nnlib notice it" in explorer.words_text


def test_words_tell_of_the_accident(explorer):
    explorer.controls["bug"].value = bugs.WRONG_AXIS
    assert "All four detectors notice it. The run stops" in explorer.words_text
    explorer.controls["samples"].value = 4
    assert "the shapes fit by accident" in explorer.words_text


def test_shapes_as_well_as_colors_tell_who_noticed(explorer):
    explorer.controls["bug"].value = bugs.HALF
    drawing = explorer.pictures["detectors"].value
    assert drawing.count("<polygon") == 1 and drawing.count("<circle") == 3
    assert drawing.count("NOTICED: ") == 1 and drawing.count("silent: ") == 3
