"""Bad calls of the core: public name → (call, what it names, the value it was given).

A fourth entry is the error that is documented, where it is not ValueError. The calls
are made in a folder that holds the files of `spoiled_files.py`.
"""

from itertools import count

import numpy as np
import pandas as pd

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
from nnlib.network import Network, build_mlp
from nnlib.running import INPUTS, TARGETS, running_network

RNG = np.random.default_rng(0)
TABLE = np.arange(6.0).reshape(3, 2)
RAGGED = [[1, 2], [3]]
DATES = np.array([["2020-01-01"]], "M8[D]")
HUGE = 10**12
LONG = "x" * 300
NAN_FRAME = pd.DataFrame({"age": [1.0, np.nan], "height": [1.0, 2.0]})
USUAL = dict(epochs=1, optimizer=optimizers.SGD(), schedule=schedules.constant(0.1))


def trained(inputs=INPUTS, targets=TARGETS, loss=squared_error, net=None, **settings):
    net = running_network() if net is None else net
    return training.train(net, inputs, targets, loss, **USUAL | settings)


def epochs(**settings):
    loss = squared_error
    given = (running_network(), INPUTS, TARGETS, loss)
    return training.training_epochs(*given, **USUAL | settings)


def backward(gradient):
    net = running_network()
    net.forward(TABLE)
    net.backward(gradient)


def layer_backward(layer, gradient):
    layer.forward(TABLE)
    layer.backward(gradient)


def recipe(*layers, dtype="float64"):
    return {"dtype": dtype, "layers": list(layers)}


def table(inputs=INPUTS, targets=TARGETS, net=None, **step):
    net = running_network() if net is None else net
    return gradcheck.gradient_table(net, inputs, targets, squared_error, **step)


def worst(inputs, targets, loss=squared_error):
    return gradcheck.worst_gradient_error(running_network(), inputs, targets, loss)


FIT = data.Standardizer.fit(TABLE)

