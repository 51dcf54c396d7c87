"""Lesson 04: shapes and parameter counts that follow width, depth and batch."""

import re

import pytest

from nnlib.explorers.shapes import ShapesExplorer, network_shapes
from nnlib.plots.shape_boxes import shapes_svg
from tests.explorers.sweep import check_explorer


def test_every_setting_gives_a_picture_and_words():
    check_explorer(ShapesExplorer())


def test_it_begins_with_the_running_network():
    words = ShapesExplorer().words_text
    assert words.startswith("Structure [2, 3, 1]: a batch of one row goes through as")
    assert "(1, 2) → (1, 3) → (1, 1). The network has 13 parameters" in words


@pytest.mark.parametrize(
    "width, hidden, count", [(3, 1, 13), (32, 3, 2241), (64, 3, 8577), (1, 1, 5)]
)
def test_parameters_by_hand(width, hidden, count):
    shapes = network_shapes(rows=7, width=width, hidden=hidden)
    assert shapes.n_parameters == count
    assert shapes.flow[0] == (7, 2) and shapes.flow[-1] == (7, 1)


def test_the_batch_changes_what_flows_and_nothing_else():
    one, many = (network_shapes(rows, 5, 2) for rows in (1, 50))
    assert one.weights == many.weights and one.n_parameters == many.n_parameters
    assert [shape[0] for shape in many.flow] == [50] * 4


def test_batch_and_width_end_at_different_numbers():
    controls = ShapesExplorer().controls
    assert (controls["rows"].max, controls["width"].max) == (50, 64)


def test_small_tables_are_cut_into_cells():
    drawn = shapes_svg([(1, 2), (1, 3), (1, 1)], [(2, 3), (3, 1)], "Two layers.")
    lines = [path.count("M") for path in re.findall('path d="([^"]*)"', drawn)]
    assert lines == [1, 3, 2, 2, 2, 2]  # nothing to cut in (1,) and (1, 1)


def test_the_picture_shows_the_same_numbers_as_the_words():
    explorer = ShapesExplorer()
    explorer.controls["width"].value, explorer.controls["hidden"].value = 64, 3
    drawn = re.sub(r"</?tspan[^>]*>", "", explorer.pictures["shapes"].value)
    assert "192 + 4,160 + 4,160 + 65 = 8,577 parameters" in drawn
    assert "64·64 + 64 = 4,160" in drawn and "(64, 64)" in drawn and "(64,)" in drawn
    assert "8,577 parameters" in explorer.words_text
