"""Sweeps: the same results on any workers, and nothing lost when something breaks."""

import os
import pickle
import random
import signal
import threading
import time
from concurrent.futures import (
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from contextlib import suppress
from multiprocessing import get_context

import numpy as np
import pytest

from nnlib.optimizers import SGD
from nnlib.sweep import (
    SweepError,
    grid,
    log_uniform,
    random_search,
    results_table,
    sweep,
)

CELLS = grid(rate=[0.1, 1.0], width=[4, 8, 16])


def noisy_product(rate, width, seed):
    """A stand-in for a training run: quick, and different with every seed."""
    return {"loss": rate * width * np.random.default_rng(seed).random()}


def fussy(rate, width, seed):
    if width == 8:
        raise ValueError(f"width {width} is no good")
    return rate * width


def deadly(rate, width, seed):
    if (rate, width) == (1.0, 8):
        time.sleep(0.3)  # the others get done
        os._exit(1)
    return rate * width


def returns_a_lock(rate, width, seed):
    return threading.Lock() if width == 8 else rate


def processes(n=2):
    return ProcessPoolExecutor(n, mp_context=get_context("spawn"))


def by_run(results):
    return sorted(results, key=lambda result: result["run"])


class Shuffled(Executor):
    """An executor that does everything at once, in an order of its own."""

    def submit(self, function, /, *arguments, **settings):
        if not hasattr(self, "jobs"):
            self.jobs = []
            threading.Timer(0.1, self.work).start()
        self.jobs.append((Future(), function, arguments))
        return self.jobs[-1][0]

    def work(self):
        random.Random(0).shuffle(self.jobs)
        for future, function, arguments in self.jobs:
            future.set_result(function(*arguments))


def test_grid_combines_everything_in_order():
    assert CELLS[:4] == [
        {"rate": 0.1, "width": 4},
        {"rate": 0.1, "width": 8},
        {"rate": 0.1, "width": 16},
        {"rate": 1.0, "width": 4},
    ]
    assert len(CELLS) == 6 and grid() == [{}] and grid(rate=[]) == []


def test_random_search_draws_from_lists_and_rules():
    search = dict(rate=log_uniform(1e-4, 1), width=[8, 16, 32], flat=lambda rng: 7)
    cells = random_search(2000, 0, **search)
    assert cells == random_search(2000, 0, **search)
    assert cells[:50] == random_search(50, 0, **search)
    assert cells[0] != random_search(1, 1, **search)[0]
    assert {type(cell["width"]) for cell in cells} == {int}
    assert {cell["width"] for cell in cells} == {8, 16, 32}
    assert all(cell["flat"] == 7 for cell in cells)
    exponents = np.log10([cell["rate"] for cell in cells])
    assert -4 <= exponents.min() and exponents.max() <= 0
    shares = np.histogram(exponents, [-4, -3, -2, -1, 0])[0] / 2000
    assert shares == pytest.approx([0.25] * 4, abs=0.05)


def test_a_result_tells_its_run_cell_seed_and_outcome():
    first, *others = sweep(noisy_product, CELLS, seed=3)
    assert list(first) == ["run", "seed", "rate", "width", "error", "loss"]
    assert (first["run"], first["rate"], first["width"]) == (0, 0.1, 4)
    assert first["error"] == "" and len(others) == 5
    cell = {"rate": first["rate"], "width": first["width"]}
    assert first["loss"] == noisy_product(**cell, seed=first["seed"])["loss"]


def test_none_runs_one_by_one_when_asked():
    done = []
    results = sweep(lambda rate, seed: done.append(rate), grid(rate=[1, 2, 3]))
    assert done == []
    assert next(results)["value"] is None and done == [1]
    results.close()
    assert list(results) == [] and done == [1]


def test_every_executor_gives_the_same_results():
    here = list(sweep(noisy_product, CELLS, repeats=3, seed=5))
    assert len(here) == 18 and len({result["seed"] for result in here}) == 18
    for executor in (ThreadPoolExecutor(4), processes(), Shuffled()):
        with executor:
            there = sweep(noisy_product, CELLS, repeats=3, seed=5, executor=executor)
            assert by_run(there) == here
    assert results_table(reversed(here)).equals(results_table(here))


def test_order_of_cells_and_kind_of_numbers_do_not_matter():
    def losses(cells):
        results = sweep(noisy_product, cells, repeats=2)
        return {(r["rate"], r["width"], r["seed"]): r["loss"] for r in results}

    turned = [dict(reversed(cell.items())) for cell in CELLS[::-1]]
    from_numpy = grid(rate=np.array([0.1, 1.0]), width=np.array([4, 8, 16]))
    assert losses(CELLS) == losses(turned) == losses(from_numpy)


def test_seeds_of_functions_in_a_cell_repeat():
    def seeds():
        cells = grid(optimizer=[SGD, noisy_product])
        return [result["seed"] for result in sweep(lambda **_: 0, cells)]

    assert seeds() == seeds() and len(set(seeds())) == 2


def test_the_seed_of_a_sweep_changes_all_seeds_of_runs():
    first, second = (sweep(noisy_product, CELLS, seed=seed) for seed in (0, 1))
    assert not {r["seed"] for r in first} & {r["seed"] for r in second}


def test_a_cell_may_bring_its_own_seed():
    results = sweep(noisy_product, grid(rate=[1], width=[1], seed=[7, 8]))
    assert [result["seed"] for result in results] == [7, 8]


@pytest.mark.parametrize("executor", [lambda: None, ThreadPoolExecutor, processes])
def test_a_failing_cell_is_noted_and_the_others_go_on(executor):
    executor = executor()
    results = by_run(sweep(fussy, CELLS, executor=executor))
    assert [result["error"] for result in results] == [
        "ValueError: width 8 is no good" if cell["width"] == 8 else "" for cell in CELLS
    ]
    assert "value" not in results[1] and results[0]["value"] == 0.4
    table = results_table(results)
    assert table["value"].isna().tolist() == [False, True, False] * 2
    if executor:
        executor.shutdown()


def test_what_cannot_travel_fails_its_own_cell_only():
    with processes() as executor:
        results = by_run(sweep(returns_a_lock, CELLS, executor=executor))
        assert [bool(r["error"]) for r in results] == [False, True, False] * 2
        assert "pickle" in results[1]["error"]
        local = list(sweep(lambda **_: 1, CELLS[:2], executor=executor))
        assert all("pickle" in result["error"] for result in local)


def test_the_table_has_a_row_per_run():
    table = results_table(sweep(noisy_product, CELLS, repeats=2))
    columns = ["run", "seed", "rate", "width", "error", "loss"]
    assert list(table.columns) == columns and len(table) == 12
    assert table["run"].tolist() == list(range(12))
    assert table.groupby(["rate", "width"]).size().tolist() == [2] * 6
    assert len(results_table([])) == 0


def test_an_interrupt_keeps_what_is_done():
    def interrupted(rate, width, seed):
        if width == 16:
            raise KeyboardInterrupt
        return rate * width

    table = results_table(sweep(interrupted, CELLS))
    assert table["value"].tolist() == [0.4, 0.8]


def test_an_interrupt_that_the_function_takes_ends_the_sweep_too():
    """`train` ends early at the stop button: what it was in is no result."""

    def takes_it(rate, width, seed):
        if width == 16:
            with suppress(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)
        return rate * width

    before = signal.getsignal(signal.SIGINT)
    table = results_table(sweep(takes_it, CELLS))
    assert table["value"].tolist() == [0.4, 0.8]
    assert signal.getsignal(signal.SIGINT) is before


def test_ctrl_c_while_workers_are_busy_keeps_what_is_done():
    release = threading.Event()

    def slow(rate, width, seed):
        if width == 16:
            release.wait(20)
        return rate * width

    begun = time.perf_counter()
    with ThreadPoolExecutor(1) as executor:
        timer = threading.Timer(0.5, os.kill, [os.getpid(), signal.SIGINT])
        timer.start()
        table = results_table(sweep(slow, CELLS, executor=executor))
        release.set()
    assert table["value"].tolist() == [0.4, 0.8]
    assert time.perf_counter() - begun < 15


def test_closing_early_cancels_the_rest():
    done, release = [], threading.Event()

    def slow(rate, width, seed):
        done.append(width)
        if len(done) > 1:
            release.wait(20)

    with ThreadPoolExecutor(1) as executor:
        results = sweep(slow, CELLS, repeats=5, executor=executor)
        next(results)
        results.close()
        release.set()
    assert len(done) <= 2


def test_a_dead_worker_ends_it_in_words_and_keeps_the_results():
    with processes() as executor:
        results, seen = sweep(deadly, CELLS, executor=executor), []
        with pytest.raises(SweepError, match="workers are gone .*Broken") as caught:
            seen.extend(results)
        kept = by_run(caught.value.results)
        assert [r["value"] for r in kept[:4]] == [0.4, 0.8, 1.6, 4.0]
        assert by_run(seen)[:4] == kept[:4] and len(results_table(kept)) in (4, 5)
        with pytest.raises(SweepError, match="workers are gone"):  # and stays so
            next(sweep(deadly, CELLS, executor=executor))


def test_a_pool_that_was_closed_or_emptied_is_told_in_words():
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    with pytest.raises(SweepError, match="after shutdown") as caught:
        next(sweep(noisy_product, CELLS, executor=executor))
    assert caught.value.results == []

    release = threading.Event()
    executor = ThreadPoolExecutor(1)
    slow = lambda rate, width, seed: release.wait(20) and rate  # noqa: E731
    results = sweep(slow, CELLS, executor=executor)
    empty = lambda: executor.shutdown(wait=False, cancel_futures=True)  # noqa: E731
    for seconds, action in ((0.2, empty), (0.4, release.set)):
        threading.Timer(seconds, action).start()
    with pytest.raises(SweepError, match="CancelledError") as caught:
        list(results)
    assert isinstance(caught.value.__cause__, CancelledError)


class Closed(Executor):
    """Takes two runs and then nothing more, as a cluster that was shut down."""

    n_left = 2

    def submit(self, function, /, *arguments, **settings):
        if self.n_left == 0:
            raise OSError("the connection is closed")
        self.n_left, future = self.n_left - 1, Future()
        future.set_result(function(*arguments))
        return future


def test_an_executor_that_takes_no_more_is_told_in_words():
    with pytest.raises(SweepError, match="the connection is closed") as caught:
        list(sweep(noisy_product, CELLS, executor=Closed()))
    assert caught.value.results == list(sweep(noisy_product, CELLS))[:2]


def test_bad_calls_are_refused_at_once():
    for bad, words in [
        (dict(repeats=0), "repeats must be a whole number of at least 1, got 0"),
        (dict(seed=-1), "seed must be a whole number of at least 0, got -1"),
        (dict(executor=4), "executor must be an Executor or None, got 4"),
    ]:
        with pytest.raises(ValueError, match=words):
            sweep(noisy_product, CELLS, **bad)
    with pytest.raises(ValueError, match="n must be a whole number"):
        random_search(0, 0, rate=[1])
    with pytest.raises(ValueError, match=r"low must be in \(0, inf\), got 0"):
        log_uniform(0, 1)
    with pytest.raises(ValueError, match=r"high must be in \[1.0, inf\), got 0.5"):
        log_uniform(1, 0.5)


def test_results_can_be_stored():
    results = list(sweep(noisy_product, CELLS))
    assert pickle.loads(pickle.dumps(results)) == results
