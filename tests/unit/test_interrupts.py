"""The stop button, pressed at any moment of a run: a usable network remains."""

import signal
import sys

import numpy as np
import pytest

from nnlib.losses import squared_error
from nnlib.network import build_mlp
from nnlib.optimizers import SGD, Adam, Momentum
from nnlib.schedules import constant
from nnlib.training import DivergenceError, train

INPUTS = np.random.default_rng(0).normal(size=(30, 2))
TARGETS = INPUTS.sum(axis=1, keepdims=True)


def run(network, optimizer, schedule=constant(0.01), epochs=3, loss=squared_error):  # noqa: B008
    return train(
        network,
        INPUTS,
        TARGETS,
        loss,
        epochs=epochs,
        optimizer=optimizer,
        schedule=schedule,
        batch_size=10,
        validation=(INPUTS, TARGETS),
    )


class PressedAtLine:
    """Raises KeyboardInterrupt at the k-th line run inside nnlib."""

    def __init__(self, k):
        self.left = k

    def __call__(self, frame, event, argument):
        if "nnlib" not in frame.f_code.co_filename:
            return None
        if event == "line" and frame.f_code.co_name != "train":
            self.left -= 1
            if self.left == 0:
                raise KeyboardInterrupt
        return self

    def __enter__(self):
        self.before = sys.gettrace()
        sys.settrace(self)
        return self

    def __exit__(self, *_):
        sys.settrace(self.before)


def check_usable(network, history):
    assert np.isfinite(network.parameters).all()
    assert np.isfinite(network.predict(INPUTS)).all()
    assert [report.epoch for report in history] == list(range(1, len(history) + 1))
    assert np.isfinite(history.column("train_loss")).all()
    follow_up = run(network, SGD(), epochs=1)
    assert np.isfinite(follow_up[0].train_loss)


@pytest.mark.parametrize("optimizer", [SGD, Momentum, Adam])
def test_at_any_line(optimizer):
    network, stepper = build_mlp([2, 6, 1], dropout=0.1), optimizer()
    with PressedAtLine(10**9) as trace:
        run(network, stepper)
    n_lines = 10**9 - trace.left
    assert n_lines > 1000
    seen = set()
    for k in range(1, n_lines, max(1, n_lines // 250)):
        network, stepper = build_mlp([2, 6, 1], dropout=0.1), optimizer()
        with PressedAtLine(k):
            history = run(network, stepper)
        assert history.stopped == f"interrupted after {len(history)} epochs"
        seen.add(len(history))
        check_usable(network, history)
    assert seen == {0, 1, 2} or seen == {0, 1, 2, 3}


def test_at_the_last_line_of_an_epoch_that_overflows():
    """Before the interrupt the update has already spoiled the parameters."""
    network, before = build_mlp([2, 6, 1]), build_mlp([2, 6, 1]).parameters

    class Spoils(SGD):
        def step(self, parameters, gradient, learning_rate):
            parameters[:] = np.nan
            raise KeyboardInterrupt

    history = run(network, Spoils())
    assert history.stopped == "interrupted after 0 epochs"
    np.testing.assert_array_equal(network.parameters, before)


@pytest.mark.parametrize("k", range(1, 10))
def test_at_the_kth_call_of_what_the_caller_hands_in(k):
    def counting(function):
        calls = iter(range(1, 10**6))

        def wrapped(*arguments):
            if next(calls) == k:
                raise KeyboardInterrupt
            return function(*arguments)

        return wrapped

    optimizer = SGD()
    optimizer.step = counting(optimizer.step)
    for pieces in [
        dict(optimizer=optimizer),
        dict(optimizer=SGD(), schedule=counting(constant(0.01))),
        dict(
            optimizer=SGD(),
            loss=squared_error._replace(total=counting(squared_error.total)),
        ),
        dict(
            optimizer=SGD(),
            loss=squared_error._replace(slope=counting(squared_error.slope)),
        ),
    ]:
        network = build_mlp([2, 6, 1])
        history = run(network, epochs=10, **pieces)
        assert history.stopped == f"interrupted after {len(history)} epochs"
        check_usable(network, history)


def test_other_errors_pass_through_and_leave_a_usable_network():
    def fails(progress):
        raise OSError("no rate today")

    network = build_mlp([2, 6, 1])
    with pytest.raises(OSError, match="no rate today"):
        run(network, SGD(), schedule=fails)
    assert np.isfinite(network.parameters).all()


def history_of_interrupted_run(network, delay, rate):
    """None if the signal came before the first line of `train` or after its last."""
    try:
        try:
            signal.setitimer(signal.ITIMER_REAL, delay)
            return run(network, Adam(), constant(rate), epochs=10**6)
        except DivergenceError as error:
            return error.history
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except KeyboardInterrupt:
        return None


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs POSIX timers")
@pytest.mark.parametrize("rate", [0.01, 1e3])
def test_a_real_signal_at_random_moments(rate):
    before, n_histories = signal.signal(signal.SIGALRM, signal.default_int_handler), 0
    try:
        for delay in np.random.default_rng(0).uniform(0.0005, 0.02, 25):
            network = build_mlp([2, 64, 64, 1])
            history = history_of_interrupted_run(network, delay, rate)
            assert np.isfinite(network.parameters).all()
            if history is not None:
                n_histories += 1
                assert np.isfinite(history.column("train_loss")).all()
    finally:
        signal.signal(signal.SIGALRM, before)
    assert n_histories > 15
