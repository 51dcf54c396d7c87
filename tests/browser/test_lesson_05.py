"""Lesson 05 in a real JupyterLab: drag a score and watch the losses and their slopes.

The explorer stands twice in the lesson: first with two losses, then with all three.
"""

import pytest


@pytest.fixture
def page(lesson):
    return lesson("05_how_wrong")


@pytest.fixture
def two(page):
    explorer = page.explorer("loss-dragger", index=0)
    explorer.click("Reset")
    explorer.wait_for_words("Score −4, target 1.")
    return explorer


@pytest.fixture
def three(page):
    explorer = page.explorer("loss-dragger", index=1)
    explorer.click("Reset")
    explorer.wait_for_words("Score 2, target 1.")
    return explorer


def test_a_confident_wrong_answer(page, two):
    assert "Half squared error: 0.482, slope −0.0173." in two.words()
    assert "Binary cross-entropy: 4.02, slope −0.982." in two.words()
    assert "Softmax" not in two.words()
    page.screenshot("lesson_05_two")


def test_the_score_is_moved_by_keyboard(page, two):
    with two.picture_changes("losses"):
        two.press("score", "ArrowRight")
    two.wait_for_words("Score −3.9, target 1.")
    two.press("score", "Home")
    two.wait_for_words("confident and wrong. Half squared error: 0.498")
    page.screenshot("lesson_05_home")
    two.press("score", "End")
    two.wait_for_words("confident and right. Half squared error: almost 0")


def test_the_score_is_moved_by_mouse(page, two):
    with two.picture_changes("losses"):
        two.drag("score", 0.75)
    assert two.value("score") == pytest.approx(3, abs=0.4)
    two.wait_for_words("confident and right")


def test_three_losses_side_by_side(page, three):
    assert "scores 2, 1, 0, of which the first is right: 0.408" in three.words()
    page.screenshot("lesson_05_three")
    with three.picture_changes("losses"):
        three.choose("target", "0")
    three.wait_for_words("scores 2, 1, 0, of which the second is right: 1.41")
    three.press("score", "Home")
    three.wait_for_words("scores −6, 1, 0, of which the second is right: 0.314")
    page.screenshot("lesson_05_mirrored")


def test_a_moved_slider_is_painted_at_once(page, three):
    latency = three.painted_latency("score", "losses")
    print(f"key press to painted picture: {latency:.0f} ms")
    assert latency > 0  # how fast it is: benchmarks/latency.py
