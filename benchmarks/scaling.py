"""How do time and memory of training grow with the number of points and the width?

Each line is a [2, width, width, width, 1] network trained with Adam in 32 bits: how
long an epoch takes for each point, and by how much a run raises the peak memory of a
process that holds the data. The exponent says how time grows with the points: 1 is in
proportion; the steepest is the one from a number of points to the next. Beside batches
stand all points at once, by nnlib and as one would write it: with a fresh array for
each result. Last, a file of eight times the memory allowed streams through batches.

Every run has a process of its own, on one thread; they take turns, and figures are
medians over the rounds. Needs Linux. `python benchmarks/scaling.py [rounds]`
"""
# ruff: noqa: E402

import os
import sys
from contextlib import suppress
from itertools import pairwise
from math import log10
from multiprocessing import get_context
from pathlib import Path
from statistics import linear_regression, median
from tempfile import TemporaryDirectory
from time import process_time

for variable in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM"):  # before NumPy starts
    os.environ[f"{variable}_NUM_THREADS"] = "1"

import numpy as np
from step import plain_step

from nnlib.losses import squared_error
from nnlib.network import build_mlp
from nnlib.optimizers import Adam
from nnlib.schedules import constant
from nnlib.training import training_epochs

POINTS, WIDTHS = (1_000, 10_000, 100_000, 1_000_000), (8, 64, 512)
BATCHES, AT_ONCE, PLAIN = "batches of 500", "all at once", "all at once, plain"
LINES = [(BATCHES, width) for width in WIDTHS] + [(AT_ONCE, 64), (PLAIN, 64)]
PLAIN_LIMIT = 100_000  # points: it takes 3 kB for each of them
SECONDS_PER_RUN, MEGABYTE = 1, 1_000_000
FILE_ROWS, FILE_COLUMNS, ALLOWED = 1_600_000, 65, 50 * MEGABYTE  # 416 MB in 32 bits


def memory(name):
    """Return a line of this process's status in MB, such as VmHWM, its peak so far."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * 1024 / MEGABYTE
    raise OSError(f"this system does not tell {name}")


def nnlib_epoch(inputs, targets, width, batch_size):
    """Return a function that trains a fresh network for one more epoch."""
    run = training_epochs(
        build_mlp([inputs.shape[1], width, width, width, 1], dtype=np.float32),
        inputs,
        targets,
        squared_error,
        epochs=1_000_000,
        batch_size=batch_size,
        optimizer=Adam(),
        schedule=constant(1e-4),
    )
    return lambda: next(run)


def epoch_times(epoch):
    """Return the seconds of a few epochs, the first left out unless it took long."""
    times = []
    while len(times) < 2 or sum(times) < SECONDS_PER_RUN:
        begun = process_time()
        epoch()
        times.append(process_time() - begun)
        if times[0] > 3 * SECONDS_PER_RUN:
            return times
    return times[1:]


def measured(method, width, points):
    """Return seconds of an epoch, and the MB by which the run raised the peak."""
    inputs, targets = [np.empty((points, n), np.float32) for n in (2, 1)]
    for table in (inputs, targets):
        np.random.default_rng(0).standard_normal(dtype=np.float32, out=table)
    before = memory("VmHWM")
    if method == PLAIN:
        epoch = plain_step(inputs, targets, adam=True)
    else:
        epoch = nnlib_epoch(inputs, targets, width, 500 if method == BATCHES else None)
    return median(epoch_times(epoch)), memory("VmHWM") - before


def write_file(path, rows, columns):
    """Store a table of random numbers in 32 bits, a piece at a time."""
    shape, rng = (rows, columns), np.random.default_rng(0)
    table = np.lib.format.open_memmap(path, "w+", np.float32, shape)
    for start in range(0, rows, 10_000):
        piece = table[start : start + 10_000]
        piece[:] = rng.random(piece.shape, np.float32)


def streamed(path, allowed):
    """Train on a file with `allowed` bytes of memory; return what happened, in words.

    The limit is on memory of the process's own. Pages of the file that the system
    keeps while it has room do not count; it drops them when it needs the room.
    """
    import resource

    mapped = np.load(path, mmap_mode="r")
    epoch = nnlib_epoch(mapped[:1, :-1], mapped[:1, -1:], 64, 1_024)
    epoch()  # the libraries have made their own work arrays
    limit = int(memory("VmData") * MEGABYTE) + allowed
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    with suppress(MemoryError):
        np.array(mapped)
        return "this system does not limit memory"
    begun = process_time()
    nnlib_epoch(mapped[:, :-1], mapped[:, -1:], 64, 1_024)()
    time = (process_time() - begun) / len(mapped) * 1e6
    return (
        f"a file of {mapped.nbytes / MEGABYTE:,.0f} MB does not fit into the "
        f"{allowed / MEGABYTE:.0f} MB allowed, and streams through batches of 1,024 in "
        f"{time:.2f} µs a point"
    )


def in_a_process(function, *values):
    """Return function(*values), called in a fresh process."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(function, values)


def all_measured(lines, points, rounds):
    """Return {(method, width, points): [(seconds, MB) of each round]}."""
    cases = [(*line, n) for n in points for line in lines]
    seen = {case: [] for case in cases if case[0] != PLAIN or case[2] <= PLAIN_LIMIT}
    for _ in range(rounds):
        for case, results in seen.items():
            if not results or results[0][0] < 10:  # once is enough for a long one
                results.append(in_a_process(measured, *case))
    return {case: np.median(results, axis=0) for case, results in seen.items()}


def exponents(seen, line):
    """Return the exponent over all numbers of points, and the steepest of two."""
    logs = [
        (log10(n), log10(seconds))
        for (*this, n), (seconds, _) in seen.items()
        if tuple(this) == line
    ]
    steps = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(logs)]
    return linear_regression(*zip(*logs, strict=True)).slope, max(steps)


def row(seen, line, points):
    """Return a line of the table as text: time for each point, exponents, memory."""
    results = [seen.get((*line, n), (np.nan, np.nan)) for n in points]
    times = [
        f"{time / n * 1e6:.2f}" for (time, _), n in zip(results, points, strict=True)
    ]
    steepness = [f"{exponent:.2f}" for exponent in exponents(seen, line)]
    peaks = [f"{peak:.0f}" for _, peak in results]
    return [cell.replace("nan", "") for cell in times + steepness + peaks]


def main(rounds=3):
    """Print the table, then how a file larger than memory fares."""
    if not Path("/proc/self/status").exists():
        return print("memory is measured on Linux only: nothing was run")
    seen = all_measured(LINES, POINTS, rounds)
    titles = [f"µs a point, {n:,}" for n in POINTS] + ["exponent", "steepest"]
    titles += [f"MB, {n:,}" for n in POINTS]
    print("| method | width |", " | ".join(titles), "|")
    print("|---|" + "--:|" * (len(titles) + 1))
    for line in LINES:
        print("|", " | ".join([*map(str, line), *row(seen, line, POINTS)]), "|")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rows.npy"
        write_file(path, FILE_ROWS, FILE_COLUMNS)
        print("\n" + in_a_process(streamed, path, ALLOWED))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
