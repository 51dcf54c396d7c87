"""Five training runs with one disease each, and what an examination of them finds.

All of them learn the articles' surface, and all of them are real: the same few lines
train them, only the settings differ.
"""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np

from nnlib.data import Standardizer, sample_surface
from nnlib.layers import Activation, glorot_start, he_start, normal_start
from nnlib.losses import squared_error
from nnlib.network import Network, build_mlp
from nnlib.optimizers import SGD, Adam
from nnlib.schedules import constant
from nnlib.training import History, train

TOO_HIGH, TOO_LOW = "learning rate too high", "learning rate too low"
DEAD, TOO_SMALL = "dead ReLU units", "start weights too small"
OVER_FITTING = "over-fitting"


class Settings(NamedTuple):
    """What a run is made of; `noise` is added to the targets it learns from."""

    rate: float
    hidden: tuple[int, ...] = (32, 32)
    activation: str = "relu"
    start: Callable = he_start
    optimizer: type = SGD
    n_samples: int = 500
    noise: float = 0.0
    batch_size: int = 25
    epochs: int = 60


DISEASES = {
    TOO_LOW: Settings(0.0001),
    DEAD: Settings(0.3, optimizer=Adam, batch_size=100),
    OVER_FITTING: Settings(
        *(0.005, (64, 64), "tanh", glorot_start, Adam),
        n_samples=25,
        noise=0.7,
        epochs=300,
    ),
    TOO_HIGH: Settings(0.3, (32, 32), "tanh", glorot_start, Adam),
    TOO_SMALL: Settings(0.1, (32, 32, 32), "tanh", normal_start(0.01)),
}


class Findings(NamedTuple):
    """What there is to see of a run: both loss curves, the weights, the silent units.

    silent: for each hidden layer, how many units are off for every training sample.
    """

    history: History
    start_weights: np.ndarray
    end_weights: np.ndarray
    silent: list[int]
    n_units: int


@cache
def examine(disease: str) -> Findings:
    """Train the network that has this disease, and look at it."""
    return run_with(DISEASES[disease])


def run_with(settings: Settings) -> Findings:
    """Train a network with these settings, and look at it."""
    inputs, targets, validation = _samples(settings.n_samples, settings.noise)
    network = build_mlp(
        [2, *settings.hidden, 1], activation=settings.activation, start=settings.start
    )
    start_weights = _weights(network)
    history = train(
        network,
        inputs,
        targets,
        squared_error,
        epochs=settings.epochs,
        optimizer=settings.optimizer(),
        schedule=constant(settings.rate),
        batch_size=settings.batch_size,
        validation=validation,
    )
    silent = _silent_units(network, inputs)
    return Findings(
        history, start_weights, _weights(network), silent, sum(settings.hidden)
    )


def _samples(n: int, noise: float):
    """The first n of 500 standardized samples, and 300 others for validation."""
    samples, others = sample_surface(500), sample_surface(300, seed=1)
    place_scale = Standardizer.fit(samples[["x", "y"]])
    height_scale = Standardizer.fit(samples[["height"]])
    (inputs, targets), validation = (
        (place_scale.apply(one[["x", "y"]]), height_scale.apply(one[["height"]]))
        for one in (samples, others)
    )
    targets = targets + noise * np.random.default_rng(0).normal(size=targets.shape)
    return inputs[:n], targets[:n], validation


def _weights(network: Network) -> np.ndarray:
    return np.concatenate([layer.weights.ravel() for layer in network.dense_layers])


def _silent_units(network: Network, inputs) -> list[int]:
    outputs, silent = inputs, []
    for layer in network.layers:
        outputs = layer.forward(outputs)
        if isinstance(layer, Activation):
            silent.append(int((~outputs.any(axis=0)).sum()))
    return silent
