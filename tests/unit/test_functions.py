"""Activation functions: values worked out by hand, slopes, extremes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import functions as f

numbers = st.floats(-30, 30)
tables = st.lists(st.lists(numbers, min_size=3, max_size=3), min_size=1, max_size=4)


def test_values_by_hand():
    z = np.array([[-2.0, 0.0, 3.0]])
    np.testing.assert_array_equal(f.identity(z), z)
    np.testing.assert_array_equal(f.relu(z), [[0, 0, 3]])
    np.testing.assert_allclose(f.sigmoid(z), [[0.1192029, 0.5, 0.9525741]], atol=1e-7)
    np.testing.assert_allclose(f.tanh(z), [[-0.9640276, 0, 0.9950548]], atol=1e-7)
    probabilities = f.softmax(np.array([[2.0, 1.0, 0.0]]))
    np.testing.assert_allclose(probabilities, [[0.665, 0.245, 0.090]], atol=5e-4)


def test_slopes_by_hand():
    np.testing.assert_array_equal(f.identity_slope(np.array([-3.0, 0, 5])), [1, 1, 1])
    np.testing.assert_array_equal(f.relu_slope(np.array([0.0, 0.1, 7])), [0, 1, 1])
    np.testing.assert_allclose(f.sigmoid_slope(np.array([0.5, 0.9])), [0.25, 0.09])
    np.testing.assert_allclose(f.tanh_slope(np.array([0.0, 0.5])), [1, 0.75])


def test_xor_from_two_hinges():
    x1, x2 = np.array([0.0, 0, 1, 1]), np.array([0.0, 1, 0, 1])
    xor = f.relu(x1 + x2) - 2 * f.relu(x1 + x2 - 1)
    np.testing.assert_array_equal(xor, [0, 1, 1, 0])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_extremes_stay_finite_and_quiet(dtype):
    z = np.array([[-1000.0, 0, 1000]], dtype)
    with np.errstate(all="raise", under="ignore"):
        np.testing.assert_array_equal(f.sigmoid(z), [[0, 0.5, 1]])
        np.testing.assert_array_equal(f.tanh(z), [[-1, 0, 1]])
        np.testing.assert_array_equal(f.softmax(z), [[0, 0, 1]])


@pytest.mark.parametrize("name", ["identity", "relu", "sigmoid", "tanh"])
def test_single_numbers_and_lists_are_welcome(name):
    function = getattr(f, name)
    assert float(function(0.3)) == pytest.approx(float(function([0.3])[0]))
    assert float(function(2)) == pytest.approx(float(function(2.0)))


@pytest.mark.parametrize("name", f.ACTIVATIONS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_out_is_used_and_changes_nothing(name, dtype):
    value, backward = f.ACTIVATIONS[name]
    z = np.random.default_rng(0).normal(size=(5, 3)).astype(dtype)
    before, out = z.copy(), np.empty_like(z)
    outputs = value(z)
    assert value(z, out=out) is out and outputs.dtype == dtype
    np.testing.assert_array_equal(out, outputs)
    gradient, back = np.ones_like(z), np.empty_like(z)
    expected = backward(gradient, outputs)
    assert backward(gradient, outputs, out=back) is back
    np.testing.assert_array_equal(back, expected)
    np.testing.assert_array_equal(z, before)
    np.testing.assert_array_equal(outputs, out)


@given(tables)
def test_softmax_rows_add_up_to_one_and_ignore_shifts(rows):
    z = np.array(rows)
    probabilities = f.softmax(z)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1)
    assert (probabilities >= 0).all()
    np.testing.assert_allclose(f.softmax(z + 7), probabilities, atol=1e-12)


@given(numbers)
def test_symmetries(z):
    assert f.sigmoid(z) + f.sigmoid(-z) == pytest.approx(1)
    assert f.tanh(-z) == -f.tanh(z)
    assert f.relu(z) - f.relu(-z) == z
    assert f.sigmoid(z) == pytest.approx(1 / (1 + np.exp(-z)), abs=1e-15)


@pytest.mark.parametrize("name", f.ACTIVATIONS)
@given(rows=tables)
def test_backward_agrees_with_nudging(name, rows):
    value, backward = f.ACTIVATIONS[name]
    z = np.array(rows) / 10
    z[np.abs(z) < 0.01] = 0.5  # away from ReLU's kink
    towards = np.random.default_rng(1).normal(size=z.shape)
    slopes = np.empty_like(z)
    for index in np.ndindex(z.shape):
        nudge = np.zeros_like(z)
        nudge[index] = 1e-5
        difference = (value(z + nudge) - value(z - nudge)) * towards
        slopes[index] = difference.sum() / 2e-5
    np.testing.assert_allclose(backward(towards, value(z)), slopes, atol=1e-8)
