"""Four detectors that look for a bug in a backward pass, each in its own way.

They watch the loss fall, measure slopes by nudging, compare shapes, or set the network
beside another one that is known to be right. None of them finds every bug. A detector
that is stopped by an error has noticed something as well.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from nnlib import require
from nnlib.explorers.buggy_network import BUGS, NO_BUG, RATE, BuggyNetwork
from nnlib.gradcheck import numerical_gradient, relative_error
from nnlib.layers import Activation, Dense
from nnlib.losses import squared_error
from nnlib.network import Network
from nnlib.optimizers import SGD
from nnlib.plots.numbers import number_text

Array = np.ndarray

N_UPDATES, N_COMPARED, MOST_SAMPLES = 60, 3, 12
GRADIENT_TOLERANCE, NNLIB_TOLERANCE = 1e-6, 1e-9


class Finding(NamedTuple):
    """Whether a detector noticed something, and what it has to say."""

    noticed: bool
    text: str


class Examination(NamedTuple):
    """The losses of a run, up to where it stopped, and each detector's finding."""

    losses: Array
    findings: dict[str, Finding]


@cache
def samples(n_samples: int) -> tuple[Array, Array]:
    """Return the first samples of a fixed dozen; the target is the inputs' average."""
    inputs = np.random.default_rng(1).uniform(-1, 1, (MOST_SAMPLES, 2))[:n_samples]
    return inputs, inputs.mean(axis=1, keepdims=True)


@cache
def examine(bug: str, n_samples: int = MOST_SAMPLES) -> Examination:
    """Train with this bug, and let all four detectors look for it."""
    losses, problem = loss_curve(bug, n_samples)
    findings = {"loss curve": problem or loss_finding(losses)}
    for name, detector in DETECTORS.items():
        findings[name] = _careful(detector, bug, n_samples)
    return Examination(losses, findings)


def _careful(detector: Callable[..., Finding], bug: str, n_samples: int) -> Finding:
    try:
        return detector(BuggyNetwork(bug), *samples(n_samples))
    except (KeyError, ValueError) as error:
        return stopped(error)


def stopped(error: Exception) -> Finding:
    """The finding of a detector that an error has stopped."""
    reason = f"{error} is missing" if isinstance(error, KeyError) else "shapes differ"
    return Finding(True, f"stopped, {reason}")


def loss_curve(bug: str, n_samples: int) -> tuple[Array, Finding | None]:
    """Return the loss before each update, and the error that ended the run, if any."""
    network, losses = BuggyNetwork(bug), []
    inputs, targets = samples(n_samples)
    try:
        for _ in range(N_UPDATES + 1):
            losses.append(network.loss(inputs, targets))
            network.backward(inputs, targets)
            network.update()
    except (KeyError, ValueError) as error:
        return np.array(losses), stopped(error)
    return np.array(losses), None


def loss_finding(losses: Array) -> Finding:
    """Something is wrong if the loss rises: every step should lead downhill."""
    n_rises = int((np.diff(losses) > 1e-12).sum())
    times = "once" if n_rises == 1 else f"{n_rises} times"
    if n_rises:
        return Finding(True, f"rises {times}")
    return Finding(False, "falls at every update")


def gradient_check(network: BuggyNetwork, inputs: Array, targets: Array) -> Finding:
    """One backward pass of a fresh network against slopes measured by nudging."""
    measured = {
        name: numerical_gradient(lambda: network.loss(inputs, targets), parameter)
        for name, parameter in network.parameters.items()
    }
    network.backward(inputs, targets)
    pairs = [(np.ravel(network.gradient[k]), measured[k].ravel()) for k in measured]
    errors = relative_error(*map(np.concatenate, zip(*pairs, strict=True)))
    if errors.max() < GRADIENT_TOLERANCE:
        return Finding(False, "all slopes agree with nudging")
    sizes = np.cumsum([len(one) for one, _ in pairs])[:-1]
    parts = zip(measured, np.split(errors, sizes), strict=True)
    wrong = [name for name, part in parts if part.max() > GRADIENT_TOLERANCE]
    return Finding(True, f"error {number_text(errors.max(), 2)} {_where(wrong)}")


def _where(names: list[str]) -> str:
    if len(names) == 4:
        return "everywhere"
    layers = {name.split()[0] for name in names}
    if len(names) == 2 and len(layers) == 1:
        return f"in the {layers.pop()} layer"
    return f"in {' and '.join(names)}"


def shape_check(network: BuggyNetwork, inputs: Array, targets: Array) -> Finding:
    """Each gradient must have the shape of its parameter."""
    network.backward(inputs, targets)
    for name, parameter in network.parameters.items():
        shape = network.gradient[name].shape
        if shape != parameter.shape:
            return Finding(True, f"{name} {shape}, not {parameter.shape}")
    return Finding(False, "every gradient fits its parameter")


def nnlib_check(network: BuggyNetwork, inputs: Array, targets: Array) -> Finding:
    """The same updates by `nnlib` must lead to the same parameters."""
    reference, optimizer = reference_network(network), SGD()
    for _ in range(N_COMPARED):
        network.backward(inputs, targets)
        network.update()
        gradient = squared_error.gradient(reference.forward(inputs), targets)
        reference.backward(gradient)
        optimizer.step(reference.parameters, reference.gradient, RATE)
    found = np.concatenate([one.ravel() for one in network.parameters.values()])
    apart = np.abs(found - reference.parameters).max()
    if apart < NNLIB_TOLERANCE:
        return Finding(False, f"same parameters after {N_COMPARED} updates")
    return Finding(True, f"{number_text(apart, 2)} apart after {N_COMPARED} updates")


class Fourfold:
    """The two forks as a layer of an nnlib network: four times what comes in."""

    def forward(self, inputs: Array, rng: Any = None) -> Array:
        """Return c = b + b with b = a + a."""
        return 4 * inputs

    def backward(self, gradient: Array) -> Array:
        """Each of the four paths brings the same gradient, and they add up."""
        return 4 * gradient


def reference_network(network: BuggyNetwork) -> Network:
    """Return a network of nnlib's own layers with the same parameters."""
    start = network.parameters
    n_in, n_hidden = start["hidden weights"].shape
    rng = np.random.default_rng(0)
    hidden, output = Dense(n_in, n_hidden, rng), Dense(n_hidden, 1, rng)
    reference = Network([hidden, Activation("relu"), Fourfold(), output])
    reference.parameters[:] = np.concatenate([one.ravel() for one in start.values()])
    return reference


DETECTORS = {
    "gradient check": gradient_check,
    "shape check": shape_check,
    "nnlib": nnlib_check,
}


@require.in_words
def detector_table(n_samples: int = MOST_SAMPLES) -> str:
    """Return bugs against detectors as text, found out by running all of them."""
    require.whole_number("n_samples", n_samples, at_most=MOST_SAMPLES)
    names = ["loss curve", *DETECTORS]
    lines = [f"{'':36}" + "".join(f"{name:16}" for name in names)]
    for bug in (NO_BUG, *BUGS):
        findings = examine(bug, n_samples).findings
        marks = ["NOTICED" if findings[name].noticed else "silent" for name in names]
        lines.append(f"{bug:36}" + "".join(f"{mark:16}" for mark in marks))
    return "\n".join(line.rstrip() for line in lines)
