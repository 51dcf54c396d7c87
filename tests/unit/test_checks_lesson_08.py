"""Lesson 08's checks: right answers in many forms, mistakes by their names."""

import numpy as np
import pytest

from nnlib.checks.base import CORRECT, NOT_ATTEMPTED, NOT_YET
from nnlib.checks.lesson_08 import (
    _used_layer,
    check_cleared,
    check_fork,
    check_hidden_bug,
    check_layer_backward,
    check_order,
    layer_backward,
)
from nnlib.layers import Activation, Dense


def test_the_expected_changes_are_those_of_nnlib():
    layer, change = _used_layer(5, 2, 4)
    dense, gate = Dense(2, 4, np.random.default_rng(0)), Activation("relu")
    dense.weights[:], dense.biases[:] = layer.weights, layer.biases
    np.testing.assert_allclose(gate.forward(dense.forward(layer.inputs)), layer.outputs)
    inputs_gradient = dense.backward(gate.backward(-change / 5))
    weights, biases, inputs = layer_backward(layer, change)
    np.testing.assert_allclose(weights, -dense.weights_gradient)
    np.testing.assert_allclose(biases, -dense.biases_gradient)
    np.testing.assert_allclose(inputs / 5, -inputs_gradient)


def with_mean(layer, change):
    gated = np.where(layer.outputs > 0, change, 0)
    weights = (gated.T @ layer.inputs).T / len(gated)
    return [weights, gated.mean(axis=0), gated @ layer.weights.T]


def with_loops(layer, change):
    n, weights = len(change), np.zeros_like(layer.weights)
    inputs, biases = np.zeros_like(layer.inputs), [0.0] * change.shape[1]
    for row in range(n):
        for unit in range(change.shape[1]):
            wanted = change[row, unit] if layer.outputs[row, unit] > 0 else 0
            weights[:, unit] += layer.inputs[row] * wanted / n
            biases[unit] += wanted / n
            inputs[row] += layer.weights[:, unit] * wanted
    return weights, biases, inputs


def with_row_of_biases(layer, change):
    change = change * (layer.outputs > 0)
    biases = change.sum(axis=0, keepdims=True) / len(change)
    return layer.inputs.T @ change / len(change), biases, change @ layer.weights.T


@pytest.mark.parametrize(
    "f", [layer_backward, with_mean, with_loops, with_row_of_biases]
)
def test_right_backward_passes(f):
    assert check_layer_backward(f).verdict == CORRECT


def variant(n=True, axis=0, turned=True, slope=True, flow="inputs"):
    def backward(layer, change):
        change = change * (layer.outputs > 0) if slope else change
        rows = len(change) if n else 1
        flowed = getattr(layer, flow)
        back = layer.weights.T if turned else layer.weights
        return flowed.T @ change / rows, change.sum(axis=axis) / rows, change @ back

    return backward


def nothing(layer, change): ...


def compared_too_late(layer, change):
    change = change * layer.outputs > 0
    back = change @ layer.weights.T
    return layer.inputs.T @ change / len(change), change.sum(axis=0), back


@pytest.mark.parametrize(
    "function, hint",
    [
        (variant(n=False), "the weights: the division by the number of rows"),
        (variant(axis=1), "the biases: summed over the wrong axis"),
        (variant(turned=False), "the inputs: the weights are not transposed"),
        (variant(slope=False), "the weights: the slope of ReLU is missing"),
        (variant(slope=False, n=False), "the slope of ReLU and the division"),
        (variant(flow="outputs"), "take what flowed in"),
        (compared_too_late, "put (layer.outputs > 0) in parentheses"),
        (lambda layer, c: layer_backward(layer, c)[0], "return three things"),
        (lambda layer, c: [-x for x in layer_backward(layer, c)], "sign is flipped"),
        (lambda layer, c: layer.missing, "AttributeError"),
    ],
)
def test_wrong_backward_passes(function, hint):
    result = check_layer_backward(function)
    assert result.verdict == NOT_YET and hint in result.sentence


@pytest.mark.parametrize(
    "part, wrong, hint",
    [
        (2, lambda layer, c: c @ layer.weights.T, "the inputs: the slope of ReLU"),
        (2, lambda layer, c: layer_backward(layer, c)[2] / len(c), "keeps its own"),
        (1, lambda layer, c: layer_backward(layer, c)[1].sum(), "one bias for each"),
        (1, lambda layer, c: c * (layer.outputs > 0), "one change for each row"),
        (0, lambda layer, c: layer_backward(layer, c)[0].T, "rows and columns"),
    ],
)
def test_one_wrong_part(part, wrong, hint):
    def backward(layer, change):
        parts = list(layer_backward(layer, change))
        parts[part] = wrong(layer, change)
        return parts

    assert hint in check_layer_backward(backward).sentence


def test_what_is_not_attempted():
    assert check_layer_backward(nothing).verdict == NOT_ATTEMPTED
    assert check_hidden_bug(...).verdict == NOT_ATTEMPTED


def fork(combine):
    def passed(wanted, first, second, outputs):
        return combine(wanted @ first.T, wanted @ second.T, outputs > 0)

    return passed


@pytest.mark.parametrize(
    "combine",
    [
        lambda a, b, on: (a + b) * on,
        lambda a, b, on: a * on + b * on,
        lambda a, b, on: np.where(on, a + b, 0).tolist(),
    ],
)
def test_right_forks(combine):
    assert check_fork(fork(combine)).verdict == CORRECT


