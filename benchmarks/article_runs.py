"""The long article's three experiments, as in lesson 9: more points, more epochs.

    python benchmarks/article_runs.py           prints the table (a few minutes)
    python benchmarks/article_runs.py --store   also writes notebooks/results/

Method of the article: [2, 64, 64, 64, 1], start weights uniform in (-1, 1), ReLU, plain
gradient descent on all points at once, rate .001.
"""

import sys
from pathlib import Path
from time import process_time

import pandas as pd

from nnlib.data import Standardizer, sample_surface, surface_grid
from nnlib.layers import uniform_start
from nnlib.losses import r_squared, squared_error
from nnlib.network import build_mlp
from nnlib.optimizers import SGD
from nnlib.schedules import constant
from nnlib.training import train

RUNS = [(1_000, 2_000), (10_000, 2_000), (10_000, 4_000)]  # points, epochs
FILE = Path(__file__).parents[1] / "notebooks" / "results" / "article_runs.csv"


def run(points: int, epochs: int) -> dict:
    """Train as the article does; return one row of the table."""
    samples, (places, heights) = sample_surface(points, seed=0), surface_grid()
    place_scale = Standardizer.fit(samples[["x", "y"]])
    height_scale = Standardizer.fit(samples[["height"]])
    network = build_mlp([2, 64, 64, 64, 1], start=uniform_start(-1, 1), seed=0)
    begun = process_time()
    history = train(
        network,
        place_scale.apply(samples[["x", "y"]]),
        height_scale.apply(samples[["height"]]),
        squared_error,
        epochs=epochs,
        optimizer=SGD(),
        schedule=constant(0.001),
    )
    seconds = process_time() - begun
    predictions = height_scale.undo(network.predict(place_scale.apply(places)))
    return {
        "points": points,
        "epochs": epochs,
        "first_loss": f"{history[0].train_loss:.4g}",
        "last_loss": f"{history[-1].train_loss:.4g}",
        "r_squared": f"{r_squared(predictions, heights):.4f}",
        "seconds": f"{seconds:.2g}",
    }


def main() -> None:
    """Run all three, print the table, and store it if asked to."""
    table = pd.DataFrame([run(*one) for one in RUNS])
    print(table.to_string(index=False))
    if "--store" in sys.argv[1:]:
        FILE.parent.mkdir(exist_ok=True)
        table.to_csv(FILE, index=False)


if __name__ == "__main__":
    main()
