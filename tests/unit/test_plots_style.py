"""The house style: readable, and without a trace in the user's settings."""

from io import BytesIO

import matplotlib
import numpy as np
import pytest
from matplotlib.text import Text
from PIL import Image, ImageChops

from nnlib.plots import style
from nnlib.plots.canvas import Canvas, fast_png_bytes, png_bytes, small_png
from nnlib.plots.picture import Diagram, Picture, svg_words
from nnlib.plots.style import class_style, new_figure
from nnlib.room import projector


@pytest.fixture
def big_room():
    projector()
    yield
    projector(False)


def luminance(color):
    channels = np.array([int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(
        channels <= 0.03928, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4
    )
    return linear @ [0.2126, 0.7152, 0.0722]


def contrast(one, other):
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["BLUE_TEXT", "ORANGE_TEXT", "BLACK", "GRAY"])
def test_text_colors_stand_out_on_white(name):
    assert contrast(getattr(style, name), style.WHITE) >= 4.5


def test_classes_differ_in_color_and_in_marker():
    looks = [class_style(index) for index in range(8)]
    assert len({look["color"] for look in looks}) == 8
    assert len({look["marker"] for look in looks}) == 8


def text_sizes(figure):
    figure.canvas.draw()
    return [one.get_fontsize() for one in figure.findobj(Text) if one.get_text()]


def test_text_and_width_on_a_laptop():
    for columns in (1, 2, 3):
        figure, _ = new_figure(columns)
        assert figure.bbox.width <= 900
        assert min(text_sizes(figure)) >= 10


def test_text_and_width_on_a_projector(big_room):
    figure, ax = new_figure()
    ax.set_title("Loss")
    Picture(figure, "A loss.")
    assert min(text_sizes(figure)) >= 16
    assert figure.bbox.width <= 1280


def test_small_text_is_raised():
    figure, ax = new_figure()
    ax.text(0.5, 0.5, "small", fontsize=6)
    Picture(figure, "A word.")
    assert min(text_sizes(figure)) >= 10


def test_the_users_settings_stay_and_do_not_matter():
    with matplotlib.rc_context({"font.size": 4, "axes.grid": False}):
        before = dict(matplotlib.rcParams)
        figure, _ = new_figure()
        odd = Picture(figure, "Empty axes.").content
        assert dict(matplotlib.rcParams) == before
    figure, _ = new_figure()
    assert Picture(figure, "Empty axes.").content == odd


def test_picture_carries_its_words():
    figure, ax = new_figure()
    ax.plot([1, 2], [2, 1])
    picture = Picture(figure, 'A "line" & falls.')
    bundle = picture._repr_mimebundle_()
    assert repr(picture) == bundle["text/plain"] == 'A "line" & falls.'
    html = bundle["text/html"]
    assert html.startswith('<img alt="A &quot;line&quot; &amp; falls." src="data:image')
    assert b"matplotlib" not in picture.content.lower()


def test_the_same_picture_is_the_same_bytes():
    def content():
        figure, ax = new_figure(width=300, height=200)
        ax.plot([1, 2, 3], [2, 1, 2])
        return Picture(figure, "A line.").content

    assert content() == content()


def test_diagram_takes_the_words_of_its_drawing():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" aria-label="x &lt; y"/>'
    assert svg_words(svg) == "x < y"
    diagram = Diagram(svg)
    assert repr(diagram) == "x < y"
    html = diagram._repr_mimebundle_()["text/html"]
    assert html.startswith('<img alt="x &lt; y" src="data:image/svg+xml,%3Csvg')


@pytest.mark.parametrize("words", ["", "  "])
def test_a_picture_without_words_is_refused(words):
    with pytest.raises(ValueError, match="needs words"):
        Picture(new_figure()[0], words)


def opened(png):
    return Image.open(BytesIO(png))


def test_canvas_repaints_what_moves():
    figure, ax = new_figure(width=300, height=200)
    canvas = Canvas(figure)
    (line,) = ax.plot([0, 1], [0, 1])
    canvas.moving(line)
    first = canvas.png()
    line.set_ydata([1, 0])
    assert canvas.png() != first
    line.set_ydata([0, 1])
    assert canvas.png() == first
    assert opened(first).size == (300, 200) == (canvas.width, 200)


def greatest_difference(one, other):
    difference = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    return max(high for _, high in difference.getextrema())


def test_the_fast_picture_has_the_same_pixels():
    figure, ax = new_figure(width=301, height=199)
    ax.plot([0, 1], [0, 1])
    figure.canvas.draw()
    fast, small = fast_png_bytes(figure.canvas), png_bytes(figure.canvas)
    opened(fast).verify()
    assert opened(fast).size == opened(small).size == (301, 199)
    assert greatest_difference(opened(fast), opened(small)) <= 2
    assert opened(fast).getextrema()[3] == (255, 255), "nothing is transparent"


def test_the_small_picture_needs_half_the_bytes_and_looks_the_same():
    x, y = np.mgrid[0:20:100j, 0:20:100j]
    figure, ax = new_figure(width=480, height=380)
    ax.imshow(np.sin(x) + np.cos(y), interpolation="bilinear")
    figure.canvas.draw()
    exact = Image.fromarray(np.asarray(figure.canvas.buffer_rgba())).convert("RGB")
    file = BytesIO()
    exact.save(file, "png")
    small = small_png(exact)
    assert len(small) < len(file.getvalue()) / 2
    assert len(exact.getcolors(10**6)) > 512
    assert greatest_difference(exact, opened(small)) < 20


def test_canvas_paints_new_limits_when_told():
    figure, ax = new_figure(width=300, height=200)
    canvas = Canvas(figure)
    first = canvas.png()
    ax.set_xlim(0, 50)
    assert canvas.png() == first
    canvas.redraw_background()
    assert canvas.png() != first
