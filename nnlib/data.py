"""Data: the problems the lessons learn from, and what is done to data before training.

Inputs are tables with one row per sample, targets likewise. Everything random takes a
`seed`, so that two people see the same points. Nonsense raises ValueError.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from nnlib import require

Array = np.ndarray
Pair = tuple[Array, Array]
FAR = 1000  # places of the surface: its height grows exponentially
DIGITS_FILE = Path(__file__).with_name("digits.csv.gz")
PIXELS = [f"r{row}c{column}" for row in range(8) for column in range(8)]


def surface(x: Array, y: Array) -> Array:
    """Return the height of the landscape to be learned at (x, y), any equal shapes.

    Raises ValueError for places beyond ±1000, where the heights become astronomic.
    """
    places = require.numbers("x", x), require.numbers("y", y)
    if np.shape(x) != np.shape(y) or not (np.abs(places) <= FAR).all():
        got = f"{require.short(x)} and {require.short(y)}"
        raise ValueError(f"x and y must have one shape, within ±{FAR}, got {got}")
    return np.sin(x) + x * np.cos(y) + y + 3.0 ** (np.asarray(x) / 3)


def sample_surface(n: int, *, seed: int = 0, limit: float = 10.0) -> pd.DataFrame:
    """Visit n random places within ±limit and note x, y and height, one row each."""
    limit = require.number("limit", limit, f"(0, {FAR}]")
    size = (require.whole_number("n", n), 2)
    x, y = require.generator(seed).uniform(-limit, limit, size).T
    return pd.DataFrame({"x": x, "y": y, "height": surface(x, y)})


def surface_grid(n: int = 100, *, limit: float = 10.0) -> Pair:
    """Return the places of an n × n grid, (n², 2), and their heights, (n², 1).

    Row by row from the lower left: `heights.reshape(n, n)` is a picture, y upwards.
    """
    limit = require.number("limit", limit, f"(0, {FAR}]")
    axis = np.linspace(-limit, limit, require.whole_number("n", n, at_most=3000))
    places = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    return places, surface(*places.T).reshape(-1, 1)


class Standardizer(NamedTuple):
    """Shift and scale each column to mean 0 and spread 1, and back again with `undo`.

    Fit it on the training data only; apply it to everything.
    """

    means: Array
    spreads: Array

    @classmethod
    def fit(cls, values: Array) -> "Standardizer":
        """Take means and standard deviations of the columns of a table."""
        table = require.table("values", values)
        spreads = table.std(axis=0)
        spreads[np.ptp(table, axis=0) == 0] = 0  # rounding may leave a trace of spread
        flat = spreads.argmin()
        if spreads[flat] == 0:
            raise ValueError(f"drop column {flat}: it is always {table[0, flat]:g}")
        return cls(table.mean(axis=0), spreads)

    def apply(self, values: Array) -> Array:
        """Return the values in units of spreads from the mean."""
        table = require.table("values", values, len(self.means))
        return (table - self.means) / self.spreads

    def undo(self, values: Array) -> Array:
        """Return standardized values in their own units again."""
        table = require.table("values", values, len(self.means))
        return table * self.spreads + self.means


def split(
    inputs: Array, targets: Array, *, fraction: float = 0.2, seed: int = 0
) -> tuple[Pair, Pair]:
    """Shuffle and part into (training, held out); `fraction` is held out."""
    inputs, targets = require.table("inputs", inputs), require.table("targets", targets)
    fraction = require.number("fraction", fraction, "(0, 1)")
    n_held = round(fraction * len(inputs))
    if len(inputs) != len(targets) or not 0 < n_held < len(inputs):
        raise ValueError(
            f"cannot hold out {fraction:g} of {len(inputs)} rows of inputs "
            f"and {len(targets)} of targets"
        )
    order = require.generator(seed).permutation(len(inputs))
    held, kept = order[:n_held], order[n_held:]
    return (inputs[kept], targets[kept]), (inputs[held], targets[held])


@require.in_words
def batches(inputs: Array, targets: Array, batch_size: int, rng) -> Iterator[Pair]:
    """Yield all rows once, in random order, at most `batch_size` at a time.

    A batch of everything is passed as it is: its order makes no difference.
    """
    inputs, targets = (require.numbers("batches", one) for one in (inputs, targets))
    if len(inputs) != len(targets):
        raise ValueError(f"got {len(inputs)} rows of inputs, {len(targets)} of targets")
    require.whole_number("batch_size", batch_size)
    require.able("rng", rng, "permutation")
    return _batches(inputs, targets, batch_size, rng)


def _batches(inputs, targets, batch_size, rng) -> Iterator[Pair]:
    if batch_size >= len(inputs):
        yield inputs, targets
        return
    order = rng.permutation(len(inputs))
    for start in range(0, len(inputs), batch_size):
        rows = order[start : start + batch_size]
        yield _picked(inputs, rows), _picked(targets, rows)


def _picked(table: Array, rows: Array) -> Array:
    # `take` is several times as fast, but first copies a table stored in another order
    return table.take(rows, axis=0) if table.flags.c_contiguous else table[rows]


def moons(n: int = 200, *, noise: float = 0.1, seed: int = 0) -> Pair:
    """Two half circles that reach into each other; inputs (n, 2), labels 0/1 (n, 1)."""
    rng, labels = _labels(n, seed)
    angle = rng.uniform(0, np.pi, n)
    x = np.where(labels, 1 - np.cos(angle), np.cos(angle)) - 0.5
    y = np.where(labels, 0.5 - np.sin(angle), np.sin(angle)) - 0.25
    return _noisy(x, y, labels, noise, rng)


def circles(n: int = 200, *, noise: float = 0.1, seed: int = 0) -> Pair:
    """A ring inside a ring; inputs (n, 2), labels 0/1 (n, 1)."""
    rng, labels = _labels(n, seed)
    angle, radius = rng.uniform(0, 2 * np.pi, n), np.where(labels, 0.5, 1.0)
    return _noisy(radius * np.cos(angle), radius * np.sin(angle), labels, noise, rng)


def spirals(n: int = 200, *, noise: float = 0.05, seed: int = 0) -> Pair:
    """Two arms wound around each other; inputs (n, 2), labels 0/1 (n, 1)."""
    rng, labels = _labels(n, seed)
    turn = np.sqrt(rng.uniform(0.02, 1, n))
    angle = 3.5 * np.pi * turn + np.pi * labels
    return _noisy(turn * np.cos(angle), turn * np.sin(angle), labels, noise, rng)


def xor(n: int = 200, *, noise: float = 0.1, seed: int = 0) -> Pair:
    """Opposite corners belong together; inputs (n, 2), labels 0/1 (n, 1)."""
    rng, labels = _labels(n, seed)
    x = rng.choice([-0.5, 0.5], n)
    return _noisy(x, np.where(labels, -x, x), labels, noise, rng)


def blobs(n: int = 200, *, noise: float = 0.2, seed: int = 0) -> Pair:
    """Two round clouds that a line can part; inputs (n, 2), labels 0/1 (n, 1)."""
    rng, labels = _labels(n, seed)
    center = np.where(labels, 0.5, -0.5)
    return _noisy(center, center, labels, noise, rng)


def _labels(n: int, seed: int) -> tuple[np.random.Generator, Array]:
    return require.generator(seed), np.arange(require.whole_number("n", n)) % 2


def _noisy(x: Array, y: Array, labels: Array, noise: float, rng) -> Pair:
    noise = require.number("noise", noise, "[0, 1e6]")
    places = np.column_stack([x, y]) + rng.normal(0, 1, (len(x), 2)) * noise
    return places, labels.reshape(-1, 1).astype(float)


def load_digits() -> pd.DataFrame:
    """1,797 digits that people wrote: which digit it is, then its 8 × 8 pixels.

    Columns: digit (0 to 9), then r0c0, r0c1, … r7c7, row by row from the upper left,
    each 0 (paper) to 16 (ink). Source: UCI, see LICENSE and benchmarks/make_digits.py.
    """
    if not DIGITS_FILE.is_file():
        raise FileNotFoundError(f"the digits are missing: there is no {DIGITS_FILE}")
    try:
        digits = pd.read_csv(DIGITS_FILE, dtype="int64")
        within = digits.clip(0, [9] + 64 * [16], axis="columns")
        whole = list(digits) == ["digit", *PIXELS] and len(digits) == 1797
        whole = whole and digits.equals(within)
    except Exception:  # damage can show anywhere in the gzip and CSV readers
        whole = False
    if not whole:
        held = "1,797 digits from 0 to 9 with 64 pixels from 0 to 16 each"
        raise ValueError(f"{DIGITS_FILE} does not hold {held}; install the course anew")
    return digits
