"""Twins: a network of nnlib built again in PyTorch or Keras, with the same weights.

Then both can be asked the same questions. PyTorch keeps weights as (outputs, inputs),
so they are transposed on the way; Keras keeps them as we do. A twin has the precision
of its network: 64 bits as a rule, where both frameworks by themselves take 32.

PyTorch and Keras are imported when they are needed, never before.
"""

import os
from collections.abc import Sequence
from typing import Any

import numpy as np

from nnlib import require
from nnlib.network import Network

TORCH_NAMES = {"relu": "ReLU", "sigmoid": "Sigmoid", "tanh": "Tanh"}


def import_keras(precision: str = "float64") -> Any:
    """Import Keras, on PyTorch unless KERAS_BACKEND in the environment says other.

    Keras has one precision for all that is built from now on, its "floatx".
    """
    os.environ.setdefault("KERAS_BACKEND", "torch")
    import keras

    keras.config.set_floatx(precision)
    return keras


def torch_twin(network: Network) -> Any:
    """Return the same network as a `torch.nn.Sequential`."""
    import torch

    dtype, modules = getattr(torch, network.parameters.dtype.name), []
    for kind, *details in network.recipe()["layers"]:
        if kind == "dense":
            modules.append(torch.nn.Linear(*details, dtype=dtype))
        else:
            modules.append(getattr(torch.nn, _torch_name(kind, *details))())
    model = torch.nn.Sequential(*modules)
    set_torch_weights(model, network)
    return model


def set_torch_weights(model: Any, network: Network) -> None:
    """Copy the weights and biases of the network into the model's Linear layers."""
    import torch

    linears = [one for one in model if isinstance(one, torch.nn.Linear)]
    with torch.no_grad():
        for linear, layer in zip(linears, network.dense_layers, strict=True):
            linear.weight.copy_(torch.tensor(layer.weights.T.copy()))
            linear.bias.copy_(torch.tensor(layer.biases))


def keras_twin(network: Network) -> Any:
    """Return the same network as a `keras.Sequential`."""
    keras = import_keras(network.parameters.dtype.name)
    stack = [keras.Input((network.n_in,))]
    for kind, *details in network.recipe()["layers"]:
        if kind == "dense":
            stack.append(keras.layers.Dense(details[1]))
        else:
            name = _torch_name(kind, *details).lower()
            stack.append(keras.layers.Activation(name))
    model = keras.Sequential(stack)
    set_keras_weights(model, network)
    return model


def set_keras_weights(model: Any, network: Network) -> None:
    """Copy the weights and biases of the network into the model's Dense layers."""
    layers = network.dense_layers
    model.set_weights([part for one in layers for part in (one.weights, one.biases)])


def flat_torch_gradient(model: Any) -> np.ndarray:
    """Return the slopes in a model after `backward`, in the order of our `gradient`."""
    return flat([parameter.grad.numpy().T for parameter in model.parameters()])


def flat_torch_parameters(model: Any) -> np.ndarray:
    """Return the weights of a model, in the order of our `parameters`."""
    return flat([one.detach().numpy().T for one in model.parameters()])


@require.in_words
def flat(arrays: Sequence[np.ndarray]) -> np.ndarray:
    """Lay arrays end to end in one vector."""
    return np.concatenate([np.ravel(array) for array in arrays])


def _torch_name(kind: str, name: Any) -> str:
    if kind != "activation" or name not in TORCH_NAMES:
        known = ", ".join(TORCH_NAMES)
        raise ValueError(f"a twin has dense layers and {known}, got {kind} {name}")
    return TORCH_NAMES[name]
