"""Layers: hand-computed passes, kept work arrays, dropout, start weights."""

import numpy as np
import pytest

from nnlib.layers import (
    Activation,
    Dense,
    Dropout,
    glorot_start,
    he_start,
    normal_start,
    uniform_start,
)


def rng():
    return np.random.default_rng(0)


def test_dense_by_hand():
    layer = Dense(2, 1, rng())
    layer.weights[:], layer.biases[:] = [[2], [3]], [1]
    inputs = np.array([[1.0, 10], [100, 1000]])
    np.testing.assert_array_equal(layer.forward(inputs), [[33], [3201]])
    backward = layer.backward(np.array([[1.0], [2]]))
    np.testing.assert_array_equal(backward, [[2, 3], [4, 6]])
    np.testing.assert_array_equal(layer.weights_gradient, [[201], [2010]])
    np.testing.assert_array_equal(layer.biases_gradient, [3])


def test_dense_begins_with_zero_biases_and_its_start_weights():
    layer = Dense(3, 2, rng(), start=lambda n_in, n_out, rng: np.full((n_in, n_out), 7))
    assert (layer.weights == 7).all() and (layer.biases == 0).all()
    assert layer.weights.shape == (3, 2) and layer.biases.shape == (2,)


def test_bind_moves_all_four_into_the_given_vectors():
    layer, parameters, gradient = Dense(2, 3, rng()), np.arange(9.0), np.zeros(9)
    layer.bind(parameters, gradient)
    np.testing.assert_array_equal(layer.weights, [[0, 1, 2], [3, 4, 5]])
    np.testing.assert_array_equal(layer.biases, [6, 7, 8])
    layer.weights_gradient[1, 2], layer.biases_gradient[0] = 5, 6
    np.testing.assert_array_equal(gradient, [0, 0, 0, 0, 0, 5, 6, 0, 0])


@pytest.mark.parametrize("layer", [Dense(4, 4, rng()), Activation("tanh")])
def test_outputs_and_gradients_are_reused(layer):
    inputs, gradient = np.ones((5, 4)), np.ones((5, 4))
    outputs = layer.forward(inputs)
    assert np.shares_memory(outputs, layer.forward(inputs * 2))
    assert np.shares_memory(outputs, layer.forward(inputs[:3]))
    assert len(layer.forward(inputs[:3])) == 3
    back = layer.backward(gradient[:3])
    assert np.shares_memory(back, layer.backward(gradient[:3]))
    assert not np.shares_memory(outputs, inputs)
    assert not np.shares_memory(back, gradient)


@pytest.mark.parametrize("name", ["relu", "sigmoid", "tanh", "softmax"])
def test_activation_follows_width_and_type_of_its_inputs(name):
    layer = Activation(name)
    for shape, dtype in [((4, 3), float), ((4, 2), np.float32), ((4, 2), float)]:
        outputs = layer.forward(np.ones(shape, dtype))
        assert outputs.shape == shape and outputs.dtype == dtype
        assert layer.backward(np.ones(shape, dtype)).dtype == dtype


def test_growing_and_shrinking_batches_give_what_fresh_layers_give():
    kept, sizes = Dense(3, 2, rng()), [4, 1, 7, 2, 7, 20, 3]
    for n in sizes:
        inputs, gradient = rng().normal(size=(n, 3)), rng().normal(size=(n, 2))
        fresh = Dense(3, 2, rng())
        np.testing.assert_array_equal(kept.forward(inputs), fresh.forward(inputs))
        np.testing.assert_array_equal(kept.backward(gradient), fresh.backward(gradient))
        np.testing.assert_array_equal(kept.biases_gradient, fresh.biases_gradient)
        np.testing.assert_allclose(kept.biases_gradient, gradient.sum(axis=0))


def test_dropout_keeps_the_mean_and_scales_what_it_keeps():
    layer, inputs = Dropout(0.25), np.ones((1000, 100))
    outputs = layer.forward(inputs, rng())
    np.testing.assert_allclose(np.unique(outputs), [0, 1 / 0.75])
    assert outputs.mean() == pytest.approx(1, abs=0.01)
    assert (outputs == 0).mean() == pytest.approx(0.25, abs=0.01)


def test_dropout_lets_the_gradient_through_where_a_unit_was_kept():
    layer = Dropout(0.5)
    outputs = layer.forward(np.ones((20, 10)), rng())
    np.testing.assert_array_equal(layer.backward(np.ones((20, 10))), outputs)


def test_dropout_does_nothing_without_rng_or_fraction():
    inputs = np.ones((3, 2), np.float32)
    for outputs in [Dropout(0.9).forward(inputs), Dropout(0).forward(inputs, rng())]:
        np.testing.assert_array_equal(outputs, inputs)
        assert outputs.dtype == np.float32


def test_dropout_repeats_with_its_seed():
    first, again, other = [
        Dropout(0.5).forward(np.ones((9, 9)), np.random.default_rng(seed))
        for seed in (1, 1, 2)
    ]
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


def test_start_weights_have_the_promised_spread():
    for start, spread in [
        (he_start, np.sqrt(2 / 200)),
        (glorot_start, np.sqrt(2 / (200 + 300))),
        (normal_start(0.01), 0.01),
        (uniform_start(-1, 1), np.sqrt(1 / 3)),
        (uniform_start(2, 2), 0),
    ]:
        weights = start(200, 300, rng())
        assert weights.shape == (200, 300)
        assert weights.std() == pytest.approx(spread, rel=0.02)
    assert abs(uniform_start(-1, 1)(200, 300, rng())).max() <= 1
    assert abs(glorot_start(200, 300, rng())).max() <= np.sqrt(6 / 500)


def test_names_are_short():
    layers = [Dense(2, 3, rng()), Activation("relu"), Dropout(0.5)]
    assert str(layers) == "[Dense(2, 3), Activation('relu'), Dropout(0.5)]"
