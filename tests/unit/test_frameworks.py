"""What the frameworks' corner of nnlib does without any framework."""

import re
from pathlib import Path

import pytest

from nnlib.frameworks import available
from nnlib.frameworks.available import FrameworksHere, installed
from nnlib.frameworks.parity import curves, difference, short_article_classifier
from nnlib.frameworks.source_code import SideBySide, code_lines, code_of
from nnlib.frameworks.three_ways import WAYS


def here(monkeypatch, *names):
    monkeypatch.setattr(available, "installed", lambda package: package in names)
    return FrameworksHere()


def test_what_can_be_imported_is_installed():
    assert installed() and installed("numpy", "pandas")
    assert not installed("numpy", "a_package_that_nobody_has")


def test_the_sentence_names_what_is_missing_and_how_to_get_it(monkeypatch):
    for names, words in [
        ((), "PyTorch, Keras and Dask are not installed: every cell runs"),
        (("torch",), "PyTorch found, but Keras and Dask are not installed"),
        (("torch", "keras"), "PyTorch and Keras found, but Dask is not installed"),
    ]:
        told = here(monkeypatch, *names)
        assert words in repr(told) and "`make lab-frameworks`" in repr(told)
        assert "<code>make lab-frameworks</code>" in told._repr_html_()
    everything = here(monkeypatch, "torch", "keras", "distributed")
    assert repr(everything).startswith("PyTorch, Keras and Dask are here")
    assert "make" not in repr(everything)


def example(a):
    """This line does not count.

    Nor does this one."""
    b = a + 1

    return [
        b,
    ]


def test_lines_are_counted_without_title_docstring_and_blanks():
    assert code_of(example) == "b = a + 1\n\nreturn [\n    b,\n]\n"
    assert code_lines(example) == 4


def test_the_ways_fit_side_by_side():
    shown = SideBySide(**WAYS)
    assert list(shown.line_counts()) == ["nnlib", "PyTorch", "Keras"]
    assert (
        repr(shown)
        == "Side by side: "
        + ", ".join(f"{name} {code_lines(way)} lines" for name, way in WAYS.items())
        + "."
    )
    for way in WAYS.values():
        assert max(map(len, code_of(way).splitlines())) <= 36
    html = SideBySide(small=compare)._repr_html_()
    assert "a &lt; 1" in html and html.count("<pre") == 1


def compare(a):
    """Compare."""
    return a < 1


def test_pins_are_exact_and_are_what_the_lesson_asks_for():
    file = Path(__file__).resolve().parents[2] / "requirements-frameworks.txt"
    pins = [re.fullmatch(r"(\w+)==[\d.]+", one) for one in file.read_text().split()]
    assert [pin[1] for pin in pins] == [*available.NAMES]


def test_our_own_curve_is_that_of_lesson_09():
    losses = curves(4, ["nnlib"])["nnlib"]
    assert losses == pytest.approx([93.88, 111.0, 634.0, 1667], rel=1e-3)


def test_a_difference_is_a_part_of_large_numbers_only():
    assert difference([0.5, 0.25], [0.5, 0.26]) == pytest.approx(0.01)
    assert difference([100.0, 1], [101.0, 1]) == pytest.approx(0.01)


def test_the_classifier_is_that_of_the_short_article():
    network, points, classes = short_article_classifier()
    assert [one.n_out for one in network.dense_layers] == [64, 32, 1]
    assert points.shape == (300, 2) and classes.shape == (300, 1)
