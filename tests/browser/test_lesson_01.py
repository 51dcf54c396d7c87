"""Lesson 01 in the browser: a guess, the neuron explorer, an exercise, a cured frog."""

import pytest

LESSON = "01_a_neuron_decides"


@pytest.fixture
def page(lesson):
    return lesson(LESSON)


@pytest.fixture
def explorer(page):
    explorer = page.explorer("neuron")
    explorer.click("Reset")
    explorer.wait_for_words("z = 0.4·0.5 + 0.8·0.25 + 0.1 = 0.5.")
    return explorer


def test_sliders_move_the_pictures_by_keyboard_and_mouse(explorer, page):
    with explorer.picture_changes("neuron"):
        explorer.press("w1", "ArrowRight")
    explorer.wait_for_words("0.4·0.55 + 0.8·0.25 + 0.1")
    with explorer.picture_changes("plane"):
        explorer.drag("bias", 0.25)
    with explorer.picture_changes("pulses"):
        explorer.drag("x2", 1.0)
    page.screenshot("lesson_01_explorer")


def test_without_weights_there_is_no_boundary(explorer, page):
    for weight in ("w1", "w2"):
        steps = round(explorer.value(weight) / 0.05)
        explorer.press(weight, "ArrowLeft", steps)
    explorer.wait_for_words("Both weights are 0, so there is no boundary")
    explorer.press("bias", "Home")
    explorer.wait_for_words("the neuron always stays silent")
    page.screenshot("lesson_01_no_boundary")


def test_the_frog_can_be_cured(explorer, page):
    explorer.press("w1", "ArrowRight", 10)
    explorer.press("w2", "ArrowRight", 15)
    explorer.press("bias", "ArrowLeft", 22)
    explorer.wait_for_words("it fires at 20 of 20 flies and at 0 of 20 leaves")
    page.screenshot("lesson_01_cured")


@pytest.mark.parametrize("end", ["Home", "End"])
def test_both_ends_of_every_control(explorer, page, end):
    for control in ("w1", "w2", "bias", "x1", "x2"):
        explorer.press(control, end)
    sign = "−" if end == "Home" else ""
    explorer.wait_for_words(f"= {sign}{2 if end == 'Home' else 6}.")
    page.screenshot(f"lesson_01_{end.lower()}")


@pytest.mark.parametrize("control", ["w1", "x2"])
def test_pictures_follow_at_once(explorer, control):
    latency = explorer.painted_latency(control, "plane")
    print(f"{control}: {latency:.0f} ms from key press to painted plane")
    assert latency > 0  # how fast it is: benchmarks/latency.py


def test_the_night_explorer_is_another_one(page):
    night = page.explorer("neuron", index=1)
    night.wait_for_words("20 of 20 fireflies and at 20 of 20 bats")


def test_a_guess_opens_its_answer(page):
    box = page.locator(".nn-guess").filter(has_text="What becomes of their connection")
    box.scroll_into_view_if_needed()
    box.get_by_text("It grows stronger").click()
    box.get_by_role("button", name="Lock in my guess").click()
    box.get_by_text("a connection that is used often").wait_for()
