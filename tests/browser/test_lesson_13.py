"""Lesson 13 in a real JupyterLab, where no framework is installed: every cell runs."""

import pytest

from nnlib.frameworks.available import installed


@pytest.fixture
def page(lesson):
    return lesson("13_onward")


@pytest.mark.skipif(installed("torch", "keras", "distributed"), reason="all are here")
def test_it_says_how_to_get_what_is_missing(page):
    told = page.locator(".jp-OutputArea-output [role=status]", has_text="not installed")
    told.first.scroll_into_view_if_needed()
    told.locator("code", has_text="make lab-frameworks").first.wait_for()
    page.screenshot("lesson_13_missing")


def test_three_ways_stand_side_by_side(page):
    columns = page.locator(".jp-OutputArea-output pre[tabindex]")
    columns.first.scroll_into_view_if_needed()
    for column in columns.all():
        column.wait_for()
    boxes = columns.evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().toJSON())"
    )
    assert len(boxes) == 3
    assert boxes[0]["x"] < boxes[1]["x"] < boxes[2]["x"]
    assert max(box["y"] for box in boxes) - min(box["y"] for box in boxes) < 2
    page.page.wait_for_timeout(500)  # until it is painted, for the eyes only
    page.screenshot("lesson_13_three_ways")


def test_the_curves_are_painted(page):
    picture = page.locator("img[alt^='Left, three loss curves']")
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("one => one.complete && one.naturalWidth") > 400
    page.screenshot("lesson_13_curves")


def test_stored_tables_are_shown(page):
    for row in ("(64, 32, 1) classifier, Keras", "PyTorch"):
        header = page.locator(".jp-RenderedHTMLCommon th", has_text=row).first
        header.scroll_into_view_if_needed()
        assert header.is_visible()
    page.screenshot("lesson_13_tables")


def test_a_sweep_keeps_what_was_finished(page):
    kept = page.locator(".jp-OutputArea-output", has_text="stopped, with 0 of 6")
    kept.first.scroll_into_view_if_needed()
    assert kept.first.is_visible()


def test_a_guess_about_autograd_is_locked(page):
    guess = page.locator(".nn-guess", has_text="which leads out of h2")
    guess.scroll_into_view_if_needed()
    guess.locator("input[type=text]").fill("0.24")
    guess.get_by_role("button", name="Lock in my guess").click()
    guess.get_by_text("0.8 · 0.3, as on paper").wait_for()
    page.screenshot("lesson_13_guess")


def test_the_exercises_wait_for_answers(page):
    waiting = page.locator(".jp-OutputArea-output", has_text="not attempted yet")
    waiting.last.scroll_into_view_if_needed()
    assert waiting.count() == 3
    page.screenshot("lesson_13_exercises")
