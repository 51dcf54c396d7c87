"""How far apart are a network and its twin: outputs, loss, slopes, training curve?

Differences are those of rounding: about 1e-13 in 64 bits and 1e-7 in 32. nnlib and
PyTorch compute in 64 bits here, and so does Keras on TensorFlow (tried with 2.21).
Keras 3.15 on PyTorch multiplies tables in 32 bits, whatever it was told.
"""

from typing import Any

import numpy as np

from nnlib import require
from nnlib.data import Standardizer, moons, sample_surface
from nnlib.frameworks.three_ways import WAYS, start_network
from nnlib.frameworks.twins import (
    flat,
    flat_torch_gradient,
    import_keras,
    keras_twin,
    torch_twin,
)
from nnlib.functions import sigmoid
from nnlib.losses import Loss, binary_cross_entropy, squared_error
from nnlib.network import Network, build_mlp
from nnlib.running import INPUTS, TARGETS, running_network

Array = np.ndarray
AT_MOST = 1e-6  # of outputs, loss and slopes
CURVE_AT_MOST = 1e-3  # of losses and predictions in 100 epochs: Keras varies by run


def surface_samples() -> tuple[Array, Array]:
    """Return lesson 09's inputs and targets: 1,000 samples, standardized."""
    samples = sample_surface(1000, seed=0)
    return tuple(
        Standardizer.fit(samples[columns]).apply(samples[columns])
        for columns in (["x", "y"], ["height"])
    )


def short_article_classifier() -> tuple[Network, Array, Array]:
    """Return the short article's (64, 32, 1) classifier with 300 points to part."""
    return build_mlp([2, 64, 32, 1], seed=0), *moons(300, seed=0)


def own_answers(network: Network, inputs: Array, targets: Array, loss: Loss) -> dict:
    """Return nnlib's outputs, loss and slopes; outputs of a classifier as 0 to 1."""
    outputs = network.forward(inputs).copy()
    network.backward(loss.gradient(outputs, targets))
    value = loss.value(outputs, targets)
    return _answers(loss, outputs, value, network.gradient.copy())


def torch_answers(network: Network, inputs: Array, targets: Array, loss: Loss) -> dict:
    """Return the outputs, loss and slopes of the network's twin in PyTorch."""
    import torch

    model, wanted = torch_twin(network), torch.tensor(targets)
    outputs = model(torch.tensor(inputs))
    value = _torch_loss(loss, outputs, wanted)
    value.backward()
    slopes = flat_torch_gradient(model)
    return _answers(loss, outputs.detach().numpy(), value.item(), slopes)


def keras_answers(network: Network, inputs: Array, targets: Array, loss: Loss) -> dict:
    """Return the outputs, loss and slopes of the network's twin in Keras.

    Keras hands out no slopes; but one step of plain descent at the rate 1 is the slope.
    """
    keras, model = import_keras(), keras_twin(network)
    outputs = np.asarray(model.predict(inputs, batch_size=len(inputs), verbose=0))
    model.compile(keras.optimizers.SGD(1.0), loss=_keras_loss(loss))
    before = flat(model.get_weights())
    history = model.fit(inputs, targets, batch_size=len(inputs), verbose=0)
    slopes = before - flat(model.get_weights())
    return _answers(loss, outputs, history.history["loss"][0], slopes)


def largest_differences(ours: dict, theirs: dict) -> dict[str, float]:
    """Return the largest difference in outputs, loss and slopes."""
    return {kind: difference(ours[kind], theirs[kind]) for kind in ours}


def difference(ours: Any, theirs: Any) -> float:
    """Return the largest difference, as a part of the largest number if that is > 1."""
    size = max(1.0, float(np.abs(ours).max()))
    return float(np.abs(np.subtract(ours, theirs)).max()) / size


@require.in_words
def curves(epochs: int, names=tuple(WAYS)) -> dict[str, list[float]]:
    """Train lesson 09's network in each way; return the losses of the epochs."""
    samples = surface_samples()
    return {n: list(WAYS[n](*samples, epochs, start_network())[0]) for n in names}


def comparisons() -> dict[str, tuple]:
    """Return for each comparison the network, inputs, targets, loss and framework."""
    running = running_network(), INPUTS, TARGETS, squared_error
    lesson_09 = start_network(), *surface_samples(), squared_error
    classifier = *short_article_classifier(), binary_cross_entropy
    return {
        "running network, PyTorch": (*running, torch_answers),
        "running network, Keras": (*running, keras_answers),
        "lesson 09's, PyTorch": (*lesson_09, torch_answers),
        "lesson 09's, Keras": (*lesson_09, keras_answers),
        "(64, 32, 1) classifier, PyTorch": (*classifier, torch_answers),
        "(64, 32, 1) classifier, Keras": (*classifier, keras_answers),
    }


def parity() -> dict[str, dict[str, float]]:
    """Return the largest differences of every comparison."""
    found = {}
    for name, (*question, answers) in comparisons().items():
        found[name] = largest_differences(own_answers(*question), answers(*question))
    return found


def _answers(loss: Loss, outputs: Array, value: float, slopes: Array) -> dict:
    outputs = outputs if loss is squared_error else sigmoid(outputs)
    return {"outputs": outputs, "loss": value, "slopes": slopes}


def _torch_loss(loss: Loss, outputs: Any, targets: Any) -> Any:
    import torch

    if loss is squared_error:
        return torch.nn.functional.mse_loss(outputs, targets) / 2
    score_loss = torch.nn.functional.binary_cross_entropy_with_logits
    return score_loss(outputs, targets)


def _keras_loss(loss: Loss) -> Any:
    keras = import_keras()
    if loss is squared_error:
        return lambda y, p: keras.losses.mean_squared_error(y, p) / 2
    return keras.losses.BinaryCrossentropy(from_logits=True)
