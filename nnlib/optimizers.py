"""Optimizers: how far to move each parameter, given the gradient.

All three walk downhill; they differ in what they remember. `SGD` remembers nothing,
`Momentum` the direction it was going, `Adam` also how large each slope usually is.
`step(parameters, gradient, learning_rate)` changes the flat parameter vector in place.
"""

import numpy as np

from nnlib import require

Array = np.ndarray


class Optimizer:
    """What all three share: work arrays made at the first step, for one network."""

    n_arrays = 1

    @require.in_words
    def step(self, parameters: Array, gradient: Array, learning_rate: float) -> None:
        """Move `parameters` one step downhill, in place.

        Raises ValueError for anything but float arrays of one shape, and a finite rate.
        """
        if not (isinstance(learning_rate, float) and 0 <= learning_rate < np.inf):
            learning_rate = require.number("learning rate", learning_rate, "[0, inf)")
        vector = self._arrays[0] if hasattr(self, "_arrays") else parameters
        if not vector.shape == parameters.shape == gradient.shape:
            raise ValueError(
                f"this {type(self).__name__} steps {vector.size} parameters, "
                f"got {parameters.shape} and {gradient.shape}; make one per network"
            )
        if vector is parameters:
            self._arrays = [np.zeros_like(parameters) for _ in range(self.n_arrays)]
            self._n_steps = 0
        self._n_steps += 1
        self._move(parameters, gradient, learning_rate, *self._arrays)


class SGD(Optimizer):
    """Plain gradient descent: step = -rate · gradient."""

    def _move(self, parameters, gradient, learning_rate, work):
        np.multiply(gradient, learning_rate, out=work)
        np.subtract(parameters, work, out=parameters)


class Momentum(Optimizer):
    """Keep rolling: velocity = decay · velocity - rate · gradient (Polyak, 1964)."""

    n_arrays = 2

    def __init__(self, decay: float = 0.9):
        self.decay = require.number("decay", decay, "[0, 1)")

    def _move(self, parameters, gradient, learning_rate, work, velocity):
        np.multiply(gradient, learning_rate, out=work)
        np.multiply(velocity, self.decay, out=velocity)
        np.subtract(velocity, work, out=velocity)
        np.add(parameters, velocity, out=parameters)


class Adam(Optimizer):
    """Divide each parameter's mean gradient by its usual size (Kingma and Ba, 2015).

    mean_decay, square_decay: how slowly the two running means forget.
    """

    n_arrays = 3

    def __init__(self, mean_decay=0.9, square_decay=0.999, epsilon=1e-8):
        self.mean_decay = require.number("mean_decay", mean_decay, "[0, 1)")
        self.square_decay = require.number("square_decay", square_decay, "[0, 1)")
        self.epsilon = require.number("epsilon", epsilon, "(0, inf)")

    def _move(self, parameters, gradient, learning_rate, work, total, squares):
        # Running sums with fading weights; the two shares below turn them into means.
        np.multiply(total, self.mean_decay, out=total)
        np.add(total, gradient, out=total)
        np.multiply(squares, self.square_decay, out=squares)
        np.multiply(gradient, gradient, out=work)
        np.add(squares, work, out=squares)
        mean_share = (1 - self.mean_decay) / (1 - self.mean_decay**self._n_steps)
        square_share = (1 - self.square_decay) / (1 - self.square_decay**self._n_steps)
        size_share = square_share**0.5
        np.sqrt(squares, out=work)
        np.add(work, self.epsilon / size_share, out=work)
        np.divide(total, work, out=work)
        np.multiply(work, learning_rate * mean_share / size_share, out=work)
        np.subtract(parameters, work, out=parameters)
