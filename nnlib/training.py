"""Training: show the network its samples again and again, a step downhill each time.

`training_epochs` yields a report after every pass over the data, so the caller stays in
charge: stop with `break`, pause by not asking for the next one, draw in between.
`train` is the short loop that most lessons want.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from nnlib import require
from nnlib.data import batches

ROWS_PER_PIECE = 512


class EpochReport(NamedTuple):
    """What one pass over the data brought.

    train_loss: mean over the epoch's batches, each taken before its own update.
    validation_loss: at the end of the epoch; None without validation data.
    """

    epoch: int
    train_loss: float
    validation_loss: float | None
    learning_rate: float


class History(list):
    """The reports of a run, in order; `stopped` says in words if it ended early."""

    stopped = ""

    def column(self, name: str) -> np.ndarray:
        """Return one field of all reports as an array, such as "train_loss"."""
        require.one_of("column", name, EpochReport._fields)
        return np.array([getattr(report, name) for report in self], float)


class DivergenceError(ArithmeticError):
    """A run that went to infinity; the network keeps its last finite parameters.

    `history` holds the reports up to then, where `train` was used.
    """

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]  # notebooks show just the sentence


def training_epochs(
    network: Any,
    inputs: Any,
    targets: Any,
    loss: Any,
    *,
    epochs: int,
    optimizer: Any,
    schedule: Any,
    batch_size: int | None = None,
    seed: int | np.random.Generator = 0,
    validation: tuple[Any, Any] | None = None,
    l2: float = 0.0,
) -> Iterator[EpochReport]:
    """Train in place, yielding an EpochReport after each epoch.

    inputs: (samples, n_in); targets: (samples, n_out); arrays, nested lists or
    DataFrames. batch_size: samples per update, None for all at once. seed: for
    shuffling and dropout. l2: how hard every weight, but no bias, is pulled towards 0:
    l2 / 2 · Σ weight² is added to what is minimized and left out of the reported
    losses. Raises ValueError for data and settings that do not fit, DivergenceError
    when the loss explodes.
    """
    require.able("network", network, "n_in", "n_out", "forward", "backward")
    require.able("loss", loss, "value", "gradient", "check_targets")
    require.able("optimizer", optimizer, "step")
    require.function("schedule", schedule, "like constant(0.1)")
    inputs, targets = _checked_pair(network, inputs, targets, loss)
    if validation is not None:
        if not isinstance(validation, tuple | list) or len(validation) != 2:
            got = require.short(validation)
            raise ValueError(f"validation must be (inputs, targets), got {got}")
        validation = _checked_pair(network, *validation, loss)
    batch_size = len(inputs) if batch_size is None else batch_size
    batch_size = require.whole_number("batch_size", batch_size)
    epochs, rng = require.whole_number("epochs", epochs), require.generator(seed)
    l2 = require.number("l2", l2, "[0, inf)")

    def run() -> Iterator[EpochReport]:
        safe = network.parameters.copy()
        look = partial(fill_gradient, network, loss=loss, rng=rng, l2=l2)
        try:
            for epoch in range(1, epochs + 1):
                rate = schedule((epoch - 1) / epochs)
                pairs = batches(inputs, targets, batch_size, rng)
                train_loss = _epoch(network, pairs, look, optimizer, rate, safe)
                validation_loss = validation and _loss_of(network, *validation, loss)
                if not np.isfinite([train_loss, validation_loss or 0.0]).all():
                    raise DivergenceError(_advice(epoch, rate))
                yield EpochReport(epoch, train_loss, validation_loss, rate)
        finally:  # also after an interrupt in the middle of an update
            if not np.isfinite(network.parameters).all():
                network.parameters[:] = safe

    return run()


def train(network: Any, inputs: Any, targets: Any, loss: Any, **settings) -> History:
    """Run `training_epochs` with these settings to its end and return the History.

    Interrupting it (the stop button, Ctrl-C) ends it early and keeps what was learned.
    """
    history = History()
    try:
        for report in training_epochs(network, inputs, targets, loss, **settings):
            history.append(report)
    except KeyboardInterrupt:
        history.stopped = f"interrupted after {len(history)} epochs"
    except DivergenceError as error:
        error.history = history
        raise
    return history


def fill_gradient(
    network: Any, inputs: Any, targets: Any, loss: Any, *, rng: Any = None, l2=0.0
) -> float:
    """Set `network.gradient` to that of the loss of these samples; return the loss.

    A large batch goes through in pieces that fit the processor's cache, which is
    faster; each piece adds its share of the mean. The pull of `l2` is in the gradient
    only.
    """
    value = 0.0
    for start in range(0, len(inputs), ROWS_PER_PIECE):
        earlier = network.gradient.copy() if start else None
        rows = slice(start, start + ROWS_PER_PIECE)
        predictions, wanted = network.forward(inputs[rows], rng), targets[rows]
        share = len(wanted) / len(targets)
        value += loss.value(predictions, wanted) * share
        network.backward(loss.gradient(predictions, wanted) * share)
        if start:
            network.gradient += earlier
    for layer in network.dense_layers if l2 else ():
        layer.weights_gradient += l2 * layer.weights
    return value


@np.errstate(over="ignore", invalid="ignore")
def _epoch(network, pairs, look, optimizer, rate, safe) -> float:
    """Step once per batch; inf as soon as loss or parameters are no longer finite."""
    total, n_seen = 0.0, 0
    for inputs, targets in pairs:
        value = look(inputs, targets)
        if not np.isfinite(value):
            network.parameters[:] = safe
            return np.inf
        if n_seen == 0:  # these parameters gave a finite loss: worth keeping
            safe[:] = network.parameters
        optimizer.step(network.parameters, network.gradient, rate)
        total, n_seen = total + value * len(inputs), n_seen + len(inputs)
    return total / n_seen if np.isfinite(network.parameters).all() else np.inf


@np.errstate(over="ignore", invalid="ignore")
def _loss_of(network, inputs, targets, loss) -> float:
    return loss.value(network.predict(inputs), targets)


def _checked_pair(network, inputs, targets, loss) -> tuple[np.ndarray, np.ndarray]:
    inputs = require.table("inputs", inputs, network.n_in)
    targets = require.table("targets", targets, network.n_out)
    if len(inputs) != len(targets):
        raise ValueError(f"got {len(inputs)} rows of inputs, {len(targets)} of targets")
    loss.check_targets(targets)
    return inputs, targets


def _advice(epoch: int, rate: float) -> str:
    return (
        f"the loss went to infinity in epoch {epoch} at learning rate {rate:g}; try a "
        f"rate of {rate / 10:g}; the network keeps its last finite parameters"
    )
