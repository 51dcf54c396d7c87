"""Checks of lesson 12: the two best answers, a shifted image, the baseline beaten."""

from functools import cache, partial
from typing import Any

import numpy as np

from nnlib.checks.base import (
    CORRECT,
    Feedback,
    Mistake,
    call,
    expect_array,
    expect_number,
    feedback,
)
from nnlib.data import PIXELS, load_digits, split
from nnlib.layers import Activation
from nnlib.losses import one_hot, softmax_cross_entropy
from nnlib.network import Network, build_mlp
from nnlib.optimizers import SGD
from nnlib.require import short
from nnlib.schedules import constant
from nnlib.training import train

Array = np.ndarray
SIDE, CLASSES = 8, 10
SEEDS = range(20, 28)  # of the deals in exercise 3; the lesson itself uses 0 to 11
EPOCHS, RATE, BATCH_SIZE = 60, 0.2, 32
HELPFUL = 16  # hidden units: fewer are no better than none


def check_top_two(function: Any) -> Feedback:
    """Exercise 1: (scores, digits) → how often the digit is among the two best."""
    praise = "it looks at the two highest scores of each image, and only at those."
    return feedback(function, _test_top_two, praise)


def _test_top_two(function: Any) -> None:
    rng = np.random.default_rng(0)
    for n in (50, 40, 1):
        scores = rng.normal(size=(n, CLASSES))
        digits = np.where(
            rng.uniform(size=n) < 0.6,
            scores.argsort(axis=1)[np.arange(n), -rng.integers(1, 4, n)],
            rng.integers(0, CLASSES, n),
        )
        value = call(function, scores, digits)
        case = f"for {n} image{'s' * (n > 1)}"
        right, mistakes = _top_two_values(scores, digits)
        expect_number(value, right, mistakes, case=case)


def _top_two_values(scores: Array, digits: Array) -> tuple[float, dict[str, float]]:
    """The right fraction, and what each typical mistake makes of it."""
    n = len(digits)
    order = scores.argsort(axis=1)
    among = order == digits[:, None]
    right = among[:, -2:].any(axis=1).mean()
    wrong = {
        "these are the two lowest scores; argsort puts the highest last":
            among[:, :2].any(axis=1).mean(),
        "only the highest score was looked at; that is the accuracy":
            among[:, -1].mean(),
        "only the second highest was looked at; the highest counts as well":
            among[:, -2].mean(),
        "these are the three highest; two are wanted":
            among[:, -3:].any(axis=1).mean(),
        "that is how many there are; divide by the number of images":
            among[:, -2:].sum(),
        "that is the fraction of those that are not among the two": 1 - right,
        "this is a percentage; a fraction between 0 and 1 is wanted": 100 * right,
        "the mean was taken over both columns; an image is right if any of the two "
        "is the digit": among[:, -2:].mean(),
        "this looks for the digit anywhere: every digit was compared with the best "
        "of every image": float(
            np.mean([one in order[:, -2:] for one in digits]) if n > 1 else -1
        ),
        "sort each row for itself: axis=1": _along_columns(scores, digits),
        "no digit was found: sort gives the scores themselves, argsort gives the "
        "digits they belong to": 0,
    }  # fmt: skip
    return float(right), {words: v for words, v in wrong.items() if v != right}


def _along_columns(scores: Array, digits: Array) -> float:
    order = scores.argsort(axis=0)[:, -2:]
    return float((order == digits[:, None]).any(axis=1).mean())


def check_shifted(function: Any) -> Feedback:
    """Exercise 2: images (n, 64) → the same images, one column further right."""
    praise = "every row moves for itself, and what leaves on the right is gone."
    return feedback(function, _test_shifted, praise)


def _test_shifted(function: Any) -> None:
    rng = np.random.default_rng(0)
    for n in (5, 1):
        images = rng.uniform(size=(n, SIDE * SIDE))
        right, mistakes = _shifts(images)
        value = call(function, images.copy())
        expect_array(value, right, mistakes, case=f"for {n} image{'s' * (n > 1)}")


def _shifts(images: Array) -> tuple[Array, dict[str, Array]]:
    squares = images.reshape(-1, SIDE, SIDE)

    def moved(axis: int, way: int, *, wrap: bool = False) -> Array:
        result = np.roll(squares, way, axis)
        edge = [slice(None)] * 3
        edge[axis] = 0 if way > 0 else -1
        if not wrap:
            result[tuple(edge)] = 0
        return result.reshape(images.shape)

    flat = np.roll(images, 1, axis=1)
    flat_cleared = flat.copy()
    flat_cleared[:, 0] = 0
    square = moved(2, 1).reshape(-1, SIDE, SIDE)
    mistakes = {
        "the pixels are right, but the shape is (n, 8, 8): reshape them back to rows "
        "of 64": square,
        "the column that leaves on the right came back in on the left; the paper there "
        "is empty, 0": moved(2, 1, wrap=True),
        "the images have moved to the left": moved(2, -1),
        "the images have moved down: rows are axis 1, columns axis 2": moved(1, 1),
        "the images have moved up: rows are axis 1, columns axis 2": moved(1, -1),
        "all 64 pixels moved along as one row, so the end of each row slipped into the "
        "next: reshape to (n, 8, 8) first": flat,
        "all 64 pixels moved along as one row, so the end of each row slips into the "
        "next: reshape to (n, 8, 8) first": flat_cleared,
        "each image has moved to the place of another: the columns are the last axis":
            np.roll(images, 1, axis=0) if len(images) > 1 else images - 1,
        "nothing has moved": images,
    }  # fmt: skip
    return moved(2, 1), mistakes | _edges(moved(2, 1), images)


