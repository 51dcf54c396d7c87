"""Losses: one number that says how wrong a batch of predictions is, and its slope.

A loss holds value and gradient together, so that what is reported and what is descended
cannot drift apart. Values are means over the samples. The two cross-entropies take raw
scores, before sigmoid or softmax: that form never takes the log of a rounded 0.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from nnlib import require
from nnlib.functions import ACTIVATIONS, Array


class Loss(NamedTuple):
    """How wrong a batch is (`value`) and how to change each prediction (`gradient`).

    Both take predictions and targets of one shape (samples, outputs). `gradient`
    returns d value / d predictions in that shape. `check_targets` refuses targets it
    cannot mean. Misfits raise ValueError; NaN stays NaN, and too large becomes inf.
    """

    name: str
    total: Callable[[Array, Array], float]
    slope: Callable[[Array, Array], Array]
    target_range: str = "(-inf, inf)"
    row_total: float | None = None

    def value(self, predictions: Array, targets: Array) -> float:
        """Return the mean over the samples of each one's loss."""
        predictions, targets = self._checked(predictions, targets)
        with np.errstate(over="ignore", invalid="ignore"):
            return float(self.total(predictions, targets)) / len(predictions)

    def gradient(self, predictions: Array, targets: Array) -> Array:
        """Return d value / d predictions, shape of predictions."""
        predictions, targets = self._checked(predictions, targets)
        return self.slope(predictions, targets) / len(predictions)

    def check_targets(self, targets: Array) -> None:
        """Raise ValueError if a target is not one this loss can compare with."""
        targets = require.table("targets", targets)
        require.number(f"targets of {self.name}", targets.min(), self.target_range)
        require.number(f"targets of {self.name}", targets.max(), self.target_range)
        totals = targets.sum(axis=1)
        if self.row_total and not np.allclose(totals, self.row_total):
            problem = f"must add up to {self.row_total}, got {require.short(totals)}"
            raise ValueError(f"each row of targets of {self.name} {problem}")

    def _checked(self, predictions: Array, targets: Array) -> tuple[Array, Array]:
        predictions = require.numbers("predictions", predictions)
        targets = require.numbers("targets", targets)
        if predictions.shape == targets.shape and targets.ndim == 2 and targets.size:
            return predictions, targets
        wanted, got = "(samples, outputs)", f"{predictions.shape} and {targets.shape}"
        raise ValueError(f"predictions and targets need one shape {wanted}, got {got}")


def _half_squares(predictions: Array, targets: Array) -> float:
    return np.square(np.subtract(predictions, targets)).sum() / 2


def _binary_total(scores: Array, targets: Array) -> float:
    # -t log p - (1 - t) log(1 - p) with p = sigmoid(score), rewritten without p
    return (np.logaddexp(0, scores) - np.multiply(scores, targets)).sum()


def _softmax_total(scores: Array, targets: Array) -> float:
    # -sum of t log p with p = softmax(scores), rewritten without p
    shifted = scores - np.max(scores, axis=1, keepdims=True)
    log_totals = np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return (targets * (log_totals - shifted)).sum()


_sigmoid, _softmax = ACTIVATIONS["sigmoid"].value, ACTIVATIONS["softmax"].value
squared_error = Loss("half squared error", _half_squares, np.subtract)
binary_cross_entropy = Loss(
    "binary cross-entropy", _binary_total, lambda s, t: _sigmoid(s) - t, "[0, 1]"
)
softmax_cross_entropy = Loss(
    "softmax cross-entropy", _softmax_total, lambda s, t: _softmax(s) - t, "[0, 1]", 1
)


def r_squared(predictions: Array, targets: Array) -> float:
    """Return the share of the targets' ups and downs that the predictions explain.

    1 is perfect, 0 is as good as always saying the mean, below 0 is worse than that.
    Raises ValueError for tables that do not fit, or targets that are all the same.
    """
    predictions = require.table("predictions", predictions)
    targets = require.table("targets", targets, predictions.shape[1])
    if len(predictions) != len(targets) or np.ptp(targets) == 0:
        raise ValueError(
            f"R² needs as many predictions as targets, and targets that differ, got "
            f"{len(predictions)} predictions and targets {require.short(targets)}"
        )
    spread = np.square(targets - targets.mean(axis=0)).sum()
    return float(1 - np.square(targets - predictions).sum() / spread)


def one_hot(labels: Array, n_classes: int) -> Array:
    """Turn class numbers, one per sample, into rows of zeros with a single 1.

    Raises ValueError for a label that is no whole number from 0 to n_classes - 1.
    """
    labels = require.numbers("labels", labels).ravel()
    n_classes = require.whole_number("n_classes", n_classes, at_most=1000)
    if labels.dtype.kind != "i" or not np.isin(labels, range(n_classes)).all():
        wanted = f"whole numbers from 0 to {n_classes - 1}"
        raise ValueError(f"labels must be {wanted}, got {require.short(labels)}")
    return np.eye(n_classes)[labels]
