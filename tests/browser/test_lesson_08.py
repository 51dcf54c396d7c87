"""Lesson 08 in a real JupyterLab: move the step of a check, hunt bugs in the clinic."""

import pytest


@pytest.fixture
def page(lesson):
    return lesson("08_backpropagation_in_code")


@pytest.fixture
def check(page):
    explorer = page.explorer("gradient-check")
    explorer.click("Reset")
    explorer.wait_for_words("Step 10⁻¹.")
    return explorer


@pytest.fixture
def clinic(page):
    explorer = page.explorer("bug-clinic")
    explorer.click("Reset")
    explorer.wait_for_words("Nothing is wrong. All four detectors are silent.")
    return explorer


def choose_next_bug(clinic):
    """By keyboard: JupyterLab takes the arrow keys until Space has opened the list."""
    clinic.control("bug").locator("select").focus()
    for key in ("Space", "ArrowDown", "Enter"):
        clinic.page.keyboard.press(key)


def test_the_step_moves_by_keyboard(page, check):
    with check.picture_changes("check"):
        check.press("step", "ArrowLeft", times=4)
    check.wait_for_words("Step 10⁻².")
    check.press("step", "Home")
    check.wait_for_words("no parameter has digits enough to show such a small nudge")
    page.screenshot("lesson_08_step_tiny")
    check.press("step", "End")
    check.wait_for_words("Step 1. 64-bit numbers")


def test_the_step_moves_by_mouse(page, check):
    with check.picture_changes("check"):
        check.drag("step", 0.64)
    check.wait_for_words("64-bit numbers: error about 10⁻¹⁰")
    page.screenshot("lesson_08_step_best")


def test_relu_has_kinks(page, check):
    check.choose("units", "ReLU (with kinks)")
    check.wait_for_words("from a kink: within this step a unit switches on or off")
    page.screenshot("lesson_08_kink")
    check.press("step", "ArrowLeft", times=4)
    check.wait_for_words("Step 10⁻². 64-bit numbers: error about 10⁻¹², from rounding")


def test_bugs_are_chosen_by_keyboard(page, clinic):
    with clinic.picture_changes("loss"), clinic.picture_changes("detectors"):
        choose_next_bug(clinic)
    clinic.wait_for_words("gradient check and nnlib notice it; the others are silent")
    page.screenshot("lesson_08_fork")
    choose_next_bug(clinic)
    clinic.wait_for_words("loss curve and nnlib notice it; the others are silent")
    page.screenshot("lesson_08_not_cleared")
    choose_next_bug(clinic)
    clinic.wait_for_words("gradient check notices it; the others are silent")


def test_four_samples_hide_the_wrong_axis(page, clinic):
    clinic.choose("bug", "bias summed over the wrong axis")
    clinic.wait_for_words("All four detectors notice it. The run stops")
    page.screenshot("lesson_08_stopped")
    clinic.press("samples", "ArrowLeft", times=8)
    clinic.wait_for_words("4 samples, 4 hidden units: the shapes fit by accident")
    with clinic.picture_changes("loss"):
        clinic.drag("samples", 0.0)
    clinic.wait_for_words("gradient check, shape check and nnlib notice it")
