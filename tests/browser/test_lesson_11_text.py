"""Lesson 11 in a real JupyterLab: its pictures, and starts of every size on XOR."""

import pytest

START = "not trained yet"
SCALES = ("0.01", "0.03", "0.1", "0.3", "1", "3", "10")


@pytest.fixture
def page(lesson):
    return lesson("11_deciding_between_classes")


@pytest.fixture
def starts(page):
    explorer = page.explorer("start-scale")
    explorer.click("Reset")
    explorer.wait_for_words(f"× 0.01, rate 0.5, {START}")
    return explorer


def set_scale(explorer, scale):
    """Go to a scale with the arrow keys, from the lower end of the slider."""
    explorer.press("scale", "Home")
    explorer.wait_for_words("Start weights × 0.01,")
    explorer.press("scale", "ArrowRight", times=SCALES.index(scale))
    explorer.wait_for_words(f"Start weights × {scale}, rate 0.5, {START}")


def test_every_picture_of_the_lesson_is_painted(page):
    for words in ("A blue band", "After 100 epochs", "Five boundaries", "Well above"):
        picture = page.locator(f"img[alt^='{words}']")
        picture.scroll_into_view_if_needed()
        assert picture.evaluate("one => one.complete && one.naturalWidth") > 400
        page.screenshot(f"lesson_11_{words.split()[1]}")


def test_a_step_is_one_iteration(starts):
    set_scale(starts, "1")  # of a tiny start nobody would see a step
    for words in ("1 iteration:", "2 iterations:", "3 iterations:"):
        with starts.picture_changes():
            starts.click("Step")
        starts.wait_for_words(f"after {words}")


def test_a_tiny_start_stays_where_it_is(page, starts):
    starts.click("Play")
    starts.wait_for_words("it says 0.5 to everything", seconds=120)
    assert "after 10,000 iterations: cost 0.6931, 2 of 4" in starts.words()
    page.screenshot("lesson_11_tiny_start")


def test_an_ordinary_start_solves_it(page, starts):
    set_scale(starts, "1")
    starts.click("Play")
    starts.wait_for_words("All four were right after", seconds=60)
    starts.click("Pause")
    starts.control("play").get_by_text("Play", exact=True).wait_for()
    page.screenshot("lesson_11_ordinary_start")
    assert "4 of 4 corners right" in starts.words()


def test_a_higher_rate_rescues_the_tiny_start(page, starts):
    starts.click("Play")
    starts.wait_for_words("cost 0.6931", seconds=30)
    starts.press("rate", "End")
    starts.wait_for_words("All four were right after", seconds=60)
    page.screenshot("lesson_11_rescued_start")
    assert "rate 5," in starts.words()


def test_another_start_number_begins_anew(starts):
    with starts.picture_changes():
        starts.drag("scale", 1.0)
        starts.wait_for_words("Start weights × 10,")
    starts.click("Step")
    starts.wait_for_words("after 1 iteration:")
    with starts.picture_changes():
        starts.press("seed", "ArrowRight")
        starts.wait_for_words(START)


def test_the_exercises_wait_for_answers(page):
    waiting = page.locator(".jp-OutputArea-output", has_text="not attempted yet")
    waiting.last.scroll_into_view_if_needed()
    assert waiting.count() == 3
    page.screenshot("lesson_11_exercises")
