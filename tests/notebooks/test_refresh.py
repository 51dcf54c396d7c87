"""`make refresh` stores the same bytes twice, and strict nbval accepts them."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tests.notebooks.refresh import WIDGET_VIEW, main

HERE = Path(__file__).parent

EXPLORER = """
from ipywidgets import IntSlider, VBox

class Explorer(VBox):
    def __repr__(self):
        return "one slider over an empty picture"

    def _repr_mimebundle_(self, **options):
        view = super()._repr_mimebundle_(**options)
        return view | {"text/plain": repr(self), "image/svg+xml": "<svg/>"}

slider = IntSlider()
Explorer([slider])
"""
FIGURE = """
%matplotlib inline
from matplotlib.figure import Figure

figure = Figure(figsize=(2, 2))
figure.subplots().plot([1, 2])
figure
"""


@pytest.fixture
def notebook_file(tmp_path):
    """Write a notebook of these cells; return its path."""

    def write(*cells):
        path = tmp_path / "small.ipynb"
        nbformat.write(new_notebook(cells=list(cells)), path)
        return path

    return write


@pytest.fixture
def lively(notebook_file):
    """A notebook with a widget, a figure, two lines of print and a deliberate error."""
    return notebook_file(
        new_markdown_cell("# Lively"),
        new_code_cell(EXPLORER),
        new_code_cell("slider.value = 4\nprint('one')\nprint('two', flush=True)"),
        new_code_cell(FIGURE),
        new_code_cell("1 / 0", metadata={"tags": ["raises-exception"]}),
        new_code_cell(""),
    )


def run_nbval(path):
    options = ["--nbval", "--nbval-current-env", "--nbval-cell-timeout=60"]
    options += [f"--nbval-sanitize-with={HERE / 'sanitize.cfg'}"]
    command = [sys.executable, "-m", "pytest", "-q", *options, str(path)]
    return subprocess.run(command, capture_output=True, text=True, cwd=path.parent)


def test_two_refreshes_give_the_same_bytes(lively):
    assert main([str(lively)]) == 0
    once = lively.read_bytes()
    assert main([str(lively)]) == 0
    assert lively.read_bytes() == once


def test_strict_nbval_accepts_what_refresh_stores(lively):
    main([str(lively)])
    assert WIDGET_VIEW not in lively.read_text()
    assert "image/svg+xml" in lively.read_text()
    result = run_nbval(lively)
    assert result.returncode == 0, result.stdout


def test_strict_nbval_notices_a_changed_output(lively):
    main([str(lively)])
    lively.write_text(lively.read_text().replace("two\\n", "three\\n"))
    assert run_nbval(lively).returncode == 1


def test_a_failing_cell_is_named_and_nothing_is_stored(notebook_file, capsys):
    path = notebook_file(new_markdown_cell("# Broken"), new_code_cell("[][0]"))
    before = path.read_bytes()
    assert main([str(path)]) == 1
    assert path.read_bytes() == before
    assert "small.ipynb, cell 2: IndexError" in capsys.readouterr().err


def test_executions_are_counted_from_one_and_empty_cells_are_not(lively):
    main([str(lively)])
    cells = nbformat.read(lively, as_version=4).cells
    assert [cell.get("execution_count") for cell in cells[1:]] == [1, 2, 3, 4, None]


def test_a_notebook_that_is_saved_meanwhile_is_kept(notebook_file, capsys):
    path = notebook_file(new_code_cell("open('small.ipynb', 'a').write('\\n')"))
    before = path.read_text()
    assert main([str(path)]) == 1
    assert path.read_text() == before + "\n"
    assert "meanwhile" in capsys.readouterr().err
