"""What each technique of lesson 10 is worth: the same task, a budget of updates, seeds.

    python benchmarks/technique_runs.py           prints the tables (ten minutes)
    python benchmarks/technique_runs.py --store   also writes notebooks/results/
    python benchmarks/technique_runs.py ladder    only the questions that are named

Every row is one setting, run with five seeds: each has start weights and batches of its
own. R² is that on the grid of 100 × 100 places that no run was trained on.
"""

import sys
from functools import cache
from pathlib import Path
from time import process_time
from typing import NamedTuple

import numpy as np
import pandas as pd

from nnlib.data import Standardizer, sample_surface, surface_grid
from nnlib.layers import he_start, uniform_start
from nnlib.losses import r_squared, squared_error
from nnlib.network import build_mlp
from nnlib.optimizers import SGD, Adam, Momentum
from nnlib.schedules import constant, cosine_annealing
from nnlib.training import DivergenceError, train

SEEDS = range(5)
OPTIMIZERS = {"plain": SGD, "momentum": Momentum, "Adam": Adam}
SCHEDULES = {"constant": constant, "cosine": cosine_annealing}
STARTS = {"He": he_start, "even": uniform_start(-1, 1)}
FILE = Path(__file__).parents[1] / "notebooks" / "results" / "technique_runs.csv"


class Setting(NamedTuple):
    """One row of a table; noise: error of each noted height, in units of height."""

    question: str
    optimizer: str = "Adam"
    rate: float = 0.01
    schedule: str = "cosine"
    batch: int = 100
    start: str = "He"
    points: int = 1_000
    updates: int = 2_000
    width: int = 64
    depth: int = 3
    noise: float = 0.0
    dropout: float = 0.0
    l2: float = 0.0


ARTICLE = Setting("ladder", "plain", 0.001, "constant", 1_000, "even")
LADDER = [
    ARTICLE,
    ARTICLE._replace(batch=100),
    Setting("ladder", "plain", 0.03, "constant"),
    Setting("ladder", "momentum", 0.03, "constant"),
    Setting("ladder", "Adam", 0.01, "constant"),
    Setting("ladder"),
    Setting("ladder", points=10_000),
    Setting("ladder", points=10_000, updates=10_000),
    Setting("ladder", points=10_000, updates=30_000),
]
BATCHES = [Setting("batch", batch=batch) for batch in (10, 32, 100, 320, 1_000)]
RATES = [
    Setting("rate", optimizer, rate, "constant")
    for optimizer in OPTIMIZERS
    for rate in (0.001, 0.003, 0.01, 0.03, 0.1)
]
STARTED = [
    ARTICLE._replace(question="start", start=start, rate=rate, batch=100)
    for start in STARTS
    for rate in (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3)
]
SIZES = [
    Setting("size", width=width, depth=depth, rate=rate)
    for rate in (0.003, 0.01)
    for depth in (1, 3, 5)
    for width in (8, 32, 128)
]
EXACT = Setting("overfit", rate=0.003, schedule="constant", batch=50)
NOISY = EXACT._replace(points=200, noise=10.0)
OVERFIT = [
    notes._replace(dropout=dropout, l2=l2)
    for notes in (NOISY, EXACT)
    for dropout, l2 in [(0, 0), (0.05, 0), (0.1, 0), (0.2, 0), (0, 0.003), (0, 0.01)]
]
QUESTIONS = [LADDER, BATCHES, RATES, STARTED, SIZES, OVERFIT]


class Task(NamedTuple):
    """Standardized notes to learn from, and a grid to be judged by."""

    inputs: np.ndarray
    targets: np.ndarray
    grid: np.ndarray
    heights: np.ndarray
    height_scale: Standardizer


@cache
def task(points: int, noise: float) -> Task:
    """Visit so many places and note their heights, with an error if asked for."""
    samples, (places, heights) = sample_surface(points, seed=0), surface_grid()
    errors = np.random.default_rng(1).normal(0, 1, points)
    noted = (samples["height"] + noise * errors).to_frame()
    place_scale = Standardizer.fit(samples[["x", "y"]])
    height_scale = Standardizer.fit(noted)
    inputs = place_scale.apply(samples[["x", "y"]])
    grid = place_scale.apply(places)
    return Task(inputs, height_scale.apply(noted), grid, heights, height_scale)


def run(setting: Setting, seed: int) -> dict:
    """Train once; return losses and R²; of a run that diverged only the first loss."""
    one = task(setting.points, setting.noise)
    network = build_mlp(
        [2, *[setting.width] * setting.depth, 1],
        start=STARTS[setting.start],
        dropout=setting.dropout,
        seed=seed,
    )
    first_loss = squared_error.value(network.predict(one.inputs), one.targets)
    begun = process_time()
    try:
        history = train(network, one.inputs, one.targets, **options(setting, seed))
    except DivergenceError:
        return {"first_loss": first_loss}
    seconds = process_time() - begun
    predictions = one.height_scale.undo(network.predict(one.grid))
    return {
        "first_loss": first_loss,
        "last_loss": history[-1].train_loss,
        "r_squared": r_squared(predictions, one.heights),
        "seconds": seconds,
    }


def options(setting: Setting, seed: int) -> dict:
    """What `train` is told."""
    return {
        "loss": squared_error,
        "epochs": setting.updates // -(-setting.points // setting.batch),
        "optimizer": OPTIMIZERS[setting.optimizer](),
        "schedule": SCHEDULES[setting.schedule](setting.rate),
        "batch_size": setting.batch,
        "l2": setting.l2,
        "seed": seed,
    }


def row(setting: Setting) -> dict:
    """Run all seeds of a setting; return its row of the table."""
    runs = pd.DataFrame([run(setting, seed) for seed in SEEDS])
    values = setting._asdict() | {"runs": len(runs)}
    values["first_loss_low"] = f"{runs['first_loss'].min():.4g}"
    values["first_loss_high"] = f"{runs['first_loss'].max():.4g}"
    if "r_squared" not in runs:
        return values | {"diverged": len(runs)}
    scores = runs["r_squared"].dropna()
    return values | {
        "diverged": len(runs) - len(scores),
        "seed_0": f"{runs['r_squared'][0]:.6f}",
        "lowest": f"{scores.min():.6f}",
        "median": f"{scores.median():.6f}",
        "highest": f"{scores.max():.6f}",
        "last_loss": f"{runs['last_loss'].median():.4g}",
        "seconds": f"{runs['seconds'].median():.2g}",
    }


def store(table: pd.DataFrame) -> None:
    """Put the rows of one question into the file, in place of those it had."""
    rows = [table.astype(str).replace("nan", "")]
    if FILE.exists():
        stored = pd.read_csv(FILE, dtype=str, keep_default_na=False)
        rows.append(stored[stored["question"] != table["question"][0]])
    order = {settings[0].question: place for place, settings in enumerate(QUESTIONS)}
    together = pd.concat(rows).sort_values(
        "question", key=lambda names: names.map(order), kind="stable"
    )
    together.to_csv(FILE, index=False)


def main() -> None:
    """Run what is asked for, print the tables, and store them if asked to."""
    wanted = [word for word in sys.argv[1:] if not word.startswith("-")]
    for settings in QUESTIONS:
        if wanted and settings[0].question not in wanted:
            continue
        table = pd.DataFrame([row(setting) for setting in settings])
        varied = [name for name in table if table[name].nunique(dropna=False) > 1]
        print(f"{settings[0].question}\n{table[varied].to_string(index=False)}\n")
        if "--store" in sys.argv[1:]:
            store(table)


if __name__ == "__main__":
    main()
