"""One good call of every public function of the core, to be spoiled one by one."""

import numpy as np

from nnlib import (
    data,
    functions,
    gradcheck,
    layers,
    losses,
    network,
    optimizers,
    perceptron,
    require,
    room,
    schedules,
    storage,
    sweep,
    training,
)
from nnlib.layers import Activation, Dense, Dropout
from nnlib.losses import binary_cross_entropy, softmax_cross_entropy, squared_error
from nnlib.running import INPUTS, TARGETS, running_network

TABLE = np.arange(6.0).reshape(3, 2)
POINT = {"inputs": (0, 1), "weights": (1.0, 2.0), "bias": 0}
PAIR = {"predictions": TABLE, "targets": TABLE + 1}
ONE = {"targets": np.ones((2, 1))}
CLOUD = {"n": 10, "noise": 0.1, "seed": 1}
PASSED_ON = (  # NaN and inf go through, or overflow to inf, as their docstrings say
    "functions.",
    "losses.Loss.value",
    "losses.Loss.gradient",
    "layers.Dense.",
    "layers.Activation.",
    "layers.Dropout.",
    "network.Network.forward",
    "gradcheck.",
    "require.numbers",
    "require.able",
)
RUN = {
    "network": running_network(),
    "inputs": INPUTS,
    "targets": TARGETS,
    "loss": squared_error,
    "epochs": 2,
    "optimizer": optimizers.SGD(),
    "schedule": schedules.constant(0.1),
    "batch_size": 1,
    "seed": 0,
    "validation": (INPUTS, TARGETS),
    "l2": 0.1,
}
STEP = {"parameters": np.ones(2), "gradient": np.ones(2), "learning_rate": 0.1}
SEARCH = {"n": 3, "seed": 0, "rate": [1, 2]}
SIZES = {"n_in": 2, "n_out": 3, "rng": np.random.default_rng(0)}
CHECKED = {"network": running_network(), "inputs": INPUTS, "targets": TARGETS}
CHECKED |= {"loss": squared_error, "step": 1e-5}
RATES = {"rate": 0.1, "factor": 0.5, "n_drops": 3}
BATCH = {"inputs": TABLE, "targets": TABLE, "batch_size": 2, "rng": SIZES["rng"]}
SPLIT = {"inputs": TABLE, "targets": TABLE, "fraction": 0.4, "seed": 0}
SWEPT = {"function": float, "cells": [{"x": 1}], "repeats": 2, "seed": 0}
LAYERS = {"layers": [Dense(**SIZES)], "dtype": float}
MLP = {"sizes": [2, 3, 1], "activation": "relu", "output": "tanh", "seed": 0}
MLP |= {"start": layers.he_start, "dropout": 0.1, "dtype": "float32"}
SCALE = data.Standardizer.fit(TABLE)


def after_forward(layer, method):
    """A method of a layer that has seen the table."""

    def run(**given):
        layer.forward(TABLE)
        return getattr(layer, method)(**given)

    return run


def stepped(parameters, **given):
    """One step of a fresh optimizer, away from the parameters given."""
    if isinstance(parameters, np.ndarray):
        parameters = parameters.copy()
    optimizers.Adam().step(parameters, **given)


