"""The trainer: a network learns the articles' surface while you turn its controls.

Lesson 9 trains this way in a loop that has to be waited for. Here every picture is a
look into the same loop: what the network predicts by now, where it is wrong, and how
the loss has fallen on the way.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from nnlib.data import Standardizer, sample_surface, surface_grid
from nnlib.explorers.controls import choice, log_slider, picture_image, slider
from nnlib.explorers.live_run import OPTIMIZERS, LiveRun, Settings
from nnlib.explorers.player import Player
from nnlib.losses import r_squared
from nnlib.network import build_mlp
from nnlib.plots.numbers import number_text
from nnlib.plots.training_pictures import TrainingPictures

N_SAMPLES = 1000
BATCHES = [("32", 32), ("100", 100), ("256", 256), ("all 1,000", N_SAMPLES)]
LOWEST_RATE = 1.01e-4  # where the slider ends, and a bit
BUSY_SECONDS = 0.009  # of each frame, for training; painting takes about as long


class Problem(NamedTuple):
    """1,000 standardized samples to learn from, and a grid to be judged by."""

    inputs: np.ndarray
    targets: np.ndarray
    grid: np.ndarray
    heights: np.ndarray
    height_scale: Standardizer


@cache
def surface_problem() -> Problem:
    """The samples and the grid of lesson 9, in numbers of 32 bits, which are faster."""
    samples, (places, heights) = sample_surface(N_SAMPLES), surface_grid()
    place_scale = Standardizer.fit(samples[["x", "y"]])
    height_scale = Standardizer.fit(samples[["height"]])
    return Problem(
        place_scale.apply(samples[["x", "y"]]).astype(np.float32),
        height_scale.apply(samples[["height"]]).astype(np.float32),
        place_scale.apply(places).astype(np.float32),
        heights,
        height_scale,
    )


class TrainerExplorer(Player):
    """Train a network on the surface, live.

    Learning rate, batch size and optimizer count from the next epoch on; another width
    or depth begins with a new network. Step trains for one epoch. Play shows the first
    epochs one by one and later as many in each picture as there is time for.
    """

    name = "trainer"
    alts = {
        "truth": "Map of the true height, with its scale",
        "surfaces": "Map of the predicted height, and map of prediction minus truth",
        "loss": "Training loss, epoch by epoch",
    }
    restart_controls = frozenset({"width", "depth"})

    def __init__(self) -> None:
        self._problem = surface_problem()
        self._pictures = TrainingPictures(self._problem.heights)
        controls = {
            "rate": log_slider("Learning rate", 0.01, -4, 0),
            "width": slider("Units in a hidden layer", 32, 1, 64),
            "depth": slider("Hidden layers", 3, 0, 4),
            "batch": choice("Samples per update", BATCHES, 100),
            "optimizer": choice("Optimizer", [*OPTIMIZERS], "Adam"),
        }
        widths = {
            "surfaces": self._pictures.surfaces.width,
            "loss": self._pictures.loss.width,
            "truth": self._pictures.truth_width,
        }
        frames = {name: picture_image(width) for name, width in widths.items()}
        frames["truth"].layout.order = "-1"  # on the left, though it is not the news
        super().__init__(controls, frames)

    @property
    def frame_seconds(self) -> float:
        """Nothing at first, so that the start is seen epoch by epoch; then more."""
        return min(BUSY_SECONDS, self.step_count * 2e-5)

    def restart(self) -> None:
        """Make a new network of the chosen width and depth, always the same one."""
        sizes = [2, *[self.values["width"]] * self.values["depth"], 1]
        network = build_mlp(sizes, seed=0, dtype=np.float32)
        self.run = LiveRun(network, self._problem.inputs, self._problem.targets)
        self._looked_at = None

    def advance(self) -> bool:
        """Train for one epoch."""
        values = self.values
        settings = Settings(values["rate"], values["batch"], values["optimizer"])
        return self.run.train_epoch(settings)

    def draw(self, values: dict) -> tuple[dict[str, bytes], str]:
        """Paint what the network predicts now; say how good that is and what to try."""
        self._look()
        contents = {
            "truth": self._pictures.truth_png,
            "surfaces": self._surfaces_png,
            "loss": self._pictures.loss_png(
                *self.run.curve(), self.run.changes, _note(self.run, values)
            ),
        }
        told = advice(self.run, self.r_squared, flat=self.flat, rate=values["rate"])
        return contents, f"{self._report()} {self._speed()}{told}"

    def _look(self) -> None:
        """Predict the grid, unless nothing was learned since the last look."""
        if self._looked_at == self.run.epoch:
            return
        self._looked_at, heights = self.run.epoch, self._problem.heights
        scaled = self.run.network.predict(self._problem.grid).astype(float)
        self.predictions = self._problem.height_scale.undo(scaled)
        self.r_squared = r_squared(self.predictions, heights)
        self.flat = is_flat(self.predictions, heights.std())
        self.worst_miss = float(np.abs(self.predictions - heights).max())
        self._surfaces_png = self._pictures.surfaces_png(self.predictions)

    def _speed(self) -> str:
        if not (self.playing and self.steps_per_second):
            return ""
        number = f"{self.steps_per_second:.0f}"
        return f"{number} epoch{'' if number == '1' else 's'} per second. "

    def _report(self) -> str:
        run = self.run
        sizes = " → ".join(str(size) for size in network_sizes(run.network))
        return (
            f"Network {sizes}, epoch {run.epoch:,}: training loss "
            f"{number_text(run.loss)}. On {len(self._problem.grid):,} grid points it "
            f"was not trained on: R² {r_squared_text(self.r_squared)}, largest error "
            f"{number_text(self.worst_miss, 3)}."
        )


def network_sizes(network) -> list[int]:
    """How many inputs, units in each hidden layer, and outputs a network has."""
    return [network.n_in, *(layer.n_out for layer in network.dense_layers)]


def r_squared_text(value: float) -> str:
    """R² with four digits; where it is far below 0, that is all there is to say."""
    return "below −100" if value < -100 else number_text(round(value, 4))


def is_flat(heights: np.ndarray, spread: float) -> bool:
    """Whether nearly the whole map has one height, measured by the truth's spread."""
    low, high = np.percentile(heights, [5, 95])
    return bool(high - low < 0.01 * spread)


