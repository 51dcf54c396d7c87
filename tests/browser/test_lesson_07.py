"""Lesson 07 in a real JupyterLab: thirteen numbers by keyboard, a pass step by step."""

import statistics

import pytest

from nnlib.checks.backward_sheet import NAMES, sheet

THIRTEEN = {
    "w7": "0.15", "w8": "0,24", "w9": "0", "b4": "3/10", "b1": "0.12", "b2": ".075",
    "b3": "0", "w1": "0.048", "w2": "+0.03", "w3": "0", "w4": "0.096", "w5": "0.06",
    "w6": "0",
}  # fmt: skip


@pytest.fixture
def page(lesson):
    return lesson("07_backpropagation_by_hand")


@pytest.fixture
def fill_in(page):
    explorer = page.explorer("fill-in")
    explorer.press("sheet", "Home")  # Reset leaves the sheet as it is
    explorer.click("Reset")
    explorer.wait_for_words("The running network: prediction 0.3, target 0.6. 0 of 13")
    return explorer


@pytest.fixture
def stepper(page):
    explorer = page.explorer("pass-stepper")
    explorer.click("Reset")
    explorer.wait_for_words("Nothing is computed yet.")
    return explorer


def field(explorer, name):
    return explorer.control(name).locator("input")


def wait_for_focus(explorer, name):
    explorer.page.wait_for_function(
        "css => document.activeElement.closest('.' + css) !== null",
        arg=f"nn-control-{name}",
        timeout=10_000,
    )


def texts(explorer, picture):
    return explorer.root.locator(f".nn-picture-{picture} svg text").all_text_contents()


def test_thirteen_numbers_by_keyboard(page, fill_in):
    keyboard = fill_in.page.keyboard
    page.screenshot("lesson_07_open")
    field(fill_in, "w7").focus()
    for name, typed in THIRTEEN.items():
        wait_for_focus(fill_in, name)
        if name == "b3":
            with fill_in.picture_changes("network"):
                keyboard.type("0.21")
                keyboard.press("Enter")
            fill_in.wait_for_words(
                "b3 is not right yet: the ReLU gate is missing: h3 is off, so nothing "
                "gets back through it."
            )
            wait_for_focus(fill_in, "b3")
            page.screenshot("lesson_07_wrong")
            keyboard.press("Control+A")
        keyboard.type(typed)
        keyboard.press("Enter")
        fill_in.wait_for_words(f"{name} is right: ")
    fill_in.wait_for_words("All 13 of the running network found, 12 at the first try.")
    assert {"+0.048", "+0.075, z2 too", "+0.24"} <= {*texts(fill_in, "network")}
    assert "?" not in texts(fill_in, "network")
    page.screenshot("lesson_07_all")


def test_tab_works_as_well(fill_in):
    field(fill_in, "w7").focus()
    fill_in.page.keyboard.type("0.15")
    fill_in.page.keyboard.press("Tab")
    fill_in.wait_for_words("w7 is right: h1 · wanted = 0.5·0.3 = 0.15.")
    wait_for_focus(fill_in, "w8")
    fill_in.control("w7").locator("input:disabled").wait_for()


def test_new_numbers(page, fill_in):
    field(fill_in, "w8").fill("0.24")
    field(fill_in, "w8").press("Enter")
    fill_in.wait_for_words("w8 is right")
    with fill_in.picture_changes("network"):
        fill_in.click("New numbers")
    fill_in.wait_for_words("Sheet 1: prediction")
    assert field(fill_in, "w8").input_value() == ""
    field(fill_in, "b4").fill(f"{sheet(1).changes['b4']:g}")
    field(fill_in, "b4").press("Enter")
    fill_in.wait_for_words("b4 is right")
    page.screenshot("lesson_07_sheet_1")
    fill_in.press("sheet", "End")
    fill_in.wait_for_words("Sheet 99: prediction")
    page.screenshot("lesson_07_sheet_99")


