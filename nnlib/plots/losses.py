"""Losses as curves: what a prediction costs, and how steeply the cost changes there."""

import numpy as np
from matplotlib.axes import Axes

from nnlib import require
from nnlib.losses import squared_error
from nnlib.plots.style import AMBER, BLACK, BLUE, GRAY, ORANGE

Array = np.ndarray

TANGENT_REACH = 0.16  # to both sides of the prediction, as a share of the axis


@require.in_words
def draw_squared_error(ax: Axes, prediction: float, target: float) -> None:
    """Half the squared error of every prediction near a target, with one tangent."""
    x = target + np.linspace(-1, 1, 201)
    costs = [squared_error.value([[one]], [[target]]) for one in x]
    here = squared_error.value([[prediction]], [[target]])
    slope = squared_error.gradient([[prediction]], [[target]]).item()
    reach = np.array([-1, 1]) * TANGENT_REACH * np.ptp(x)
    ax.plot(x, costs, color=BLUE, label="half squared error")
    ax.plot(prediction + reach, here + slope * reach, color=AMBER, lw=3,
            label=f"tangent, slope {slope:.1f}".replace("-", "−"))  # fmt: skip
    ax.plot(prediction, here, "o", color=BLACK, ms=9, label="the prediction")
    ax.plot(target, 0, "D", color=ORANGE, ms=9, label="the target")
    ax.set(xlabel="prediction", ylabel="half squared error", xlim=(x[0], x[-1]))
    ax.legend(loc="upper center")


@require.in_words
def draw_costs(ax: Axes) -> None:
    """What the probability of the true answer costs: half its squared error, −log."""
    share = np.geomspace(0.002, 1, 400)
    squares = [squared_error.value([[one]], [[1]]) for one in share]
    ax.plot(share, -np.log(share), color=BLUE, label="−log")
    ax.plot(share, squares, color=ORANGE, ls="--", label="half squared error")
    ax.set(xlabel="probability given to the true answer", ylabel="cost")
    ax.set(xlim=(-0.02, 1.02), ylim=(-0.2, 6.4))
    ax.legend()


@require.in_words
def draw_weight_sweep(axes, weights: Array, series: dict, here: float) -> None:
    """One panel for each series (name → numbers) over the weights; `here` is marked."""
    for ax, (name, numbers) in zip(axes, series.items(), strict=True):
        ax.axvline(here, color=GRAY, ls=":", lw=1.5)
        ax.plot(weights, numbers, color=BLUE)
        ax.set(xlabel="weight", ylabel=name, title=name, ylim=(0, 1.15 * max(numbers)))
