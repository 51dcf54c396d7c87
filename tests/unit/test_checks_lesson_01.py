"""Every right answer of lesson 01 is accepted, every typical mistake is named."""

import numpy as np
import pytest

from nnlib.checks.base import CORRECT, NOT_ATTEMPTED, NOT_YET
from nnlib.checks.lesson_01 import check_line, check_neuron, check_unit_3
from nnlib.explorers.neuron import night


def with_a_loop(inputs, weights, bias):
    total = bias
    for x, w in zip(inputs, weights, strict=True):
        total += x * w
    return total


def with_places(inputs, weights, bias):
    total = 0
    for i in range(len(inputs)):
        total = total + inputs[i] * weights[i]
    return total + bias


RIGHT_NEURONS = [
    with_a_loop,
    with_places,
    lambda inputs, weights, bias: inputs @ weights + bias,
    lambda inputs, weights, bias: np.dot(weights, inputs) + bias,
    lambda inputs, weights, bias: (inputs * weights).sum() + bias,
    lambda inputs, weights, bias: sum(x * w for x, w in zip(inputs, weights)) + bias,  # noqa: B905
    lambda inputs, weights, bias: np.array([inputs @ weights + bias]),
    lambda inputs, weights, bias: np.asarray(list(inputs)) @ list(weights) + bias,
]


@pytest.mark.parametrize("neuron", RIGHT_NEURONS)
def test_right_neurons(neuron):
    assert check_neuron(neuron).verdict == CORRECT


def returns_too_early(inputs, weights, bias):
    for x, w in zip(inputs, weights, strict=True):
        return x * w + bias


def overwrites_the_total(inputs, weights, bias):
    for x, w in zip(inputs, weights, strict=True):
        total = x * w
    return total + bias


def bias_in_the_loop(inputs, weights, bias):
    total = 0
    for x, w in zip(inputs, weights, strict=True):
        total += x * w + bias
    return total


def prints_it(inputs, weights, bias):
    with_a_loop(inputs, weights, bias)


WRONG_NEURONS = [
    (lambda x, w, b: x @ w, "the bias is missing"),
    (lambda x, w, b: x @ w - b, "not taken away"),
    (lambda x, w, b: x @ w * b, "not multiplied with it"),
    (lambda x, w, b: np.prod(x * w) + b, "do not multiply them"),
    (lambda x, w, b: sum(x) + sum(w) + b, "do not add the two"),
    (lambda x, w, b: int(x @ w + b > 0), "return the sum z itself"),
    (lambda x, w, b: x @ w + b > 0, "return the sum z itself"),
    (lambda x, w, b: max(0, x @ w + b), "even when it is below 0"),
    (lambda x, w, b: x * w, "still have to be added up"),
    (lambda x, w, b: list(x * w), "still have to be added up"),
    (lambda x, w, b: x * w + b, "after the products are added up"),
    (lambda x, w, b: x[0] * w[0] + x[1] * w[1] + b, "only two inputs count"),
    (returns_too_early, "does return stand inside the loop?"),
    (overwrites_the_total, "only the last product counts"),
    (bias_in_the_loop, "not once for each input"),
    (prints_it, "the function gives nothing back"),
    (0.5, "expected a function"),
    (lambda x, w, b: x @ w + b + 0.01, "with 3 inputs: expected 3.8, got 3.81"),
    (lambda x, w, b: x + w, "with 3 inputs: expected"),
]


@pytest.mark.parametrize("neuron, hint", WRONG_NEURONS)
def test_wrong_neurons(neuron, hint):
    answer = check_neuron(neuron)
    assert answer.verdict == NOT_YET and hint in answer.sentence


def stub(inputs, weights, bias): ...


def test_nothing_attempted():
    assert check_neuron(stub).verdict == NOT_ATTEMPTED
    assert check_unit_3(..., ...).verdict == NOT_ATTEMPTED
    assert check_unit_3(-0.46, ...).verdict == NOT_ATTEMPTED
    assert check_line(..., ..., ..., *night()[:2]).verdict == NOT_ATTEMPTED


@pytest.mark.parametrize(
    "z, output", [(-0.46, 0), (-0.16 - 0.4 + 0.1, 0.0), (np.array([-0.46]), max(0, -1))]
)
def test_right_unit_3(z, output):
    assert check_unit_3(z, output).verdict == CORRECT


@pytest.mark.parametrize(
    "z, output, hint",
    [
        (-0.56, 0, "the bias, 0.1, is still missing"),
        (-0.66, 0, "not taken away"),
        (0.66, 0.66, "both weights are negative"),
        (0.46, 0, "look at the sign"),
        (0, 0, "z itself may be below 0"),
        (-0.06, 0, "only the first product"),
        (-0.3, 0, "only the second product"),
        (0.164, 0.164, "do not multiply them"),
        (-0.46, -0.46, "less than nothing"),
        (-0.46, 0.46, "drops the minus sign"),
        (-0.46, 1, "would have to fire"),
        (-0.4, 0, "work out 0.4 · (−0.4) and 0.8 · (−0.5) once more"),
        ("no", 0, "expected numbers"),
    ],
)
def test_wrong_unit_3(z, output, hint):
    answer = check_unit_3(z, output)
    assert answer.verdict == NOT_YET and hint in answer.sentence


@pytest.mark.parametrize(
    "line",
    [(-1, -1, 0.95), (-2.0, -2.0, 1.9), (-0.5, -0.55, 0.5), (-10, -10, 9)],
)
def test_right_lines(line):
    assert check_line(*line, *night()[:2]).verdict == CORRECT


@pytest.mark.parametrize(
    "line, hint",
    [
        ((0, 0, 1), "there is no line: the neuron fires at everything"),
        ((0, 0, 0), "there is no line: the neuron is always silent"),
        ((1, 1, -0.95), "every point is on the wrong side"),
        ((-1, -1, 0), "silent at 20 where it should fire; a larger bias"),
        ((-1, -1, 2), "fires at 20 where it should be silent; a smaller bias"),
        ((1, -1, 0), "turn the line"),
        ((0.5, 0.25, 0.1), "which signs should they have"),
        (("a", -1, 2), "w1 should be one number"),
        ((-1, -1, float("nan")), "bias should be a finite number"),
        ((-1, [1, 2], 0), "w2 should be one number"),
    ],
)
def test_wrong_lines(line, hint):
    answer = check_line(*line, *night()[:2])
    assert answer.verdict == NOT_YET and hint in answer.sentence


def test_one_wrong_point_is_one_point():
    places, fire = np.array([[0.0, 0.0], [1.0, 0.0]]), np.array([False, True])
    sentence = check_line(1, 0, 0.5, places, fire).sentence
    assert sentence.startswith("1 of 2 point")