CALLS = {
    "functions.identity": (functions.identity, {"z": TABLE}),
    "functions.relu": (functions.relu, {"z": TABLE}),
    "functions.sigmoid": (functions.sigmoid, {"z": TABLE}),
    "functions.tanh": (functions.tanh, {"z": TABLE}),
    "functions.softmax": (functions.softmax, {"z": TABLE}),
    "functions.identity_slope": (lambda a: functions.identity_slope(a), {"a": TABLE}),
    "functions.relu_slope": (lambda a: functions.relu_slope(a), {"a": TABLE}),
    "functions.sigmoid_slope": (lambda a: functions.sigmoid_slope(a), {"a": TABLE}),
    "functions.tanh_slope": (lambda a: functions.tanh_slope(a), {"a": TABLE}),
    "functions.softmax_backward": (
        lambda a, b: functions.softmax_backward(a, b),
        {"a": TABLE, "b": TABLE},
    ),
    "layers.he_start": (layers.he_start, SIZES),
    "layers.glorot_start": (layers.glorot_start, SIZES),
    "layers.uniform_start": (layers.uniform_start, {"low": -1, "high": 1}),
    "layers.normal_start": (layers.normal_start, {"scale": 1}),
    "layers.Dense": (Dense, SIZES | {"start": layers.he_start, "dtype": float}),
    "layers.Dense.bind": (
        lambda **given: Dense(**SIZES).bind(**given),
        {"parameters": np.ones(9), "gradient": np.ones(9)},
    ),
    "layers.Dense.forward": (Dense(**SIZES).forward, {"inputs": TABLE}),
    "layers.Dense.backward": (
        after_forward(Dense(**SIZES), "backward"),
        {"gradient": np.ones((3, 3))},
    ),
    "layers.Activation": (Activation, {"name": "relu"}),
    "layers.Activation.forward": (Activation("tanh").forward, {"inputs": TABLE}),
    "layers.Activation.backward": (
        after_forward(Activation("tanh"), "backward"),
        {"gradient": TABLE},
    ),
    "layers.Dropout": (Dropout, {"fraction": 0.5}),
    "layers.Dropout.forward": (
        Dropout(0.5).forward,
        {"inputs": TABLE, "rng": SIZES["rng"]},
    ),
    "layers.Dropout.backward": (
        after_forward(Dropout(0.5), "backward"),
        {"gradient": TABLE},
    ),
    "network.Network": (network.Network, LAYERS),
    "network.Network.forward": (running_network().forward, {"inputs": TABLE}),
    "network.Network.backward": (
        after_forward(running_network(), "backward"),
        {"output_gradient": np.ones((3, 1))},
    ),
    "network.Network.predict": (running_network().predict, {"inputs": TABLE}),
    "network.build_mlp": (network.build_mlp, MLP),
    "network.network_from_recipe": (
        network.network_from_recipe,
        {"recipe": running_network().recipe()},
    ),
    "losses.Loss.value": (softmax_cross_entropy.value, PAIR),
    "losses.Loss.gradient": (squared_error.gradient, PAIR),
    "losses.Loss.check_targets": (binary_cross_entropy.check_targets, ONE),
    "losses.r_squared": (losses.r_squared, PAIR),
    "losses.one_hot": (losses.one_hot, {"labels": [0, 1], "n_classes": 2}),
    "optimizers.Optimizer.step": (stepped, STEP),
    "optimizers.Momentum": (optimizers.Momentum, {"decay": 0.9}),
    "optimizers.Adam": (optimizers.Adam, {"mean_decay": 0.9, "epsilon": 1e-8}),
    "schedules.constant": (schedules.constant, {"rate": 0.1}),
    "schedules.step_decay": (schedules.step_decay, RATES),
    "schedules.cosine_annealing": (
        schedules.cosine_annealing,
        {"rate": 0.1, "final": 0.01},
    ),
    "schedules.warm_up": (
        schedules.warm_up,
        {"schedule": schedules.constant(1), "fraction": 0.1},
    ),
    "data.surface": (data.surface, {"x": 1.0, "y": 2.0}),
    "data.sample_surface": (data.sample_surface, {"n": 5, "seed": 0, "limit": 10}),
    "data.surface_grid": (data.surface_grid, {"n": 5, "limit": 10}),
    "data.Standardizer.fit": (data.Standardizer.fit, {"values": TABLE}),
    "data.Standardizer.apply": (SCALE.apply, {"values": TABLE}),
    "data.Standardizer.undo": (SCALE.undo, {"values": TABLE}),
    "data.split": (data.split, SPLIT),
    "data.batches": (lambda **given: list(data.batches(**given)), BATCH),
    "data.moons": (data.moons, CLOUD),
    "data.circles": (data.circles, CLOUD),
    "data.spirals": (data.spirals, CLOUD),
    "data.xor": (data.xor, CLOUD),
    "data.blobs": (data.blobs, CLOUD),
    "training.train": (training.train, RUN),
    "training.training_epochs": (
        lambda **given: list(training.training_epochs(**given)),
        RUN,
    ),
    "training.History.column": (training.History().column, {"name": "epoch"}),
    "gradcheck.slope_at": (
        gradcheck.slope_at,
        {"function": abs, "place": 1.0, "nudge": 0.1},
    ),
    "gradcheck.numerical_gradient": (
        gradcheck.numerical_gradient,
        {"function": float, "parameters": np.ones(2), "step": 0.1},
    ),
    "gradcheck.relative_error": (
        gradcheck.relative_error,
        {"backward": TABLE, "numerical": TABLE},
    ),
    "gradcheck.gradient_table": (gradcheck.gradient_table, CHECKED),
    "gradcheck.worst_gradient_error": (gradcheck.worst_gradient_error, CHECKED),
    "storage.load": (storage.load, {"path": "whole.npz"}),
    "storage.save": (
        storage.save,
        {"network": running_network(), "path": "saved.npz"},
    ),
    "sweep.grid": (sweep.grid, {"rate": [1, 2], "width": [3]}),
    "sweep.random_search": (sweep.random_search, SEARCH),
    "sweep.log_uniform": (sweep.log_uniform, {"low": 0.1, "high": 1}),
    "sweep.sweep": (lambda **given: len(list(sweep.sweep(**given))), SWEPT),
    "sweep.results_table": (sweep.results_table, {"results": [{"run": 1}]}),
    "perceptron.weighted_sum": (perceptron.weighted_sum, POINT),
    "perceptron.perceptron_output": (perceptron.perceptron_output, POINT),
    "perceptron.perceptron_step": (
        perceptron.perceptron_step,
        POINT | {"target": 1, "learning_rate": 1},
    ),
    "require.number": (lambda one: require.number("a", one, "[0, 1]"), {"one": 1}),
    "require.whole_number": (lambda one: require.whole_number("a", one), {"one": 1}),
    "require.one_of": (lambda one: require.one_of("a", one, ["a"]), {"one": "a"}),
    "require.generator": (require.generator, {"seed": 0}),
    "require.function": (lambda one: require.function("a", one), {"one": abs}),
    "require.able": (lambda one: require.able("a", one, "keys"), {"one": {}}),
    "require.float_type": (require.float_type, {"dtype": float}),
    "require.numbers": (lambda one: require.numbers("a", one), {"one": [1]}),
    "require.table": (lambda one: require.table("a", one), {"one": [[1]]}),
    "room.projector": (room.projector, {"on": False}),
}
SHARED = {  # the same checks, or none of their own to make
    "data.Standardizer": "a record; its methods are above",
    "layers.Dense.note_gradients": "the first half of backward",
    "optimizers.Optimizer": "takes nothing",
    "optimizers.SGD": "takes nothing",
}
