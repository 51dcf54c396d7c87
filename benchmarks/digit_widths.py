"""How wide a hidden layer must be to read digits better than none, as in lesson 12.

    python benchmarks/digit_widths.py           prints the means (some minutes)
    python benchmarks/digit_widths.py --store   also writes them to notebooks/results/

[64, width, 10] with ReLU, width 0 meaning no hidden layer; softmax cross-entropy, plain
gradient descent at the rate .2, batches of 32, 60 epochs; a fifth of the 1,797 digits
is kept for the test. Twelve runs for each width, with the seeds 0 to 11 for the start
weights and the order of the batches. Deal "same": all runs have the test digits of seed
0. Deal "new": each run deals them anew with its own seed.
"""

import sys
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd

from nnlib.data import PIXELS, load_digits, split
from nnlib.losses import one_hot, softmax_cross_entropy
from nnlib.network import Network, build_mlp
from nnlib.optimizers import SGD
from nnlib.schedules import constant
from nnlib.training import train

WIDTHS = (0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128)
RUNS, EPOCHS, RATE, BATCH_SIZE = 12, 60, 0.2, 32
FILE = Path(__file__).parents[1] / "notebooks" / "results" / "digit_widths.csv"


def deal(seed: int) -> dict:
    """Part the digits into four fifths for training and one for the test."""
    digits = load_digits()
    inputs, targets = digits[PIXELS] / 16, one_hot(digits["digit"], 10)
    training, test = split(inputs, targets, fraction=0.2, seed=seed)
    return {"training": training, "test": test}


def share_read(network: Network, inputs: np.ndarray, targets: np.ndarray) -> float:
    """The fraction of images whose highest score is that of the right digit."""
    answers = network.predict(inputs).argmax(axis=1)
    return float(np.mean(answers == targets.argmax(axis=1)))


def run(width: int, seed: int, parts: dict) -> dict:
    """Train one network; return how much of each part it reads correctly."""
    network = build_mlp([64, *[width] * (width > 0), 10], seed=seed)
    train(
        *(network, *parts["training"], softmax_cross_entropy),
        epochs=EPOCHS,
        optimizer=SGD(),
        schedule=constant(RATE),
        batch_size=BATCH_SIZE,
        seed=seed,
    )
    found = {name: f"{share_read(network, *part):.6f}" for name, part in parts.items()}
    return {"width": width, "seed": seed, "parameters": network.parameters.size} | found


def main() -> None:
    """Run all, print the means and spreads, and store the runs if asked to."""
    rows, same = [], deal(0)
    for name, seed in product(("same", "new"), range(RUNS)):
        parts = same if name == "same" else deal(seed)
        rows += [{"deal": name} | run(width, seed, parts) for width in WIDTHS]
    table = pd.DataFrame(rows).sort_values(["deal", "width", "seed"])
    numbers = table.astype({"training": float, "test": float})
    by_width = numbers.groupby(["deal", "width"])[["training", "test"]]
    print(by_width.agg(["mean", "std", "min", "max"]).round(4).to_string())
    if "--store" in sys.argv[1:]:
        FILE.parent.mkdir(exist_ok=True)
        table.to_csv(FILE, index=False)


if __name__ == "__main__":
    main()
