"""Pictures of the surface: the right way up, on one scale, and never out of bounds."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from nnlib.data import sample_surface, surface_grid
from nnlib.plots.style import new_figure
from nnlib.plots.surface import (
    DIFFERENCES,
    HEIGHTS,
    draw_contours,
    draw_difference,
    draw_loss,
    draw_samples,
    draw_surface,
    square,
)
from nnlib.plots.training_pictures import TrainingPictures
from nnlib.room import projector, room
from nnlib.training import EpochReport, History

PLACES, TRUTH = surface_grid(20)


@pytest.fixture
def ax():
    return new_figure()[1]


@pytest.fixture(scope="module")
def pictures():
    return TrainingPictures(TRUTH)


def pixels(png):
    return np.asarray(Image.open(BytesIO(png)).convert("RGB"), int)


def test_the_scale_holds_the_whole_surface():
    low, high = HEIGHTS
    _, heights = surface_grid(200)
    assert low < heights.min() < low + 1 and high - 1 < heights.max() < high


@pytest.mark.parametrize("shape", [(400,), (400, 1), (20, 20)])
def test_a_grid_comes_in_any_shape(shape):
    assert square(TRUTH.reshape(shape)).shape == (20, 20)


@pytest.mark.parametrize("shape", [(399,), (1, 1), (3, 5)])
def test_what_is_no_grid_is_refused(shape):
    with pytest.raises(ValueError, match=r"n × n values, got the shape \(\d"):
        square(np.zeros(shape))


def test_north_is_up_and_east_is_right(ax):
    image = draw_surface(ax, PLACES[:, 1])
    assert image.origin == "lower" and image.get_extent() == [-10, 10, -10, 10]
    painted = image.get_array()
    assert painted[0, 0] == -10 and painted[-1, 0] == 10


@pytest.mark.parametrize(
    "draw, scale", [(draw_surface, HEIGHTS), (draw_difference, DIFFERENCES)]
)
def test_color_and_value_belong_together_in_every_picture(ax, draw, scale):
    image = draw(ax, TRUTH * 3, title="three times too high")
    assert image.get_clim() == scale
    assert ax.get_xlabel() == "x" and ax.get_ylabel() == "y"
    assert ax.get_title() == "three times too high"
    assert len(ax.figure.axes) == 2, "a color bar stands beside it"


def test_differences_are_blue_above_and_orange_below(ax):
    image = draw_difference(ax, [9, 0, -9, 0], color_bar=False)
    (red, _, blue, _), middle, (low_red, _, low_blue, _) = image.cmap([1.0, 0.5, 0.0])
    assert blue > red and low_red > low_blue and min(middle) > 0.99
    assert len(ax.figure.axes) == 1


def test_contours_and_samples_are_drawn(ax):
    draw_contours(ax, TRUTH, title="map")
    assert ax.collections and ax.texts, "lines with their heights"
    other = new_figure()[1]
    draw_samples(other, sample_surface(30))
    assert len(other.collections[0].get_offsets()) == 30


def test_the_loss_is_drawn_on_a_log_scale(ax):
    reports = [EpochReport(n, 1 / n, None, 0.1) for n in (1, 2, 3)]
    draw_loss(ax, History(reports))
    assert ax.get_yscale() == "log" and len(ax.lines) == 1
    assert ax.get_xlabel() == "epoch"


def test_a_validation_loss_is_told_apart_by_dashes(ax):
    reports = [EpochReport(n, 1 / n, 2 / n, 0.1) for n in (1, 2, 3)]
    draw_loss(ax, History(reports))
    assert [line.get_linestyle() for line in ax.lines] == ["-", "--"]
    assert ax.get_legend() is not None


def test_a_perfect_prediction_leaves_the_difference_white(pictures):
    image = pixels(pictures.surfaces_png(TRUTH))
    middle = image[60:180, 360:500]
    assert middle.min() > 245


def test_squares_line_up_with_the_truth(pictures):
    truth = pixels(pictures.truth_png)
    learned = pixels(pictures.surfaces_png(TRUTH))
    assert (truth[30:210, 55:235] == learned[30:210, 55:235]).mean() > 0.99


def test_wild_values_are_painted_in_the_last_colors(pictures):
    high, low = (pixels(pictures.surfaces_png(TRUTH + d)) for d in (1e9, -1e9))
    assert (high[120, 150] == [253, 231, 36]).all()  # the bright end of viridis
    assert (low[120, 150] == [68, 1, 84]).all()
    assert high[120, 450, 2] > high[120, 450, 0]  # blue: too high
    assert low[120, 450, 0] > low[120, 450, 2]  # orange: too low


def test_the_loss_curve_makes_room(pictures):
    for last, end in [(0, 50), (50, 50), (51, 100), (5000, 6400), (10, 50)]:
        png = pictures.loss_png([0, last], [1.0, 0.1], [], "")
        assert pictures._loss_ax.get_xlim() == (0, end)
        assert pixels(png).shape == (190, 860, 3)


def test_losses_beyond_the_picture_stay_at_its_edge(pictures):
    first = pictures.loss_png([0, 1, 2], [1.0, 1e30, 1e-30], [1], "note")
    second = pictures.loss_png([0, 1, 2], [1.0, 1e2, 1e-4], [1], "note")
    assert first == second


def test_pictures_grow_on_a_projector():
    projector()
    try:
        large = TrainingPictures(TRUTH)
        assert large.truth_width == round(252 * room().wider)
        sizes = {text.get_fontsize() for text in large._loss_ax.texts}
        assert min(sizes) >= 16
    finally:
        projector(False)
