"""Optimizers against the formulas of their papers, written out plainly."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib.optimizers import SGD, Adam, Momentum

RATES = [0.1, 0.1, 0.05, 0.2, 0.01, 0.1]


def gradients(seed=0, n=7):
    return np.random.default_rng(seed).normal(size=(len(RATES), n))


def steps(optimizer, start, seed=0):
    parameters = np.full(gradients().shape[1], start, float)
    for rate, gradient in zip(RATES, gradients(seed), strict=True):
        kept = gradient.copy()
        optimizer.step(parameters, gradient, rate)
        np.testing.assert_array_equal(gradient, kept)
        yield parameters.copy()


@given(st.floats(-5, 5), st.integers(0, 99))
def test_sgd(start, seed):
    expected = start
    results = steps(SGD(), start, seed)
    for rate, g, result in zip(RATES, gradients(seed), results, strict=True):
        expected = expected - rate * g
        np.testing.assert_allclose(result, expected, atol=1e-13)


@given(st.floats(0, 0.99), st.integers(0, 99))
def test_momentum(decay, seed):
    expected, velocity = 1.0, 0.0
    results = steps(Momentum(decay), 1.0, seed)
    for rate, g, result in zip(RATES, gradients(seed), results, strict=True):
        velocity = decay * velocity - rate * g
        expected = expected + velocity
        np.testing.assert_allclose(result, expected, atol=1e-13)


@given(st.floats(0, 0.99), st.floats(0, 0.9999), st.sampled_from([1e-8, 1e-3, 1.0]))
def test_adam(b1, b2, epsilon):
    expected, m, v = 1.0, 0.0, 0.0
    results = steps(Adam(b1, b2, epsilon), 1.0)
    for t, (rate, g, result) in enumerate(
        zip(RATES, gradients(), results, strict=True)
    ):
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g**2
        m_hat, v_hat = m / (1 - b1 ** (t + 1)), v / (1 - b2 ** (t + 1))
        expected = expected - rate * m_hat / (np.sqrt(v_hat) + epsilon)
        np.testing.assert_allclose(result, expected, rtol=1e-9, atol=1e-12)


def test_first_adam_step_is_the_rate_whatever_the_slope():
    parameters = np.zeros(3)
    Adam().step(parameters, np.array([1e-3, -1.0, 1e3]), 0.1)
    np.testing.assert_allclose(parameters, [-0.1, 0.1, -0.1], rtol=1e-4)


def test_bowl_by_hand():
    seen, w = [], np.array([4.0])
    optimizer = SGD()
    for _ in range(4):
        optimizer.step(w, 2 * w, 0.1)
        seen.append(float(w[0]))
    np.testing.assert_allclose(seen, [3.2, 2.56, 2.048, 1.6384])


@pytest.mark.parametrize("kind", [SGD, Momentum, Adam])
def test_steps_are_in_place_in_either_precision(kind):
    for dtype in (np.float32, np.float64):
        parameters, optimizer = np.ones(4, dtype), kind()
        window = parameters[:2]
        optimizer.step(parameters, np.ones(4, dtype), 0.1)
        optimizer.step(parameters, np.ones(4, dtype), 0.1)
        assert parameters.dtype == dtype and (window < 1).all()


@pytest.mark.parametrize("kind", [SGD, Momentum, Adam])
def test_one_optimizer_serves_one_network(kind):
    optimizer = kind()
    optimizer.step(np.ones(4), np.ones(4), 0.1)
    with pytest.raises(ValueError, match=f"{kind.__name__} steps 4 .*(5,)"):
        optimizer.step(np.ones(5), np.ones(5), 0.1)
    with pytest.raises(ValueError, match="(4, 1)"):
        optimizer.step(np.ones(4), np.ones((4, 1)), 0.1)