@pytest.mark.parametrize(
    "combine, hint",
    [
        (lambda a, b, on: a * on, "the first path alone"),
        (lambda a, b, on: (a + b) / 2 * on, "averaged"),
        (lambda a, b, on: a * b * on, "multiplied"),
        (lambda a, b, on: (a * on, b * on), "side by side"),
        (lambda a, b, on: a + b, "the slope of ReLU is lost"),
        (lambda a, b, on: a + b * on, "covers the second path only"),
        (lambda a, b, on: np.hstack([a, b]), "expected shape (3, 4), got (3, 8)"),
    ],
)
def test_wrong_forks(combine, hint):
    assert hint in check_fork(fork(combine)).sentence


def broken_descent(weights, inputs, targets, rate, updates):
    tally = np.zeros_like(weights)
    for _ in range(updates):
        change = targets - inputs @ weights
        tally = tally + inputs.T @ change / len(inputs)
        weights = weights + rate * tally
    return weights


def cleared_in_the_loop(weights, inputs, targets, rate, updates):
    for _ in range(updates):
        tally = np.zeros_like(weights)
        tally = tally + inputs.T @ (targets - inputs @ weights) / len(inputs)
        weights = weights + rate * tally
    return weights


def cleared_after_use(weights, inputs, targets, rate, updates):
    tally = np.zeros_like(weights)
    for _ in range(updates):
        tally += inputs.T @ (targets - inputs @ weights) / len(inputs)
        weights = weights + rate * tally
        tally[:] = 0
    return weights


def without_tally(weights, inputs, targets, rate, updates):
    for _ in range(updates):
        change = inputs.T @ (targets - inputs @ weights)
        weights = weights + rate / len(inputs) * change
    return weights


def cleared_too_early(weights, inputs, targets, rate, updates):
    for _ in range(updates):
        tally = inputs.T @ (targets - inputs @ weights) / len(inputs)
        tally = np.zeros_like(weights)
        weights = weights + rate * tally
    return weights


def returned_too_early(weights, *rest):
    return cleared_in_the_loop(weights, *rest[:-1], 1)


def rows_not_counted(weights, inputs, targets, rate, updates):
    return cleared_in_the_loop(weights, inputs, targets, rate * len(inputs), updates)


def in_place(weights, inputs, targets, rate, updates):
    weights += 1
    return weights


@pytest.mark.parametrize("f", [cleared_in_the_loop, cleared_after_use, without_tally])
def test_right_descents(f):
    assert check_cleared(f).verdict == CORRECT


@pytest.mark.parametrize(
    "function, hint",
    [
        (cleared_too_early, "the weights never move"),
        (returned_too_early, "only one update"),
        (rows_not_counted, "number of rows is lost"),
        (in_place, "changed its inputs"),
        (lambda w, x, t, r, k: without_tally(w, x, t, -r, k), "the wrong way"),
        (lambda w, x, t, r, k: without_tally(w, x, t, 1, k), "the rate is lost"),
    ],
)
def test_wrong_descents(function, hint):
    assert hint in check_cleared(function).sentence


def ordered(through="old", slope=True, update=True, swapped=False):
    def passed(outputs, weights, wanted, rate):
        new = weights + rate * outputs.T @ wanted / len(wanted)
        change = wanted @ (weights if through == "old" else new).T
        change = change * (outputs > 0) if slope else change
        result = (new if update else weights), change
        return result[::-1] if swapped else result

    return passed


def test_right_orders():
    def change_first(outputs, weights, wanted, rate):
        change = (wanted @ weights.T) * (outputs > 0)
        return [weights + rate * (outputs.T @ wanted) / len(wanted), change]

    def with_copy(outputs, weights, wanted, rate):
        old = weights.copy()
        weights = weights + rate * outputs.T @ wanted / len(wanted)
        return weights, np.where(outputs > 0, wanted @ old.T, 0)

    for function in (ordered(), change_first, with_copy):
        assert check_order(function).verdict == CORRECT


@pytest.mark.parametrize(
    "function, hint",
    [
        (ordered(update=False), "no longer updated"),
        (ordered(slope=False), "the slope of ReLU is lost"),
        (ordered("new", slope=False), "and the new weights are used"),
        (ordered(swapped=True), "the new weights first"),
        (lambda *given: ordered()(*given)[1], "return the new weights and the change"),
    ],
)
def test_wrong_orders(function, hint):
    assert hint in check_order(function).sentence


@pytest.mark.parametrize(
    "check, broken, symptom",
    [
        (check_fork, fork(lambda a, b, on: b * on), "the hidden layer"),
        (check_cleared, broken_descent, "with one they are right"),
        (check_order, ordered("new"), "a little"),
    ],
)
def test_untouched_repairs_tell_a_symptom_only(check, broken, symptom):
    result = check(broken)
    assert result.verdict == NOT_ATTEMPTED and symptom in result.sentence


@pytest.mark.parametrize("answer", [4, 4.0, np.int64(4)])
def test_the_right_number_of_samples(answer):
    assert check_hidden_bug(answer).verdict == CORRECT


@pytest.mark.parametrize(
    "answer, hint",
    [(1, "(1,), not (4,)"), (12, "try fewer"), (2, "how many"), (7, "how many")],
)
def test_wrong_numbers_of_samples(answer, hint):
    sentence = check_hidden_bug(answer).sentence
    assert hint in sentence and "expected" not in sentence


@pytest.mark.parametrize(
    "check, function",
    [
        (check_fork, lambda wanted, a, b, out: wanted @ (a + b).T * out),
        (check_order, lambda out, w, wanted, rate: (
            w + rate * out.T @ wanted / len(wanted), wanted @ w.T * out
        )),
        (check_layer_backward, lambda layer, change: (
            layer.inputs.T @ (change * layer.outputs) / len(change), 0, 0
        )),
    ],
)  # fmt: skip
def test_outputs_are_no_slope(check, function):
    assert "outputs > 0 is the slope of ReLU" in check(function).sentence
