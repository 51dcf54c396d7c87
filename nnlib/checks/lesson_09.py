"""Checks of lesson 09: stop early, judge on another grid, raise the width."""

from typing import Any

import numpy as np

from nnlib.checks.base import Feedback, Mistake, attempted, expect_number, feedback
from nnlib.data import Standardizer, sample_surface, surface_grid
from nnlib.losses import r_squared, squared_error
from nnlib.network import Network
from nnlib.require import short
from nnlib.training import EpochReport, History

LOSSES = [0.9, 0.6, 0.5, 0.7, 0.3]
WIDE, WIDE_COUNT = [2, 128, 128, 128, 1], 33_537
LAZY_LOSS = 0.5  # of a network that answers the mean everywhere


class Reports:
    """Reports as a run hands them out, one by one; counts those asked for."""

    def __init__(self, losses: list[float]) -> None:
        self.asked, self._losses = 0, losses

    def __iter__(self):
        """Go through the reports."""
        return self

    def __next__(self) -> EpochReport:
        """The report of the next epoch."""
        if self.asked == len(self._losses):
            raise StopIteration
        self.asked += 1
        return EpochReport(self.asked, self._losses[self.asked - 1], None, 0.1)


def check_epoch_of_goal(function: Any) -> Feedback:
    """Exercise 1: does the function stop at the goal and return that epoch?"""
    praise = "it stops as soon as the goal is met, and not an epoch later."
    return feedback(function, _test_epoch_of_goal, praise)


def _test_epoch_of_goal(function: Any) -> None:
    if not callable(function):
        raise Mistake(f"expected a function, got {function!r}")
    for goal, expected, mistakes in [
        (0.55, 3, _MISTAKES),
        (0.5, 3, {"“at most” includes the goal itself: use <=": 5}),
        (0.1, 5, {"epochs count from 1: return report.epoch": 4}),
    ]:
        reports = Reports(LOSSES)
        epoch = function(reports, goal)
        if epoch is None:
            raise Mistake(f"nothing came back for a goal of {goal}; return the epoch")
        if isinstance(epoch, EpochReport):
            raise Mistake("this is the whole report; return its number, report.epoch")
        case = f"for losses {LOSSES} and the goal {goal}"
        expect_number(epoch, expected, mistakes, case=case)
        if reports.asked > expected:
            raise Mistake(
                "the epoch is right, but the training went on to its end: leave the "
                "loop with break or return as soon as the goal is met"
            )


_MISTAKES = {
    "this is the loss; return the number of the epoch, report.epoch": 0.5,
    "epochs count from 1: return report.epoch": 2,
    "it stopped at once: look at which way round the loss and the goal are compared": 1,
    "this is the last epoch: leave the loop with break when the goal is met": 5,
}


def check_new_r_squared(value: Any, network: Network) -> Feedback:
    """Exercise 2: is this R² of the trained network on a grid of 37 × 37 places?"""
    praise = "the map is as good at these 1,369 places: our grid was no lucky one."

    def test(value: Any) -> None:
        right, mistakes = _new_r_squared(network)
        close = isinstance(value, float | np.number) and abs(value - right) < 0.006
        if close and round(float(value), 2) == value:
            raise Mistake(_ROUNDED)
        otherwise = _ROUNDED if close else _STEPS
        expect_number(value, right, mistakes, tolerance=3e-4, otherwise=otherwise)

    return feedback(value, test, praise)


_ROUNDED = "close: give at least three digits, or the number itself without rounding"
_STEPS = (
    "this is not R² on the 37 × 37 grid: standardize its places, predict, undo, and "
    "compare with its heights"
)
_HARDLY = (
    ". Here it hardly shows, because this grid covers the same ground as the samples. "
    "On the strip it was ruinous."
)


