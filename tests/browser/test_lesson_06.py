"""Lesson 06 in a real JupyterLab: walk down, too far, and close in on the limit."""

import pytest

from nnlib.explorers.downhill import RATES

START = "learning rate 0.1, at the start"
BOWL, RAVINE, NETWORK = range(3)


@pytest.fixture
def page(lesson):
    return lesson("06_downhill")


@pytest.fixture
def downhill(page):
    """Give the explorer with this place on the page, as new."""

    def at(index):
        driver = page.explorer("downhill", index)
        driver.click("Reset")
        driver.wait_for_words(START)
        return driver

    return at


def set_rate(explorer, rate):
    """Go to a rate with the arrow keys, from one end of the slider."""
    explorer.press("rate", "Home")
    explorer.wait_for_words("learning rate 0.001, at the start")
    explorer.press("rate", "ArrowRight", times=RATES.index(rate))
    explorer.wait_for_words(f"learning rate {rate:g}, at the start")


def press(explorer, button, key="Enter"):
    """Press a button by keyboard."""
    explorer.control(button).focus()
    explorer.page.keyboard.press(key)


def test_every_picture_of_the_lesson_is_painted(page):
    for words in ("Four bowls", "At rate 1 the salt"):
        picture = page.locator(f"img[alt^='{words}']")
        assert picture.evaluate("one => one.complete && one.naturalWidth") > 400


def test_steps_by_keyboard(downhill):
    explorer = downhill(BOWL)
    for number, place in enumerate(("3.2", "2.56", "2.048"), start=1):
        with explorer.picture_changes("landscape"), explorer.picture_changes("rates"):
            press(explorer, "step")
        explorer.wait_for_words(f"after {number} step")
        assert f"w = {place}," in explorer.words()
    press(explorer, "reset", "Space")
    explorer.wait_for_words(START)


def test_the_rate_moves_by_keyboard_and_mouse(downhill):
    explorer = downhill(BOWL)
    with explorer.picture_changes("landscape"):
        explorer.press("rate", "ArrowRight")
    explorer.wait_for_words("learning rate 0.105, at the start")
    explorer.press("rate", "Home")
    explorer.wait_for_words("learning rate 0.001, at the start")
    with explorer.picture_changes("rates"):
        explorer.drag("rate", 0.8)
    explorer.press("rate", "End")
    explorer.wait_for_words("learning rate 10, at the start")


def test_play_settles_diverges_and_finds_the_limit(page, downhill):
    explorer = downhill(BOWL)
    press(explorer, "play")
    explorer.wait_for_words("after 21 steps")
    explorer.wait_for_words("Settled")
    set_rate(explorer, 1.1)
    press(explorer, "play")
    explorer.wait_for_words("Diverged")
    explorer.wait_for_words("0.1 settled, 1.1 failed. The limit lies between.")
    page.screenshot("lesson_06_bowl")
    set_rate(explorer, 1.0)
    press(explorer, "play")
    explorer.wait_for_words("0.1 settled, 1 failed.")


def test_the_ravine_closes_in(page, downhill):
    explorer = downhill(RAVINE)
    set_rate(explorer, 0.079)
    explorer.control("play").click()
    explorer.wait_for_words("Settled", seconds=30)
    page.screenshot("lesson_06_ravine")
    set_rate(explorer, 0.08)
    explorer.control("play").click()
    explorer.wait_for_words("0.079 settled, 0.08 failed.", seconds=30)


def test_a_large_step_kills_the_unit(page, downhill):
    explorer = downhill(NETWORK)
    explorer.press("rate", "End")
    explorer.wait_for_words("learning rate 10, at the start")
    press(explorer, "play")
    explorer.wait_for_words("h1 is off")
    page.screenshot("lesson_06_stuck")


def test_play_is_smooth_and_can_be_paused(downhill):
    explorer = downhill(BOWL)
    set_rate(explorer, 0.001)
    explorer.click("Play")
    frames = explorer.frames_per_second(seconds=2, picture="landscape")
    print(f"{frames:.1f} frames per second while playing")
    explorer.click("Pause")
    explorer.page.wait_for_timeout(500)
    words = explorer.words()
    explorer.page.wait_for_timeout(500)
    assert explorer.words() == words
    assert frames > 0


def test_a_key_press_is_painted_soon(downhill):
    explorer = downhill(BOWL)  # the probe watches the first explorer of a name
    for name in ("bowl", "ravine", "running network"):
        explorer.choose("landscape", name)
        explorer.wait_for_words(name.capitalize())
        latency = explorer.painted_latency("rate", "rates")
        print(f"{name}: rate to rates tried {latency:.0f} ms")
        assert latency > 0  # how fast it is: benchmarks/latency.py


def test_guess_and_exercise_answer(page):
    guess = page.locator(".nn-guess").first
    guess.scroll_into_view_if_needed()
    guess.locator("input").fill("-6")
    guess.get_by_role("button", name="Lock in my guess").click()
    guess.get_by_text("Right: −6.").wait_for()
