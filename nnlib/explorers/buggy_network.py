"""A small honest network in which one of seven real bugs can be switched on.

It has 2 inputs, 4 hidden ReLU units and 1 output, and two forks on the way: what the
hidden units give is called a, then b = a + a and c = b + b. It is written the way a
careful beginner would write it. Each bug changes a single place.
"""

import numpy as np

from nnlib.functions import relu

Array = np.ndarray
Arrays = dict[str, Array]

NO_BUG = "no bug"
OVERWRITTEN = "fork: overwritten, not added"
NOT_CLEARED = "gradients not cleared"
HALF = "half forgotten in the printed loss"
NO_SLOPE = "slope of ReLU forgotten"
UPDATED = "updated weights in the same pass"
NOT_RETURNED = "hidden outputs never returned"
WRONG_AXIS = "bias summed over the wrong axis"
BUGS = (
    OVERWRITTEN,
    NOT_CLEARED,
    HALF,
    NO_SLOPE,
    UPDATED,
    NOT_RETURNED,
    WRONG_AXIS,
)

N_HIDDEN, RATE = 4, 0.1


class BuggyNetwork:
    """Parameters and gradient by name; forward, backward and update, with one bug."""

    def __init__(self, bug: str = NO_BUG, *, seed: int = 1):
        rng = np.random.default_rng(seed)
        self.bug = bug
        self.parameters: Arrays = {
            "hidden weights": rng.normal(0, 0.5, (2, N_HIDDEN)),
            "hidden biases": rng.uniform(-0.3, 0.3, N_HIDDEN),
            "output weights": rng.normal(0, 0.5, (N_HIDDEN, 1)),
            "output biases": rng.uniform(-0.3, 0.3, 1),
        }
        self.gradient: Arrays = {}

    def forward(self, inputs: Array) -> Arrays:
        """Return what flows: the hidden outputs a, fourfold as c, the prediction."""
        p = self.parameters
        a = relu(inputs @ p["hidden weights"] + p["hidden biases"])
        b = a + a
        c = b + b
        prediction = c @ p["output weights"] + p["output biases"]
        if self.bug == NOT_RETURNED:
            return {"prediction": prediction}
        return {"a": a, "c": c, "prediction": prediction}

    def loss(self, inputs: Array, targets: Array) -> float:
        """Return the loss as it is printed: half the mean squared error."""
        errors = self.forward(inputs)["prediction"] - targets
        half = 1.0 if self.bug == HALF else 0.5
        return float(half * (errors**2).mean())

    def backward(self, inputs: Array, targets: Array, rate: float = RATE) -> None:
        """Fill `gradient` with d loss / d parameter; only one bug uses the rate."""
        flow, p = self.forward(inputs), self.parameters
        gradient = (flow["prediction"] - targets) / len(inputs)
        found = {
            "output weights": flow["c"].T @ gradient,
            "output biases": gradient.sum(axis=0),
        }
        if self.bug == UPDATED:
            p["output weights"] -= rate * found["output weights"]
        gradient = self._before_forks(gradient @ p["output weights"].T)
        if self.bug != NO_SLOPE:
            gradient = gradient * (flow["a"] > 0)
        axis = 1 if self.bug == WRONG_AXIS else 0
        found["hidden weights"] = inputs.T @ gradient
        found["hidden biases"] = gradient.sum(axis=axis)
        self._note(found)

    def _before_forks(self, gradient_c: Array) -> Array:
        if self.bug == OVERWRITTEN:
            gradient_b = gradient_c  # the second path has replaced the first ...
            return gradient_b  # ... and once more at the fork before
        gradient_b = gradient_c + gradient_c
        return gradient_b + gradient_b

    def _note(self, found: Arrays) -> None:
        if self.bug == NOT_CLEARED and self.gradient:
            found = {name: self.gradient[name] + one for name, one in found.items()}
        self.gradient = found

    def update(self, rate: float = RATE) -> None:
        """Move every parameter against its gradient."""
        done = "output weights" if self.bug == UPDATED else ""
        for name, parameter in self.parameters.items():
            if name != done:
                parameter -= rate * self.gradient[name]