def test_an_answer_is_painted_at_once(fill_in):
    """From the Enter key to the frame with the new picture."""
    fill_in._watch("network")
    times = []
    for _ in range(2):
        for name, typed in THIRTEEN.items():
            field(fill_in, name).focus()
            fill_in.page.keyboard.type(typed)
            fill_in.page.evaluate(
                "Object.assign(__probe, {armed: true, painted: null})"
            )
            fill_in.page.keyboard.press("Enter")
            fill_in.page.wait_for_function(
                "!__probe.armed && __probe.painted !== null", polling=20
            )
            times.append(fill_in.page.evaluate("__probe.painted - __probe.pressed"))
            fill_in.page.wait_for_timeout(200)
        fill_in.click("Reset")
        fill_in.wait_for_words("0 of 13 found")
    latency = statistics.median(times)
    print(f"Enter to painted network: {latency:.0f} ms")
    assert latency > 0  # how fast it is: benchmarks/latency.py


def test_a_sheet_is_painted_at_once(fill_in):
    latency = fill_in.painted_latency("sheet", "network")
    print(f"key press to painted sheet: {latency:.0f} ms")
    assert latency > 0  # how fast it is: benchmarks/latency.py


def test_the_pass_is_stepped_through(page, stepper):
    for words in ("forward: z1 = 0.4·0.5", "forward: z2 =", "forward: z3 ="):
        stepper.click("Step")
        stepper.wait_for_words(f"Round 1, {words}")
    stepper.click("Step")
    stepper.wait_for_words("prediction = 0.5·0.4 + 0.8·0.25 + 0·0.7 + (−0.1) = 0.3.")
    for name in ("wanted", *NAMES):
        stepper.click("Step")
        stepper.wait_for_words(f"change of {name} =" if name != "wanted" else "compare")
    assert {"+0.15", "+0.096", "now", "change"} <= {*texts(stepper, "tally")}
    stepper.click("Step")
    stepper.wait_for_words("all 13 changes are noted, 9 of them not 0.")
    page.screenshot("lesson_07_tally")
    with stepper.picture_changes("tally"):
        stepper.click("Step")
    stepper.wait_for_words("w7 = 0.4 + 0.5·0.15 = 0.475, the others likewise.")
    assert {"0.475", "0.524"} <= {*texts(stepper, "tally")}
    page.screenshot("lesson_07_update")
    stepper.click("Back")
    stepper.wait_for_words("Nothing has been updated on the way.")


def test_the_rates_creep_settle_thrash_and_die(page, stepper):
    for press in range(5):
        stepper.click("Next prediction")
        stepper.wait_for_words(f"Round {press + 1}, forward: prediction")
    for rate, words in [
        ("0.1", "0.3, 0.369, 0.425, 0.468, 0.501"),
        ("0.5", "0.3, 0.66, 0.578, 0.607, 0.597"),
        ("1", "0.3, 1.052, −0.155, 1.047, 0.143"),
        ("2", "0.3, 1.934, −2.167, 3.367, −2.167"),
    ]:
        stepper.choose("rate", rate)
        stepper.wait_for_words(f"Predictions so far: {words}")
    stepper.wait_for_words("All hidden units are off: from here on only b4 can move.")
    page.screenshot("lesson_07_dead")


def test_it_plays_and_is_reset(stepper):
    first = stepper.picture()
    stepper.click("Play")
    stepper.wait_for_words("Round 1, forward: prediction")
    stepper.click("Pause")
    stepper.click("Reset")
    stepper.wait_for_words("Nothing is computed yet.")
    assert stepper.picture() == first


def test_the_first_guess_answers(page):
    guess = page.locator(".nn-guess").first
    guess.get_by_text("w8: its unit sent 0.8", exact=True).click()
    guess.get_by_role("button", name="Lock in my guess").click()
    guess.get_by_text("The more flowed in").wait_for()
