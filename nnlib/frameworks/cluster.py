"""An executor for sweeps on a Dask cluster: a small one on this machine, or a real one.

A cluster is one scheduler, which hands out the work, and workers, which do it. If a
worker dies, the scheduler gives its runs to the others. The workers of a real cluster
need this course installed, in the same version as here.
"""

import os
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from nnlib import require

ADDRESS = "NNLIB_SCHEDULER"  # the environment variable that may hold an address


@contextmanager
def cluster_executor(
    address: str | None = None, *, n_workers: int = 2, wait: float = 30
) -> Iterator[Executor]:
    """Give an executor for `sweep` on the workers of a cluster.

    address: of its scheduler, such as "tcp://scheduler:8786"; without one, the variable
    NNLIB_SCHEDULER says where; without that, a cluster of `n_workers` processes is made
    on this machine and taken down at the end. wait: seconds to wait for an answer.
    Raises ConnectionError in words if there is none.
    """
    n_workers = require.whole_number("n_workers", n_workers, at_most=1000)
    wait = require.number("wait", wait, "(0, 1e6]")
    if not isinstance(address, str | None):
        raise ValueError(f"address must be text, got {require.short(address)}")
    from distributed import Client

    address = address or os.environ.get(ADDRESS)
    if address is None:
        with _small_cluster(n_workers) as cluster, Client(cluster) as client:
            yield client.get_executor()
        return
    try:
        client = Client(address, timeout=wait)
    except (OSError, ValueError) as error:
        problem = f"no Dask scheduler answers at {address!r}"
        raise ConnectionError(f"{problem}; is it running? ({error})") from None
    with client:
        yield client.get_executor()


def _small_cluster(n_workers: int):
    from distributed import LocalCluster

    return LocalCluster(
        n_workers=n_workers,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",  # any free port
    )
