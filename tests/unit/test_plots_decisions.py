"""Pictures of decisions: the right way up, the right colors, the right counts."""

from io import BytesIO

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from PIL import Image

from nnlib.plots.decisions import (
    RIGHT_FILL,
    WRONG_FILL,
    add_class_legend,
    draw_confusion_table,
    draw_decision,
    draw_ground,
    draw_train_and_test,
    plane_grid,
)
from nnlib.plots.starts import HIGHEST, SIDE, StartPicture, corner_grid
from nnlib.plots.style import CLASS_COLORS, new_figure
from nnlib.training import EpochReport, History

CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], float)
TARGETS = np.array([[0], [1], [1], [0]], float)


@pytest.fixture
def ax():
    return new_figure()[1]


def test_the_grid_goes_row_by_row_from_the_lower_left():
    assert plane_grid(0, 1, 2).tolist() == [[0, 0], [1, 0], [0, 1], [1, 1]]


def test_high_scores_are_orange_and_up_is_up(ax):
    draw_decision(ax, lambda places: 9 * (places[:, 1:] - 0.5), CORNERS, TARGETS)
    values = ax.images[0].get_array()
    assert ax.images[0].origin == "lower"
    assert values[-1].min() > 0.7 and values[0].max() < 0.1  # stripes are paler
    red, _, blue = ax.images[0].to_rgba(values)[-1, 0, :3]
    assert red > blue, "class 1 is orange"


def test_samples_have_color_and_marker_of_their_class(ax):
    draw_decision(ax, lambda places: places[:, 0], CORNERS, TARGETS)
    looks = [
        (one.get_color(), one.get_marker(), len(one.get_xdata())) for one in ax.lines
    ]
    assert looks == [(CLASS_COLORS[0], "o", 2), (CLASS_COLORS[1], "^", 2)]


@pytest.mark.parametrize("score", [-3.0, 3.0])
def test_a_network_that_says_one_thing_has_no_boundary(ax, score):
    draw_decision(ax, lambda places: np.full(len(places), score), CORNERS, TARGETS)
    assert not ax.collections


def test_every_sample_is_in_the_picture(ax):
    rng = np.random.default_rng(0)
    inputs = rng.normal(3, 2, (50, 2))
    draw_decision(ax, lambda at: at[:, 0], inputs, np.arange(50) % 2)
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    assert left < inputs[:, 0].min() and inputs[:, 0].max() < right
    assert low < inputs[:, 1].min() and inputs[:, 1].max() < high


def test_the_legend_names_both_classes_and_the_line():
    figure, ax = new_figure()
    draw_ground(ax, np.zeros((2, 2)), 0, 1)
    add_class_legend(figure)
    add_class_legend(figure, boundary=False)
    texts = [[text.get_text() for text in one.texts] for one in figure.legends]
    assert texts == [["class 0", "class 1", "probability 0.5"], ["class 0", "class 1"]]


def test_training_and_test_losses_are_told_apart(ax):
    history = History([EpochReport(k, 1 / k, 2 / k, 0.1) for k in (1, 2, 3)])
    draw_train_and_test(ax, history)
    solid, dashed = ax.lines
    assert solid.get_ydata().tolist() == [1, 1 / 2, 1 / 3]
    assert dashed.get_ydata().tolist() == [2, 1, 2 / 3]
    assert solid.get_linestyle() != dashed.get_linestyle()


@pytest.mark.parametrize("n", [2, 3, 10])
def test_a_confusion_table_of_any_size(ax, n):
    table = np.arange(n * n).reshape(n, n)
    draw_confusion_table(ax, table, [str(k) for k in range(n)])
    assert [text.get_text() for text in ax.texts] == [str(k) for k in range(n * n)]
    fills = np.array([box.get_facecolor()[:3] for box in ax.patches])
    wanted = [RIGHT_FILL if k % (n + 1) == 0 else WRONG_FILL for k in range(n * n)]
    assert np.allclose(fills, [to_rgb(color) for color in wanted])


def test_remarks_stand_in_their_cells(ax):
    remarks = [["right", "false alarms"], ["misses", "right"]]
    draw_confusion_table(ax, [[878, 22], [21, 1079]], ("well", "ill"), remarks)
    texts = [text.get_text() for text in ax.texts]
    assert texts[:4] == ["878", "right", "22", "false alarms"]
    assert texts[4:] == ["21", "misses", "1,079", "right"]
    assert ax.texts[3].get_position() == (1, 0.24)


def test_the_start_picture_follows_scores_and_units():
    picture = StartPicture(CORNERS, TARGETS)
    scores = 8 * (corner_grid()[:, :1] - 0.5)
    hidden = np.full((SIDE**2, 4), 0.5)
    first = picture.png(scores, hidden, [0], [0.7])
    assert Image.open(BytesIO(first)).size == (860, 290)
    assert np.allclose(picture._boundary.get_xdata(), 0.5)
    assert picture.png(scores, hidden, [0], [0.7]) == first
    for outputs in (hidden + 0.4, hidden - 0.4):
        assert picture.png(scores, outputs, [0], [0.7]) != first
    assert picture.png(scores, hidden, [0, 1], [0.7, 5]) != first
    assert picture._line.get_ydata()[-1] == 5, "it leaves the picture"
    assert (picture._dot.get_marker(), picture._dot.get_ydata()[0]) == ("^", HIGHEST)
    picture.png(scores, hidden, [0, 1, 2], [0.7, 5, 0.5])
    assert (picture._dot.get_marker(), picture._dot.get_ydata()[0]) == ("o", 0.5)
