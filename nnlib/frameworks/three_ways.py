"""Lesson 09's network, built and trained with nnlib, with PyTorch and with Keras.

Each function gets inputs, targets, the number of epochs and a network that holds the
start weights. It returns the loss of every epoch and the network as trained. Lesson 13
shows what is inside of the three side by side; lines are kept short for that.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from nnlib.frameworks.twins import (
    import_keras,
    set_keras_weights,
    set_torch_weights,
)
from nnlib.layers import uniform_start
from nnlib.losses import squared_error
from nnlib.network import Network, build_mlp
from nnlib.optimizers import SGD
from nnlib.schedules import constant
from nnlib.training import train

Way = tuple[Sequence[float], Any]


def with_nnlib(inputs, targets, epochs, start) -> Way:
    """Train with the tools of lessons 04 to 09."""
    sizes = [2, 64, 64, 64, 1]
    network = build_mlp(sizes)
    weights = start.parameters
    network.parameters[:] = weights

    run = train(
        network,
        inputs,
        targets,
        squared_error,
        epochs=epochs,
        optimizer=SGD(),
        schedule=constant(0.001),
    )
    losses = run.column("train_loss")
    return losses, network


def with_torch(inputs, targets, epochs, start) -> Way:
    """Train with PyTorch, where the loop is yours."""
    import torch

    nn = torch.nn
    model = nn.Sequential(
        nn.Linear(2, 64),
        nn.ReLU(),
        nn.Linear(64, 64),
        nn.ReLU(),
        nn.Linear(64, 64),
        nn.ReLU(),
        nn.Linear(64, 1),
    ).double()
    set_torch_weights(model, start)

    x = torch.tensor(inputs)
    y = torch.tensor(targets)
    sgd = torch.optim.SGD
    weights = model.parameters()
    optimizer = sgd(weights, lr=0.001)
    mse, losses = nn.MSELoss(), []
    for _ in range(epochs):
        loss = mse(model(x), y) / 2
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, model


def with_keras(inputs, targets, epochs, start) -> Way:
    """Train with Keras, where the loop is in `fit`."""
    keras = import_keras("float64")
    dense = keras.layers.Dense
    layers = [
        keras.Input((2,)),
        dense(64, activation="relu"),
        dense(64, activation="relu"),
        dense(64, activation="relu"),
        dense(1),
    ]
    model = keras.Sequential(layers)
    set_keras_weights(model, start)

    known = keras.losses
    mse = known.mean_squared_error
    model.compile(
        keras.optimizers.SGD(0.001),
        loss=lambda y, p: mse(y, p) / 2,
    )
    history = model.fit(
        inputs,
        targets,
        batch_size=len(inputs),
        epochs=epochs,
        verbose=0,
    )
    losses = history.history["loss"]
    return losses, model


WAYS = {"nnlib": with_nnlib, "PyTorch": with_torch, "Keras": with_keras}


def start_network() -> Network:
    """Return lesson 09's network before training, the same in every way."""
    return build_mlp([2, 64, 64, 64, 1], start=uniform_start(-1, 1), seed=0)


def predictions_of(trained: Any, inputs: np.ndarray) -> np.ndarray:
    """Return what a network of nnlib, PyTorch or Keras answers, as an array."""
    if isinstance(trained, Network):
        return trained.predict(inputs)
    if hasattr(trained, "predict"):
        return np.asarray(trained.predict(inputs, verbose=0))
    import torch

    with torch.no_grad():
        return trained(torch.tensor(inputs)).numpy()
