"""Sweeps: try many settings, several times each, and lay the results side by side.

`grid` and `random_search` list the settings to try; one combination is called a cell.
`sweep` runs a function with every cell and yields the results as they come: here, or on
the workers of any executor, be they threads, processes or a cluster.
"""

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from itertools import islice, product
from math import prod
from queue import SimpleQueue
from typing import Any

import numpy as np
import pandas as pd

from nnlib import require
from nnlib.require import short

MOST_RUNS = 100_000


class SweepError(RuntimeError):
    """The workers are gone; `results` of this error holds what they had finished."""


def grid(**choices: Iterable) -> list[dict]:
    """Return all combinations: grid(rate=[0.1, 1], width=[8, 16]) has four cells.

    Raises ValueError for choices that are no list, and for more than 100,000 cells.
    """
    choices = {name: _listed(name, values) for name, values in choices.items()}
    n_cells = prod(map(len, choices.values()))
    require.whole_number("number of cells", n_cells, at_least=0, at_most=MOST_RUNS)
    return [dict(zip(choices, one, strict=True)) for one in product(*choices.values())]


def random_search(n: int, seed: int, **choices: Any) -> list[dict]:
    """Return n cells, each value drawn from a list or by a rule like `log_uniform`.

    Raises ValueError for n above 100,000, and for choices that are neither.
    """
    n, rng = require.whole_number("n", n, at_most=MOST_RUNS), require.generator(seed)
    choices = {
        name: rule if _is_rule(rule) else _listed(name, rule, at_least=1)
        for name, rule in choices.items()
    }

    def draw(rule: Any) -> Any:
        return rule(rng) if callable(rule) else rule[rng.integers(len(rule))]

    return [{name: draw(rule) for name, rule in choices.items()} for _ in range(n)]


def log_uniform(low: float, high: float) -> Callable[[np.random.Generator], float]:
    """Draw from low to high, as often between 0.01 and 0.1 as between 0.1 and 1."""
    low = require.number("low", low, "(0, inf)")
    high = require.number("high", high, f"[{low!r}, inf)")
    ratio = require.number("high / low", high / low, "[1, inf)")
    return lambda rng: low * ratio ** rng.random()


def sweep(
    function: Callable, cells: Iterable[dict], *, repeats=1, seed=0, executor=None
) -> Iterator[dict]:
    """Call function(**cell, seed=...) `repeats` times per cell, yielding the results.

    A result is a dict: the number of its run, the cell, the run's seed, what the
    function returned (its dict, or else "value"), and an "error" if it failed instead.
    Seeds are made from `seed`, cell and repeat, so that neither executor nor order
    changes a result. executor: of `concurrent.futures`; None runs here, one run per
    `next`. Closing the generator cancels what has not begun. Raises SweepError if the
    workers are lost, ValueError for cells that are no dicts, or too many.
    """
    require.function("function", function)
    cells = [_cell(one) for one in _listed("cells", cells)]
    most = MOST_RUNS // max(len(cells), 1)
    repeats = require.whole_number("repeats", repeats, at_most=most)
    seed = require.whole_number("seed", seed, at_least=0, at_most=np.inf)
    if not isinstance(executor, Executor | None):
        raise ValueError(f"executor must be an Executor or None, got {short(executor)}")
    pairs = product(range(repeats), cells)
    runs = list(enumerate({"seed": _seed(seed, k, c)} | c for k, c in pairs))
    if executor is None:
        return (_result_here(function, *run) for run in runs)
    return _results_of_workers(function, runs, executor)


def results_table(results: Iterable[dict]) -> pd.DataFrame:
    """Return one row per run, in their order; takes a sweep under way, too.

    Interrupting that (the stop button, Ctrl-C) keeps what it has brought so far.
    Raises ValueError for what is no result of `sweep`.
    """
    rows = []
    if not np.iterable(results):
        raise ValueError(f"results must be those of a sweep, got {short(results)}")
    try:
        for result in results:
            if not isinstance(result, dict) or "run" not in result:
                raise ValueError(f"a result must have a run, got {short(result)}")
            rows.append(result)
    except KeyboardInterrupt:
        pass
    return pd.DataFrame(sorted(rows, key=lambda row: row["run"]))


def _listed(name: str, values: Any, at_least: int = 0) -> list:
    if not np.iterable(values) or isinstance(values, str | bytes | dict):
        raise ValueError(f"{name} must be a list, got {short(values)}")
    listed = list(islice(values, MOST_RUNS + 1))
    if at_least <= len(listed) <= MOST_RUNS:
        return listed
    wanted = f"{at_least} to {MOST_RUNS:,} values"
    raise ValueError(f"{name} must hold {wanted}, got {short(values)}")


def _is_rule(rule: Any) -> bool:
    return callable(rule) and not isinstance(rule, type)


def _cell(cell: Any) -> dict:
    if isinstance(cell, dict) and all(isinstance(name, str) for name in cell):
        return cell
    raise ValueError(f"a cell must be like dict(rate=0.1), got {short(cell)}")


def _seed(seed: int, repeat: int, cell: dict) -> int:
    words = sorted(f"{k}={getattr(v, '__name__', v)}" for k, v in cell.items())
    entropy = [seed, repeat, *repr(words).encode()]
    return int(np.random.SeedSequence(entropy).generate_state(1)[0])


def _result_here(function: Callable, run: int, settings: dict) -> dict:
    """Interrupt the sweep, too, if the function took an interrupt as `train` does."""
    noticed, before = threading.Event(), signal.getsignal(signal.SIGINT)
    in_main = threading.current_thread() is threading.main_thread()
    if not (in_main and callable(before)):  # nothing can be interrupted there
        return _result(function, run, settings)
    try:
        signal.signal(signal.SIGINT, lambda *given: noticed.set() or before(*given))
        result = _result(function, run, settings)
    finally:
        signal.signal(signal.SIGINT, before)
    if noticed.is_set():
        raise KeyboardInterrupt
    return result


def _result(function: Callable, run: int, settings: dict) -> dict:
    try:
        return _row(run, settings, function(**settings))
    except Exception as error:
        return _row(run, settings, error)


def _row(run: int, settings: dict, outcome: Any) -> dict:
    if isinstance(outcome, BaseException):
        outcome = {"error": f"{type(outcome).__name__}: {outcome}"}
    values = outcome if isinstance(outcome, dict) else {"value": outcome}
    return {"run": run, **settings, "error": "", **values}


def _results_of_workers(function, runs, executor) -> Iterator[dict]:
    futures, finished = {}, SimpleQueue()
    try:
        for run in runs:
            futures[executor.submit(_result, function, *run)] = run
        for future in futures:  # `as_completed` would wait forever for cancelled ones
            future.add_done_callback(finished.put)
        for future in (finished.get() for _ in runs):
            problem = future.exception()
            if isinstance(problem, RuntimeError):  # such as that of a broken pool
                raise problem
            yield _row(*futures[future], problem) if problem else future.result()
    except Exception as error:
        lost = SweepError(f"the workers are gone ({error!r}); see this error's results")
        done = (one for one in futures if one.done() and not one.cancelled())
        lost.results = [one.result() for one in done if not one.exception()]
        raise lost from error
    finally:
        for future in futures:
            future.cancel()
