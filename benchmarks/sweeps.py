"""How long does one sweep take alone, on processes, and on a Dask cluster?

The sweep: 24 settings, 4 seeds each, 96 short trainings. Two workers, one thread each;
medians of three. Start: until each worker has done a first run. Run: the sweep itself.
Leave the machine alone meanwhile: these are seconds on the clock.
`python benchmarks/sweeps.py` (about a minute); Dask takes part where it is installed.
"""
# ruff: noqa: E402

import os
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from multiprocessing import get_context
from time import perf_counter

for variable in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM"):  # before NumPy starts
    os.environ[f"{variable}_NUM_THREADS"] = "1"

import numpy as np
import pandas as pd

from nnlib.explorers.rate_width_runs import train_cell
from nnlib.frameworks.available import installed
from nnlib.frameworks.cluster import cluster_executor
from nnlib.sweep import grid, results_table, sweep

CELLS = grid(
    start=["He"], width=[8, 16, 32, 64], rate=[0.001, 0.003, 0.01, 0.03, 0.1, 0.3]
)
REPEATS, WORKERS, ROUNDS = 4, 2, 3


def processes() -> ProcessPoolExecutor:
    """Return an executor on processes of this machine."""
    return ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn"))


PLACES = {
    "here": nullcontext,
    "two processes": processes,
    "two workers of a Dask cluster": lambda: cluster_executor(n_workers=WORKERS),
}


def measured(place: str) -> tuple[float, float, pd.DataFrame]:
    """Return the seconds to start, the seconds of the sweep, and its table."""
    begun = perf_counter()
    with PLACES[place]() as executor:
        list(sweep(train_cell, CELLS[:1], repeats=2 * WORKERS, executor=executor))
        started = perf_counter()
        results = sweep(train_cell, CELLS, repeats=REPEATS, executor=executor)
        table = results_table(results)
        return started - begun, perf_counter() - started, table


def main() -> None:
    """Measure all places in turns, and print the table."""
    places = [p for p in PLACES if "Dask" not in p or installed("distributed")]
    found = {place: [] for place in places}
    for _ in range(ROUNDS):
        for place in places:
            found[place].append(measured(place))
    first = found["here"][0][2]
    rows = []
    for place, runs in found.items():
        start, run = np.median([times for *times, _ in runs], axis=0)
        same = all(table.equals(first) for *_, table in runs)
        seconds = {"start_seconds": f"{start:.2g}", "run_seconds": f"{run:.2g}"}
        rows.append({"place": place} | seconds | {"same_results": same})
    print(pd.DataFrame(rows).to_string(index=False))


if __name__ == "__main__":
    main()
