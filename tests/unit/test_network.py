"""The network: one flat vector, reused arrays, seeds, and the articles' settings."""

import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib.data import sample_surface
from nnlib.layers import Activation, Dense, Dropout, normal_start, uniform_start
from nnlib.losses import binary_cross_entropy, squared_error
from nnlib.network import Network, build_mlp, network_from_recipe
from nnlib.optimizers import SGD
from nnlib.schedules import constant
from nnlib.training import train


def test_layers_are_windows_into_the_flat_vectors():
    network = build_mlp([2, 3, 1])
    hidden, output = network.dense_layers
    assert np.shares_memory(network.parameters, hidden.weights)
    network.parameters[:] = np.arange(13)
    np.testing.assert_array_equal(hidden.weights, [[0, 1, 2], [3, 4, 5]])
    np.testing.assert_array_equal(hidden.biases, [6, 7, 8])
    np.testing.assert_array_equal(output.weights, [[9], [10], [11]])
    np.testing.assert_array_equal(output.biases, [12])
    output.biases_gradient[:] = 5
    assert network.gradient[12] == 5 and (network.gradient[:12] == 0).all()


def test_parameter_counts():
    assert len(build_mlp([2, 3, 1]).parameters) == 13
    assert len(build_mlp([2, 64, 64, 64, 1]).parameters) == 8577
    assert len(build_mlp([64, 10]).parameters) == 650
    assert repr(build_mlp([2, 64, 64, 64, 1])).endswith("8,577 parameters")


def test_binding_keeps_the_layers_numbers():
    rng = np.random.default_rng(3)
    layers = [Dense(2, 4, rng), Activation("tanh"), Dense(4, 1, rng)]
    before = [layer.weights.copy() for layer in layers[::2]]
    network = Network(layers)
    for layer, weights in zip(network.dense_layers, before, strict=True):
        np.testing.assert_array_equal(layer.weights, weights)


@given(st.lists(st.integers(1, 600), min_size=1, max_size=5))
def test_any_order_of_batch_sizes(sizes):
    network = build_mlp([2, 5, 1], seed=1)
    for n in sizes:
        inputs = np.random.default_rng(n).normal(size=(n, 2))
        hidden, output = network.dense_layers
        z = inputs @ hidden.weights + hidden.biases
        expected = np.maximum(z, 0) @ output.weights + output.biases
        np.testing.assert_allclose(network.forward(inputs), expected, atol=1e-12)


def test_forward_reuses_its_array_and_predict_does_not():
    network, inputs = build_mlp([2, 4, 1]), np.ones((6, 2))
    first = network.forward(inputs)
    assert np.shares_memory(first, network.forward(2 * inputs))
    assert np.shares_memory(first, network.forward(inputs[:3]))
    prediction = network.predict(inputs)
    assert not np.shares_memory(prediction, network.forward(inputs))
    assert not np.shares_memory(prediction, network.predict(inputs))


def test_predict_takes_tables_of_any_length_and_kind():
    network = build_mlp([2, 4, 3])
    inputs = np.random.default_rng(0).normal(size=(2500, 2))
    predictions = network.predict(inputs)
    assert predictions.shape == (2500, 3)
    np.testing.assert_allclose(predictions, network.forward(inputs), atol=1e-12)
    frame = pd.DataFrame(inputs, columns=["x", "y"])
    np.testing.assert_array_equal(network.predict(frame), predictions)
    np.testing.assert_array_equal(network.predict(inputs.tolist()), predictions)
    np.testing.assert_array_equal(
        network.predict([[1, 2]]), network.predict([[1.0, 2]])
    )


@pytest.mark.parametrize("dtype", [float, "float", np.float64, np.dtype("float64")])
def test_float64_by_many_names(dtype):
    assert build_mlp([2, 1], dtype=dtype).parameters.dtype == np.float64


