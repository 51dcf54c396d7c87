"""The benchmarks run and print whole tables; how fast they are is no matter here."""

import importlib
from pathlib import Path

import numpy as np
import pytest

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture(autouse=True)
def scripts_on_the_path(monkeypatch):
    monkeypatch.syspath_prepend(str(FOLDER))


def rows_of(text):
    """The cells of a printed table, its two lines of titles left out."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines[2:]]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda p: p.stem)
def test_a_benchmark_can_be_imported_and_has_a_main(path):
    assert callable(importlib.import_module(path.stem).main)


def test_surface_prints_a_row_or_a_reason_for_each_contender(monkeypatch, capsys):
    surface = importlib.import_module("surface")
    for name, small in (("POINTS", 400), ("TURNS", 2), ("ARTICLE_EPOCHS", 1)):
        monkeypatch.setattr(surface, name, small)
    monkeypatch.setattr(surface, "TARGETS", (-1e9, 0.9999))
    surface.main(seeds=2)
    text = capsys.readouterr().out
    rows = rows_of(text)
    named = {name for name in surface.CONTENDERS if f"{name} is not" in text}
    assert {row[0] for row in rows} | named == surface.CONTENDERS.keys()
    assert rows[0][0] == "nnlib" and rows[0][3] == "1.0"
    assert all(row[4:7] == ["–", "–", "–"] for row in rows)
    assert "the article's method, stopped at its best, reaches R²" in text


def test_surface_finds_the_first_arrival():
    surface = importlib.import_module("surface")
    seen = [(0.0, -np.inf), (1.5, 0.992), (2.5, 0.98), (3.5, 0.999)]
    assert surface.arrival(seen, 0.99) == (1.5, 1)
    assert surface.arrival(seen, 0.999) == (3.5, 3)
    assert surface.arrival(seen, 0.9999) == (np.inf, np.inf)


def test_scaling_finds_the_exponents():
    scaling = importlib.import_module("scaling")
    line = ("some", 8)
    seen = {(*line, 10): (1, 5), (*line, 100): (10, 5), (*line, 1000): (1000, 5)}
    overall, steepest = scaling.exponents(seen, line)
    assert overall == pytest.approx(1.5) and steepest == pytest.approx(2)


needs_status = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="memory is told by Linux only"
)


@needs_status
def test_scaling_prints_a_row_for_each_line(monkeypatch, capsys):
    scaling = importlib.import_module("scaling")

    def here(function, *values):
        return function(*values) if function is scaling.measured else "streams"

    monkeypatch.setattr(scaling, "POINTS", (1_000, 2_000))
    monkeypatch.setattr(scaling, "SECONDS_PER_RUN", 0)
    monkeypatch.setattr(scaling, "PLAIN_LIMIT", 2_000)
    monkeypatch.setattr(scaling, "FILE_ROWS", 10)
    monkeypatch.setattr(scaling, "in_a_process", here)
    scaling.main(rounds=1)
    text = capsys.readouterr().out
    assert [(method, int(width)) for method, width, *_ in rows_of(text)] == (
        scaling.LINES
    )
    assert all(all(row) for row in rows_of(text)) and "streams" in text


@needs_status
def test_a_file_larger_than_the_memory_allowed_streams(tmp_path):
    scaling = importlib.import_module("scaling")
    scaling.write_file(tmp_path / "rows.npy", 500_000, 17)  # 34 MB
    words = scaling.in_a_process(scaling.streamed, tmp_path / "rows.npy", 17_000_000)
    assert "34 MB does not fit into the 17 MB allowed, and streams" in words
