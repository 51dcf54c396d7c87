"""Sweeps on a real Dask cluster: scheduler and workers are processes of their own."""

import json
import os
import signal
import subprocess
import sys
import time

import cloudpickle
import pytest

from nnlib.explorers.rate_width_runs import train_cell
from nnlib.frameworks.cluster import ADDRESS, cluster_executor
from nnlib.sweep import SweepError, grid, results_table, sweep

CELLS = grid(start=["He"], width=[4, 8], rate=[0.01, 0.1])
TEN = grid(number=range(10))
SECONDS = 60


def slow_double(number, seed):
    """Double a number, slowly, and tell which process did it."""
    time.sleep(0.2)
    return {"double": 2 * number, "process": os.getpid(), "seed_used": seed}


def picky(number, seed):
    if number == 3:
        raise ValueError("3 is no good")
    return number


def free_of_places(results):
    """The results by run, without which process made them."""
    rows = [{k: v for k, v in one.items() if k != "process"} for one in results]
    return sorted(rows, key=lambda one: one["run"])


def start(*command):
    """A process of Dask, by its own command."""
    line = [sys.executable, "-m", *command, "--no-dashboard"]
    return subprocess.Popen(line, stderr=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def small():
    """An executor on a cluster that is made here, and that no test breaks."""
    with cluster_executor(n_workers=2) as executor:
        yield executor


@pytest.fixture
def cluster(tmp_path):
    """A scheduler and two workers; gives its address and the processes."""
    place = tmp_path / "scheduler.json"
    told = [f"--scheduler-file={place}"]
    command = ("distributed.cli.dask_scheduler", "--host=127.0.0.1", "--port=0", *told)
    scheduler = start(*command)
    try:
        wait_for(place.exists)
        address = address_in(place)
        worker = ("distributed.cli.dask_worker", address, "--nthreads=1", "--no-nanny")
        folder = f"--local-directory={tmp_path}"
        workers = [start(*worker, folder) for _ in range(2)]
        yield address, scheduler, workers
    finally:
        for process in [scheduler, *workers]:
            process.kill()
            process.wait()


def address_in(place):
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        try:
            return json.loads(place.read_text())["address"]
        except (ValueError, KeyError):
            time.sleep(0.05)
    raise AssertionError("the scheduler told no address")


def wait_for(condition):
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end, condition
        time.sleep(0.05)


@pytest.fixture(scope="module", autouse=True)
def functions_travel_whole():
    """Workers cannot import this file, so what it defines is sent along."""
    module = sys.modules[__name__]
    cloudpickle.register_pickle_by_value(module)
    yield
    cloudpickle.unregister_pickle_by_value(module)


def test_a_cluster_gives_the_results_of_one_process(small):
    here = list(sweep(train_cell, CELLS, repeats=2, seed=4))
    table = results_table(sweep(train_cell, CELLS, repeats=2, seed=4, executor=small))
    assert table.equals(results_table(here)) and len(table) == 8


def test_the_runs_are_done_by_other_processes(small):
    results = list(sweep(slow_double, TEN, executor=small))
    processes = {one["process"] for one in results}
    assert len(processes) == 2 and os.getpid() not in processes


def test_a_failing_run_is_noted_and_the_others_go_on(small):
    results = free_of_places(sweep(picky, TEN, executor=small))
    assert results[3]["error"] == "ValueError: 3 is no good"
    assert [one.get("value") for one in results if not one["error"]] == [
        0, 1, 2, 4, 5, 6, 7, 8, 9
    ]  # fmt: skip


def test_a_worker_killed_in_the_middle_loses_nothing():
    here = free_of_places(sweep(slow_double, TEN))
    with cluster_executor(n_workers=2) as executor:
        results = sweep(slow_double, TEN, executor=executor)
        seen = [next(results)]
        os.kill(seen[0]["process"], signal.SIGKILL)
        seen += results
    assert free_of_places(seen) == here
    assert len({one["process"] for one in seen}) >= 2


def test_an_address_leads_to_a_running_cluster(cluster, monkeypatch):
    address, _, workers = cluster
    monkeypatch.setenv(ADDRESS, address)  # as a setting, or as an argument
    for given in (None, address):
        with cluster_executor(given) as executor:
            results = list(sweep(slow_double, TEN, executor=executor))
        assert {one["process"] for one in results} <= {one.pid for one in workers}
        assert free_of_places(results) == free_of_places(sweep(slow_double, TEN))


def test_a_worker_of_a_running_cluster_is_killed(cluster):
    address, _, workers = cluster
    with cluster_executor(address) as executor:
        results = sweep(slow_double, TEN, executor=executor)
        seen = [next(results), next(results)]
        workers[0].kill()
        seen += results
    assert free_of_places(seen) == free_of_places(sweep(slow_double, TEN))


def test_a_cluster_that_goes_away_is_told_and_keeps_what_is_done(cluster):
    address, scheduler, _ = cluster
    with cluster_executor(address) as executor:
        results = sweep(slow_double, TEN, executor=executor)
        seen = [next(results), next(results)]
        scheduler.kill()
        with pytest.raises(SweepError, match="the workers are gone") as caught:
            seen += results
    kept = free_of_places(caught.value.results)
    assert [one for one in free_of_places(seen) if one not in kept] == []
    assert 2 <= len(kept) < 10 and all(not one["error"] for one in kept)


def test_an_address_without_a_cluster_is_told_in_words():
    words = "no Dask scheduler answers at 'tcp://127.0.0.1:9'; is it running"
    with pytest.raises(ConnectionError, match=words):
        with cluster_executor("tcp://127.0.0.1:9", wait=1):
            pass
    with pytest.raises(ConnectionError, match="no Dask scheduler answers at 'what'"):
        with cluster_executor("what", wait=1):
            pass
    with pytest.raises(ValueError, match="n_workers must be a whole number"):
        with cluster_executor(n_workers=0):
            pass
