"""Lesson 03 in a real JupyterLab: lines that stay straight, bend, and follow a hill."""

import pytest


@pytest.fixture
def page(lesson):
    return lesson("03_bending_lines")


@pytest.fixture
def depth(page):
    explorer = page.explorer("linear-depth")
    explorer.click("Reset")
    explorer.wait_for_words("1 linear layer is one straight line: y = 2·x + 1.5.")
    return explorer


@pytest.fixture
def activations(page):
    explorer = page.explorer("activations")
    explorer.click("Reset")
    explorer.wait_for_words("sigmoid(2) ≈ 0.881.")
    return explorer


@pytest.fixture
def hinges(page):
    explorer = page.explorer("hinges")
    explorer.click("Reset")
    explorer.wait_for_words("The bold line is 0.58 away from the target")
    return explorer


def test_more_linear_layers_stay_one_line(page, depth):
    with depth.picture_changes("line"):
        depth.press("depth", "ArrowRight", times=2)
    depth.wait_for_words("3 linear layers in a row are still one straight line")
    depth.press("depth", "End")
    depth.wait_for_words("y = −1.5·x − 1.625")
    page.screenshot("lesson_03_depth")


def test_relu_bends_the_line(page, depth):
    depth.press("depth", "ArrowRight", times=2)
    depth.control("relu").locator("input").check()
    depth.wait_for_words("the line bends at x = −0.75 and 1.25.")
    page.screenshot("lesson_03_relu")
    depth.drag("weight", 0.5)
    depth.wait_for_words("3 layers with ReLU in between")
    depth.control("relu").locator("input").uncheck()
    depth.wait_for_words("still one straight line")


def test_the_cursor_walks_along_each_function(page, activations):
    for name, words in [
        ("step", "step(6) = 1. The slope is 0"),
        ("relu", "relu(6) = 6. The slope here is 1"),
        ("tanh", "tanh(6) ≈ 1."),
        ("softmax", "The scores 6, 1, 0 become"),
        ("sigmoid", "saturated. The output is close to 1"),
    ]:
        with activations.picture_changes("curve"):
            activations.choose("function", name)
        activations.press("z", "End")
        activations.wait_for_words(words)
        page.screenshot(f"lesson_03_{name}")
        activations.press("z", "Home")


def test_a_hinge_is_moved_by_keyboard_and_mouse(hinges):
    with hinges.picture_changes("curve"):
        hinges.press("size3", "End")
    hinges.wait_for_words("the bold line from left to right: 0, +1, 0, +4.")
    with hinges.picture_changes("curve"):
        hinges.drag("place1", 0.9)
    assert hinges.value("place1") == pytest.approx(3.6, abs=0.2)


def test_the_computer_places_hinges_and_compares(page, hinges):
    hinges.click("Let it place them")
    hinges.wait_for_words("tried all 10,660 ways to place three hinges")
    hinges.wait_for_words("the gray dashed curve, were 0.58 away")
    assert hinges.value("size1") == 1.4
    page.screenshot("lesson_03_hinges")
    hinges.choose("target", "a wave")
    hinges.wait_for_words("The bold line is")
    hinges.click("Let it place them")
    hinges.wait_for_words("its choice is 0.07 away")


@pytest.mark.parametrize(
    "name, control, picture",
    [
        ("linear-depth", "weight", "line"),
        ("activations", "z", "curve"),
        ("hinges", "size1", "curve"),
    ],
)
def test_a_moved_slider_is_painted_at_once(page, name, control, picture):
    latency = page.explorer(name).painted_latency(control, picture)
    print(f"{name}: key press to painted picture: {latency:.0f} ms")
    assert latency > 0  # how fast it is: benchmarks/latency.py
