"""Lesson 12 in a real JupyterLab: its pictures, and accuracy against width."""

import pytest

WIDTHS = ("0", "1", "2", "3", "4", "6", "8", "12", "16", "24", "32", "64", "128")
PICTURES = {
    "first": "A zero made of 8 by 8 counts",
    "many": "Thirty small gray digits",
    "confusion": "Ten by ten counts",
    "worst": "Twelve misread digits",
    "templates": "Ten patterns of blue and orange",
    "units": "Unit 13 answers to fours",
}


@pytest.fixture
def page(lesson):
    return lesson("12_reading_digits")


@pytest.fixture
def widths(page):
    explorer = page.explorer("digit-width")
    explorer.click("Reset")
    explorer.wait_for_words("4 hidden units, 310 parameters. One run: 0.847")
    return explorer


def set_width(explorer, width):
    """Go to a width with the arrow keys, from the lower end of the slider."""
    explorer.press("width", "Home")
    explorer.wait_for_words("No hidden layer, 650 parameters.")
    explorer.press("width", "ArrowRight", times=WIDTHS.index(width))
    explorer.wait_for_words(f"{width} hidden units,")


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_of_the_lesson_is_painted(page, name):
    picture = page.locator(f"img[alt^='{PICTURES[name]}']")
    picture.scroll_into_view_if_needed()
    picture.wait_for()
    assert picture.evaluate("one => one.complete && one.naturalWidth") > 400
    page.screenshot(f"lesson_12_{name}")


def test_the_width_slider_moves_picture_and_words(page, widths):
    with widths.picture_changes():
        widths.press("width", "ArrowRight")
        widths.wait_for_words("6 hidden units, 460 parameters. One run:")
    with widths.picture_changes():
        widths.press("width", "End")
        widths.wait_for_words("128 hidden units, 9,610 parameters.")
    page.screenshot("lesson_12_width_one_run")
    widths.press("width", "Home")
    widths.wait_for_words("No hidden layer, 650 parameters. One run: 0.969")


def test_more_runs_decide(page, widths):
    set_width(widths, "32")
    widths.wait_for_words("it is one run, and may be luck.")
    with widths.picture_changes():
        widths.press("runs", "ArrowRight", times=3)
        widths.wait_for_words("4 runs:")
    widths.wait_for_words("these runs do not decide.")
    with widths.picture_changes():
        widths.press("runs", "End")
        widths.wait_for_words("11 of 12 runs are better")
    widths.wait_for_words("clearly better.")
    page.screenshot("lesson_12_width_32")


def test_a_narrow_layer_is_worse_than_none(page, widths):
    widths.drag("runs", 1.0)
    widths.wait_for_words("12 runs: from 0.089 to 0.919, mean 0.750")
    assert widths.words().endswith("clearly worse.")
    page.screenshot("lesson_12_width_4")


def test_other_test_images_spread_more(page, widths):
    set_width(widths, "16")
    widths.press("runs", "End")
    widths.wait_for_words("12 runs: from 0.964 to 0.981")
    with widths.picture_changes():
        widths.choose("deal", "dealt anew for each run")
        widths.wait_for_words("12 runs: from 0.955 to 0.983")
    page.screenshot("lesson_12_width_dealt_anew")


def test_the_exercises_wait_for_answers(page):
    waiting = page.locator(".jp-OutputArea-output", has_text="not attempted yet")
    waiting.last.scroll_into_view_if_needed()
    assert waiting.count() == 3
    page.screenshot("lesson_12_exercises")
