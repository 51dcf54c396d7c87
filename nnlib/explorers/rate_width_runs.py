"""The runs behind the rate × width map: one short training for each cell and seed.

All of them have the same budget: three hidden layers, 500 samples of the articles'
surface, 15 epochs of plain gradient descent in batches of 25. `stored_results` are
those that this file, run by itself, has written beside it.
"""

import json
from functools import cache
from pathlib import Path

import numpy as np

from nnlib import require
from nnlib.data import Standardizer, sample_surface, surface_grid
from nnlib.layers import he_start, uniform_start
from nnlib.losses import r_squared, squared_error
from nnlib.network import build_mlp
from nnlib.optimizers import SGD
from nnlib.schedules import constant
from nnlib.sweep import grid, sweep
from nnlib.training import DivergenceError, train

RATES = (0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
WIDTHS = (4, 8, 16, 32, 64)
STARTS = {"He": he_start, "uniform −1 to 1": uniform_start(-1, 1)}
N_SEEDS, N_SAMPLES, N_EPOCHS = 3, 500, 15
N_RUNS = len(RATES) * len(WIDTHS) * N_SEEDS
STORE = Path(__file__).with_suffix(".json")


@cache
def problem() -> tuple[np.ndarray, ...]:
    """Standardized inputs and targets, and the places and heights of a 30 × 30 grid."""
    samples, (places, heights) = sample_surface(N_SAMPLES), surface_grid(30)
    place_scale = Standardizer.fit(samples[["x", "y"]])
    height_scale = Standardizer.fit(samples[["height"]])
    inputs, places = place_scale.apply(samples[["x", "y"]]), place_scale.apply(places)
    targets = height_scale.apply(samples[["height"]])
    return inputs, targets, places, height_scale.apply(heights)


@require.in_words
def train_cell(rate: float, width: int, start: str, seed: int) -> dict:
    """Train one network; return its R² on the grid and the loss of every epoch.

    r_squared is None for a run that diverged; losses then ends before that epoch.
    """
    inputs, targets, places, heights = problem()
    network = build_mlp([2, width, width, width, 1], start=STARTS[start], seed=seed)
    settings = {"epochs": N_EPOCHS, "batch_size": 25, "seed": seed}
    settings |= {"optimizer": SGD(), "schedule": constant(rate)}
    try:
        history = train(network, inputs, targets, squared_error, **settings)
    except DivergenceError as error:
        return {"r_squared": None, "losses": _rounded(error.history)}
    score = r_squared(network.predict(places), heights)
    return {"r_squared": round(score, 4), "losses": _rounded(history)}


def results_of(start: str):
    """The sweep over all cells, one run per `next`."""
    cells = grid(start=[start], width=WIDTHS, rate=RATES)
    return sweep(train_cell, cells, repeats=N_SEEDS)


@cache
def stored_results(start: str) -> list[dict]:
    """What `results_of` gave when it was last written down."""
    return json.loads(STORE.read_text())[start]


def _rounded(history) -> list[float]:
    return [float(f"{loss:.3g}") for loss in history.column("train_loss")]


if __name__ == "__main__":
    everything = {start: list(results_of(start)) for start in STARTS}
    STORE.write_text(json.dumps(everything).replace("}, {", "},\n {") + "\n")
