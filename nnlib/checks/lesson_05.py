"""Feedback on the exercises of lesson 05: four costs, a safe loss, its slopes."""

from collections.abc import Callable
from typing import Any

import numpy as np

from nnlib.checks.base import (
    Feedback,
    Mistake,
    attempted,
    call,
    expect_array,
    expect_number,
    feedback,
)
from nnlib.functions import sigmoid, softmax
from nnlib.gradcheck import numerical_gradient
from nnlib.losses import binary_cross_entropy, one_hot, softmax_cross_entropy

Array = np.ndarray

LOG_2, LOG_10 = float(np.log(2)), float(np.log(10))
COSTS = {
    "squared": (0.18, {
        "the half is missing: 0.6² = 0.36, and half of it is asked": 0.36,
        "twice the error costs four times as much, not twice: the error is squared":
            0.09,
        "the error is not squared yet: half of 0.6²": 0.3,
        "that is the error; its square, and half of that, is asked": 0.6,
        "the error is 1.2 − 0.6, not 1.2": 0.72,
        "a square is never negative, and neither is half of it": -0.18,
    }),
    "undecided": (LOG_2, {
        "that is log to base 10; here log belongs to 2.718…: math.log(0.5)":
            LOG_2 / LOG_10,
        "that is log to base 2; here log belongs to 2.718…: math.log(0.5)": 1.0,
        "the minus is missing: a cost is never negative": -LOG_2,
        "that is the probability; its cost is −log of it": 0.5,
        "score 0 is not probability 0: sigmoid(0) is 0.5": 0.0,
        "that is half the squared error; the cross-entropy is −log of 0.5": 0.125,
    }),
    "undecided slope": (-0.5, {
        "the sign is flipped: a larger score is closer to the target 1, so the loss "
        "falls": 0.5,
        "that would be the slope if the probability were 0; at score 0 it is 0.5": -1.0,
        "undecided is not done: the probability is 0.5, and 1 is wanted": 0.0,
        "the slope of the sigmoid does not come in: with cross-entropy it cancels":
            -0.125,
        "that is the slope of the sigmoid at 0; the slope of the cost is asked": 0.25,
        "that is the slope of −log at 0.5; the score is nudged, and the sigmoid hands "
        "on only 0.25 of that": -2.0,
    }),
    "ten equal scores": (LOG_10, {
        "that is log to base 10; here log belongs to 2.718…: math.log(0.1)": 1.0,
        "the minus is missing: a cost is never negative": -LOG_10,
        "that is the probability; its cost is −log of it": 0.1,
        "that is −log of 0.9, the probability of the nine wrong classes together":
            LOG_10 - np.log(9),
        "that is the cost of one in two; here each class gets one in ten": LOG_2,
        "that is the number of classes; each of them gets 1 of 10 equal shares": 10.0,
        "that is what the nine wrong classes get; the true one gets 0.1": 0.9,
    }),
}  # fmt: skip
OTHERWISE = {
    "squared": "first the error, 1.2 − 0.6; then its square; then half of that",
    "undecided": "sigmoid(0) is the probability; take −log of it, to two digits after "
    "the point",
    "undecided slope": "the slope of binary cross-entropy is probability minus target",
    "ten equal scores": "ten equal scores share 1 equally; take −log of one share, to "
    "two digits after the point",
}


def check_costs(answer: Any) -> Feedback:
    """A dict of four predicted numbers, each right to two digits; some may be open."""
    praise = (
        "All four. Note the last one: an untrained network with ten classes starts "
        "near it."
    )
    filled = answer
    if isinstance(answer, dict):
        filled = {name: one for name, one in answer.items() if attempted(one)} or None
    return feedback(filled, lambda found: _test_costs(found, answer), praise)


def _test_costs(found: Any, answer: Any) -> None:
    if not isinstance(answer, dict) or set(answer) != set(COSTS):
        raise Mistake(f"expected a dict with the four names {', '.join(COSTS)}")
    for name, value in found.items():
        expected, mistakes = COSTS[name]
        named = {f"{name}: {text}": value for text, value in mistakes.items()}
        otherwise = f"{name}: {OTHERWISE[name]}"
        expect_number(value, expected, named, tolerance=0.003, otherwise=otherwise)
    missing = [name for name in COSTS if name not in found]
    if missing:
        raise Mistake(f"right so far; still to fill in: {', '.join(missing)}")


MILD_SCORES, MILD_TARGETS = np.array([[0.2], [0.7], [0.9]]), np.array([[1], [0], [1]])


def check_binary_cross_entropy(function: Any) -> Feedback:
    """`function(scores, targets)`: two columns in, the mean loss out, at any score."""
    praise = "The mean is right, and it stays right at scores of ±1000."
    return feedback(function, _test_binary, praise)