def advice(run: LiveRun, r_squared: float, *, flat: bool, rate: float) -> str:
    """What the run so far suggests to do, in a sentence or two.

    flat: whether the predicted map is; rate: that of the next epoch.
    """
    if run.diverged:
        return (
            f"The run diverged: in epoch {run.epoch + 1:,} the predictions grew beyond "
            "all bounds. The pictures show the network before that. Choose a smaller "
            "rate and press Play: it begins anew."
        )
    if run.epoch == 0:
        return "It is not trained yet: press Play."
    if len(run.network.dense_layers) == 1:
        return "Without a hidden layer the prediction stays a plane."
    if flat:
        return _advice_on_a_flat_map(run.silent_units())
    if r_squared > 0.99:
        return "More than 99 % of the ups and downs are explained."
    if len(run.curve()[1]) < 15:
        return "A good start." if r_squared > 0.9 else "It has only begun."
    return _advice_on_the_curve(np.array(run.curve()[1]), rate)


def _advice_on_a_flat_map(silent: list[np.ndarray]) -> str:
    if any(layer.all() for layer in silent):
        why = "every unit of a hidden layer is"
    elif np.concatenate(silent).mean() > 0.5:
        why = "most hidden units are"
    else:
        return "The map is flat so far."
    return (
        f"The map has gone flat: {why} off for every sample, and a smaller rate cannot "
        "wake them. Press Reset."
    )


def _advice_on_the_curve(losses: np.ndarray, rate: float) -> str:
    window = len(losses) // 5
    before, recent = losses[-2 * window : -window], losses[-window:]
    falling = recent.mean() < 0.95 * before.mean()
    if recent.mean() > 3 * losses.min():
        if falling:
            return "The loss was far lower before. It is falling again."
        cure = "lower the rate" if rate > LOWEST_RATE else "press Reset"
        return f"The loss was far lower before: the steps were too long, {cure}."
    if falling:
        return "The loss is falling."
    return (
        "The loss hardly falls: try another rate, fewer samples per update, another "
        "optimizer or more units."
    )


def _note(run: LiveRun, values: dict) -> str:
    end = f"diverged in epoch {run.epoch + 1:,}" if run.diverged else ""
    return end or f"epoch {run.epoch:,} · next at rate {number_text(values['rate'], 3)}"
