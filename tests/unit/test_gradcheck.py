"""The gradient check, and what it says about every activation, loss and depth."""

import numpy as np
import pytest

from nnlib.functions import ACTIVATIONS, softmax
from nnlib.gradcheck import (
    gradient_table,
    numerical_gradient,
    relative_error,
    slope_at,
    worst_gradient_error,
)
from nnlib.layers import normal_start
from nnlib.losses import binary_cross_entropy, softmax_cross_entropy, squared_error
from nnlib.network import build_mlp
from nnlib.running import INPUTS, TARGETS, running_network

LOSSES = [squared_error, binary_cross_entropy, softmax_cross_entropy]


def sample(network, loss, seed):
    """Random parameters, and data no closer than 0.001 to any kink of ReLU."""
    rng = np.random.default_rng(seed)
    while True:
        network.parameters[:] = rng.normal(size=network.parameters.shape)
        inputs = rng.normal(size=(6, network.n_in))
        outputs, distance = inputs, np.inf
        for layer in network.layers:
            if "relu" in repr(layer):
                distance = min(distance, abs(outputs).min())
            outputs = layer.forward(outputs)
        if distance > 1e-3:
            targets = softmax(rng.normal(size=(6, network.n_out)))
            return inputs, targets if loss is not squared_error else 3 * targets


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.name)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("depth", range(4))
def test_every_backward_pass(activation, loss, depth):
    for seed in range(3):
        network = build_mlp([2] + [5] * depth + [3], activation=activation)
        inputs, targets = sample(network, loss, seed)
        assert worst_gradient_error(network, inputs, targets, loss) < 1e-6


@pytest.mark.parametrize("output", ACTIVATIONS)
def test_every_output_activation(output):
    network = build_mlp([2, 4, 3], activation="tanh", output=output)
    inputs, targets = sample(network, squared_error, 0)
    assert worst_gradient_error(network, inputs, targets, squared_error) < 1e-6


def test_a_wrong_backward_pass_is_caught():
    network = build_mlp([2, 5, 1], activation="tanh", start=normal_start(1))
    right = network.layers[1].backward
    network.layers[1].backward = lambda gradient: right(gradient) * 1.001
    inputs, targets = np.ones((3, 2)), np.zeros((3, 1))
    assert worst_gradient_error(network, inputs, targets, squared_error) > 1e-4


def test_table_of_the_running_network():
    network = running_network()
    before = network.parameters.copy()
    table = gradient_table(network, INPUTS, TARGETS, squared_error)
    rows = {row.name: row for row in table}
    assert len(table) == len(rows) == 13
    assert rows["layer 1, weight from 2 to 1"].backward == pytest.approx(-0.096)
    assert rows["layer 2, bias of 1"].numerical == pytest.approx(-0.3)
    assert max(row.error for row in table) < 1e-8
    np.testing.assert_array_equal(network.parameters, before)


def test_slope_at_a_place():
    assert np.isclose(slope_at(lambda x: x * x, 4), 8)
    assert slope_at(abs, 0.5) == pytest.approx(1)
    assert slope_at(np.sign, 0, nudge=0.5) == 2
    assert np.allclose(slope_at(np.square, np.array([1.0, -3.0])), [2, -6])


def test_numerical_gradient_of_a_polynomial():
    w = np.array([[1.0, 2.0], [3.0, -4.0]])
    slopes = numerical_gradient(lambda: (w**3).sum(), w)
    np.testing.assert_allclose(slopes, 3 * w**2, rtol=1e-8)


def test_parameters_are_put_back_even_after_an_error():
    w = np.array([1.0, 2.0])

    def fails():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        numerical_gradient(fails, w)
    np.testing.assert_array_equal(w, [1, 2])


def test_step_size_matters_as_the_lesson_says():
    network = build_mlp([2, 8, 1], activation="tanh")
    inputs, targets = np.ones((3, 2)), np.zeros((3, 1))
    good, tiny = [
        worst_gradient_error(network, inputs, targets, squared_error, step=step)
        for step in (1e-5, 1e-13)
    ]
    assert good < 1e-7 < 1e-5 < tiny


def test_relative_error_by_hand():
    errors = relative_error(np.array([1.0, 2, 0]), np.array([1.0, 1, 0]))
    np.testing.assert_allclose(errors, [0, 0.5, 0])
    assert (relative_error(np.zeros(2), np.zeros(2)) == 0).all()
    small = relative_error(np.array([1000.0, 1e-9]), np.array([1000.0, 2e-9]))
    assert small[1] == pytest.approx(1e-9)
