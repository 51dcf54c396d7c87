"""A training run under live controls: any setting may change between two epochs.

The training itself is `nnlib.training.training_epochs`. What is added here is the care
for a run that goes on for as long as somebody watches: its curve never grows beyond a
fixed number of points, and a run that explodes ends before its numbers are lost.
"""

from typing import NamedTuple

import numpy as np

from nnlib.layers import Activation
from nnlib.losses import Loss, squared_error
from nnlib.network import Network
from nnlib.optimizers import SGD, Adam, Momentum
from nnlib.training import DivergenceError, training_epochs

MOST_POINTS = 800
MOST_CHANGES = 40
FOREVER = 10**7
MOST_PHASES = 40
TOO_LARGE = 1e6  # a prediction beyond has nothing to do with any target met here
PROBES = 100  # samples whose predictions are looked at after every epoch
OPTIMIZERS = {"plain": SGD, "momentum": Momentum, "Adam": Adam}


class Settings(NamedTuple):
    """What may change while the run goes on; `optimizer` is a name in OPTIMIZERS."""

    learning_rate: float
    batch_size: int
    optimizer: str
    l2: float = 0.0


class Phase(NamedTuple):
    """So many epochs with the same settings."""

    epochs: int
    settings: Settings


class LiveRun:
    """The run of one network on one set of samples.

    epoch, loss: the last finished epoch and its loss, at first those of the untrained
    network. epochs, losses: the curve so far. changes: the epochs after which a setting
    was changed. phases: all epochs so far by their settings; empty after more than
    MOST_PHASES changes. diverged: whether the predictions exploded in the epoch after
    `epoch`; that epoch is taken back then, and the run is at its end.

    With `test`, a pair of inputs and targets, there are test_loss and test_losses as
    well, and both losses are measured alike: after the epoch and without dropout.
    """

    def __init__(
        self, network, inputs, targets, *, loss: Loss = squared_error, test=None, seed=0
    ) -> None:
        self.network: Network = network
        self._data, self._loss, self._test = (inputs, targets), loss, test
        self._safe = network.parameters.copy()
        self._rng = np.random.default_rng(seed)
        self._settings: Settings | None = None
        self._every = 1  # an epoch in so many is kept for the curve
        self.epoch, self.diverged, self._phases = 0, False, []
        self.loss, self.test_loss = self._loss_of(self._data), self._loss_of(test)
        self.epochs, self.losses, self.test_losses = [0], [self.loss], [self.test_loss]
        self.changes: list[int] = []

    def train_epoch(self, settings: Settings) -> bool:
        """Train for one epoch with these settings; False if the run is at its end."""
        if self.diverged:
            return False
        self._adopt(settings)
        self._safe[:] = self.network.parameters
        losses = self._losses_after_an_epoch()
        if not (max(losses) < np.inf and self._largest_prediction() < TOO_LARGE):
            self.network.parameters[:], self.diverged = self._safe, True
            return False
        self.epoch, (self.loss, self.test_loss) = self.epoch + 1, losses
        self._note()
        return True

    def curve(self) -> tuple[list[int], list[float]]:
        """The epochs and losses to draw, the last epoch always among them."""
        if self.epochs[-1] == self.epoch:
            return self.epochs, self.losses
        return [*self.epochs, self.epoch], [*self.losses, self.loss]

    def test_curve(self) -> list[float]:
        """The test losses to draw, at the same epochs."""
        if self.epochs[-1] == self.epoch:
            return self.test_losses
        return [*self.test_losses, self.test_loss]

    @property
    def phases(self) -> list[Phase]:
        """The run so far, told as epochs with the same settings, in order."""
        return [] if len(self._phases) > MOST_PHASES else list(self._phases)

    @property
    def l2(self) -> float:
        """How strongly the last epoch pulled the weights toward 0."""
        return self._settings.l2 if self._settings else 0.0

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
            self._begin()

    def _begin(self) -> None:
        """Go on with this network, its optimizer and its random numbers."""
        self._reports = training_epochs(
            self.network,
            *self._data,
            self._loss,
            epochs=FOREVER,
            optimizer=self._optimizer,
            schedule=lambda progress: self._settings.learning_rate,
            batch_size=self._settings.batch_size,
            seed=self._rng,
            l2=self._settings.l2,
        )

    def _losses_after_an_epoch(self) -> tuple[float, float]:
        """Train; infinity if that failed. The second is 0 without test data."""
        try:
            report = next(self._reports, None)
            if report is None:  # it was interrupted, or has lasted FOREVER
                self._begin()
                report = next(self._reports)
        except DivergenceError:
            return np.inf, np.inf
        if self._test is None:
            return report.train_loss, 0.0
        return self._loss_of(self._data), self._loss_of(self._test)

    @np.errstate(over="ignore", invalid="ignore")
    def _loss_of(self, pair) -> float:
        if pair is None:
            return 0.0
        value = self._loss.value(self.network.predict(pair[0]), pair[1])
        return value if np.isfinite(value) else np.inf

    @np.errstate(over="ignore", invalid="ignore")
    def _largest_prediction(self) -> float:
        return np.abs(self.network.predict(self._data[0][:PROBES])).max()

    def _mark_change(self) -> None:
        near = self.changes and self.epoch - self.changes[-1] <= self.epoch / 40
        self.changes[-1 if near else len(self.changes) :] = [self.epoch]
        del self.changes[:-MOST_CHANGES]

    def _note(self) -> None:
        self._note_phase()
        if self.epoch % self._every == 0:
            self.epochs.append(self.epoch)
            self.losses.append(self.loss)
            self.test_losses.append(self.test_loss)
        if len(self.epochs) > MOST_POINTS:
            self._every *= 2
            for kept in (self.epochs, self.losses, self.test_losses):
                del kept[1::2]

    def _note_phase(self) -> None:
        if len(self._phases) > MOST_PHASES:
            return
        if self._phases and self._phases[-1].settings == self._settings:
            self._phases[-1] = Phase(self._phases[-1].epochs + 1, self._settings)
        else:
            self._phases.append(Phase(1, self._settings))
