"""Pictures of digits and weights: what is dark, what is dotted, what stands where."""

import numpy as np
import pytest

from nnlib.plots.digits import (
    draw_numbers,
    draw_tiles,
    ink_colors,
    weight_colors,
)
from nnlib.plots.style import new_figure


@pytest.fixture
def ax():
    return new_figure()[1]


def pixel(tile, row, column):
    """The 5 × 5 fine cells of one pixel."""
    return tile[5 * row : 5 * row + 5, 5 * column : 5 * column + 5]


def test_paper_is_white_and_ink_nearly_black():
    images = np.zeros((2, 64))
    images[1, 8 * 2 + 3] = 1  # row 2, column 3
    paper, inked = ink_colors(images)
    assert paper.shape == (40, 40, 3) and (paper == 1).all()
    assert (pixel(inked, 2, 3) < 0.15).all()
    assert (np.delete(inked, np.s_[10:15], axis=0) == 1).all()


def test_ink_out_of_range_is_cut():
    assert np.array_equal(ink_colors([[-1] * 64]), ink_colors([[0] * 64]))
    assert np.array_equal(ink_colors([[7] * 64]), ink_colors([[1] * 64]))


def test_weights_for_are_blue_and_weights_against_orange_with_a_dot():
    weights = np.zeros((1, 64))
    weights[0, 0], weights[0, 63] = 2, -2
    tile = weight_colors(weights)[0]
    blue, orange = pixel(tile, 0, 0), pixel(tile, 7, 7)
    assert (blue[..., 2] > blue[..., 0]).all()
    assert (orange[2, 2] == 1).all() and orange[0, 0, 0] > orange[0, 0, 2]
    assert np.allclose(pixel(tile, 3, 3), 1, atol=0.01)


def test_each_row_of_weights_has_a_scale_of_its_own():
    weights = np.random.default_rng(0).normal(size=(1, 64))
    large, small = weight_colors(np.concatenate([weights * 100, weights]))
    assert np.array_equal(large, small)
    assert np.allclose(weight_colors(np.zeros((1, 64))), 1, atol=0.01)


@pytest.mark.parametrize("captions", [(), ["a", "b", "c", "d", "e"], np.arange(5)])
def test_tiles_stand_in_rows(ax, captions):
    draw_tiles(ax, ink_colors(np.zeros((5, 64))), captions, columns=3)
    lefts = [image.get_extent()[0] for image in ax.images]
    tops = [image.get_extent()[3] for image in ax.images]
    assert lefts == [0, 10, 20, 0, 10] and len(set(tops)) == 2
    assert [text.get_text() for text in ax.texts] == [str(one) for one in captions]
    low, high = ax.get_ylim()
    assert low > max(tops) + 8 and high < 0  # rows go down


def test_each_number_stands_on_its_pixel(ax):
    draw_numbers(ax, np.arange(64) % 17)
    assert len(ax.texts) == 64
    assert ax.texts[9].get_text() == "9" and ax.texts[9].get_position() == (1, 1)
    assert ax.texts[16].get_color() == "#FFFFFF"  # on ink
    assert ax.texts[0].get_color() == "#000000"  # on paper
