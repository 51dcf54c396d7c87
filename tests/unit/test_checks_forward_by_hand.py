"""Lesson 04's forward pass on paper: seven numbers, and the slips that are named."""

import numpy as np
import pytest

from nnlib.checks.base import CORRECT, NOT_ATTEMPTED
from nnlib.checks.forward_by_hand import (
    HAND_INPUTS,
    check_by_hand,
    hidden_sums,
    prediction_from,
)
from nnlib.functions import relu
from nnlib.running import running_network

SUMS, HIDDEN, PREDICTION = (0.35, 0.7, -0.28), (0.35, 0.7, 0), 0.215


def test_the_numbers_are_those_of_the_network():
    assert np.allclose(hidden_sums(), SUMS)
    assert prediction_from(relu(hidden_sums())) == pytest.approx(PREDICTION)
    assert running_network().predict([HAND_INPUTS]).item() == pytest.approx(PREDICTION)


@pytest.mark.parametrize(
    "answer",
    [
        (SUMS, HIDDEN, PREDICTION),
        (list(SUMS), np.array(HIDDEN), np.float64(PREDICTION)),
        (np.array([SUMS]), np.array([HIDDEN]), 0.14 + 0.175 - 0.1),
    ],
)
def test_right_numbers(answer):
    assert check_by_hand(*answer).verdict == CORRECT


@pytest.mark.parametrize(
    "sums, hint",
    [
        ((0.25, 0.7, -0.28), "z1: the bias is missing"),
        ((0.35, 0.5, -0.28), "z2: the bias is missing"),
        ((0.45, 0.7, -0.28), "z1: the two inputs are swapped"),
        ((0.35, 0.1, -0.28), "z2: the two inputs are swapped"),
        ((0.5, 0.8, -0.46), "z1: that is the sum for 0.4 and 0.8"),
        ((0.35, 0.9, -0.28), "z2: look at the signs"),
        ((0.35, 0.7, 0.48), "z3: look at the signs"),
        ((0.35, 0.7, -0.48), "z3: the bias is added"),
        ((0.35, 0.7, 0), "z3: the weighted sum keeps its sign"),
        ((0.35, 0.7, -0.2), "z3: the first product is missing"),
        ((0.35, 3, -0.28), "z2 is not 3; work it out again"),
        ((0.35, "?", -0.28), "z2 must be a number"),
        ((0.35, 0.7), "z1, z2, z3: three numbers are needed, got 2"),
        ((0.35, 0.7, ...), "still to fill in: z3"),
        (..., "still to fill in: z1, z2, z3"),
    ],
)
def test_wrong_sums(sums, hint):
    assert check_by_hand(sums, HIDDEN, PREDICTION).sentence.startswith(hint)


@pytest.mark.parametrize(
    "hidden, prediction, hint",
    [
        (SUMS, PREDICTION, "h3: ReLU is missed"),
        ((0.35, 0.7, 0.28), PREDICTION, "h3: ReLU makes 0 of a sum below 0"),
        ((0.35, 0, 0), PREDICTION, "h2: its sum is above 0"),
        (HIDDEN, 0.315, "prediction: the bias of the output is missing"),
        (HIDDEN, 0.415, "prediction: the bias of the output is −0.1"),
        (HIDDEN, 0.019, "prediction: ReLU is missed; h3 is off"),
        (HIDDEN, 0.105, "prediction: the two inputs are swapped"),
        (HIDDEN, 0.4, "prediction: that is the average"),
        (HIDDEN, 0.95, "prediction: each hidden output has its own"),
        (HIDDEN, ..., "still to fill in: prediction"),
        (..., ..., "still to fill in: h1, h2, h3, prediction"),
    ],
)
def test_wrong_outputs(hidden, prediction, hint):
    assert check_by_hand(SUMS, hidden, prediction).sentence.startswith(hint)


def test_stubs_are_not_attempted():
    blank = (..., ..., ...)
    assert check_by_hand(blank, blank, ...).verdict == NOT_ATTEMPTED
    assert check_by_hand(..., ..., ...).verdict == NOT_ATTEMPTED
