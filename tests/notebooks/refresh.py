"""Run notebooks in fresh kernels and store their outputs, the same bytes every time.

`make refresh` runs this on every lesson and solution; names on the command line choose
some. What differs from run to run (widget view ids, widget state, timings, details of
the kernel) is dropped. A notebook in which a cell failed is reported and left as it
was, unless the cell carries the tag `raises-exception`.
"""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from tests.notebooks import slides

ROOT = Path(__file__).resolve().parents[2]
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
CELL_TIMEOUT = 60
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


class RefreshError(Exception):
    """A notebook that cannot be stored, and why, in one sentence."""


def all_notebooks():
    lessons = (ROOT / "notebooks").glob("*.ipynb")
    solutions = (ROOT / "notebooks" / "solutions").glob("*.ipynb")
    return sorted(lessons) + sorted(solutions)


def refresh(path):
    """Execute one notebook and replace the file, all at once or not at all."""
    before = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(before, as_version=4)
    execute(notebook, path)
    normalize(notebook)
    if path.read_text(encoding="utf-8") != before:
        raise RefreshError("it was saved by someone else meanwhile: run it again")
    write_atomically(path, nbformat.writes(notebook) + "\n")


def execute(notebook, path):
    client = NotebookClient(
        notebook,
        timeout=CELL_TIMEOUT,
        kernel_name=KERNEL["name"],
        coalesce_streams=True,
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute(stderr=subprocess.DEVNULL)
    except CellExecutionError as error:
        what = f"{error.ename}: {error.evalue}"
        raise RefreshError(f"cell {failed_cell(notebook)}: {what}") from None
    except (CellTimeoutError, DeadKernelError) as error:
        raise RefreshError(str(error).strip()) from None


def failed_cell(notebook):
    """Count cells from 1; the last error is the one that ended the run."""
    cells = enumerate(notebook.cells, start=1)
    return [number for number, cell in cells if has_error(cell)][-1]


def has_error(cell):
    return any(output.output_type == "error" for output in cell.get("outputs", []))


def normalize(notebook):
    """Drop what differs from run to run, count executions from 1, fill in slides."""
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    notebook.metadata = nbformat.from_dict(metadata)
    slides.fill_in(notebook)
    code_cells = [c for c in notebook.cells if c.cell_type == "code"]
    run = [cell for cell in code_cells if cell.source.strip()]
    for count, cell in enumerate(run, start=1):
        cell.execution_count = count
        for output in cell.outputs:
            normalize_output(output, count)
    for cell in code_cells:
        cell.metadata.pop("execution", None)


def normalize_output(output, count):
    if "execution_count" in output:
        output.execution_count = count
    if "data" in output:
        output.data.pop(WIDGET_VIEW, None)
        if "<img" in output.data.get("text/html", ""):  # the same pixels, with words
            output.data.pop("image/png", None)
    if output.output_type == "error":
        # The rest of a traceback holds paths of this machine.
        output.traceback = [f"{output.ename}: {output.evalue}"]


def write_atomically(path, text):
    draft = path.with_name(path.name + ".draft")
    draft.write_text(text, encoding="utf-8", newline="\n")
    os.replace(draft, path)


def report(path):
    """Refresh one notebook; return what went wrong, or an empty string."""
    name = os.path.relpath(path)
    try:
        refresh(path)
    except RefreshError as error:
        return f"not refreshed: {name}, {error}"
    print(f"refreshed {name}", flush=True)
    return ""


def main(names):
    paths = [Path(name).resolve() for name in names] or all_notebooks()
    with ThreadPoolExecutor(max_workers=2) as pool:
        problems = [problem for problem in pool.map(report, paths) if problem]
    print("\n".join(problems), end="\n" if problems else "", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
