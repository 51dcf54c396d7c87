"""How few hidden units learn the two spirals, as in an exercise of lesson 11.

    python benchmarks/spiral_units.py           prints the table (some minutes)
    python benchmarks/spiral_units.py --store   also writes notebooks/results/

300 training points, Adam at .03, batches of 100, 1,000 epochs. Solved: at least .95 of
2,000 other points are decided rightly. Ten runs, with the seeds 0 to 9, for each line.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from nnlib.data import spirals
from nnlib.losses import binary_cross_entropy
from nnlib.network import build_mlp
from nnlib.optimizers import Adam
from nnlib.schedules import constant
from nnlib.training import train

HIDDEN = [[16], [64], [4, 4], [5, 5], [6, 6], [8, 8], [3, 3, 3], [4, 4, 4], [5, 5, 5]]
RUNS, GOAL = 10, 0.95
FILE = Path(__file__).parents[1] / "notebooks" / "results" / "spiral_units.csv"


def test_accuracy(hidden: list[int], activation: str, seed: int) -> float:
    """Train one network on the spirals; the fraction of other points it gets right."""
    inputs, targets = spirals(300, seed=0)
    others, truth = spirals(2000, seed=99)
    network = build_mlp([2, *hidden, 1], activation=activation, seed=seed)
    train(
        *(network, inputs, targets, binary_cross_entropy),
        epochs=1000,
        optimizer=Adam(),
        schedule=constant(0.03),
        batch_size=100,
        seed=seed,
    )
    return float(np.mean((network.predict(others) > 0) == (truth == 1)))


def row(hidden: list[int], activation: str) -> dict:
    """Return one row of the table: ten runs that differ in their seed."""
    found = [test_accuracy(hidden, activation, seed) for seed in range(RUNS)]
    return {
        "hidden_layers": " + ".join(map(str, hidden)),
        "units": sum(hidden),
        "activation": activation,
        "runs": RUNS,
        "solved": sum(accuracy >= GOAL for accuracy in found),
        "best": f"{max(found):.3f}",
    }


def main() -> None:
    """Run all, print the table, and store it if asked to."""
    pairs = [(hidden, name) for hidden in HIDDEN for name in ("tanh", "relu")]
    table = pd.DataFrame([row(*pair) for pair in pairs])
    print(table.to_string(index=False))
    if "--store" in sys.argv[1:]:
        FILE.parent.mkdir(exist_ok=True)
        table.to_csv(FILE, index=False)


if __name__ == "__main__":
    main()
