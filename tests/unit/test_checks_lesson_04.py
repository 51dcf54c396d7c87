"""Lesson 04's checks: right answers in many forms, mistakes by their names."""

import numpy as np
import pytest

from nnlib.checks.base import CORRECT, NOT_ATTEMPTED
from nnlib.checks.lesson_04 import (
    COUNTED_SIZES,
    SHAPES,
    check_count_parameters,
    check_forward,
    check_only_h3,
    check_shapes,
    count_parameters,
)
from nnlib.functions import relu
from nnlib.network import build_mlp

RIGHT_SHAPES = {name: shapes[0] for name, shapes in SHAPES.items()}


def changed(**shapes):
    """The right shapes with some replaced; underscores stand for blanks."""
    return RIGHT_SHAPES | {name.replace("_", " "): one for name, one in shapes.items()}


def test_the_expected_shapes_are_those_of_a_real_network():
    network = build_mlp([3, 5, 1])
    inputs = np.ones((10, 3))
    first, second = network.dense_layers
    predictions = network.predict(inputs)
    real = [inputs, first.weights, first.biases, first.forward(inputs)]
    real += [second.weights, predictions, predictions - np.ones(10)]
    assert [one.shape for one in real] == list(RIGHT_SHAPES.values())


@pytest.mark.parametrize(
    "answer",
    [
        RIGHT_SHAPES,
        {name: list(shape) for name, shape in RIGHT_SHAPES.items()},
        changed(biases_of_layer_1=(1, 5)),
        {name: np.zeros(shape).shape for name, shape in RIGHT_SHAPES.items()},
    ],
)
def test_right_shapes(answer):
    assert check_shapes(answer).verdict == CORRECT


@pytest.mark.parametrize(
    "answer, hint",
    [
        (changed(inputs=(3, 10)), "inputs: the two numbers are swapped"),
        (changed(weights_of_layer_1=(5, 3)), "the order is (inputs, units)"),
        (changed(weights_of_layer_1=(10, 5)), "do not know how many rows"),
        (changed(biases_of_layer_1=(3,)), "one bias for each unit"),
        (changed(biases_of_layer_1=5), "needs a comma, (5,)"),
        (changed(hidden_outputs=(5,)), "rows and columns"),
        (changed(hidden_outputs=(1, 5)), "so there are 10 rows"),
        (changed(hidden_outputs=(10, 3)), "layer 1 has 5 units, so 5 columns"),
        (changed(predictions=(10, 5)), "layer 2 has 1 unit, so 1 column"),
        (changed(weights_of_layer_2=(3, 1)), "must meet"),
        (dict.fromkeys(SHAPES, ...) | {"inputs": (10, 3)}, "fill in: weights of layer"),
        (changed(predictions=...), "still to fill in: predictions"),
        (changed(predictions=(10,)), "rows and columns"),
        (changed(predictions="10 by 1"), "write a shape such as (4, 2)"),
        (RIGHT_SHAPES | {"predictions - targets": (10, 1)}, "from the right"),
        (RIGHT_SHAPES | {"predictions - targets": (10, 2)}, "both stretched"),
        ({"inputs": (10, 3)}, "keep the names"),
    ],
)
def test_wrong_shapes(answer, hint):
    assert hint in check_shapes(answer).sentence


def count_with_loop(sizes):
    total = 0
    for i in range(len(sizes) - 1):
        total += (sizes[i] + 1) * sizes[i + 1]
    return total


def count_with_zip(sizes):
    return sum(a * b + b for a, b in zip(sizes[:-1], sizes[1:], strict=True))


def count_with_nnlib(sizes):
    return len(build_mlp(sizes).parameters)


def count_with_arrays(sizes):
    sizes = np.array(sizes)
    return (sizes[:-1] * sizes[1:]).sum() + sizes[1:].sum()


@pytest.mark.parametrize(
    "function", [count_with_loop, count_with_zip, count_with_nnlib, count_with_arrays]
)
def test_right_counts(function):
    assert check_count_parameters(function).verdict == CORRECT


def weights_of(sizes):
    return sum(a * b for a, b in zip(sizes[:-1], sizes[1:], strict=True))


@pytest.mark.parametrize(
    "function, hint",
    [
        (weights_of, "the biases are missing: one"),
        (lambda s: weights_of(s) + sum(s), "inputs were given biases"),
        (lambda s: weights_of(s) + sum(s[1:-1]), "biases of the output"),
        (lambda s: weights_of(s) + sum(s[:-1]), "for each input of a layer"),
        (lambda s: weights_of(s) + len(s) - 1, "only one bias in each layer"),
        (lambda s: count_parameters(s[:-1]), "the last layer is missing"),
        (lambda s: count_parameters(s[1:]), "the first layer is missing"),
        (lambda s: sum(s[1:]), "those are the biases alone"),
        (sum, "those are the units"),
        (lambda s: np.prod(s), "only neighbors multiply"),
        (lambda s: count_parameters(s[:2]), "does return stand inside the loop"),
        (lambda s: count_parameters(s[-2:]), "does the total start anew"),
        (lambda s: 13, "for [4, 5, 3, 2]: expected 51, got 13"),
    ],
)
def test_wrong_counts(function, hint):
    assert hint in check_count_parameters(function).sentence


