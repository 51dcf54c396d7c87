"""Lesson 00 in a real JupyterLab: turn a weight and the prediction follows."""

import shutil

import pytest

from tests.notebooks.glossary import GLOSSARY

START = "w7 is at its start value, 0.4. The prediction is 0.3."


@pytest.fixture
def page(lesson):
    return lesson("00_start_here")


@pytest.fixture
def explorer(page):
    explorer = page.explorer("running-network")
    if not explorer.words().startswith(START):
        explorer.click("Reset")
        explorer.wait_for_words(START)
    return explorer


def drawn(explorer):
    """All numbers and names in the drawing."""
    return explorer.root.locator(".nn-picture svg text").all_text_contents()


def test_the_set_up_check_finds_this_machine_ready(page):
    output = page.locator(".jp-OutputArea-output", has_text="Python: ready")
    assert output.text_content().strip().endswith("All is ready.")


def test_the_first_picture_is_painted(page):
    picture = page.locator("img[alt^='Heights rising']")
    assert picture.evaluate("one => one.complete && one.naturalWidth") == 460


def test_the_first_guess_answers(page):
    guess = page.locator(".nn-guess").first
    guess.get_by_text("Shift+Enter", exact=True).click()
    guess.get_by_role("button", name="Lock in my guess").click()
    guess.get_by_text("And your buttons work.").wait_for()


def test_the_weight_is_turned_by_keyboard(page, explorer):
    for key, value, words in [
        ("ArrowRight", 0.45, "With w7 = 0.45 instead of 0.4, the prediction is 0.325"),
        ("End", 2, "With w7 = 2 instead of 0.4, the prediction is 1.1 instead of 0.3."),
        ("Home", -2, "With w7 = −2 instead of 0.4, the prediction is −0.9"),
    ]:
        with explorer.picture_changes("network"):
            explorer.press("weight", key)
        explorer.wait_for_words(words)
        assert explorer.value("weight") == value
        page.screenshot(f"lesson_00_{key}")
    assert {"w7 = −2", "−0.9"} <= {*drawn(explorer)}


def test_the_weight_is_turned_by_mouse(page, explorer):
    with explorer.picture_changes("network"):
        explorer.drag("weight", 0.75)
    weight = explorer.value("weight")
    assert weight == pytest.approx(1, abs=0.1)
    explorer.wait_for_words(f"With w7 = {weight:g} instead of 0.4")
    assert f"w7 = {weight:g}" in drawn(explorer)
    page.screenshot("lesson_00_mouse")


def test_the_weight_on_the_silent_unit_changes_nothing(page, explorer):
    explorer.choose("which", "w9, from h3 to the prediction")
    explorer.wait_for_words("w9 is at its start value, 0.7.")
    assert explorer.value("weight") == 0.7
    explorer.press("weight", "End")
    explorer.wait_for_words("With w9 = 2 instead of 0.7, the prediction is still 0.3.")
    assert {"w9 = 2", "h3: off", "0.3"} <= {*drawn(explorer)}
    page.screenshot("lesson_00_silent")


def test_a_silent_unit_can_be_switched_on(explorer):
    explorer.choose("which", "w3, from x1 to h3")
    explorer.wait_for_words("w3 is at its start value, −0.4.")
    explorer.press("weight", "End")
    explorer.wait_for_words("h3 is now on.")
    assert {"h3", "0.65"} <= {*drawn(explorer)}


def test_what_is_folded_tells_no_answer(page):
    shown = page.page.evaluate("""() => {
      document.body.insertAdjacentHTML('beforeend', `<div class="jp-OutputPlaceholder">
        <span class="jp-PlaceholderText">the answer</span></div>`);
      const added = document.body.lastElementChild;
      const display = getComputedStyle(added.firstElementChild).display;
      added.remove();
      return display;
    }""")
    assert shown == "none"


def test_reset_goes_back_to_the_first_weight(explorer):
    first = explorer.picture("network")
    explorer.choose("which", "w1, from x1 to h1")
    explorer.wait_for_words("w1 is at its start value, 0.5.")
    explorer.press("weight", "Home")
    explorer.wait_for_words("h1 is now off.")
    explorer.click("Reset")
    explorer.wait_for_words("w7 is at its start value")
    assert explorer.value("weight") == 0.4
    assert explorer.picture("network") == first


def test_a_turned_weight_is_painted_at_once(explorer):
    latency = explorer.painted_latency("weight", "network")
    print(f"key press to painted network: {latency:.0f} ms")
    assert latency > 0  # how fast it is: benchmarks/latency.py


def test_the_glossary_opens_as_a_page(lab, page):
    shutil.copy(GLOSSARY, lab.server.notebooks)
    page.locator(".jp-Notebook a", has_text="glossary").last.click()
    opened = page.locator(".jp-MarkdownViewer h1", has_text="Glossary")
    opened.wait_for(timeout=10_000)
