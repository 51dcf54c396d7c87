"""A perceptron that goes from point to point and keeps the books.

The rule itself is `nnlib.perceptron`; what is added here is what a run came to: every
look, every pass, and whether the weights have been there before.
"""

from collections.abc import Sequence
from typing import NamedTuple

from nnlib.perceptron import (
    POINTS,
    perceptron_output,
    perceptron_step,
    weighted_sum,
)

Weights = tuple[float, ...]


class Look(NamedTuple):
    """One look at one point: what was found, and the values before and after."""

    place: int  # 0 to 3, in the order 00 01 10 11
    target: int
    z: float
    output: int
    before: tuple[Weights, float]
    after: tuple[Weights, float]

    @property
    def error(self) -> int:
        """Target − output: 0 if the neuron was right."""
        return self.target - self.output


class Pass(NamedTuple):
    """What one pass over the four points came to; ``same_as`` is an earlier pass."""

    updates: int
    weights: Weights
    bias: float
    same_as: int | None


class PerceptronTraining:
    """A neuron that starts from zero and looks at the four points in turn."""

    def __init__(self, targets: Sequence[int], learning_rate: float) -> None:
        self.targets, self.learning_rate = targets, learning_rate
        self.weights, self.bias = (0.0, 0.0), 0.0
        self.looks = self.updates = self._updates_before = 0
        self.last: Look | None = None
        self.passes: list[Pass] = []

    def advance(self) -> None:
        """Look at the next point, and change weights and bias if it is wrong."""
        place = self.looks % 4
        inputs, target = POINTS[place], self.targets[place]
        before = self.weights, self.bias
        output = perceptron_output(inputs, *before)
        after = perceptron_step(
            inputs, target, *before, learning_rate=self.learning_rate
        )
        self.weights, self.bias = after
        self.last = Look(
            place, target, weighted_sum(inputs, *before), output, before, after
        )
        self.looks += 1
        self.updates += output != target
        if place == 3:
            self._end_pass()

    def _end_pass(self) -> None:
        updates = self.updates - self._updates_before
        states = [(0.0, 0.0, 0.0), *((*one.weights, one.bias) for one in self.passes)]
        now = (*self.weights, self.bias)
        same_as = states.index(now) if updates and now in states else None
        self.passes.append(Pass(updates, self.weights, self.bias, same_as))
        self._updates_before = self.updates

    @property
    def finished(self) -> bool:
        """Whether a whole pass went by without a mistake."""
        return bool(self.passes) and self.passes[-1].updates == 0

    @property
    def wrong(self) -> list[int]:
        """The places of the points that the present weights get wrong."""
        outputs = [perceptron_output(one, self.weights, self.bias) for one in POINTS]
        return [i for i in range(4) if outputs[i] != self.targets[i]]
