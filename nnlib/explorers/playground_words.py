"""What the playground's run suggests to notice or to do next, in a sentence."""

from typing import NamedTuple

import numpy as np

from nnlib.explorers.live_run import LiveRun

MOSTLY_RIGHT, GUESSING = 0.97, 0.6


class Score(NamedTuple):
    """How many of some points lie on their side of the boundary, and their loss."""

    n_right: int
    n_points: int
    loss: float

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.n_right / self.n_points


def advice(run: LiveRun, training: Score, test: Score, *, straight: bool) -> str:
    """The most important thing to say about the run so far.

    straight: whether this network can only draw straight boundaries.
    """
    if run.diverged:
        return (
            f"The run diverged: in epoch {run.epoch + 1:,} the scores grew beyond all "
            "bounds. The picture shows the network before that. Choose a smaller rate "
            "and press Play: it begins anew."
        )
    if run.epoch == 0:
        return "It is not trained yet: press Play."
    if any(layer.all() for layer in run.silent_units()):
        return (
            "Every unit of a hidden layer is off for all training points, so that the "
            "output no longer depends on the point: choose another seed or a smaller "
            "rate, and press Reset if nothing helps."
        )
    if straight and test.share < MOSTLY_RIGHT:
        return "A network without bends can only draw a straight boundary."
    return _on_over_fitting(run) or _on_the_result(run, training, test)


def _on_over_fitting(run: LiveRun) -> str:
    """A sentence if the test loss has risen while the training loss went on falling."""
    epochs, training = run.curve()
    test = run.test_curve()
    best = int(np.argmin(test))
    risen = test[-1] > 1.2 * test[best] + 0.01 and training[-1] < training[best]
    if not risen:
        return ""
    return (
        f"The test loss was lowest about epoch {epochs[best]:,}. Since then it has "
        "risen while the training loss fell: over-fitting."
    )


def _on_the_result(run: LiveRun, training: Score, test: Score) -> str:
    losses = np.array(run.curve()[1])
    if test.share >= MOSTLY_RIGHT:
        return "Nearly all test points lie on their side."
    if run.l2 and (words := _on_l2(run, training)):
        return words
    if losses[-1] > 2 * losses.min() + 0.1:
        advice = "try less L2, or a smaller rate" if run.l2 else "try a smaller rate"
        return f"The training loss was far lower before: {advice}."
    if len(losses) < 15:
        return "It has only begun."
    if losses[-len(losses) // 5 :].mean() < 0.99 * losses[-2 * len(losses) // 5]:
        return "The training loss is falling."
    if training.share < GUESSING:
        return "So far it does little better than guessing."
    return "The training loss hardly falls any more."


def _on_l2(run: LiveRun, training: Score) -> str:
    """A sentence if the test loss has fallen while the training loss rose."""
    epochs, losses = run.curve()
    test, lowest = run.test_curve(), int(np.argmin(losses))
    risen = losses[-1] > 1.2 * losses[lowest] + 0.01 and 1.2 * test[-1] < test[lowest]
    if training.share < GUESSING or not risen:
        return ""
    return (
        f"The training loss was lowest about epoch {epochs[lowest]:,}. Since then it "
        "has risen while the test loss fell: L2 works against over-fitting."
    )
