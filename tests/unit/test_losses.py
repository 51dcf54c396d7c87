"""Losses: hand-computed values, gradients against nudging, extremes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import losses
from nnlib.functions import softmax
from nnlib.gradcheck import numerical_gradient, relative_error

ALL = [
    losses.squared_error,
    losses.binary_cross_entropy,
    losses.softmax_cross_entropy,
]


def table(*rows):
    return np.array(rows, float)


def test_squared_error_by_hand():
    predictions, targets = table([0.3], [1.0]), table([0.6], [3.0])
    value = losses.squared_error.value(predictions, targets)
    assert value == pytest.approx((0.045 + 2) / 2)
    gradient = losses.squared_error.gradient(predictions, targets)
    np.testing.assert_allclose(gradient, [[-0.15], [-1.0]])


def test_softmax_cross_entropy_by_hand():
    scores, targets = table([2, 1, 0]), table([1, 0, 0])
    value = losses.softmax_cross_entropy.value(scores, targets)
    assert value == pytest.approx(0.408, abs=5e-4)
    gradient = losses.softmax_cross_entropy.gradient(scores, targets)
    np.testing.assert_allclose(gradient, softmax(scores) - targets)


def test_confident_wrong_answer_by_hand():
    gradient = losses.binary_cross_entropy.gradient(table([-4]), table([1]))
    assert gradient[0, 0] == pytest.approx(-0.982, abs=5e-4)
    value = losses.binary_cross_entropy.value(table([-4]), table([1]))
    assert value == pytest.approx(np.log(1 + np.exp(4)))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_extreme_scores_stay_finite(dtype):
    scores = np.array([[1000.0], [-1000]], dtype)
    value = losses.binary_cross_entropy.value
    assert value(scores, table([1], [0])) == 0
    assert value(scores, table([0], [1])) == 1000
    scores, targets = np.array([[1000.0, -1000]], dtype), table([0, 1])
    assert losses.softmax_cross_entropy.value(scores, targets) == 2000


@given(st.integers(1, 5), st.integers(2, 4), st.integers(0, 1000))
def test_gradients_agree_with_nudging(n, n_out, seed):
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(n, n_out))
    targets = softmax(rng.normal(size=(n, n_out)))
    for loss in ALL:
        backward = loss.gradient(scores, targets)
        numerical = numerical_gradient(lambda f=loss: f.value(scores, targets), scores)
        assert relative_error(backward, numerical).max() < 1e-6


@given(st.integers(1, 6), st.integers(0, 1000))
def test_value_is_the_mean_over_samples(n, seed):
    rng = np.random.default_rng(seed)
    scores, targets = rng.normal(size=(n, 3)), softmax(rng.normal(size=(n, 3)))
    for loss in ALL:
        singles = [loss.value(scores[i : i + 1], targets[i : i + 1]) for i in range(n)]
        assert loss.value(scores, targets) == pytest.approx(np.mean(singles))
        assert loss.value(scores, targets) >= 0


def test_lists_are_welcome():
    for loss in ALL:
        lists, arrays = ([[2, 1]], [[1, 0]]), (table([2, 1]), table([1, 0]))
        assert loss.value(*lists) == loss.value(*arrays)
        np.testing.assert_array_equal(loss.gradient(*lists), loss.gradient(*arrays))


def test_targets_that_cannot_be_meant_are_refused():
    losses.squared_error.check_targets(table([-5], [7]))
    losses.binary_cross_entropy.check_targets(table([0], [1]))
    losses.softmax_cross_entropy.check_targets(table([0.5, 0.5], [0, 1]))
    with pytest.raises(ValueError, match="binary cross-entropy.*2"):
        losses.binary_cross_entropy.check_targets(table([0], [2]))
    with pytest.raises(ValueError, match="add up to 1.*2"):
        losses.softmax_cross_entropy.check_targets(table([1, 1], [0, 1]))


def test_r_squared():
    targets = table([1], [2], [3])
    assert losses.r_squared(targets, targets) == 1
    assert losses.r_squared(table([2], [2], [2]), targets) == 0
    assert losses.r_squared(table([3], [2], [1]), targets) == -3
    assert losses.r_squared(table([1], [2], [4]), targets) == pytest.approx(0.5)


def test_one_hot():
    expected = [[0, 0, 1], [1, 0, 0]]
    np.testing.assert_array_equal(losses.one_hot([2, 0], 3), expected)
    np.testing.assert_array_equal(losses.one_hot(np.array([[2], [0]]), 3), expected)