def _edges(right: Array, images: Array) -> dict[str, Array]:
    """What becomes of the right shift if something is wrong at its left edge."""
    old, ink, twice = (right.reshape(-1, SIDE, SIDE).copy() for _ in range(3))
    old[:, :, 0] = images.reshape(old.shape)[:, :, 0]
    ink[:, :, 0] = 1
    twice[:, :, 1:] = twice[:, :, :-1].copy()
    return {
        "the column on the left still holds what was there; fill it with paper, 0":
            old.reshape(images.shape),
        "the column on the left is filled with 1, ink; paper is 0":
            ink.reshape(images.shape),
        "the images have moved by two columns, and one is wanted":
            twice.reshape(images.shape),
    }  # fmt: skip


def check_reader(function: Any) -> Feedback:
    """Exercise 3: (inputs, targets, seed) → a trained network, better than linear."""
    found: list[str] = []
    told = feedback(function, partial(_test_reader, found=found), "")
    return Feedback(CORRECT, found[0]) if told.verdict == CORRECT else told


def _test_reader(function: Any, found: list[str]) -> None:
    _check_arguments_are_used(function)
    theirs, ours = [], []
    for seed in SEEDS:
        (inputs, targets), test = _deal(seed)
        network = _checked(call(function, inputs, targets, seed))
        theirs.append(accuracy(network, *test))
        ours.append(baseline_accuracy(seed))
    found.append(_judge(np.array(theirs), np.array(ours), network))


def _deal(seed: int):
    digits = load_digits()
    inputs, targets = digits[PIXELS].to_numpy() / 16, one_hot(digits["digit"], CLASSES)
    return split(inputs, targets, fraction=0.2, seed=seed)


@cache
def baseline_accuracy(seed: int) -> float:
    """What the baseline of the lesson, no hidden layer, reaches in one deal."""
    (inputs, targets), test = _deal(seed)
    network = build_mlp([SIDE * SIDE, CLASSES], seed=seed)
    train(
        *(network, inputs, targets, softmax_cross_entropy),
        epochs=EPOCHS,
        optimizer=SGD(),
        schedule=constant(RATE),
        batch_size=BATCH_SIZE,
        seed=seed,
    )
    return accuracy(network, *test)


def accuracy(network: Network, inputs: Array, targets: Array) -> float:
    """The fraction of images whose highest score is that of the right digit."""
    answers = network.predict(inputs).argmax(axis=1)
    return float(np.mean(answers == targets.argmax(axis=1)))


def _checked(network: Any) -> Network:
    if isinstance(network, list):
        raise Mistake("train returns the history of the run; return the network")
    if isinstance(network, float | int | np.number):
        raise Mistake(
            f"expected the trained network, got the number {short(network)}; the check "
            "measures the accuracy itself"
        )
    if not isinstance(network, Network):
        raise Mistake(f"expected a network from build_mlp, got {short(network)}")
    if (network.n_in, network.n_out) != (SIDE * SIDE, CLASSES):
        shape = f"{network.n_in} inputs and {network.n_out} outputs"
        raise Mistake(f"an image has 64 pixels and 10 scores; this network has {shape}")
    if isinstance(network.layers[-1], Activation):
        raise Mistake(
            "the last layer has an activation function; the loss takes raw scores, so "
            "leave output= away"
        )
    return network


def _check_arguments_are_used(function: Any) -> None:
    """Teach it another alphabet: 0 is called 1, 1 is called 2, and so on."""
    (inputs, targets), test = _deal(SEEDS[0])
    renamed = np.roll(targets, 1, axis=1)
    network = _checked(call(function, inputs, renamed, 0))
    if accuracy(network, *test) > 0.5:
        raise Mistake(
            "it has not learned from the targets it was given; use the arguments "
            "inputs and targets, not the names of the lesson, or it may know the test"
        )
    if accuracy(network, test[0], np.roll(test[1], 1, axis=1)) < 0.3:
        raise Mistake(
            "it reads less than 0.3 of new images correctly; was it trained? And if "
            "so, was the rate too high?"
        )
    first = network.parameters.copy()
    again = call(function, inputs, renamed, 1)
    if np.array_equal(first, _checked(again).parameters):
        raise Mistake(
            "seeds 0 and 1 give the same network; hand seed on to build_mlp and train, "
            "or all your runs are one run"
        )


def _judge(theirs: Array, ours: Array, network: Network) -> str:
    """Say that the difference is proven, or raise what is missing."""
    ahead, n = theirs - ours, len(theirs)
    mean, error = ahead.mean(), ahead.std(ddof=1) / np.sqrt(n)
    told = (
        f"in {n} new deals the mean is {theirs.mean():.3f}, without a hidden layer "
        f"{ours.mean():.3f}; better in {(ahead > 0).sum()} of {n}, mean difference "
        f"{mean:+.4f} ± {error:.4f}"
    ).replace("-", "−")
    if mean <= 0:
        raise Mistake(f"{told}; {_advice(network)}")
    if mean <= 2 * error:
        raise Mistake(
            f"{told}: less than twice its error, so it may be luck; widen the lead"
        )
    return f"{told}: more than twice its error."


def _advice(network: Network) -> str:
    """What may help a network that is not ahead of the baseline."""
    hidden = network.dense_layers[:-1]
    if not hidden:
        return "without a hidden layer it is the baseline itself"
    if min(layer.biases.size for layer in hidden) < HELPFUL:
        return "a wider hidden layer may help"
    return "it is wide enough, so train it longer, or at another rate"
