"""The same weights in: the same outputs, loss, slopes and training out."""

import numpy as np
import pytest

from nnlib.data import moons
from nnlib.frameworks.parity import (
    AT_MOST,
    CURVE_AT_MOST,
    comparisons,
    curves,
    difference,
    keras_answers,
    largest_differences,
    own_answers,
    surface_samples,
    torch_answers,
)
from nnlib.frameworks.three_ways import WAYS, predictions_of, start_network
from nnlib.frameworks.twins import (
    flat_torch_parameters,
    keras_twin,
    torch_twin,
)
from nnlib.layers import Activation, Dense, Dropout
from nnlib.losses import binary_cross_entropy, squared_error
from nnlib.network import Network, build_mlp
from nnlib.running import INPUTS, running_network

COMPARISONS = comparisons()


@pytest.mark.parametrize("name", COMPARISONS)
def test_a_network_and_its_twin_agree(name):
    *question, answers = COMPARISONS[name]
    differences = largest_differences(own_answers(*question), answers(*question))
    assert differences.keys() == {"outputs", "loss", "slopes"}
    assert max(differences.values()) <= limit(name)


def limit(name):
    """64 bits leave more digits than 32; through four layers some more are lost."""
    if "PyTorch" in name:
        return 1e-12
    return 5 * AT_MOST if "lesson 09" in name else AT_MOST


def test_lesson_09_trains_alike_in_all_three():
    found = curves(100)
    assert all(len(losses) == 100 for losses in found.values())
    last = [losses[-1] for losses in found.values()]
    assert np.ptp(last) <= CURVE_AT_MOST
    for losses in found.values():
        relative = np.abs(np.divide(losses, found["nnlib"]) - 1)
        assert relative.max() <= CURVE_AT_MOST


def test_the_networks_predict_alike_after_training():
    inputs, targets = surface_samples()
    ways = WAYS.values()
    trained = [way(inputs, targets, 100, start_network())[1] for way in ways]
    ours, *theirs = [predictions_of(one, inputs[:50]) for one in trained]
    assert all(one.shape == (50, 1) for one in theirs)
    torch_apart, keras_apart = [difference(ours, one) for one in theirs]
    assert torch_apart < 1e-12
    # 32 bits: seldom more than 1e-5, but 2e-4 was seen in one of ten runs
    assert keras_apart < 10 * CURVE_AT_MOST


@pytest.mark.parametrize("activation", ["relu", "sigmoid", "tanh"])
@pytest.mark.parametrize("dtype", ["float", "float32"])
@pytest.mark.parametrize("answers", [torch_answers, keras_answers])
def test_every_activation_and_precision(activation, dtype, answers):
    network = build_mlp([2, 7, 5, 1], activation=activation, seed=3, dtype=dtype)
    inputs, targets = (one.astype(network.parameters.dtype) for one in moons(40))
    for loss in (squared_error, binary_cross_entropy):
        question = network, inputs, targets, loss
        differences = largest_differences(own_answers(*question), answers(*question))
        assert max(differences.values()) <= AT_MOST


def test_weights_come_back_as_they_went_in():
    network = build_mlp([3, 5, 2], seed=1)
    model = torch_twin(network)
    assert model[0].weight.shape == (5, 3)
    assert np.array_equal(flat_torch_parameters(model), network.parameters)
    weights = keras_twin(network).get_weights()
    assert [one.shape for one in weights] == [(3, 5), (5,), (5, 2), (2,)]
    assert all(map(np.array_equal, weights, [
        part for layer in network.dense_layers for part in (layer.weights, layer.biases)
    ]))  # fmt: skip


def test_a_twin_lives_its_own_life():
    network = running_network()
    model = torch_twin(network)
    network.parameters[:] = 0
    assert predictions_of(model, INPUTS).item() == pytest.approx(0.3)


@pytest.mark.parametrize("twin", [torch_twin, keras_twin])
@pytest.mark.parametrize("layer", [Dropout(0.5), Activation("softmax")])
def test_what_has_no_twin_is_told_in_words(twin, layer):
    network = Network([Dense(2, 3, np.random.default_rng(0)), layer])
    with pytest.raises(ValueError, match="a twin has dense layers and relu, sigmoid"):
        twin(network)
