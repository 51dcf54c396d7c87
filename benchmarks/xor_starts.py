"""How large start weights must be for one hidden layer to learn XOR, as in lesson 11.

    python benchmarks/xor_starts.py           prints the table (a few minutes)
    python benchmarks/xor_starts.py --store   also writes notebooks/results/

Method of the short article: four samples, one hidden layer of sigmoid units, binary
cross-entropy, plain gradient descent, normal start weights times a scale (there 0.01),
biases 0. A run has solved XOR when all four answers, cut at 0.5, are right; that is
looked up every 10 iterations. Twenty runs, with the seeds 0 to 19, for each line.
"""

import sys
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd

from nnlib.layers import normal_start
from nnlib.losses import binary_cross_entropy
from nnlib.network import build_mlp
from nnlib.optimizers import SGD
from nnlib.schedules import constant
from nnlib.training import training_epochs

INPUTS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], float)
TARGETS = np.array([[0], [1], [1], [0]], float)
RUNS, ITERATIONS, LOOK_EVERY = 20, 10_000, 10
SMALL = [(0.01, rate, width) for rate in (0.1, 0.5, 1) for width in (2, 4, 8)]
LARGER = [(scale, 0.5, 4) for scale in (0.03, 0.1, 0.3, 1, 3, 10)]
FAST = [(0.01, 5, 4)]
FILE = Path(__file__).parents[1] / "notebooks" / "results" / "xor_starts.csv"


def iterations_to_solve(scale: float, rate: float, width: int, seed: int) -> int | None:
    """Train one network; after how many iterations XOR is solved, None if never."""
    network = build_mlp(
        [2, width, 1], activation="sigmoid", start=normal_start(scale), seed=seed
    )
    run = training_epochs(
        *(network, INPUTS, TARGETS, binary_cross_entropy),
        epochs=ITERATIONS,
        optimizer=SGD(),
        schedule=constant(rate),
    )
    for report in run:
        looks = report.epoch % LOOK_EVERY == 0
        if looks and np.array_equal(network.predict(INPUTS) > 0, TARGETS == 1):
            return report.epoch
    return None


def row(scale: float, rate: float, width: int) -> dict:
    """Return one row of the table: twenty runs that differ in their seed."""
    found = [iterations_to_solve(scale, rate, width, seed) for seed in range(RUNS)]
    solved = [one for one in found if one is not None]
    return {
        "scale": scale,
        "rate": rate,
        "hidden_units": width,
        "runs": RUNS,
        "solved": len(solved),
        "median_iterations": round(median(solved)) if solved else "",
    }


def main() -> None:
    """Run all, print the table, and store it if asked to."""
    table = pd.DataFrame([row(*one) for one in SMALL + LARGER + FAST])
    print(table.to_string(index=False))
    if "--store" in sys.argv[1:]:
        FILE.parent.mkdir(exist_ok=True)
        table.to_csv(FILE, index=False)


if __name__ == "__main__":
    main()
