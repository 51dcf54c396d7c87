"""Lesson 02: the perceptron rule, its accounts, its words and its pictures."""

import itertools

import numpy as np
import pytest

from nnlib.explorers.perceptron import (
    PASSES_SHOWN,
    TASKS,
    PerceptronExplorer,
    pass_rows,
    sum_lines,
)
from nnlib.explorers.perceptron_training import PerceptronTraining
from nnlib.perceptron import POINTS, perceptron_output, perceptron_step
from nnlib.plots.gates import HIGH, LOW
from tests.explorers.sweep import check_explorer

EVERY_TASK = list(itertools.product((0, 1), repeat=4))
NO_LINE = [(0, 1, 1, 0), (1, 0, 0, 1)]


def trained(targets, looks=200, learning_rate=1.0):
    training = PerceptronTraining(targets, learning_rate)
    while training.looks < looks and not training.finished:
        training.advance()
    return training


def words_after(explorer, steps):
    for _ in range(steps):
        explorer.step()
    return explorer.words_text


@pytest.mark.parametrize("task", TASKS)
def test_every_setting_gives_pictures_and_words(task):
    check_explorer(PerceptronExplorer(task))


def test_and_by_hand():
    training = trained(TASKS["AND"])
    assert [one.updates for one in training.passes] == [1, 3, 3, 2, 1, 0]
    assert (training.updates, training.weights, training.bias) == (10, (2, 1), -2)


def test_or_by_hand():
    training = trained(TASKS["OR"])
    assert [one.updates for one in training.passes] == [1, 2, 1, 0]
    assert (training.weights, training.bias) == ((1, 1), 0)


def test_xor_comes_back_after_every_pass_from_the_second_on():
    training = trained(TASKS["XOR"], looks=40)
    assert [one.same_as for one in training.passes] == [None, None] + [2] * 8
    assert (training.weights, training.bias) == ((-1, 0), 1)
    assert not training.finished


def test_the_neuron_is_silent_at_exactly_zero():
    assert perceptron_output((1, 1), (1, 1), -2) == 0
    assert perceptron_output((1, 1), (1, 1), -1.75) == 1


def test_one_step_moves_weights_and_bias_only_when_wrong():
    assert perceptron_step((0, 1), 1, (0, 0), 0, learning_rate=0.5) == ((0, 0.5), 0.5)
    assert perceptron_step((0, 1), 0, (0, 1), 1) == ((0, 0), 0)
    assert perceptron_step((0, 1), 1, (0, 1), 1) == ((0, 1), 1)


@pytest.mark.parametrize("targets", EVERY_TASK)
def test_all_tasks_settle_but_two(targets):
    training = trained(targets)
    assert training.finished == (targets not in NO_LINE)
    assert training.finished == (training.wrong == [])


@pytest.mark.parametrize("targets", EVERY_TASK)
@pytest.mark.parametrize("learning_rate", [0.25, 0.75, 2.0])
def test_the_rate_only_scales_what_starts_at_zero(targets, learning_rate):
    one, other = trained(targets, 40), trained(targets, 40, learning_rate)
    assert one.updates == other.updates
    scaled = [learning_rate * value for value in (*one.weights, one.bias)]
    assert [*other.weights, other.bias] == scaled


@pytest.mark.parametrize("task", TASKS)
def test_every_line_is_inside_the_picture(task):
    training = PerceptronTraining(TASKS[task], 1.0)
    corners = np.array(list(itertools.product((LOW, HIGH), repeat=2)))
    for _ in range(60):
        training.advance()
        sums = corners @ training.weights + training.bias
        assert not any(training.weights) or sums.min() < 0 < sums.max()


@pytest.mark.parametrize(
    "task, steps, words",
    [
        ("AND", 0, "AND, before the first look: w = (0, 0), b = 0. Every sum is 0, so "
                   "the neuron is silent everywhere and there is no line. "
                   "Still wrong: (1, 1)."),
        ("AND", 1, "AND, pass 1, point (0, 0): the neuron is silent, the target is 0: "
                   "right, nothing changes. After 0 updates: w = (0, 0), b = 0. "
                   "Both weights are 0: there is no line. Still wrong: (1, 1)."),
        ("AND", 6, "AND, pass 2, point (0, 1): the neuron fires, the target is 0: "
                   "wrong, an update. After 3 updates: w = (1, 0), b = −1. "
                   "Still wrong: (1, 1)."),
        ("AND", 18, "AND, pass 5, point (0, 1): the neuron fires, the target is 0: "
                    "wrong, an update. After 10 updates: w = (2, 1), b = −2. "
                    "No point is wrong now."),
        ("AND", 24, "AND, pass 6, point (1, 1): the neuron fires, the target is 1: "
                    "right, nothing changes. After 10 updates: w = (2, 1), b = −2. "
                    "Finished: pass 6 found no mistake."),
        ("XOR", 12, "XOR, pass 3, point (1, 1): the neuron fires, the target is 0: "
                    "wrong, an update. After 9 updates: w = (−1, 0), b = 1. "
                    "Still wrong: (0, 0), (1, 0). Weights and bias after pass 3 were "
                    "the same as after pass 2: it goes around forever."),
    ],
)  # fmt: skip
def test_words_say_what_happened(task, steps, words):
    assert words_after(PerceptronExplorer(task), steps) == words


def test_step_stops_at_the_end_and_reset_begins_anew():
    explorer = PerceptronExplorer()
    before = explorer.words_text
    words_after(explorer, 24)
    assert explorer.finished
    assert words_after(explorer, 1).endswith("Finished: pass 6 found no mistake.")
    assert explorer.training.looks == 24
    explorer.reset()
    assert explorer.words_text == before and not explorer.finished


def test_another_task_or_rate_begins_anew():
    explorer = PerceptronExplorer()
    words_after(explorer, 7)
    explorer.controls["task"].value = "OR"
    assert explorer.words_text.startswith("OR, before the first look")
    words_after(explorer, 3)
    explorer.controls["learning_rate"].value = 0.5
    assert explorer.words_text.startswith("OR, before the first look")
    assert words_after(explorer, 2).count("w = (0, 0.5), b = 0.5") == 1


def test_the_accounts_show_the_sums_of_the_step():
    explorer = PerceptronExplorer()
    assert "w1 = 0" in explorer.pictures["ledger"].value
    words_after(explorer, 6)
    assert sum_lines(explorer.training) == [
        "Point (0, 1), target 0, learning rate 1",
        "z = 0·1 + 1·1 + 0 = 1",
        "z is above 0, so output 1",
        "target − output = 0 − 1 = −1",
        "w1 = 1 + 1·(−1)·0 = 1",
        "w2 = 1 + 1·(−1)·1 = 0",
        "b = 0 + 1·(−1) = −1",
    ]
    assert "b = 0 + 1·(−1) = −1" in explorer.pictures["ledger"].value


def test_the_accounts_keep_the_last_passes():
    rows = pass_rows(trained(TASKS["XOR"], looks=48).passes)
    assert len(rows) == PASSES_SHOWN
    assert rows[-1] == ("12", "4", "−1", "0", "1", "as after 2")
    rows = pass_rows(trained(TASKS["AND"]).passes)
    assert rows[0] == ("start", "", "0", "0", "0", "")
    assert rows[-1] == ("6", "0", "2", "1", "−2", "no mistake")


def test_points_come_in_the_order_of_the_lesson():
    assert POINTS == ((0, 0), (0, 1), (1, 0), (1, 1))