def _test_binary(function: Any) -> None:
    z, t = MILD_SCORES, MILD_TARGETS
    value = _loss(function, z, t)
    losses = np.logaddexp(0, z) - z * t
    if np.size(value) == z.size:
        if np.allclose(np.ravel(value), losses.ravel()):
            raise Mistake("that is one loss for each sample; return their mean")
        value = np.mean(value)
    p, log = sigmoid(z), np.log
    mistakes = {
        "the sigmoid is forgotten: the scores are taken for probabilities":
            (-t * log(z) - (1 - t) * log(1 - z)).mean(),
        "target and 1 − target are swapped, or the score has the wrong sign":
            (np.logaddexp(0, z) - z * (1 - t)).mean(),
        "the sign is flipped: a loss is never negative": -losses.mean(),
        "that is the sum over the samples; return their mean": losses.sum(),
        "half of it is missing: samples with target 0 must cost something too":
            (-t * log(p)).mean(),
        "half of it is missing: samples with target 1 must cost something too":
            (-(1 - t) * log(1 - p)).mean(),
        "the target is missing: subtract score · target": np.logaddexp(0, z).mean(),
        "exp got score or |score|; with the larger part taken out it needs −|score|":
            (np.maximum(z, 0) + log(1 + np.exp(abs(z))) - z * t).mean(),
        "log(1 + exp(−|score|)) is missing: the larger of 0 and score is only a part":
            (np.maximum(z, 0) - z * t).mean(),
        "the log is missing: add log(1 + exp(−|score|)), not exp(−|score|)":
            (np.maximum(z, 0) + np.exp(-abs(z)) - z * t).mean(),
        "that is half the squared error of the probabilities":
            ((p - t) ** 2).mean() / 2,
        "that is log to base 10; np.log is the one that belongs to 2.718…":
            losses.mean() / LOG_10,
    }  # fmt: skip
    case = "for the scores 0.2, 0.7, 0.9 with targets 1, 0, 1"
    expect_number(value, losses.mean(), mistakes, case=case)
    for score in (40.0, -40.0, 1000.0, -1000.0):
        for target in (1, 0):
            _expect_safe(function, score, target)


def _expect_safe(function: Callable, score: float, target: int) -> None:
    """Raise Mistake unless the loss of this one extreme score is right."""
    where = f"at score {score:g} with target {target}".replace("-", "−")
    try:
        value = _loss(function, np.array([[score]]), np.array([[target]]))
    except OverflowError:
        value = np.inf
    except ValueError:  # math.log(0)
        value = np.nan
    if not np.isfinite(value).all():
        raise Mistake(f"{where} the result is no number: {_broken(score)}")
    expected = binary_cross_entropy.value([[score]], [[target]])
    if np.size(value) == 1 and 20 < np.ravel(value)[0] < expected - 1:
        got = f"expected {expected:g}, got {np.ravel(value)[0]:.3g}"
        raise Mistake(f"{where} {got}: a clipped probability hides how wrong it is")
    bare = f"{where} it is {abs(score):g} too large: exp needs −|score|, not −score"
    mistakes = {bare.replace("-", "−"): expected + abs(score)} if score < 0 else {}
    expect_number(value, expected, mistakes, case=where)


def _broken(score: float) -> str:
    if abs(score) < 100:
        return (
            "the probability was rounded to 0 or 1 before its log was taken. Rewrite "
            "the loss with scores only"
        )
    return (
        "exp(1000) is too large for any float, or a rounded 0 met a log. Take exp "
        "only of −|score|, or use np.logaddexp"
    )


def _loss(function: Callable, scores: Array, targets: Array) -> Any:
    """What a function gives for columns, or for rows if it takes single numbers."""
    try:
        return call(function, scores, targets)
    except TypeError:
        return call(function, scores.ravel(), targets.ravel())


SCORES = np.array([[2, 1, 0], [0.5, -1, 1.5], [-2, 0.3, 0.1], [1, 1, 3]])
LABELS = np.array([0, 2, 0, 1])


def check_softmax_slopes(function: Any) -> Feedback:
    """`function(scores, labels)`: slopes of the mean loss, in the shape of scores."""
    praise = "Equal to the slopes measured with a nudge of each of the 12 scores."
    return feedback(function, _test_slopes, praise)


def _test_slopes(function: Any) -> None:
    scores, wanted, n = SCORES.copy(), one_hot(LABELS, 3), len(SCORES)
    p = softmax(SCORES)
    by_nudging = numerical_gradient(
        lambda: softmax_cross_entropy.value(scores, wanted), scores
    )
    down = softmax(SCORES.T).T
    mistakes = {
        "that is the probabilities only: subtract the one-hot targets": p / n,
        "that is the probabilities only, not even divided by 4": p,
        "the sign is flipped: probabilities minus targets, not the other way round":
            (wanted - p) / n,
        "the sign is flipped, and the mean over the samples is missing": wanted - p,
        "these are the slopes of the sum; for the mean divide by the number of "
        "samples, 4": p - wanted,
        "that is divided by the number of classes; divide by the number of samples, 4":
            (p - wanted) / 3,
        "that is divided by all 12 entries; divide by the number of samples, 4":
            (p - wanted) / p.size,
        "the class numbers themselves were subtracted; make rows with one_hot first":
            (p - LABELS[:, None]) / n,
        "softmax is missing: scores are no probabilities yet": (SCORES - wanted) / n,
        "softmax ran down the columns; each sample is a row": (down - wanted) / n,
        "the targets were subtracted before softmax; subtract them from its result":
            softmax(SCORES - wanted) / n,
        "that is −log of the probabilities; for the slopes no log is needed":
            -np.log(p),
        "everything was averaged; each of the 12 scores has a slope of its own":
            (p - wanted).mean(),
        "the samples were averaged; each row of scores has slopes of its own":
            (p - wanted).mean(axis=0),
        "one_hot of a list gives a table; for a single sample take its row, [0]":
            (p - wanted)[:, None] / n,
        "[labels] picked rows of the table here; subtract one_hot(labels, 3) instead":
            p[LABELS] - 1,
        "that is the loss; asked are its slopes, one for each score":
            softmax_cross_entropy.value(SCORES, wanted),
    }  # fmt: skip
    value = _slopes(function)
    case = "for 4 samples and 3 classes"
    expect_array(value, by_nudging, mistakes, case=case, tolerance=1e-5)


def _slopes(function: Callable) -> Any:
    try:
        return call(function, SCORES, LABELS)
    except ValueError as error:
        if "broadcast" not in str(error):
            raise
        raise Mistake(
            "the shapes (4, 3) and (4,) do not meet: labels are class numbers; "
            "one_hot makes a row of each"
        ) from None
