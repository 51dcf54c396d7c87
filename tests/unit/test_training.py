"""Training: who is in charge, what is reported, and what happens when it goes wrong."""

import random
import tracemalloc
from itertools import islice

import numpy as np
import pandas as pd
import pytest

from nnlib.data import sample_surface
from nnlib.gradcheck import numerical_gradient, relative_error
from nnlib.losses import binary_cross_entropy, softmax_cross_entropy, squared_error
from nnlib.network import build_mlp
from nnlib.optimizers import SGD, Adam, Momentum
from nnlib.schedules import constant, cosine_annealing
from nnlib.training import (
    ROWS_PER_PIECE,
    DivergenceError,
    EpochReport,
    fill_gradient,
    train,
    training_epochs,
)


def problem(n=40, seed=0):
    inputs = np.random.default_rng(seed).normal(size=(n, 2))
    return inputs, inputs.sum(axis=1, keepdims=True)


def settings(**changes):
    usual = dict(epochs=5, optimizer=SGD(), schedule=constant(0.1), batch_size=10)
    return usual | changes


def test_reports():
    network, (inputs, targets) = build_mlp([2, 8, 1]), problem()
    validation = problem(20, seed=1)
    history = train(
        network,
        inputs,
        targets,
        squared_error,
        **settings(schedule=cosine_annealing(0.1), validation=validation),
    )
    assert [report.epoch for report in history] == [1, 2, 3, 4, 5]
    assert history.stopped == "" and isinstance(history[0], EpochReport)
    rates = [cosine_annealing(0.1)(i / 5) for i in range(5)]
    np.testing.assert_array_equal(history.column("learning_rate"), rates)
    losses = history.column("train_loss")
    assert (np.diff(losses) < 0).all()
    now = squared_error.value(network.predict(validation[0]), validation[1])
    assert history[-1].validation_loss == now


def test_train_loss_is_the_mean_over_samples_before_each_update():
    network, (inputs, targets) = build_mlp([2, 8, 1]), problem(35)
    before = squared_error.value(network.predict(inputs), targets)
    still = settings(schedule=lambda progress: 0.0, epochs=1)
    for batch_size in (None, 1, 10, 34, 35, 99):
        still["batch_size"] = batch_size
        history = train(network, inputs, targets, squared_error, **still)
        assert history[0].train_loss == pytest.approx(before)
    assert history[0].validation_loss is None
    assert np.isnan(history.column("validation_loss")).all()


def test_full_batch_is_plain_gradient_descent():
    network, copy, (inputs, targets) = (
        build_mlp([2, 4, 1]),
        build_mlp([2, 4, 1]),
        problem(),
    )
    train(network, inputs, targets, squared_error, **settings(batch_size=None))
    for _ in range(5):
        predictions = copy.forward(inputs)
        copy.backward(squared_error.gradient(predictions, targets))
        copy.parameters -= 0.1 * copy.gradient
    np.testing.assert_allclose(network.parameters, copy.parameters, atol=1e-14)


def test_the_caller_is_in_charge():
    network, (inputs, targets) = build_mlp([2, 8, 1]), problem()
    epochs = training_epochs(network, inputs, targets, squared_error, **settings())
    start = network.parameters.copy()
    assert (network.parameters == start).all()  # nothing happens before the first next
    assert next(epochs).epoch == 1
    after_one = network.parameters.copy()
    assert (after_one != start).any()
    assert (network.parameters == after_one).all()  # pausing is not calling next
    assert next(epochs).epoch == 2
    assert [report.epoch for report in islice(epochs, 1)] == [3]
    epochs.close()
    assert list(epochs) == []
    assert np.isfinite(network.predict(inputs)).all()


def test_mistakes_show_at_the_call_not_at_the_first_epoch():
    network, (inputs, targets) = build_mlp([2, 8, 1]), problem()
    with pytest.raises(ValueError, match="39 of targets"):
        training_epochs(network, inputs, targets[1:], squared_error, **settings())


def test_epoch_by_epoch_equals_train():
    inputs, targets = problem()
    networks = [build_mlp([2, 8, 1], dropout=0.2) for _ in range(2)]
    first = train(networks[0], inputs, targets, squared_error, **settings())
    pair = networks[1], inputs, targets, squared_error
    assert list(training_epochs(*pair, **settings())) == first
    np.testing.assert_array_equal(networks[0].parameters, networks[1].parameters)


