"""The running network: the numbers of curriculum, lessons and pictures."""

import numpy as np
import pytest

from nnlib.losses import squared_error
from nnlib.network import build_mlp
from nnlib.optimizers import SGD
from nnlib.running import INPUTS, TARGETS, running_network
from nnlib.training import train


def changes(network, inputs=INPUTS, targets=TARGETS):
    predictions = network.forward(np.array(inputs))
    network.backward(squared_error.gradient(predictions, np.array(targets)))
    return -network.gradient


def predictions_while_training(rate, n):
    network, optimizer, seen = running_network(), SGD(), []
    for _ in range(n):
        seen.append(float(network.forward(INPUTS)[0, 0]))
        optimizer.step(network.parameters, -changes(network), rate)
    return seen, network


def test_forward_pass():
    network = running_network()
    hidden, relu, output = network.layers
    z = hidden.forward(INPUTS)
    np.testing.assert_allclose(z, [[0.5, 0.8, -0.46]], atol=1e-15)
    h = relu.forward(z)
    np.testing.assert_allclose(h, [[0.5, 0.8, 0]], atol=1e-15)
    np.testing.assert_allclose(output.forward(h), [[0.3]], atol=1e-15)
    assert squared_error.value(network.forward(INPUTS), TARGETS) == pytest.approx(0.045)


def test_all_thirteen_changes():
    network = running_network()
    expected = [0.048, 0.03, 0, 0.096, 0.06, 0, 0.12, 0.075, 0]  # hidden layer
    expected += [0.15, 0.24, 0, 0.3]  # w7, w8, w9, b4
    np.testing.assert_allclose(changes(network), expected, atol=1e-15)
    hidden, output = network.dense_layers
    np.testing.assert_allclose(
        -hidden.weights_gradient, [[0.048, 0.03, 0], [0.096, 0.06, 0]], atol=1e-15
    )
    np.testing.assert_allclose(-hidden.biases_gradient, [0.12, 0.075, 0], atol=1e-15)
    np.testing.assert_allclose(
        -output.weights_gradient, [[0.15], [0.24], [0]], atol=1e-15
    )
    np.testing.assert_allclose(-output.biases_gradient, [0.3], atol=1e-15)


@pytest.mark.parametrize(
    "rate, sequence",
    [
        (0.1, [0.3, 0.369, 0.425, 0.468]),
        (0.5, [0.3, 0.660, 0.578, 0.607, 0.597]),
        (1, [0.3, 1.052, -0.155, 1.047, 0.143, 0.740]),
        (2, [0.3, 1.934, -2.167, 3.367, -2.167, 3.367]),
    ],
)
def test_predictions_after_each_update(rate, sequence):
    seen, _ = predictions_while_training(rate, len(sequence))
    np.testing.assert_allclose(seen, sequence, atol=5e-4)


def test_rate_1_settles_in_the_end():
    seen, _ = predictions_while_training(1, 60)
    assert seen[11] == pytest.approx(0.602, abs=1e-3)
    np.testing.assert_allclose(seen[12:], 0.6, atol=1e-3)


def test_rate_2_kills_all_units_and_only_the_last_bias_learns():
    _, after_two = predictions_while_training(2, 2)
    assert (after_two.layers[0].forward(INPUTS) < 0).all()
    change = changes(after_two)
    assert (change[:-1] == 0).all() and change[-1] != 0


def test_batch_of_two_is_the_mean_of_the_singles():
    singles = [
        changes(running_network(), [x], [[0.6]]) for x in [(0.4, 0.8), (0.8, 0.4)]
    ]
    both = changes(running_network(), [(0.4, 0.8), (0.8, 0.4)], [[0.6], [0.6]])
    np.testing.assert_allclose(both, np.mean(singles, axis=0), atol=1e-15)


def test_train_takes_the_same_first_step():
    network = running_network()
    settings = dict(epochs=1, optimizer=SGD(), schedule=lambda progress: 0.5)
    history = train(network, INPUTS, TARGETS, squared_error, **settings)
    assert history[0].train_loss == pytest.approx(0.045)
    assert network.predict(INPUTS)[0, 0] == pytest.approx(0.660, abs=5e-4)


def test_copies_are_fresh():
    first = running_network()
    first.parameters[:] = 0
    assert running_network().predict(INPUTS)[0, 0] == pytest.approx(0.3)
    assert len(build_mlp([2, 3, 1]).parameters) == 13
