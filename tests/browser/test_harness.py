"""The harness itself, on a small notebook: a slider moves a plot and a drawing."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

EXPLORER = """
import asyncio
from io import BytesIO
import ipywidgets as widgets
from matplotlib.figure import Figure

def plot(n):
    figure, file = Figure(figsize=(3, 2)), BytesIO()
    figure.subplots().plot([0, n])
    figure.savefig(file, format="png")
    return file.getvalue()

def drawing(n):
    return f'<svg width="80" height="80"><circle cx="40" cy="40" r="{n}"/></svg>'

slider = widgets.IntSlider(value=5, min=0, max=20).add_class("nn-control-n")
shape = widgets.Dropdown(options=["line", "bow"]).add_class("nn-control-shape")
play = widgets.Button(description="Play")
image = widgets.Image().add_class("nn-picture").add_class("nn-picture-plot")
svg = widgets.HTML().add_class("nn-picture").add_class("nn-picture-drawing")
words = widgets.HTML().add_class("nn-words")

def show(change=None):
    image.value, svg.value = plot(slider.value), drawing(slider.value)
    words.value = f"n is {slider.value}, a {shape.value}"

async def move():
    for n in range(60):
        svg.value = drawing(n % 20)
        await asyncio.sleep(0.03)

play.on_click(lambda _: loop.call_soon_threadsafe(loop.create_task, move()))
slider.observe(show, "value")
shape.observe(show, "value")
show()
"""
SHOW = """
loop = asyncio.get_running_loop()
box = widgets.VBox([slider, shape, play, image, svg, words])
box.add_class("nn-explorer").add_class("nn-small")
"""


@pytest.fixture(scope="module")
def small(lab, tmp_path_factory):
    cells = [new_markdown_cell("# Small"), new_code_cell(EXPLORER), new_code_cell(SHOW)]
    cells += [new_code_cell("1 / 0", metadata={"tags": ["raises-exception"]})]
    cells += [new_markdown_cell("\n\n".join(["far down"] * 60)), new_code_cell("1 + 1")]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(cells=cells, metadata={"kernelspec": kernel})
    path = tmp_path_factory.mktemp("small") / "small.ipynb"
    nbformat.write(notebook, path)
    page = lab.open(path)
    yield page
    page.close()


@pytest.fixture
def explorer(small):
    return small.explorer("small")


def test_explorers_and_sliders_are_found(small):
    assert small.slider_names() == [["small", ["n"]]]


def test_keys_move_a_slider_and_the_pictures(explorer):
    explorer.press("n", "Home")
    for key, value in [("End", 20), ("ArrowLeft", 19), ("Home", 0), ("ArrowRight", 1)]:
        with explorer.picture_changes():
            explorer.press("n", key)
        assert explorer.value("n") == value
        explorer.wait_for_words(f"n is {value},")


def test_the_mouse_drags_a_slider(explorer):
    explorer.press("n", "Home")
    with explorer.picture_changes("plot"), explorer.picture_changes("drawing"):
        explorer.drag("n", 0.5)
    assert explorer.value("n") == pytest.approx(10, abs=1)


def test_a_dropdown_is_chosen_and_the_words_follow(explorer):
    explorer.choose("shape", "bow")
    explorer.wait_for_words("a bow")
    assert explorer.words().endswith("a bow")


def test_a_picture_that_does_not_change_is_noticed(explorer):
    with pytest.raises(AssertionError, match="no picture of small changed"):
        with explorer.picture_changes(seconds=0.3):
            pass


def test_latency_is_measured_for_plot_and_drawing(explorer):
    plot = explorer.painted_latency("n", "plot", count=5)
    drawing = explorer.painted_latency("n", "drawing", count=5)
    assert drawing > 3 and plot > 3, "earlier than any frame can be"


def test_frames_are_counted_while_something_plays(explorer):
    explorer.click("Play")
    assert explorer.frames_per_second(1, "drawing") > 0
    explorer.page.wait_for_timeout(1500)
    assert explorer.frames_per_second(0.5) == 0


def test_the_page_is_clean_and_can_be_photographed(small):
    assert small.screenshot("harness_small").stat().st_size > 10_000
    assert small.errors == []
    assert small.locator(".jp-toast, .Toastify__toast").count() == 0