@pytest.mark.parametrize("dropout", [0, 0.3])
def test_seeds_repeat_and_the_global_generators_rest(dropout):
    states, results = (random.getstate(), repr(np.random.get_state())), []
    for seed in (3, 3, 4):
        network = build_mlp([2, 8, 1], dropout=dropout)
        train(network, *problem(), squared_error, **settings(seed=seed))
        results.append(network.parameters)
    np.testing.assert_array_equal(results[0], results[1])
    assert (results[0] != results[2]).any()
    assert states == (random.getstate(), repr(np.random.get_state()))


@pytest.mark.parametrize("optimizer", [SGD, Momentum, Adam])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_all_optimizers_learn_in_either_precision(optimizer, dtype):
    network = build_mlp([2, 16, 1], dtype=dtype)
    run = settings(optimizer=optimizer(), schedule=constant(0.01), epochs=60)
    history = train(network, *problem(), squared_error, **run)
    assert network.parameters.dtype == dtype
    assert history[-1].train_loss < 0.05 * history[0].train_loss


def test_frames_and_lists_are_welcome():
    frame, results = sample_surface(30, limit=1), []
    arrays = frame[["x", "y"]], frame[["height"]]
    for inputs, targets in [
        arrays,
        tuple(array.to_numpy() for array in arrays),
        tuple(array.to_numpy().tolist() for array in arrays),
    ]:
        network = build_mlp([2, 4, 1])
        train(network, inputs, targets, squared_error, **settings())
        results.append(network.parameters)
    np.testing.assert_array_equal(results[0], results[1])
    np.testing.assert_array_equal(results[0], results[2])


@pytest.mark.parametrize("extra", [-1, 0, 1, ROWS_PER_PIECE, 2 * ROWS_PER_PIECE + 7])
def test_pieces_of_a_large_batch_add_up(extra):
    network, (inputs, targets) = build_mlp([2, 8, 1]), problem(ROWS_PER_PIECE + extra)
    value = fill_gradient(network, inputs, targets, squared_error)
    in_pieces = network.gradient.copy()
    predictions = network.forward(inputs)
    network.backward(squared_error.gradient(predictions, targets))
    assert value == pytest.approx(squared_error.value(predictions, targets))
    np.testing.assert_allclose(in_pieces, network.gradient, atol=1e-13)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("batch_size", [None, 10, 1])
def test_divergence_says_epoch_rate_and_advice(dtype, batch_size):
    network, (inputs, targets) = build_mlp([2, 64, 64, 1], dtype=dtype), problem()
    run = settings(schedule=constant(10), epochs=200, batch_size=batch_size)
    with pytest.raises(DivergenceError) as caught:
        train(network, inputs, targets, squared_error, **run)
    history, words = caught.value.history, str(caught.value)
    assert f"in epoch {len(history) + 1} at learning rate 10; try" in words
    assert "rate of 1;" in words and "last finite parameters" in words
    assert np.isfinite(network.parameters).all()
    assert np.isfinite(history.column("train_loss")).all()
    assert caught.value._render_traceback_() == [f"DivergenceError: {words}"]


def test_divergence_keeps_the_parameters_of_the_epochs_start():
    network, (inputs, targets) = build_mlp([2, 8, 1]), problem()
    schedule = lambda progress: 0.1 if progress < 0.5 else 1e200  # noqa: E731
    epochs = training_epochs(
        network, inputs, targets, squared_error, **settings(epochs=4, schedule=schedule)
    )
    next(epochs), next(epochs)
    kept = network.parameters.copy()
    with pytest.raises(DivergenceError, match="epoch 3 at learning rate 1e\\+200"):
        next(epochs)
    np.testing.assert_array_equal(network.parameters, kept)


@pytest.mark.filterwarnings("error")
def test_divergence_of_the_validation_loss_counts():
    network, (inputs, targets) = build_mlp([2, 8, 1], dtype=np.float32), problem()
    far = [[1e30, 1e30]], np.zeros((1, 1), np.float32)  # its square is beyond float32
    run = settings(validation=far, epochs=3)
    with pytest.raises(DivergenceError):
        train(network, inputs, targets, squared_error, **run)
    assert np.isfinite(network.parameters).all()


def test_the_very_last_update_counts():
    network, (inputs, targets) = build_mlp([2, 8, 1]), problem()
    before = network.parameters.copy()
    run = settings(epochs=1, batch_size=None, schedule=constant(1e308))
    with pytest.raises(DivergenceError, match="epoch 1 "):
        train(network, inputs, targets * 1e10, squared_error, **run)
    np.testing.assert_array_equal(network.parameters, before)


