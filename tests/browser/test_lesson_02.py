"""Lesson 02 in the browser: step, play and reset the perceptron rule."""

import pytest

LESSON = "02_learning_from_mistakes"
FINISHED = "Finished: pass 6 found no mistake."
HIDDEN = """() => jupyterapp.shell.currentWidget.content.widgets
  .filter(cell => cell.outputHidden).length"""


@pytest.fixture
def explorer(lesson):
    driver = lesson(LESSON).explorer("perceptron")
    driver.click("Reset")
    driver.wait_for_words("AND, before the first look")
    return driver


def test_steps_move_the_line_and_the_words(explorer):
    for _ in range(4):
        with explorer.picture_changes("plane"), explorer.picture_changes("ledger"):
            explorer.click("Step")
    explorer.wait_for_words("After 1 update: w = (1, 1), b = 1.")


def test_and_ends_after_six_passes(explorer):
    for step in range(1, 25):
        explorer.click("Step")
        explorer.wait_for_words(f"pass {(step + 3) // 4}, point")
        explorer.page.wait_for_timeout(60)
    explorer.wait_for_words(FINISHED)
    assert "After 10 updates: w = (2, 1), b = −2." in explorer.words()
    assert explorer.root.get_by_role("button", name="Step", exact=True).is_disabled()


def test_play_runs_to_the_end(explorer):
    explorer.choose("task", "OR")
    explorer.wait_for_words("OR, before the first look")
    explorer.control("play").click()
    explorer.wait_for_words("Finished: pass 4 found no mistake.", seconds=25)


def test_the_rate_is_set_by_keyboard_and_mouse(explorer):
    explorer.press("learning_rate", "End")
    explorer.root.get_by_text("2.00").wait_for()
    with explorer.picture_changes("ledger"):
        explorer.drag("learning_rate", 0)
    assert explorer.value("learning_rate") == 0.25
    for _ in range(4):
        with explorer.picture_changes("ledger"):
            explorer.click("Step")
    explorer.wait_for_words("w = (0.25, 0.25), b = 0.25")


def test_xor_plays_on_until_it_is_paused(lesson):
    driver = lesson(LESSON).explorer("perceptron", index=1)
    driver.control("play").click()
    driver.wait_for_words("it goes around forever", seconds=25)
    driver.control("play").click()
    driver.page.wait_for_timeout(800)
    words = driver.words()
    driver.page.wait_for_timeout(1500)
    assert driver.words() == words


def test_a_key_press_is_painted_soon(explorer):
    latency = explorer.painted_latency("learning_rate", "ledger", count=6, warm_up=1)
    print(f"learning rate to ledger: {latency:.0f} ms")
    assert latency > 0  # how fast it is: benchmarks/latency.py


def test_guess_and_quiz_answer(lesson):
    page = lesson(LESSON)
    guess = page.locator(".nn-guess").first
    guess.scroll_into_view_if_needed()
    guess.get_by_text("At (1, 1)").click()
    guess.get_by_role("button", name="Lock in my guess").click()
    guess.get_by_text("Every sum z is 0").wait_for()


def test_running_a_cell_unfolds_its_output(lesson):
    page = lesson(LESSON).page  # four stored outputs are folded: they answer a guess
    assert page.evaluate(HIDDEN) == 0