CALLS = {
    # functions
    "functions.identity": [
        (lambda: functions.identity("a"), "identity", "'a'"),
        (lambda: functions.identity(None), "identity", "None"),
    ],
    "functions.relu": [
        (lambda: functions.relu("abc"), "relu", "'abc'"),
        (lambda: functions.relu(RAGGED), "relu", "[[1, 2], [3]]"),
        (lambda: functions.relu(range(HUGE)), "numbers", "1000000000000"),
    ],
    "functions.sigmoid": [
        (lambda: functions.sigmoid(1j), "sigmoid", "1j"),
        (lambda: functions.sigmoid(10**400), "sigmoid", "1000"),
    ],
    "functions.tanh": [
        (lambda: functions.tanh(DATES), "tanh", "2020"),
        (lambda: functions.tanh(iter([1])), "tanh", "iterator"),
    ],
    "functions.softmax": [
        (lambda: functions.softmax([]), "softmax", "[]"),
        (lambda: functions.softmax(3), "softmax", "3"),
        (lambda: functions.softmax({"a": 1}), "softmax", "'a'"),
    ],
    "functions.identity_slope": [
        (lambda: functions.identity_slope([[None, {}]]), "identity_slope", "None"),
    ],
    "functions.relu_slope": [
        (lambda: functions.relu_slope(object), "relu_slope", "object"),
    ],
    "functions.sigmoid_slope": [
        (lambda: functions.sigmoid_slope(["low"]), "sigmoid_slope", "'low'"),
    ],
    "functions.tanh_slope": [
        (lambda: functions.tanh_slope(functions.tanh), "tanh_slope", "function"),
    ],
    "functions.softmax_backward": [
        (lambda: functions.softmax_backward("a", TABLE), "softmax_backward", "'a'"),
        (lambda: functions.softmax_backward(TABLE, TABLE.T), "(3,2)", "(2,3)"),
        (lambda: functions.softmax_backward(TABLE, None), "softmax_backward", "None"),
    ],
    # layers
    "layers.he_start": [
        (lambda: layers.he_start(0, 2, RNG), "n_in", "got 0"),
        (lambda: layers.he_start(HUGE, HUGE, RNG), "10,000,000", "1000000000000"),
        (lambda: layers.he_start(2, 2, 5), "rng", "got 5"),
    ],
    "layers.glorot_start": [
        (lambda: layers.glorot_start(2, -1, RNG), "n_out", "got -1"),
        (lambda: layers.glorot_start(2, 2, None), "rng", "None"),
    ],
    "layers.uniform_start": [
        (lambda: layers.uniform_start(1, -1), "high", "got -1"),
        (lambda: layers.uniform_start(np.nan, 1), "low", "got nan"),
        (lambda: layers.uniform_start(-1e308, 1e308), "low", "-1e+308"),
    ],
    "layers.normal_start": [
        (lambda: layers.normal_start(-2), "scale", "got -2"),
        (lambda: layers.normal_start(1e308), "scale", "1e+308"),
        (lambda: layers.normal_start("wide"), "scale", "'wide'"),
    ],
    "layers.Dense": [
        (lambda: Dense(0, 2, RNG), "n_in", "got 0"),
        (lambda: Dense(2, 1.5, RNG), "n_out", "got 1.5"),
        (lambda: Dense(2, True, RNG), "n_out", "got True"),
        (lambda: Dense(10**6, 10**6, RNG), "n_out", "1000000"),
        (lambda: Dense(2, 3, None), "rng", "None"),
        (lambda: Dense(2, 3, RNG, start=0.1), "start", "0.1"),
        (lambda: Dense(2, 3, RNG, start=lambda *_: TABLE), "(samples, 3)", "(3, 2)"),
        (lambda: Dense(2, 3, RNG, start=lambda *_: [[np.nan] * 3] * 2), "start", "nan"),
        (lambda: Dense(2, 3, RNG, dtype="int"), "dtype", "'int'"),
    ],
    "layers.Dense.bind": [
        (lambda: Dense(2, 3, RNG).bind(np.ones(4), np.ones(4)), "4", "(2,3)"),
        (lambda: Dense(2, 3, RNG).bind([1, 2], "x"), "Dense.bind", "[1, 2]"),
    ],
    "layers.Dense.forward": [
        (lambda: Dense(2, 3, RNG).forward(np.ones((4, 5))), "Dense(2, 3)", "(4, 5)"),
        (lambda: Dense(2, 3, RNG).forward([1, 2]), "(2, 3)", "(2,)"),
        (lambda: Dense(2, 3, RNG).forward([["a", "b"]]), "inputs", "'a'"),
        (lambda: Dense(2, 3, RNG).forward(None), "inputs", "None"),
    ],
    "layers.Dense.backward": [
        (lambda: Dense(2, 3, RNG).backward(TABLE), "Dense(2, 3)", "array"),
        (lambda: layer_backward(Dense(2, 3, RNG), [1, 2]), "cannot work", "[1, 2]"),
        (lambda: layer_backward(Dense(2, 3, RNG), TABLE.T), "Dense(2, 3)", "(2, 3)"),
    ],
    "layers.Dense.note_gradients": [
        (lambda: Dense(2, 3, RNG).note_gradients("x"), "note_gradients", "'x'"),
    ],
    "layers.Activation": [
        (lambda: Activation("rule"), "relu", "'rule'"),
        (lambda: Activation(functions.relu), "activation", "function relu"),
    ],
    "layers.Activation.forward": [
        (lambda: Activation("relu").forward([1, 2]), "Activation('relu')", "[1, 2]"),
        (lambda: Activation("tanh").forward(np.ones(3)), "tanh", "array([1., 1., 1.])"),
    ],
    "layers.Activation.backward": [
        (lambda: Activation("relu").backward(TABLE), "Activation('relu')", "array"),
        (lambda: layer_backward(Activation("relu"), None), "backward", "None"),
    ],
    "layers.Dropout": [
        (lambda: Dropout(1), "[0, 1)", "got 1"),
        (lambda: Dropout(-0.1), "dropout fraction", "got -0.1"),
        (lambda: Dropout(np.nan), "dropout fraction", "got nan"),
    ],
    "layers.Dropout.forward": [
        (lambda: Dropout(0.5).forward("x", RNG), "Dropout(0.5)", "'x'"),
        (lambda: Dropout(0.5).forward(TABLE, 7), "Dropout(0.5)", "7"),
    ],
    "layers.Dropout.backward": [
        (lambda: Dropout(0.5).backward(TABLE), "Dropout(0.5)", "array"),
        (lambda: layer_backward(Dropout(0.5), "x"), "backward", "'x'"),
    ],
    # network
    "network.Network": [
        (lambda: Network([]), "Dense", "[]"),
        (lambda: Network(5), "Dense", "got 5"),
        (lambda: Network([Activation("relu")]), "Dense", "Activation('relu')"),
        (lambda: Network([Dense(2, 3, RNG), "relu"]), "forward", "'relu'"),
        (lambda: Network([Dense(2, 3, RNG), Dense(4, 1, RNG)]), "Dense(4, 1)", "got 3"),
        (lambda: Network([Dense(2, 3, RNG)], dtype=int), "dtype", "'int'"),
    ],
    "network.Network.forward": [
        (lambda: running_network().forward(np.ones((4, 3))), "Dense(2, 3)", "(4, 3)"),
        (lambda: running_network().forward("image"), "inputs", "'image'"),
    ],
    "network.Network.backward": [
        (lambda: backward(np.ones(3)), "(3, 1)", "(3,)"),
        (lambda: backward(np.ones((2, 1))), "(3, 1)", "(2, 1)"),
        (lambda: running_network().backward(TARGETS), "(0, 1)", "(1, 1)"),
        (lambda: backward("steep"), "output gradient", "'steep'"),
    ],
    "network.Network.predict": [
        (lambda: running_network().predict([[1, 2, 3]]), "(samples, 2)", "(1, 3)"),
        (lambda: running_network().predict([1, 2]), "(samples, 2)", "(2,)"),
        (lambda: running_network().predict([[1, np.nan]]), "column 1", "nan"),
        (lambda: running_network().predict([[1, np.inf]]), "column 1", "inf"),
        (lambda: running_network().predict([[1e308, 1]]), "1e+30", "1e+308"),
        (lambda: running_network().predict(np.empty((0, 2))), "shape", "(0, 2)"),
        (lambda: running_network().predict(RAGGED), "numbers", "[[1, 2], [3]]"),
        (lambda: running_network().predict([[1j, 2]]), "numbers", "1j"),
        (lambda: running_network().predict(NAN_FRAME), "'age', row 1", "nan"),
        (lambda: running_network().predict(range(HUGE)), "numbers", "1000000000000"),
    ],
    "network.build_mlp": [
        (lambda: build_mlp(5), "sizes", "got 5"),
        (lambda: build_mlp([2]), "sizes", "got [2]"),
        (lambda: build_mlp([2, 0, 1]), "n_out", "got 0"),
        (lambda: build_mlp([2, "3", 1]), "n_out", "'3'"),
        (lambda: build_mlp([2, HUGE, 1]), "n_out", "1000000000000"),
        (lambda: build_mlp([1] * 10**6), "sizes", "[1, 1"),
        (lambda: build_mlp([2, 3, 1], activation="sine"), "tanh", "'sine'"),
        (lambda: build_mlp([2, 1], activation=None), "activation", "None"),
        (lambda: build_mlp([2, 3, 1], output="sine"), "softmax", "'sine'"),
        (lambda: build_mlp([2, 3, 1], dropout=1.2), "[0, 1)", "got 1.2"),
        (lambda: build_mlp([2, 3, 1], dropout=None), "dropout", "None"),
        (lambda: build_mlp([2, 3, 1], seed=None), "seed", "None"),
        (lambda: build_mlp([2, 3, 1], start="he"), "start", "'he'"),
        (lambda: build_mlp([2, 3, 1], dtype="half"), "float32", "'half'"),
    ],
    "network.network_from_recipe": [
        (lambda: network.network_from_recipe(5), "recipe", "5"),
        (lambda: network.network_from_recipe({}), "recipe", "{}"),
        (lambda: network.network_from_recipe(recipe(["conv", 3])), "dense", "'conv'"),
        (lambda: network.network_from_recipe(recipe(["dense"])), "recipe", "'dense'"),
        (lambda: network.network_from_recipe(recipe(["dense", HUGE, 1])), "n_in", "10"),
    ],
    # losses
    "losses.Loss.value": [
        (lambda: squared_error.value(TABLE, TABLE[:2]), "(3, 2)", "(2, 2)"),
        (lambda: squared_error.value([1, 2], [1, 2]), "samples", "(2,)"),
        (lambda: squared_error.value(TABLE[:0], TABLE[:0]), "shape", "(0, 2)"),
        (lambda: squared_error.value("a", TABLE), "predictions", "'a'"),
    ],
    "losses.Loss.gradient": [
        (lambda: squared_error.gradient([1, 2], [[1, 2]]), "(2,)", "(1, 2)"),
        (lambda: softmax_cross_entropy.gradient(TABLE, None), "targets", "None"),
    ],
    "losses.Loss.check_targets": [
        (lambda: binary_cross_entropy.check_targets([[7]]), "[0, 1]", "got 7"),
        (lambda: softmax_cross_entropy.check_targets([[0.5, 0]]), "add up", "0.5"),
        (lambda: squared_error.check_targets(None), "targets", "None"),
    ],
    "losses.r_squared": [
        (lambda: losses.r_squared(TABLE, TABLE[:2]), "as many", "3 predictions"),
        (lambda: losses.r_squared(TABLE[:, :1], [[7], [7], [7]]), "differ", "7"),
        (lambda: losses.r_squared([1, 2], [1, 2]), "predictions", "(2,)"),
        (lambda: losses.r_squared([[np.inf]], [[1]]), "predictions", "inf"),
    ],
    "losses.one_hot": [
        (lambda: losses.one_hot([0, 3], 3), "0 to 2", "3"),
        (lambda: losses.one_hot([0.5], 3), "whole numbers", "0.5"),
        (lambda: losses.one_hot([-1], 3), "0 to 2", "-1"),
        (lambda: losses.one_hot([0, 1], HUGE), "n_classes", "1000000000000"),
        (lambda: losses.one_hot(["cat"], 3), "labels", "'cat'"),
        (lambda: losses.one_hot([0], "two"), "n_classes", "'two'"),
    ],
    # optimizers
    "optimizers.Optimizer": [
        (lambda: optimizers.Optimizer().step(TABLE, TABLE, 1.0), "Optimizer", "array"),
    ],
    "optimizers.Optimizer.step": [
        (lambda: optimizers.SGD().step([1], [1], 1.0), "step", "[1]"),
        (lambda: optimizers.SGD().step(np.ones(2), np.ones(2), "fast"), "rate", "fast"),
        (lambda: optimizers.SGD().step(np.ones(2), np.ones(2), np.nan), "rate", "nan"),
        (lambda: optimizers.Adam().step(np.ones(2), np.ones(2), -1.0), "rate", "-1"),
        (lambda: optimizers.Adam().step(TABLE.astype(int), TABLE, 0.1), "Adam", "[0"),
    ],
    "optimizers.SGD": [
        (lambda: optimizers.SGD().step(np.ones(2), np.ones(3), 1), "2 param", "(3,)"),
        (lambda: optimizers.SGD().step(np.ones(2), None, 1.0), "SGD", "None"),
    ],
    "optimizers.Momentum": [
        (lambda: optimizers.Momentum(1), "decay", "got 1"),
        (lambda: optimizers.Momentum(np.inf), "decay", "inf"),
    ],
    "optimizers.Adam": [
        (lambda: optimizers.Adam(mean_decay=1.5), "mean_decay", "1.5"),
        (lambda: optimizers.Adam(square_decay=-1), "square_decay", "-1"),
        (lambda: optimizers.Adam(epsilon=0), "epsilon", "got 0"),
        (lambda: optimizers.Adam(10**400), "mean_decay", "1000"),
    ],
    # schedules
    "schedules.constant": [
        (lambda: schedules.constant(0), "learning rate", "got 0"),
        (lambda: schedules.constant("fast"), "learning rate", "'fast'"),
        (lambda: schedules.constant(10**400), "learning rate", "10000"),
        (lambda: schedules.constant([0.1]), "learning rate", "[0.1]"),
    ],
    "schedules.step_decay": [
        (lambda: schedules.step_decay(-1), "learning rate", "-1"),
        (lambda: schedules.step_decay(1, factor=2), "factor", "got 2"),
        (lambda: schedules.step_decay(1, n_drops=0), "n_drops", "got 0"),
        (lambda: schedules.step_decay(1, n_drops=HUGE), "n_drops", "1000000000000"),
    ],
    "schedules.cosine_annealing": [
        (lambda: schedules.cosine_annealing(np.inf), "learning rate", "inf"),
        (lambda: schedules.cosine_annealing(0.1, final=0.2), "[0, 0.1]", "0.2"),
        (lambda: schedules.cosine_annealing(True), "learning rate", "True"),
    ],
    "schedules.warm_up": [
        (lambda: schedules.warm_up(schedules.constant(1), fraction=1), "(0, 1)", "1"),
        (lambda: schedules.warm_up(0.1), "constant(0.1)", "got 0.1"),
    ],
    # data
    "data.surface": [
        (lambda: data.surface("here", 0), "x must", "'here'"),
        (lambda: data.surface([1, 2], [1, 2, 3]), "one shape", "[1, 2, 3]"),
        (lambda: data.surface(1e308, 0), "±1000", "1e+308"),
        (lambda: data.surface(0, np.nan), "±1000", "nan"),
    ],
    "data.sample_surface": [
        (lambda: data.sample_surface(0), "n must", "got 0"),
        (lambda: data.sample_surface(HUGE), "n must", "1000000000000"),
        (lambda: data.sample_surface(5, limit=-3), "limit", "-3"),
        (lambda: data.sample_surface(5, limit=1e308), "limit", "1e+308"),
        (lambda: data.sample_surface(5, seed=1.5), "seed", "1.5"),
    ],
    "data.surface_grid": [
        (lambda: data.surface_grid(2.5), "n must", "2.5"),
        (lambda: data.surface_grid(10**6), "n must", "1000000"),
        (lambda: data.surface_grid(5, limit="far"), "limit", "'far'"),
    ],
    "data.Standardizer": [
        (lambda: data.Standardizer.fit(NAN_FRAME), "'age'", "nan"),
    ],
    "data.Standardizer.fit": [
        (lambda: data.Standardizer.fit([[1, 2], [3, 2]]), "column 1", "2"),
        (lambda: data.Standardizer.fit([1, 2]), "samples", "(2,)"),
        (lambda: data.Standardizer.fit(DATES), "numbers", "2020"),
        (lambda: data.Standardizer.fit([[1e200], [2]]), "values", "1e+200"),
    ],
    "data.Standardizer.apply": [
        (lambda: FIT.apply([[1]]), "(samples, 2)", "(1, 1)"),
        (lambda: FIT.apply([[1, None]]), "column 1", "nan"),
    ],
    "data.Standardizer.undo": [
        (lambda: FIT.undo([[1]]), "(samples, 2)", "(1, 1)"),
        (lambda: FIT.undo("back"), "values", "'back'"),
    ],
    "data.split": [
        (lambda: data.split(TABLE, TABLE, fraction=1), "(0, 1)", "got 1"),
        (lambda: data.split(TABLE, TABLE, fraction=0.01), "3 rows", "0.01"),
        (lambda: data.split(TABLE, TABLE[:2]), "3 rows", "2 of targets"),
        (lambda: data.split(TABLE, TABLE, seed="x"), "seed", "'x'"),
        (lambda: data.split(NAN_FRAME, TABLE[:2]), "'age', row 1", "nan"),
    ],
    "data.batches": [
        (lambda: data.batches(TABLE, TABLE, 0, RNG), "batch_size", "got 0"),
        (lambda: data.batches(TABLE, TABLE[:2], 5, RNG), "3 rows", "2 of targets"),
        (lambda: data.batches(TABLE, TABLE, 2, 31), "rng", "got 31"),
        (lambda: data.batches(None, TABLE, 2, RNG), "batches", "None"),
        (lambda: data.batches(1.0, TABLE, 2, RNG), "batches", "1.0"),
    ],
    "data.moons": [
        (lambda: data.moons(-4), "n must", "-4"),
        (lambda: data.moons(HUGE), "n must", "1000000000000"),
        (lambda: data.moons(10, noise=1e308), "noise", "1e+308"),
    ],
    "data.circles": [
        (lambda: data.circles(10, noise=-0.5), "noise", "-0.5"),
        (lambda: data.circles("ten"), "n must", "'ten'"),
    ],
    "data.spirals": [
        (lambda: data.spirals(10, seed="x"), "seed", "'x'"),
        (lambda: data.spirals(10, noise=np.nan), "noise", "nan"),
    ],
    "data.xor": [
        (lambda: data.xor(0), "n must", "got 0"),
        (lambda: data.xor(10, seed=-1), "seed", "-1"),
    ],
    "data.blobs": [
        (lambda: data.blobs(None), "n must", "None"),
        (lambda: data.blobs(10, noise=[0.1]), "noise", "[0.1]"),
    ],
    # training
    "training.train": [
        (lambda: trained(targets=TABLE), "(samples, 1)", "(3, 2)"),
        (lambda: trained(inputs=TABLE), "3 rows of inputs", "1 of targets"),
        (lambda: trained(inputs=[[1, "a"]]), "inputs", "'a'"),
        (lambda: trained(inputs=NAN_FRAME), "'age', row 1", "nan"),
        (lambda: trained(epochs=0), "epochs", "got 0"),
        (lambda: trained(epochs=1.5), "epochs", "1.5"),
        (lambda: trained(epochs=HUGE), "epochs", "1000000000000"),
        (lambda: trained(batch_size=0), "batch_size", "got 0"),
        (lambda: trained(batch_size=-5), "batch_size", "-5"),
        (lambda: trained(seed=-1), "seed", "-1"),
        (lambda: trained(schedule=0.1), "constant(0.1)", "got 0.1"),
        (lambda: trained(schedule=lambda progress: "x"), "learning rate", "'x'"),
        (lambda: trained(validation=(TABLE, TABLE)), "(samples, 1)", "(3, 2)"),
        (lambda: trained(targets=[[7]], loss=binary_cross_entropy), "[0, 1]", "7"),
        (lambda: trained(l2=np.nan), "l2", "nan"),
    ],
    "training.training_epochs": [
        (lambda: trained(net=[2, 3, 1]), "network", "[2, 3, 1]"),
        (lambda: trained(net=Network), "network", "class"),
        (lambda: trained(loss="squares"), "loss", "'squares'"),
        (lambda: epochs(optimizer="adam"), "optimizer", "'adam'"),
        (lambda: epochs(optimizer=optimizers.Adam), "optimizer", "Adam"),
        (lambda: epochs(validation=TABLE), "(inputs, targets)", "array"),
        (lambda: epochs(validation=0.2), "(inputs, targets)", "0.2"),
        (lambda: epochs(l2=-1), "l2", "-1"),
    ],
    "training.History.column": [
        (lambda: training.History().column("loss"), "train_loss", "'loss'"),
        (lambda: training.History().column(None), "train_loss", "None"),
    ],
    # gradcheck
    "gradcheck.slope_at": [
        (lambda: gradcheck.slope_at(5, 1.0), "function", "got 5"),
        (lambda: gradcheck.slope_at(float, "here"), "place", "'here'"),
        (lambda: gradcheck.slope_at(float, 1.0, 0), "nudge", "0"),
        (lambda: gradcheck.slope_at(float, 1.0, np.nan), "nudge", "nan"),
    ],
    "gradcheck.numerical_gradient": [
        (lambda: gradcheck.numerical_gradient(float, TABLE, step=0), "step", "got 0"),
        (lambda: gradcheck.numerical_gradient(float, np.array([4])), "floats", "4"),
        (lambda: gradcheck.numerical_gradient(float, [4.0]), "floats", "[4.0]"),
        (lambda: gradcheck.numerical_gradient(4, TABLE), "function", "got 4"),
    ],
    "gradcheck.relative_error": [
        (lambda: gradcheck.relative_error(TABLE, TABLE[:2]), "(3, 2)", "(2, 2)"),
        (lambda: gradcheck.relative_error([], []), "shape", "(0,)"),
        (lambda: gradcheck.relative_error("a", TABLE), "backward", "'a'"),
    ],
    "gradcheck.gradient_table": [
        (lambda: table(targets=[[1, 2]]), "(1, 1)", "(1, 2)"),
        (lambda: table(inputs=[[np.nan, 1]]), "column 0", "nan"),
        (lambda: table(net="network"), "forward", "'network'"),
        (lambda: table(step=np.inf), "step", "inf"),
    ],
    "gradcheck.worst_gradient_error": [
        (lambda: worst([[1, 2, 3]], TARGETS), "Dense(2, 3)", "(1, 3)"),
        (lambda: worst(INPUTS, TARGETS, loss=abs), "loss", "abs"),
    ],
    # storage
    "storage.save": [
        (lambda: storage.save([1, 2], "a.npz"), "Network", "[1, 2]"),
        (lambda: storage.save(running_network(), None), "path", "None"),
        (lambda: storage.save(running_network(), ""), "path", "''"),
        (lambda: storage.save(running_network(), "a\0b"), "path", "a\\x00b"),
        (lambda: storage.save(running_network(), "folder"), "save", "folder", OSError),
        (lambda: storage.save(running_network(), "no/a"), "save", "no/a", OSError),
        (lambda: storage.save(running_network(), LONG), "save", "xxx", OSError),
    ],
    "storage.load": [
        (lambda: storage.load(5), "path", "got 5"),
        (lambda: storage.load("none.npz"), "no saved", "none", FileNotFoundError),
        (lambda: storage.load("folder"), "no saved", "folder", FileNotFoundError),
        (lambda: storage.load(LONG), "no saved", "xxx", FileNotFoundError),
        (lambda: storage.load("empty.npz"), "damaged", "empty.npz"),
        (lambda: storage.load("text.npz"), "damaged", "text.npz"),
        (lambda: storage.load("cut_off.npz"), "damaged", "cut_off.npz"),
        (lambda: storage.load("other_zip.npz"), "damaged", "other_zip.npz"),
        (lambda: storage.load("other_arrays.npz"), "damaged", "other_arrays.npz"),
        (lambda: storage.load("single_array.npy"), "damaged", "single_array.npy"),
        (lambda: storage.load("wrong_recipe.npz"), "damaged", "wrong_recipe.npz"),
        (lambda: storage.load("huge_recipe.npz"), "damaged", "huge_recipe.npz"),
        (lambda: storage.load("zip_bomb.npz"), "damaged", "zip_bomb.npz"),
        (lambda: storage.load("picture.npz"), "damaged", "picture.npz"),
    ],
    # sweep
    "sweep.grid": [
        (lambda: sweep.grid(rate=5), "rate", "got 5"),
        (lambda: sweep.grid(rate="abc"), "rate", "'abc'"),
        (lambda: sweep.grid(a=range(10**6), b=[1]), "100,000", "1000000"),
        (lambda: sweep.grid(a=range(10**4), b=range(10**4)), "100,000", "100000000"),
        (lambda: sweep.grid(rate=count()), "100,000", "count"),
    ],
    "sweep.random_search": [
        (lambda: sweep.random_search(0, 0), "n must", "got 0"),
        (lambda: sweep.random_search(HUGE, 0, a=[1]), "n must", "1000000000000"),
        (lambda: sweep.random_search(2, 0, rate=[]), "rate", "[]"),
        (lambda: sweep.random_search(2, 0, rate=0.1), "rate", "0.1"),
        (lambda: sweep.random_search(2, None), "seed", "None"),
    ],
    "sweep.log_uniform": [
        (lambda: sweep.log_uniform(0, 1), "low", "got 0"),
        (lambda: sweep.log_uniform(1, 0.5), "high", "0.5"),
        (lambda: sweep.log_uniform(1e-308, 1e308), "high / low", "inf"),
    ],
    "sweep.sweep": [
        (lambda: sweep.sweep(5, [{}]), "function", "got 5"),
        (lambda: sweep.sweep(print, 5), "cells", "got 5"),
        (lambda: sweep.sweep(print, [5]), "cell", "got 5"),
        (lambda: sweep.sweep(print, [{1: 2}]), "cell", "{1: 2}"),
        (lambda: sweep.sweep(print, [{}], repeats=0), "repeats", "got 0"),
        (lambda: sweep.sweep(print, [{}], repeats=HUGE), "repeats", "1000000000000"),
        (lambda: sweep.sweep(print, [{}], seed=-1), "seed", "-1"),
        (lambda: sweep.sweep(print, [{}], executor=4), "Executor", "4"),
    ],
    "sweep.results_table": [
        (lambda: sweep.results_table(5), "results", "got 5"),
        (lambda: sweep.results_table([5]), "run", "got 5"),
        (lambda: sweep.results_table([{"rate": 1}]), "run", "{'rate': 1}"),
    ],
    # perceptron
    "perceptron.weighted_sum": [
        (lambda: perceptron.weighted_sum((1, 2), (1,), 0), "weight", "(1, 2)"),
        (lambda: perceptron.weighted_sum(5, 5, 0), "lists", "5"),
        (lambda: perceptron.weighted_sum((1, "2"), (1, 2), 0), "input", "'2'"),
        (lambda: perceptron.weighted_sum((1, 2), (1, np.nan), 0), "weight", "nan"),
        (lambda: perceptron.weighted_sum((1, 2), (1, 2), None), "bias", "None"),
    ],
    "perceptron.perceptron_output": [
        (lambda: perceptron.perceptron_output((1, 2), (1, 2), np.inf), "bias", "inf"),
        (lambda: perceptron.perceptron_output(None, (1,), 0), "lists", "None"),
    ],
    "perceptron.perceptron_step": [
        (lambda: perceptron.perceptron_step((1,), 2, (1,), 0), "target", "got 2"),
        (lambda: perceptron.perceptron_step((1,), "AND", (1,), 0), "target", "'AND'"),
        (lambda: perceptron.perceptron_step((1,), 1, (1, 2), 0), "weight", "(1, 2)"),
    ],
    # require and room: for those who write lessons
    "require.number": [
        (lambda: require.number("rate", "0.1", "(0, 1)"), "rate", "'0.1'"),
        (lambda: require.number("rate", 10**5000, "(0, 1)"), "rate", "type int"),
    ],
    "require.whole_number": [
        (lambda: require.whole_number("n", 10**30), "n must", "10000"),
        (lambda: require.whole_number("n", np.timedelta64(3)), "n must", "3"),
    ],
    "require.one_of": [
        (lambda: require.one_of("color", ["red"], ["red"]), "color", "['red']"),
    ],
    "require.generator": [
        (lambda: require.generator(np.random), "seed", "module"),
    ],
    "require.function": [
        (lambda: require.function("schedule", "slow"), "schedule", "'slow'"),
    ],
    "require.able": [
        (lambda: require.able("loss", 3, "value"), "loss", "got 3"),
    ],
    "require.float_type": [
        (lambda: require.float_type("float16"), "float32", "'float16'"),
        (lambda: require.float_type(None), "float32", "'None'"),
    ],
    "require.numbers": [
        (lambda: require.numbers("x", [[1], {}]), "x must", "{}"),
        (lambda: require.numbers("x", np.array([1j])), "x must", "1.j"),
    ],
    "require.table": [
        (lambda: require.table("x", [[[1]]]), "x must", "(1, 1, 1)"),
        (lambda: require.table("x", [[1], ["b"]]), "x must", "'b'"),
        (lambda: require.table("x", pd.DataFrame({LONG: [np.nan]})), "xxx", "nan"),
    ],
    "room.projector": [
        (lambda: room.projector("yes"), "True or False", "'yes'"),
    ],
}

EXCEPTIONS = {  # public name → why no call of it can be bad, or need not be answered
    "data.load_digits": "takes nothing; damaged files are in test_data.py",
    "functions.ActivationFunction": "a record, made in its own module only",
    "layers.WorkArray": "memory of the layers, asked by them only",
    "layers.WorkArray.rows": "memory of the layers, asked by them only",
    "losses.Loss": "a record of two functions; its methods are above",
    "network.Network.recipe": "takes nothing",
    "training.EpochReport": "a record, made by training",
    "training.History": "a list; its method is above",
    "training.DivergenceError": "an error",
    "training.fill_gradient": "the inner loop of training, whose data were looked at",
    "gradcheck.ParameterCheck": "a record, made by gradient_table",
    "sweep.SweepError": "an error; test_sweep.py loses the workers",
    "running.running_network": "takes nothing",
    "require.in_words": "wraps functions of this house",
    "require.short": "takes anything; see test_require.py",
    "room.Room": "a record, made in its own module only",
    "room.room": "takes nothing",
    "room.on_projector": "takes nothing",
}
