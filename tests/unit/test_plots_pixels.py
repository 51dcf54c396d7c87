"""Ready-made pixels: maps are stretched truly, wires go where they should."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from nnlib.plots.pixels import (
    N_COLORS,
    Wires,
    boundary,
    color_numbers,
    color_table,
    enlarged,
    painted,
    text_pixels,
)
from nnlib.plots.style import BLUE, CLASSES, ORANGE
from nnlib.room import projector


def test_a_plane_stays_a_plane_when_it_is_stretched():
    axis = np.linspace(-1, 1, 97)[1::2]  # the middles of 48 cells
    x, y = np.meshgrid(axis, axis)
    large = enlarged(np.stack([x, 2 * y, 0 * x + 3]), 280)
    fine = np.linspace(-1, 1, 561)[1::2]
    inside = slice(4, -4)  # beyond the last middle the last value stays
    assert large.shape == (3, 280, 280)
    assert np.allclose(large[0, inside, inside], fine[inside], atol=1e-5)
    assert np.allclose(large[1, inside, inside], 2 * fine[inside, None], atol=1e-5)
    assert np.allclose(large[2], 3)


@pytest.mark.parametrize("n_to", [16, 28, 48, 65])
def test_stretching_never_leaves_the_range(n_to):
    maps = np.random.default_rng(0).choice([-5.0, 5.0], (3, 48, 48))
    assert np.abs(enlarged(maps, n_to)).max() <= 5 + 1e-5


def test_the_boundary_is_where_the_sign_changes():
    line = boundary(np.tile(np.linspace(-1, 1, 10), (10, 1)))
    assert line[:, [4, 5]].all() and line.sum() == 20
    across = boundary(np.tile(np.linspace(-1, 1, 10), (10, 1)).T)
    assert (across == line.T).all()
    assert not boundary(np.ones((10, 10))).any()


def test_numbers_of_colors_stay_in_the_table():
    values = np.array([-1e300, -1.0, 0.0, 1.0, 1e300])
    numbers = color_numbers(values, -1, 1)
    assert list(numbers) == [0, 0, (N_COLORS - 1) // 2, N_COLORS - 1, N_COLORS - 1]
    table = color_table(CLASSES, np.linspace(0, 1, N_COLORS))
    pixels = painted(table, numbers)
    assert pixels.shape == (5, 4) and (pixels[:, 3] == 255).all()
    assert np.allclose(
        pixels[[0, -1], :3] / 255, [to_rgb(BLUE), to_rgb(ORANGE)], atol=1
    )


def wires():
    starts, ends = [(10, 20.5), (10, 60.5)], [(70, 20.5), (70, 60.5)]
    return Wires([(starts, ends)], (80, 100), (BLUE, ORANGE))


def test_a_positive_wire_is_solid_and_a_negative_one_dashed():
    pixels = wires().pixels(np.array([3.0, -3.0]))
    solid, dashed = pixels[20, 10:70], pixels[60, 10:70]
    assert (solid[:, 3] == 255).all()
    assert np.abs(solid[:, :3] / 255 - to_rgb(ORANGE)).max() < 0.01
    shown = dashed[:, 3] > 0
    assert shown.mean() == pytest.approx(0.6)
    assert np.abs(dashed[shown, :3] / 255 - to_rgb(BLUE)).max() < 0.01
    assert not pixels[:, :10].any() and not pixels[:, 70:].any()


def test_a_larger_weight_makes_a_wider_wire():
    widths = []
    for weight in (0.1, 1.0, 3.0, 1e9):
        painted_rows = wires().pixels(np.array([weight, 0.0]))[10:31, 30, 3]
        widths.append(int(painted_rows.sum()))
    assert widths == sorted(widths) and widths[0] < widths[1] < widths[2]
    assert widths[3] <= 6 * 255


def test_steep_wires_touch_both_ends_and_stay_inside():
    gap = [(0, 2.0)] * 2, [(40, 2.0), (40, 398.0)]
    pixels = Wires([gap], (400, 44), (BLUE, ORANGE)).pixels(np.array([1.0, 1.0]))
    assert pixels.shape == (400, 44, 4)
    rows = np.flatnonzero(pixels[:, :, 3].any(axis=1))
    assert rows[0] <= 2 and rows[-1] >= 390


def test_words_become_pixels_in_both_rooms():
    laptop = text_pixels("layer 1", 64, 18)
    try:
        projector()
        large = text_pixels("layer 1", 64, 18)
    finally:
        projector(False)
    assert laptop.shape == (18, 64, 4) and large.shape == (28, 102, 4)
    assert laptop[..., 3].any() and not laptop[0, 0, 3]
    assert not laptop[:, :3, 3].any() and not laptop[:, -3:, 3].any(), "cut off"
    assert not large[:, :3, 3].any() and not large[:, -3:, 3].any(), "cut off"
