"""How far apart and how fast are nnlib, PyTorch and Keras? As in lesson 13.

    python benchmarks/frameworks.py           prints three tables (about a minute)
    python benchmarks/frameworks.py --store   also writes notebooks/results/

Parity: the largest differences in outputs, loss and slopes, and the losses of the first
100 epochs of lesson 09. Speed: the seconds of these epochs on one thread, all 1,000
samples at once, in turns, medians of seven. Import: seconds until a fresh Python has
it. All are seconds of processor time. Needs requirements-frameworks.txt.
"""
# ruff: noqa: E402

import os
import subprocess
import sys
from pathlib import Path
from time import process_time

for variable in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM"):  # before NumPy starts
    os.environ[f"{variable}_NUM_THREADS"] = "1"
os.environ.setdefault("KERAS_BACKEND", "torch")

import numpy as np
import pandas as pd

from nnlib.frameworks.available import HOW, NAMES, installed
from nnlib.frameworks.parity import curves, parity, surface_samples
from nnlib.frameworks.source_code import code_lines
from nnlib.frameworks.three_ways import WAYS, start_network

FOLDER = Path(__file__).parents[1] / "notebooks" / "results"
EPOCHS, ROUNDS = 100, 7
IMPORTS = {"nnlib": "nnlib.training", "PyTorch": "torch", "Keras": "keras"}


def parity_table() -> pd.DataFrame:
    """Return one row per comparison."""
    rows = [{"comparison": name} | found for name, found in parity().items()]
    table = pd.DataFrame(rows)
    for kind in ("outputs", "loss", "slopes"):
        table[kind] = table[kind].map("{:.0e}".format)
    return table


def curve_table() -> pd.DataFrame:
    """Return one row per epoch, with the loss of each way."""
    table = pd.DataFrame(curves(EPOCHS)).map("{:.17g}".format)
    return table.set_index(pd.RangeIndex(1, EPOCHS + 1, name="epoch")).reset_index()


def seconds_of_training() -> dict[str, float]:
    """Return each way's median seconds for the epochs; they take turns."""
    samples, start = surface_samples(), start_network()
    times = {name: [] for name in WAYS}
    for turn in range(ROUNDS + 1):
        for name, way in WAYS.items():
            begun = process_time()
            way(*samples, EPOCHS, start)
            times[name] += [process_time() - begun] if turn else []  # first: warm-up
    return {name: float(np.median(found)) for name, found in times.items()}


def seconds_of_import(module: str) -> float:
    """Return the median seconds that a fresh Python takes to import, less its start."""

    def seconds(code: str) -> float:
        begun = os.times()
        subprocess.run([sys.executable, "-c", code], check=True)
        ended = os.times()
        return sum(ended[2:4]) - sum(begun[2:4])  # processor time of children

    return float(
        np.median([seconds(f"import {module}") - seconds("") for _ in "12345"])
    )


def speed_table() -> pd.DataFrame:
    """Return lines, seconds to import, and seconds to train, one row per way."""
    trained = seconds_of_training()
    return pd.DataFrame(
        {
            "way": name,
            "lines": code_lines(way),
            "import_seconds": f"{seconds_of_import(IMPORTS[name]):.2g}",
            "seconds": f"{trained[name]:.2g}",
            "ratio": f"{trained[name] / trained['nnlib']:.2g}",
        }
        for name, way in WAYS.items()
    )


TABLES = {"parity": parity_table, "curves": curve_table, "speed": speed_table}


def main() -> None:
    """Make the three tables, print them, and store them if asked to."""
    if not installed("torch", "keras"):
        return print(f"{NAMES['torch']} and {NAMES['keras']} are needed: {HOW}")
    for name, make in TABLES.items():
        table = make()
        print(table.tail(6).to_string(index=False), end="\n\n")
        if "--store" in sys.argv[1:]:
            FOLDER.mkdir(exist_ok=True)
            table.to_csv(FOLDER / f"frameworks_{name}.csv", index=False)


if __name__ == "__main__":
    main()