def _new_r_squared(network: Network) -> tuple[float, dict[str, float]]:
    """The right R², and what each typical mistake makes of it."""
    places, heights = surface_grid(37)
    place_scale, height_scale = sample_scales()
    undo, own_undo = height_scale.undo, Standardizer.fit(heights).undo

    def score(scaled_places: Any, to_heights: Any = undo) -> float:
        return r_squared(to_heights(network.predict(scaled_places)), heights)

    scaled = place_scale.apply(places)
    own_scaled = Standardizer.fit(places).apply(places)
    old_places, old_heights = surface_grid(100)
    old = undo(network.predict(place_scale.apply(old_places)))
    same = np.asarray
    own = "the new grid got a scale of its own; use {} of the samples" + _HARDLY
    samples = sample_surface(1000, seed=0)
    sampled = undo(network.predict(place_scale.apply(samples[["x", "y"]])))
    loss = squared_error.value(network.predict(scaled), height_scale.apply(heights))
    return score(scaled), {
        "standardized predictions are compared with heights: undo is missing": score(
            scaled, same
        ),
        "the places went in as they are: standardize them first": score(places),
        "neither were the places standardized nor the predictions undone": score(
            places, same
        ),
        own.format("place_scale"): score(own_scaled),
        own.format("height_scale"): score(scaled, own_undo),
        own.format("both scales"): score(own_scaled, own_undo),
        "this is R² on the old grid, 100 × 100": r_squared(old, old_heights),
        "predictions and heights are swapped: the truth comes second": r_squared(
            heights, undo(network.predict(scaled))
        ),
        "this is R² on the samples": r_squared(sampled, samples[["height"]]),
        "this is the loss, not R²": loss,
        "a share, not a percentage: divide by 100": 100 * score(scaled),
    }


def sample_scales() -> tuple[Standardizer, Standardizer]:
    """The scales of the places and of the heights of the lesson's samples."""
    samples = sample_surface(1000, seed=0)
    return Standardizer.fit(samples[["x", "y"]]), Standardizer.fit(samples[["height"]])


def check_wider(n_parameters: Any, network: Any) -> Feedback:
    """Exercise 3: the number of parameters, and a wider network that was trained."""
    if attempted(n_parameters) != attempted(network):
        known = n_parameters if attempted(n_parameters) else WIDE_COUNT
        return feedback(known, _test_one_of_two, "")
    praise = "four times the parameters, and the rate had to come down for them."
    return feedback([n_parameters, network], lambda both: _test_wider(*both), praise)


def _test_one_of_two(n_parameters: Any) -> None:
    _test_count(n_parameters)
    raise Mistake("the other of the two is still open: give number and network")


COUNTS = {
    "the biases are missing: one for each unit, the output too": 33_152,
    "one of the two layers from 128 to 128 is missing": 17_025,
    "this is the network with 64 units; the middle grows fourfold": 8_577,
    "twice the width means four times the weights between hidden layers": 17_154,
}


def _test_count(n_parameters: Any) -> None:
    if isinstance(n_parameters, int | float | np.number):
        if n_parameters not in [WIDE_COUNT, *COUNTS.values()]:
            raise Mistake(
                f"{n_parameters} is not the number of parameters; the first hidden "
                f"layer alone has 2 · 128 weights and 128 biases, so 384"
            )
    expect_number(n_parameters, WIDE_COUNT, COUNTS, case="the number of parameters")


def _test_wider(n_parameters: Any, network: Any) -> None:
    _test_count(n_parameters)
    if isinstance(network, History):
        raise Mistake(
            "this is the history that train gives back; wide_network must be the "
            "network that build_mlp gives back"
        )
    if not isinstance(network, Network):
        raise Mistake(f"expected a network from build_mlp, got {short(network)}")
    widths = [layer.n_out for layer in network.dense_layers]
    if [network.n_in, *widths] != WIDE:
        raise Mistake(f"expected the sizes {WIDE}, got {[network.n_in, *widths]}")
    loss = _loss_on_samples(network)
    if not any(layer.biases.any() for layer in network.dense_layers):
        raise Mistake(f"it is not trained yet: its loss is {loss:.4g}")
    if not loss < 1e6:
        raise Mistake(
            f"its loss is {loss:.4g}: the training went to infinity; try the rate that "
            f"the message names, on a network built anew"
        )
    if loss >= LAZY_LOSS:
        raise Mistake(
            f"its loss is {loss:.4g}, not yet below {LAZY_LOSS}: build the network "
            f"anew and try half of that rate, or one in between if half is worse"
        )


def _loss_on_samples(network: Network) -> float:
    place_scale, height_scale = sample_scales()
    samples = sample_surface(1000, seed=0)
    predictions = network.predict(place_scale.apply(samples[["x", "y"]]))
    return squared_error.value(predictions, height_scale.apply(samples[["height"]]))