@pytest.mark.parametrize("n", [40, ROWS_PER_PIECE + 3])
@pytest.mark.parametrize("loss", [squared_error, binary_cross_entropy])
def test_l2_gradient_is_that_of_the_penalized_loss(loss, n):
    network, (inputs, targets) = build_mlp([2, 5, 1], activation="tanh"), problem(n)
    network.parameters += 0.3  # biases that are not 0, too
    targets = (targets > 0).astype(float)

    def penalized():
        weights = [layer.weights for layer in network.dense_layers]
        penalty = sum(np.square(one).sum() for one in weights)
        return loss.value(network.predict(inputs), targets) + 0.7 / 2 * penalty

    measured = numerical_gradient(penalized, network.parameters)
    value = fill_gradient(network, inputs, targets, loss, l2=0.7)
    assert relative_error(network.gradient, measured).max() < 1e-6
    assert value == pytest.approx(loss.value(network.predict(inputs), targets))


def test_one_step_with_l2_by_hand():
    network = build_mlp([1, 1])
    network.parameters[:] = 2, 1  # weight and bias; the prediction for 3 is 7
    run = settings(epochs=1, schedule=constant(0.1), validation=([[3]], [[5]]), l2=0.5)
    history = train(network, [[3]], [[5]], squared_error, **run)
    # gradients (7 - 5) * 3 + 0.5 * 2 = 7 and 7 - 5 = 2
    np.testing.assert_allclose(network.parameters, [1.3, 0.8])
    assert history[0].train_loss == 2  # (7 - 5)² / 2, without the pull
    assert history[0].validation_loss == pytest.approx((4.7 - 5) ** 2 / 2)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_l2_shrinks_weights_and_keeps_dropout_and_precision(dtype):
    sizes = []
    for l2 in (0, 0.01, 1):
        network = build_mlp([2, 8, 8, 1], dropout=0.2, dtype=dtype)
        train(network, *problem(), squared_error, **settings(epochs=50, l2=l2))
        assert network.parameters.dtype == dtype
        sizes.append(sum(np.square(x.weights).sum() for x in network.dense_layers))
    assert sizes[0] > sizes[1] > 100 * sizes[2]


@pytest.mark.parametrize("l2", [-0.1, np.inf, np.nan, "1", None, True])
def test_a_bad_l2_is_refused_in_words(l2):
    with pytest.raises(ValueError, match=r"l2 must be in \[0, inf\), got "):
        run = settings(l2=l2)
        training_epochs(build_mlp([2, 8, 1]), *problem(), squared_error, **run)


def test_dropout_acts_while_training():
    results = []
    for seed in (0, 1):
        network = build_mlp([2, 8, 1], dropout=0.5)
        run = settings(batch_size=None, seed=seed)
        train(network, *problem(), squared_error, **run)
        results.append(network.parameters)
    assert (results[0] != results[1]).any()


@pytest.mark.filterwarnings("error")
def test_a_diverging_run_warns_of_nothing_else():
    for loss in (squared_error, binary_cross_entropy, softmax_cross_entropy):
        for optimizer in (SGD(), Momentum(), Adam()):
            targets = np.tile([0.0, 1.0], (40, 1))
            network, run = build_mlp([2, 8, 2]), settings(optimizer=optimizer)
            try:
                run["schedule"] = constant(1e150)
                train(network, problem()[0], targets, loss, **run)
            except DivergenceError:
                pass
            assert np.isfinite(network.parameters).all()


def test_memory_mapped_data_stream(tmp_path):
    n, n_columns = 150_000, 16
    path = tmp_path / "inputs.npy"
    mapped = np.lib.format.open_memmap(path, "w+", np.float64, (n, n_columns))
    mapped[:] = np.random.default_rng(0).normal(size=n_columns)
    targets = np.zeros((n, 1))
    network, run = build_mlp([n_columns, 4, 1]), settings(epochs=1, batch_size=5000)
    tracemalloc.start()
    train(network, np.load(path, mmap_mode="r"), targets, squared_error, **run)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < mapped.nbytes / 3


def test_labels_of_a_classifier_must_be_labels():
    network, (inputs, _) = build_mlp([2, 8, 3]), problem()
    with pytest.raises(ValueError, match="add up to 1"):
        train(network, inputs, np.ones((40, 3)), softmax_cross_entropy, **settings())
    with pytest.raises(ValueError, match=r"\(samples, 3\).*\(40, 1\)"):
        train(network, inputs, np.ones((40, 1)), softmax_cross_entropy, **settings())


def test_missing_values_are_refused_by_column_name():
    network, frame = build_mlp([2, 8, 1]), pd.DataFrame({"x": [1, 2], "y": [3, np.nan]})
    with pytest.raises(ValueError, match="inputs .*nan in column 'y', row 1"):
        train(network, frame, [[1], [2]], squared_error, **settings())