def test_what_is_counted_agrees_with_nnlib():
    for sizes in COUNTED_SIZES:
        assert count_parameters(sizes) == len(build_mlp(sizes).parameters)
    assert count_parameters([2, 64, 64, 64, 1]) == 8577


def forward_with_last(inputs, weights, biases):
    for w, b in zip(weights[:-1], biases[:-1], strict=True):
        inputs = relu(inputs @ w + b)
    return inputs @ weights[-1] + biases[-1]


def forward_with_index(inputs, weights, biases):
    outputs = inputs
    for i in range(len(weights)):
        outputs = outputs @ weights[i] + biases[i]
        if i < len(weights) - 1:
            outputs = np.maximum(0, outputs)
    return outputs


def forward_by_rows(inputs, weights, biases):
    return [forward_with_last(row, weights, biases) for row in inputs]


def forward_by_columns(inputs, weights, biases):
    outputs = inputs.T
    for w, b in zip(weights, biases, strict=True):
        z = w.T @ outputs + b.reshape(-1, 1)
        outputs = relu(z)
    return z.T


@pytest.mark.parametrize(
    "function",
    [forward_with_last, forward_with_index, forward_by_rows, forward_by_columns],
)
def test_right_forward_passes(function):
    assert check_forward(function).verdict == CORRECT


def variant(
    hidden=relu, output=lambda z: z, first=lambda x: x, w=lambda w: w, b=lambda b: b
):
    """A forward pass in which one thing is done differently."""

    def forward(inputs, weights, biases):
        outputs = first(inputs)
        layers = list(zip(w(weights), b(biases), strict=True))
        for weight, bias in layers[:-1]:
            outputs = hidden(outputs @ weight + bias)
        return output(outputs @ layers[-1][0] + layers[-1][1])

    return forward


def forward_with_early_relu(inputs, weights, biases):
    for w, b in zip(weights[:-1], biases[:-1], strict=True):
        inputs = relu(inputs @ w) + b
    return inputs @ weights[-1] + biases[-1]


def forward_that_forgets(inputs, weights, biases):
    for w, b in zip(weights, biases, strict=True):
        outputs = inputs @ w + b
    return outputs


def forward_from_the_inputs(inputs, weights, biases):
    hidden = inputs
    for w, b in zip(weights[:-1], biases[:-1], strict=True):
        hidden = relu(inputs @ w + b)
    return hidden @ weights[-1] + biases[-1]


def forward_through_two(second):
    def forward(inputs, weights, biases):
        hidden = relu(inputs @ weights[0] + biases[0])
        return hidden @ weights[second] + biases[second]

    return forward


def forward_without_return(inputs, weights, biases):
    forward_with_last(inputs, weights, biases)


@pytest.mark.parametrize(
    "function, hint",
    [
        (variant(b=lambda b: [0 * one for one in b]), "biases are missing"),
        (variant(hidden=lambda z: z), "ReLU is missing between"),
        (variant(output=relu), "the output keeps its sign"),
        (variant(first=relu), "inputs are not to go through ReLU"),
        (variant(w=lambda w: [one.T for one in w]), "the weights are transposed"),
        (variant(b=lambda b: b[::-1]), "these are of another layer"),
        (variant(w=lambda w: w[::-1]), "in reverse order"),
        (variant(first=lambda x: x[:1]), "only the first row"),
        (forward_with_early_relu, "after the bias is added"),
        (forward_that_forgets, "every layer took the inputs"),
        (lambda x, w, b: relu(x @ w[0] + b[0]), "what the first layer passes on"),
        (forward_from_the_inputs, "each layer must get what the one before gave"),
        (forward_through_two(1), "only two layers are used; this network has three"),
        (forward_through_two(-1), "between the first and the last are left out"),
        (forward_without_return, "gives nothing back"),
        (lambda x, w, b: b[0] @ w[1] @ x, "your code stopped with ValueError"),
    ],
)
def test_wrong_forward_passes(function, hint):
    assert hint in check_forward(function).sentence


@pytest.mark.parametrize("x1, x2", [(0, -0.5), (-0.2, -0.4), (0.0, -2.0)])
def test_inputs_with_only_h3_on(x1, x2):
    assert check_only_h3(x1, x2).verdict == CORRECT


@pytest.mark.parametrize(
    "x1, x2, hint",
    [
        (0.4, 0.8, "h3 is off: its sum is −0.46"),
        (0, 0, "so are h1 (sum 0.1) and h2 (sum 0.2)"),
        (-1, 0, "so is h2 (sum 0.7)"),
        (0, -0.3, "so is h1 (sum 0.025)"),
        ("0", 1, "x1 must be a number, got '0'"),
    ],
)
def test_inputs_with_other_units_on(x1, x2, hint):
    assert hint in check_only_h3(x1, x2).sentence


def stub(*arguments): ...


def test_stubs_are_not_attempted():
    assert check_count_parameters(stub).verdict == NOT_ATTEMPTED
    assert check_forward(stub).verdict == NOT_ATTEMPTED
    assert check_only_h3(..., ...).verdict == NOT_ATTEMPTED
    assert check_shapes(dict.fromkeys(SHAPES, ...)).verdict == NOT_ATTEMPTED
