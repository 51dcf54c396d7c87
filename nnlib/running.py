"""The network that runs through the series: 2 inputs, 3 hidden ReLU units, 1 output.

Its task is the average of its two inputs. It is small enough for pencil and paper, and
its numbers are the same in every lesson.
"""

import numpy as np

from nnlib.network import Network, build_mlp

INPUTS = np.array([[0.4, 0.8]])
TARGETS = np.array([[0.6]])
HIDDEN_WEIGHTS = np.array([[0.5, -0.5, -0.4], [0.25, 1.0, -0.5]])
HIDDEN_BIASES = np.array([0.1, 0.2, 0.1])
OUTPUT_WEIGHTS = np.array([[0.4], [0.25], [0.7]])
OUTPUT_BIASES = np.array([-0.1])


def running_network() -> Network:
    """Return a fresh copy; it predicts 0.3 where 0.6 is wanted."""
    network = build_mlp([2, 3, 1])
    hidden, output = network.dense_layers
    hidden.weights[:], hidden.biases[:] = HIDDEN_WEIGHTS, HIDDEN_BIASES
    output.weights[:], output.biases[:] = OUTPUT_WEIGHTS, OUTPUT_BIASES
    return network
