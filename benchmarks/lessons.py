"""What does a lesson ask of a small machine: how long on one CPU, how much memory?

Runs lessons one after the other, each in a fresh kernel that is held to one CPU: all
cells, and then every control of every explorer to both of its ends. Seconds are those
on the clock and those of the processor; memory is that of the kernel (resident), once
after the first cell that loads nnlib, and at its peak. Binder lends one CPU and
guarantees 450 MB for the kernel and the server. Needs Linux.

    python benchmarks/lessons.py                               all lessons
    python benchmarks/lessons.py notebooks/09_full_training.ipynb
"""

import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
PROCESSES = Path("/proc")
CELL_SECONDS, MEGABYTE = 120, 1_000_000
MOVE_ALL = """
import gc
from nnlib.explorers.base import Explorer
from nnlib.explorers.player import Player

for explorer in [one for one in gc.get_objects() if isinstance(one, Explorer)]:
    for control in explorer.controls.values():
        values = getattr(control, "_options_values", ())
        if hasattr(control, "max"):
            values = control.min, control.max
        if hasattr(control, "base"):  # its ends are exponents
            values = [control.base**end for end in values]
        for value in values:
            control.value = value
    for _ in range(10 if isinstance(explorer, Player) else 0):
        explorer.step()
"""


def memory(process: int, name: str) -> float:
    """Return a line of a process's status in MB: VmRSS is now, VmHWM the peak."""
    for line in (PROCESSES / str(process) / "status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * 1024 / MEGABYTE
    raise OSError(f"this system does not tell {name}")


def processor_seconds(process: int) -> float:
    """Return the processor time that all threads of a process have had so far."""
    fields = (PROCESSES / str(process) / "stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measured(path: Path) -> dict[str, float]:
    """Run a lesson in a fresh kernel; return what it took."""
    notebook, found = nbformat.read(path, as_version=4), {}
    notebook.cells.append(nbformat.v4.new_code_cell(MOVE_ALL))
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
    )

    def look(cell, **_) -> None:
        process = client.km.provisioner.pid
        if "nnlib" in cell.source:
            found.setdefault("MB after imports", memory(process, "VmRSS"))
        found["processor seconds"] = processor_seconds(process)
        found["peak MB"] = memory(process, "VmHWM")

    client.on_cell_executed = look
    begun = perf_counter()
    client.execute(stderr=subprocess.DEVNULL)
    return {"seconds": perf_counter() - begun} | found


def main(names: list[str] | tuple = ()) -> None:
    """Print the table for these notebooks, or for all lessons."""
    if not PROCESSES.exists():
        return print("memory is measured on Linux only: nothing was run")
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # kernels inherit it
    titles = ["seconds", "processor seconds", "MB after imports", "peak MB"]
    print("| lesson |", " | ".join(titles), "|\n|---|" + "--:|" * len(titles))
    for path in [Path(n) for n in names] or sorted(FOLDER.glob("*.ipynb")):
        found = measured(path.resolve())
        cells = [f"{found[title]:.{1 if 'sec' in title else 0}f}" for title in titles]
        print("|", path.stem, "|", " | ".join(cells), "|", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
