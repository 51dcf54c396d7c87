"""A training run under live controls: any setting may change between two epochs.

The training itself is `nnlib.training.training_epochs`. What is added here is the care
for a run that goes on for as long as somebody watches: its curve never grows beyond a
fixed number of points, and a run that explodes ends before its numbers are lost.
"""

from typing import NamedTuple

import numpy as np

from nnlib.layers import Activation
from nnlib.losses import squared_error
from nnlib.network import Network
from nnlib.optimizers import SGD, Adam, Momentum
from nnlib.training import DivergenceError, training_epochs

MOST_POINTS = 800
MOST_CHANGES = 40
FOREVER = 10**12
TOO_LARGE = 1e6  # a prediction beyond has nothing to do with standardized targets
PROBES = 100  # samples whose predictions are looked at after every epoch
OPTIMIZERS = {"plain": SGD, "momentum": Momentum, "Adam": Adam}


class Settings(NamedTuple):
    """What may change while the run goes on; `optimizer` is a name in OPTIMIZERS."""

    learning_rate: float
    batch_size: int
    optimizer: str


class LiveRun:
    """The run of one network on one set of samples.

    epoch, loss: the last finished epoch and its loss, at first those of the untrained
    network. epochs, losses: the curve so far. changes: the epochs after which a setting
    was changed. diverged: whether the predictions exploded in the epoch after `epoch`;
    that epoch is taken back then, and the run is at its end.
    """

    def __init__(self, network: Network, inputs, targets, *, seed: int = 0) -> None:
        self.network, self._data = network, (inputs, targets)
        self._safe = network.parameters.copy()
        self._rng = np.random.default_rng(seed)
        self._settings: Settings | None = None
        self._every = 1  # an epoch in so many is kept for the curve
        start = squared_error.value(network.predict(inputs), targets)
        self.epoch, self.loss, self.diverged = 0, start, False
        self.epochs, self.losses, self.changes = [0], [start], []

    def train_epoch(self, settings: Settings) -> bool:
        """Train for one epoch with these settings; False if the run is at its end."""
        if self.diverged:
            return False
        self._adopt(settings)
        self._safe[:] = self.network.parameters
        try:
            loss = next(self._reports).train_loss
        except DivergenceError:
            loss = np.inf
        if not (loss < np.inf and self._largest_prediction() < TOO_LARGE):
            self.network.parameters[:], self.diverged = self._safe, True
            return False
        self.epoch, self.loss = self.epoch + 1, loss
        self._note()
        return True

    def curve(self) -> tuple[list[int], list[float]]:
        """The epochs and losses to draw, the last epoch always among them."""
        if self.epochs[-1] == self.epoch:
            return self.epochs, self.losses
        return [*self.epochs, self.epoch], [*self.losses, self.loss]

    def silent_units(self) -> list[np.ndarray]:
        """For each hidden layer, which of its units are off for every sample."""
        outputs, silent = self._data[0], []
        for layer in self.network.layers:
            outputs = layer.forward(outputs)
            if isinstance(layer, Activation):
                silent.append(~outputs.any(axis=0))
        return silent

    def _adopt(self, new: Settings) -> None:
        old, self._settings = self._settings, new
        if new == old:
            return
        if old is not None:
            self._mark_change()
        if old is None or new.optimizer != old.optimizer:
            self._optimizer = OPTIMIZERS[new.optimizer]()
        if old is None or new[1:] != old[1:]:
            self._reports = self._begin(new.batch_size)

    def _begin(self, batch_size: int):
        """Go on with this network, its optimizer and its random numbers."""
        return training_epochs(
            self.network,
            *self._data,
            squared_error,
            epochs=FOREVER,
            optimizer=self._optimizer,
            schedule=lambda progress: self._settings.learning_rate,
            batch_size=batch_size,
            seed=self._rng,
        )

    @np.errstate(over="ignore", invalid="ignore")
    def _largest_prediction(self) -> float:
        return np.abs(self.network.predict(self._data[0][:PROBES])).max()

    def _mark_change(self) -> None:
        near = self.changes and self.epoch - self.changes[-1] <= self.epoch / 40
        self.changes[-1 if near else len(self.changes) :] = [self.epoch]
        del self.changes[:-MOST_CHANGES]

    def _note(self) -> None:
        if self.epoch % self._every == 0:
            self.epochs.append(self.epoch)
            self.losses.append(self.loss)
        if len(self.epochs) > MOST_POINTS:
            self._every *= 2
            del self.epochs[1::2], self.losses[1::2]
