"""Lesson 09 in a real JupyterLab: train under live controls, and answer at once."""

import re
import time

import pytest

PLANE = "stays a plane"


@pytest.fixture
def page(lesson):
    return lesson("09_full_training")


@pytest.fixture
def trainer(page):
    trainer = page.explorer("trainer")
    trainer.click("Reset")
    trainer.wait_for_words("epoch 0:")
    page.page.wait_for_timeout(500)  # a key pressed before Reset is done would win
    return trainer


def epoch(trainer):
    """The epoch that the words tell."""
    return int(re.search(r"epoch ([\d,]+):", trainer.words())[1].replace(",", ""))


def play(trainer, seconds=0.0):
    trainer.click("Play")
    trainer.wait_for_words("epochs per second")
    trainer.page.wait_for_timeout(1000 * seconds)


def test_every_picture_of_the_lesson_is_painted(page):
    for words in ("Height of the ground", "1,000 dots", "The loss jumps", "Truth, "):
        picture = page.locator(f"img[alt^='{words}']")
        assert picture.evaluate("one => one.complete && one.naturalWidth") > 400


def test_a_step_is_one_epoch(trainer):
    for number in (1, 2, 3):
        with trainer.picture_changes("surfaces"), trainer.picture_changes("loss"):
            trainer.click("Step")
        trainer.wait_for_words(f"epoch {number}:")


def test_play_learns_the_surface_in_seconds(page, trainer):
    truth = trainer.picture("truth")
    with trainer.picture_changes("surfaces"), trainer.picture_changes("loss"):
        trainer.click("Play")
    trainer.wait_for_words("R² 0.9", seconds=10)
    page.screenshot("lesson_09_learning")
    trainer.wait_for_words("R² 0.99", seconds=30)
    page.screenshot("lesson_09_learned")
    assert trainer.picture("truth") == truth
    trainer.click("Pause")
    trainer.wait_for_words("R²")
    page.page.wait_for_timeout(300)
    stopped = epoch(trainer)
    page.page.wait_for_timeout(500)
    assert epoch(trainer) == stopped, "it goes on after Pause"
    page.screenshot("lesson_09_paused")


def test_the_rate_is_moved_by_keyboard_while_it_plays(page, trainer):
    play(trainer)
    before = epoch(trainer)
    trainer.press("rate", "ArrowRight", times=3)
    page.page.wait_for_timeout(500)
    assert epoch(trainer) > before, "a new rate is no new network"
    assert trainer.value("rate") == pytest.approx(-1.7)  # the exponent
    trainer.press("rate", "End")
    page.page.wait_for_timeout(1500)
    page.screenshot("lesson_09_rate_1")
    assert epoch(trainer) > before


def test_the_rate_is_moved_by_mouse(page, trainer):
    play(trainer)
    before = epoch(trainer)
    trainer.drag("rate", 0.2)
    page.page.wait_for_timeout(500)
    assert epoch(trainer) > before
    assert trainer.value("rate") == pytest.approx(-3.2, abs=0.2)
    trainer.click("Pause")


def test_the_width_is_moved_by_keyboard_and_begins_anew(page, trainer):
    trainer.click("Step")
    for key, width in [("End", 64), ("Home", 1), ("ArrowRight", 2)]:
        with trainer.picture_changes("surfaces"):
            trainer.press("width", key)
        trainer.wait_for_words(f"Network 2 → {width} → {width} → {width} → 1, epoch 0:")


def test_the_width_is_moved_by_mouse_while_it_plays(page, trainer):
    play(trainer)
    trainer.drag("width", 1.0)
    trainer.wait_for_words("Network 2 → 64 →")
    trainer.wait_for_words("epochs per second")
    page.screenshot("lesson_09_width_64")
    trainer.click("Pause")


def test_no_hidden_layer_is_a_plane(page, trainer):
    trainer.press("depth", "Home")
    trainer.wait_for_words("Network 2 → 1, epoch 0:")
    play(trainer, seconds=1)
    trainer.wait_for_words(PLANE)
    page.screenshot("lesson_09_plane")
    trainer.click("Pause")


def test_a_diverged_run_says_so_and_shows_pictures(page, trainer):
    trainer.choose("optimizer", "plain")
    trainer.choose("batch", "all 1,000")
    trainer.press("rate", "End")
    trainer.click("Play")
    trainer.wait_for_words("diverged: in epoch 3 ")
    page.screenshot("lesson_09_diverged")
    trainer.press("rate", "Home", times=1)
    trainer.press("rate", "ArrowRight", times=10)
    trainer.click("Play")
    trainer.wait_for_words("epochs per second")
    trainer.click("Pause")


def test_reset_returns_controls_and_network(trainer):
    first = trainer.words()
    trainer.press("rate", "End")
    trainer.press("depth", "End")
    trainer.choose("batch", "32")
    trainer.click("Step")
    trainer.wait_for_words("epoch 1:")
    trainer.click("Reset")
    trainer.wait_for_words("epoch 0:")
    trainer.page.wait_for_timeout(300)
    assert trainer.words() == first
    assert trainer.value("rate") == -2 and trainer.value("depth") == 3


def test_the_guess_opens_its_answer(page):
    guess = page.locator(".nn-guess", has_text="rate 0.01 and 100 samples")
    guess.get_by_text("about 10 epochs", exact=True).click()
    guess.get_by_role("button", name="Lock in my guess").click()
    guess.get_by_text("Right. In epoch 12").wait_for()


@pytest.mark.parametrize("slider, picture", [("rate", "loss"), ("width", "surfaces")])
def test_a_moved_slider_is_painted_at_once(trainer, slider, picture):
    latency = trainer.painted_latency(slider, picture)
    print(f"{slider}: key press to painted {picture} {latency:.0f} ms")
    assert latency > 0  # how fast it is: benchmarks/latency.py


@pytest.mark.parametrize("width", [8, 32, 64])
def test_frames_are_seen_while_it_plays(trainer, width):
    trainer.press("width", "Home")
    trainer.press("width", "ArrowRight", times=width - 1)
    trainer.wait_for_words(f"Network 2 → {width} →")
    play(trainer, seconds=2)
    frames = trainer.frames_per_second(3, "surfaces")
    begun = time.perf_counter()
    trainer.click("Pause")
    trainer.root.locator("button", has_text="Play").wait_for()
    paused = 1000 * (time.perf_counter() - begun)
    print(
        f"width {width}: {frames:.0f} frames/s seen, Pause answers in {paused:.0f} ms"
    )
    assert frames > 0
