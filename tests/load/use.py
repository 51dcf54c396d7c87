"""What processes take. RSS counts shared pages in full, PSS in equal shares."""

from typing import NamedTuple

import psutil

MB = 1e6


class Use(NamedTuple):
    """Memory in megabytes (10⁶ bytes), and processor seconds so far."""

    rss: float
    pss: float
    seconds: float


def server_and_kernels(pid):
    """The use of the server, and a list of that of each of its kernels."""
    server = psutil.Process(pid)
    kernels = [one for one in server.children(True) if _is_kernel(one)]
    return _use(server), [_use(one) for one in kernels]


def _use(process):
    info, times = process.memory_full_info(), process.cpu_times()
    pss = getattr(info, "pss", info.uss)  # PSS is known on Linux only
    return Use(info.rss / MB, pss / MB, times.user + times.system)


def _is_kernel(process):
    return any("ipykernel_launcher" in word for word in process.cmdline())
