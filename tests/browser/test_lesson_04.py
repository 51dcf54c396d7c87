"""Lesson 04 in a real JupyterLab: step through the forward pass, grow the shapes."""

import pytest


@pytest.fixture
def page(lesson):
    return lesson("04_the_forward_pass")


@pytest.fixture
def forward(page):
    explorer = page.explorer("forward")
    explorer.click("Reset")
    explorer.wait_for_words("Nothing is computed yet.")
    return explorer


@pytest.fixture
def shapes(page):
    explorer = page.explorer("shapes")
    explorer.click("Reset")
    explorer.wait_for_words("The network has 13 parameters")
    return explorer


def drawn(explorer, picture):
    """All numbers and names in a drawing."""
    parts = explorer.root.locator(f".nn-picture-{picture} svg text")
    return set(parts.all_text_contents())


def step(explorer, number):
    explorer.click("Step")
    explorer.wait_for_words(f"Step {number} of 16")


def test_sixteen_steps_lead_to_the_prediction_by_hand(page, forward):
    for number in range(1, 17):
        with forward.picture_changes("network"):
            step(forward, number)
        if number in (2, 12):
            page.screenshot(f"lesson_04_step_{number}")
    forward.wait_for_words("0.4 + (−0.1) = 0.3. That is the prediction")
    assert {"0.3", "target 0.6", "h3: off", "−0.46"} <= drawn(forward, "network")
    last = "prediction = 0.5·0.4 + 0.8·0.25 + 0·0.7 + (−0.1) = 0.3"
    assert last in drawn(forward, "tables")


def test_back_takes_steps_back(forward):
    step(forward, 1)
    step(forward, 2)
    forward.click("Back")
    forward.wait_for_words("Step 1 of 16")
    assert "z1 = 0.4·0.5 + …" in drawn(forward, "tables")


def test_play_walks_and_pauses(forward):
    forward.click("Play")
    forward.wait_for_words("Step 3 of 16")
    forward.click("Pause")
    forward.page.wait_for_timeout(300)
    words = forward.words()
    forward.page.wait_for_timeout(1500)
    assert forward.words() == words


def test_inputs_are_moved_by_keyboard_and_mouse(page, forward):
    for number in range(1, 17):
        step(forward, number)
    forward.press("x1", "End")
    forward.wait_for_words("the average of the inputs is 1.4.")
    forward.press("x2", "Home")
    forward.wait_for_words("the average of the inputs is 0.")
    page.screenshot("lesson_04_extreme_inputs")
    with forward.picture_changes("network"):
        forward.drag("x1", 0.5)
    assert forward.value("x1") == pytest.approx(0, abs=0.2)


def test_shapes_grow_to_8577_parameters(page, shapes):
    with shapes.picture_changes("shapes"):
        shapes.press("width", "End")
    shapes.press("hidden", "End")
    shapes.wait_for_words("Structure [2, 64, 64, 64, 1]")
    shapes.wait_for_words("8,577 parameters")
    shapes.press("rows", "End")
    shapes.wait_for_words("(50, 2) → (50, 64) → (50, 64) → (50, 64) → (50, 1)")
    page.screenshot("lesson_04_shapes")
    shapes.press("width", "Home")
    shapes.wait_for_words("Structure [2, 1, 1, 1, 1]")


def test_moved_sliders_are_painted_at_once(forward, shapes):
    for number in range(1, 17):
        step(forward, number)
    for explorer, control in [(forward, "x1"), (shapes, "width")]:
        latency = explorer.painted_latency(control)
        print(f"key press to painted {explorer.name}: {latency:.0f} ms")
        assert latency > 0  # how fast it is: benchmarks/latency.py


def test_a_guess_answers(page):
    guess = page.locator(".nn-guess", has_text="How many multiplications").first
    guess.locator("input").fill("9")
    guess.get_by_role("button", name="Lock in my guess").click()
    guess.get_by_text("Right: 9. One for each weight").wait_for()


def test_the_quiz_counts(page):
    quiz = page.locator(".nn-quiz").first
    quiz.get_by_text("(20, 8)", exact=True).click()
    quiz.locator("input[type=text]").fill("56")
    quiz.get_by_text("Units would stay copies of each other", exact=True).click()
    quiz.get_by_role("button", name="Check my answers").click()
    quiz.get_by_text("You have 3 of 3 right.").wait_for()