@pytest.mark.parametrize("output", ["identity", "sigmoid", "softmax"])
def test_float32_throughout(output):
    network = build_mlp([2, 3, 2], dtype=np.float32, dropout=0.2, output=output)
    rng = np.random.default_rng(0)
    predictions = network.forward(np.ones((4, 2)), rng)
    network.backward(np.ones((4, 2)))
    optimizer = SGD()
    optimizer.step(network.parameters, network.gradient, 0.1)
    for array in [predictions, network.gradient, network.parameters]:
        assert array.dtype == np.float32
    assert all(layer.weights.dtype == np.float32 for layer in network.dense_layers)
    assert network.predict([[1, 2]]).dtype == np.float32


def test_seeds_repeat_and_differ_and_leave_the_global_generators_alone():
    states = random.getstate(), repr(np.random.get_state())
    first, again, other = [build_mlp([3, 4, 2], seed=seed) for seed in (5, 5, 6)]
    np.testing.assert_array_equal(first.parameters, again.parameters)
    assert (first.parameters != other.parameters).any()
    assert states == (random.getstate(), repr(np.random.get_state()))


def test_a_generator_is_drawn_from():
    rng = np.random.default_rng(5)
    first, second = build_mlp([3, 2], seed=rng), build_mlp([3, 2], seed=rng)
    np.testing.assert_array_equal(
        first.parameters, build_mlp([3, 2], seed=5).parameters
    )
    assert (first.parameters != second.parameters).any()


def test_start_weights_suit_the_activation():
    relu = build_mlp([300, 200, 1]).layers[0].weights.std()
    tanh = build_mlp([300, 200, 1], activation="tanh").layers[0].weights.std()
    assert relu == pytest.approx(np.sqrt(2 / 300), rel=0.02)
    assert tanh == pytest.approx(np.sqrt(2 / 500), rel=0.02)


def test_dropout_only_acts_with_an_rng():
    network, inputs = build_mlp([2, 50, 1], dropout=0.5), np.ones((8, 2))
    np.testing.assert_array_equal(network.predict(inputs), network.predict(inputs))
    dropped = network.forward(inputs, np.random.default_rng(0)).copy()
    assert (dropped != network.predict(inputs)).any()
    assert [type(layer) for layer in network.layers].count(Dropout) == 1


def test_recipe_builds_the_same_layers():
    settings = dict(activation="tanh", output="softmax", dropout=0.1, dtype=np.float32)
    network = build_mlp([4, 5, 6, 3], **settings)
    copy = network_from_recipe(network.recipe())
    assert repr(copy) == repr(network) and copy.recipe() == network.recipe()
    copy.parameters[:] = network.parameters
    inputs = np.random.default_rng(0).normal(size=(3, 4))
    np.testing.assert_array_equal(copy.predict(inputs), network.predict(inputs))


def test_setting_of_the_long_article():
    network = build_mlp([2, 64, 64, 64, 1], start=uniform_start(-1, 1))
    assert [layer.n_out for layer in network.dense_layers] == [64, 64, 64, 1]
    assert abs(network.parameters).max() <= 1
    sample = sample_surface(1000)
    standardized = (sample - sample.mean()) / sample.std()
    inputs, targets = standardized[["x", "y"]], standardized[["height"]]
    settings = dict(epochs=100, optimizer=SGD(), schedule=constant(0.001))
    losses = train(network, inputs, targets, squared_error, **settings)
    losses = losses.column("train_loss")
    assert losses[-1] < losses[0] / 2


def test_setting_of_the_short_article():
    inputs, targets = [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]
    settings = dict(epochs=3000, optimizer=SGD(), schedule=constant(0.5))
    accuracies = []
    for start in (normal_start(0.01), normal_start(1)):
        network = build_mlp([2, 4, 1], activation="sigmoid", start=start)
        train(network, inputs, targets, binary_cross_entropy, **settings)
        scores = network.predict(inputs)
        accuracies.append(((scores > 0) == np.array(targets)).mean())
    assert accuracies[0] < 1 and accuracies[1] == 1
