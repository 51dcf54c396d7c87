"""Bad calls of public functions: each is answered in words that hold the value."""

import numpy as np
import pytest

from nnlib import data, gradcheck, losses, network, optimizers, schedules
from nnlib.layers import Activation, Dense, Dropout, normal_start, uniform_start
from nnlib.running import INPUTS, TARGETS, running_network
from nnlib.training import History, train

RNG = np.random.default_rng(0)
TABLE = np.arange(6.0).reshape(3, 2)


def trained(inputs=INPUTS, targets=TARGETS, loss=losses.squared_error, **settings):
    usual = dict(epochs=1, optimizer=optimizers.SGD(), schedule=schedules.constant(0.1))
    return train(running_network(), inputs, targets, loss, **usual | settings)


def backward(gradient):
    net = running_network()
    net.forward(TABLE)
    net.backward(gradient)


BAD_CALLS = [
    # layers
    (lambda: Dense(0, 2, RNG), "n_in", "got 0"),
    (lambda: Dense(2, 1.5, RNG), "n_out", "got 1.5"),
    (lambda: Dense(2, 3, RNG).forward(np.ones((4, 5))), "Dense(2, 3)", "(4, 5)"),
    (lambda: Dense(2, 3, RNG).forward([1, 2]), "(2, 3)", "(2,)"),
    (lambda: Activation("rule"), "relu", "'rule'"),
    (lambda: Dropout(1), "[0, 1)", "got 1"),
    (lambda: Dropout(-0.1), "dropout fraction", "got -0.1"),
    (lambda: uniform_start(1, -1), "high", "got -1"),
    (lambda: uniform_start(np.nan, 1), "low", "got nan"),
    (lambda: normal_start(-2), "scale", "got -2"),
    # network
    (lambda: network.Network([]), "Dense", "[]"),
    (lambda: network.Network([Activation("relu")]), "Dense", "Activation('relu')"),
    (
        lambda: network.Network([Dense(2, 3, RNG), Dense(4, 1, RNG)]),
        "Dense(4, 1)",
        "got 3",
    ),
    (lambda: network.build_mlp(5), "sizes", "got 5"),
    (lambda: network.build_mlp([2]), "sizes", "got [2]"),
    (lambda: network.build_mlp([2, 0, 1]), "n_out", "got 0"),
    (lambda: network.build_mlp([2, "3", 1]), "n_out", "'3'"),
    (lambda: network.build_mlp([2, 3, 1], activation="sine"), "tanh", "'sine'"),
    (lambda: network.build_mlp([2, 3, 1], output="sine"), "softmax", "'sine'"),
    (lambda: network.build_mlp([2, 3, 1], dropout=1.2), "[0, 1)", "got 1.2"),
    (lambda: network.build_mlp([2, 3, 1], dropout=None), "dropout", "None"),
    (lambda: network.build_mlp([2, 3, 1], seed=None), "seed", "None"),
    (lambda: network.build_mlp([2, 3, 1], dtype=int), "float32", "'int'"),
    (lambda: network.build_mlp([2, 3, 1], dtype="half"), "float32", "'half'"),
    (lambda: running_network().forward(np.ones((4, 3))), "Dense(2, 3)", "(4, 3)"),
    (lambda: running_network().predict([[1, 2, 3]]), "(samples, 2)", "(1, 3)"),
    (lambda: running_network().predict([1, 2]), "(samples, 2)", "(2,)"),
    (lambda: running_network().predict([[1, np.nan]]), "column 1", "nan"),
    (lambda: backward(np.ones(3)), "(3, 1)", "(3,)"),
    (lambda: backward(np.ones((2, 1))), "(3, 1)", "(2, 1)"),
    (lambda: running_network().backward(TARGETS), "(0, 1)", "(1, 1)"),
    # losses
    (lambda: losses.squared_error.value(TABLE, TABLE[:2]), "(3, 2)", "(2, 2)"),
    (lambda: losses.squared_error.gradient([1, 2], [[1, 2]]), "(2,)", "(1, 2)"),
    (lambda: losses.squared_error.value([1, 2], [1, 2]), "samples", "(2,)"),
    (lambda: losses.squared_error.value(TABLE[:0], TABLE[:0]), "shape", "(0, 2)"),
    (lambda: losses.r_squared(TABLE, TABLE[:2]), "as many", "3 predictions"),
    (lambda: losses.r_squared(TABLE[:, :1], [[7], [7], [7]]), "differ", "7"),
    (lambda: losses.r_squared([1, 2], [1, 2]), "predictions", "(2,)"),
    (lambda: losses.one_hot([0, 3], 3), "0 to 2", "3"),
    (lambda: losses.one_hot([0.5], 3), "whole numbers", "0.5"),
    (lambda: losses.one_hot([-1], 3), "0 to 2", "-1"),
    # optimizers
    (lambda: optimizers.Momentum(1), "decay", "got 1"),
    (lambda: optimizers.Adam(mean_decay=1.5), "mean_decay", "1.5"),
    (lambda: optimizers.Adam(square_decay=-1), "square_decay", "-1"),
    (lambda: optimizers.Adam(epsilon=0), "epsilon", "got 0"),
    (lambda: optimizers.SGD().step(np.ones(2), np.ones(3), 1), "2 parameters", "(3,)"),
    # schedules
    (lambda: schedules.constant(0), "learning rate", "got 0"),
    (lambda: schedules.constant("fast"), "learning rate", "'fast'"),
    (lambda: schedules.step_decay(-1), "learning rate", "-1"),
    (lambda: schedules.step_decay(1, factor=2), "factor", "got 2"),
    (lambda: schedules.step_decay(1, n_drops=0), "n_drops", "got 0"),
    (lambda: schedules.cosine_annealing(np.inf), "learning rate", "inf"),
    (lambda: schedules.cosine_annealing(0.1, final=0.2), "[0, 0.1]", "0.2"),
    (lambda: schedules.warm_up(schedules.constant(1), fraction=1), "(0, 1)", "got 1"),
    # data
    (lambda: data.sample_surface(0), "n must", "got 0"),
    (lambda: data.sample_surface(5, limit=-3), "limit", "-3"),
    (lambda: data.sample_surface(5, seed=1.5), "seed", "1.5"),
    (lambda: data.surface_grid(2.5), "n must", "2.5"),
    (lambda: data.moons(-4), "n must", "-4"),
    (lambda: data.circles(10, noise=-0.5), "noise", "-0.5"),
    (lambda: data.spirals(10, seed="x"), "seed", "'x'"),
    (lambda: data.Standardizer.fit([[1, 2], [3, 2]]), "column 1", "2"),
    (lambda: data.Standardizer.fit([1, 2]), "samples", "(2,)"),
    (lambda: data.Standardizer.fit(TABLE).apply([[1]]), "(samples, 2)", "(1, 1)"),
    (lambda: data.Standardizer.fit(TABLE).undo([[1]]), "(samples, 2)", "(1, 1)"),
    (lambda: data.split(TABLE, TABLE, fraction=1), "(0, 1)", "got 1"),
    (lambda: data.split(TABLE, TABLE, fraction=0.01), "3 rows", "0.01"),
    (lambda: data.split(TABLE, TABLE[:2]), "3 rows", "2 of targets"),
    # training
    (lambda: trained(targets=TABLE), "(samples, 1)", "(3, 2)"),
    (lambda: trained(inputs=TABLE), "3 rows of inputs", "1 of targets"),
    (lambda: trained(inputs=[[1, "a"]]), "inputs", "'a'"),
    (lambda: trained(epochs=0), "epochs", "got 0"),
    (lambda: trained(epochs=1.5), "epochs", "1.5"),
    (lambda: trained(batch_size=0), "batch_size", "got 0"),
    (lambda: trained(batch_size=-5), "batch_size", "-5"),
    (lambda: trained(seed=-1), "seed", "-1"),
    (lambda: trained(schedule=0.1), "constant(0.1)", "got 0.1"),
    (lambda: trained(validation=(TABLE, TABLE)), "(samples, 1)", "(3, 2)"),
    (lambda: trained(targets=[[7]], loss=losses.binary_cross_entropy), "[0, 1]", "7"),
    (lambda: History().column("loss"), "train_loss", "'loss'"),
    # gradcheck
    (lambda: gradcheck.numerical_gradient(float, np.ones(2), step=0), "step", "got 0"),
    (lambda: gradcheck.numerical_gradient(float, np.array([4])), "floats", "4"),
    (
        lambda: gradcheck.gradient_table(
            running_network(), INPUTS, [[1, 2]], losses.squared_error
        ),
        "(1, 1)",
        "(1, 2)",
    ),
]


@pytest.mark.parametrize("call, name, value", BAD_CALLS)
def test_bad_call_is_answered_in_words(call, name, value):
    with pytest.raises(ValueError) as caught:
        call()
    words = str(caught.value)
    assert name in words and value in words
    assert len(words) < 200 and "\n" not in words
