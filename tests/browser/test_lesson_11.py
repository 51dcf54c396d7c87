"""Lesson 11 in a real JupyterLab: a playground that trains live and shows its code."""

import re
import time

import pytest

from nnlib.losses import binary_cross_entropy


@pytest.fixture
def page(lesson):
    return lesson("11_deciding_between_classes")


@pytest.fixture
def playground(page):
    playground = page.explorer("playground")
    playground.click("Reset")
    playground.wait_for_words("Network 2 → 4 → 1, epoch 0:")
    page.page.wait_for_timeout(500)  # a key pressed before Reset is done would win
    return playground


def epoch(playground):
    """The epoch that the words tell."""
    return int(re.search(r"epoch ([\d,]+):", playground.words())[1].replace(",", ""))


def play(playground, seconds=0.0):
    playground.click("Play")
    playground.wait_for_words("epochs per second")
    playground.page.wait_for_timeout(1000 * seconds)


def wait_for_epoch(playground, least):
    playground.page.wait_for_function(
        """([name, least]) => {
          const words = document.querySelector(`.nn-${name} .nn-words`).innerText;
          return Number(words.match(/epoch ([\\d,]+):/)[1].replace(/,/g, '')) >= least;
        }""",
        arg=[playground.name, least],
        timeout=30_000,
    )


def test_every_picture_of_the_lesson_is_painted(page):
    for words in ("A blue band", "After 100 epochs", "Five boundaries", "Well above"):
        picture = page.locator(f"img[alt^='{words}']")
        picture.scroll_into_view_if_needed()
        assert picture.evaluate("one => one.complete && one.naturalWidth") > 400


def test_guesses_open_their_answers(page):
    guess = page.locator(".nn-guess", has_text="start weights × 0.01")
    guess.get_by_text("it does not move at all, or hardly", exact=True).click()
    guess.get_by_role("button", name="Lock in my guess").click()
    guess.get_by_text("Right. It sits at 0.6931").wait_for()
    guess = page.locator(".nn-guess", has_text="The circles: one class is a ring")
    guess.locator("input").fill("2")
    guess.get_by_role("button", name="Lock in my guess").click()
    guess.get_by_text("three enclose a triangle").wait_for()


@pytest.fixture
def start_scale(page):
    explorer = page.explorer("start-scale")
    explorer.click("Reset")
    explorer.wait_for_words("Start weights × 0.01")
    explorer.wait_for_words("not trained yet")
    page.page.wait_for_timeout(500)
    return explorer


def test_small_start_weights_are_watched(page, start_scale):
    start_scale.click("Step")
    start_scale.wait_for_words("after 1 iteration:")
    with start_scale.picture_changes():
        start_scale.press("scale", "End")
    start_scale.wait_for_words("Start weights × 10,")
    with start_scale.picture_changes():
        start_scale.click("Play")
    page.page.wait_for_timeout(1500)
    page.screenshot("lesson_11_start_scale")
    start_scale.click("Reset")
    start_scale.wait_for_words("Start weights × 0.01, rate 0.5, not trained yet")


def test_a_step_is_one_epoch(page, playground):
    page.screenshot("lesson_11_rest")
    for number in (1, 2, 3):
        with playground.picture_changes():
            playground.click("Step")
        playground.wait_for_words(f"epoch {number}:")


def test_play_solves_xor_and_pause_stops_it(page, playground):
    play(playground)
    playground.wait_for_words("Nearly all test points lie on their side.", seconds=30)
    page.screenshot("lesson_11_xor")
    playground.click("Pause")
    playground.root.locator("button", has_text="Play").wait_for()
    page.page.wait_for_timeout(300)
    stopped = epoch(playground)
    page.page.wait_for_timeout(500)
    assert epoch(playground) == stopped, "it goes on after Pause"


def test_the_rate_is_moved_by_keyboard_while_it_plays(page, playground):
    play(playground)
    wait_for_epoch(playground, 20)
    before = epoch(playground)
    with playground.picture_changes():
        playground.press("rate", "ArrowRight")
    playground.press("l2", "ArrowRight", times=2)
    wait_for_epoch(playground, before + 20)
    playground.click("Pause")


def test_a_moved_rate_is_shown_at_rest(playground):
    for key in ("End", "Home"):
        with playground.picture_changes():
            playground.press("rate", key)
    playground.wait_for_words("epoch 0:")


@pytest.mark.parametrize("key, network", [("End", "2 → 32 → 1"), ("Home", "2 → 1 → 1")])
def test_another_width_begins_anew(page, playground, key, network):
    playground.click("Step")
    playground.wait_for_words("epoch 1:")
    with playground.picture_changes():
        playground.press("width", key)
    playground.wait_for_words(f"Network {network}")
    playground.wait_for_words("epoch 0:")
    play(playground, seconds=1)
    page.screenshot(f"lesson_11_width_{key}")
    playground.click("Pause")


def test_the_width_is_moved_by_mouse_while_it_plays(playground):
    play(playground)
    playground.drag("width", 1.0)
    playground.wait_for_words("Network 2 → 32 → 1 (24 more units")
    wait_for_epoch(playground, 5)
    playground.click("Pause")


def test_without_hidden_layers_the_boundary_is_straight(page, playground):
    playground.press("depth", "Home")
    playground.wait_for_words("Network 2 → 1, epoch 0:")
    play(playground, seconds=1)
    playground.wait_for_words("straight boundary")
    page.screenshot("lesson_11_no_hidden_layer")
    playground.click("Pause")


@pytest.mark.parametrize("text", ["moons", "circles", "spirals", "blobs", "XOR"])
def test_every_data_set_can_be_chosen(playground, text):
    other = "moons" if text == "XOR" else "XOR"
    playground.choose("data", other)
    playground.page.wait_for_timeout(300)
    with playground.picture_changes():
        playground.choose("data", text)
    playground.wait_for_words("epoch 0:")


def test_spirals_are_trained_in_a_deep_network(page, playground):
    playground.choose("data", "spirals")
    playground.press("noise", "Home")
    playground.press("depth", "End")
    playground.press("width", "ArrowRight", times=4)
    playground.wait_for_words("Network 2 → 8 → 8 → 8 → 8 → 1, epoch 0:")
    playground.press("rate", "ArrowLeft")
    play(playground)
    wait_for_epoch(playground, 150)
    page.screenshot("lesson_11_spirals")
    playground.click("Pause")


def test_the_extremes_have_pictures_and_words(page, playground):
    for control in ("noise", "depth", "width", "rate"):
        playground.press(control, "End")
    playground.wait_for_words("Network 2 → 32 → 32 → 32 → 32 → 1")
    play(playground, seconds=2)
    page.screenshot("lesson_11_extremes")
    playground.click("Pause")
    assert "nan" not in playground.words().lower()


def test_a_diverged_run_says_so_and_begins_anew(page, playground):
    playground.choose("optimizer", "plain")
    for control in ("rate", "l2"):
        playground.press(control, "End")
    playground.click("Play")
    playground.wait_for_words("The run diverged: in epoch ")
    page.screenshot("lesson_11_diverged")
    playground.press("l2", "Home")
    playground.press("rate", "ArrowLeft", times=3)
    play(playground)
    playground.click("Pause")
    playground.root.locator("button", has_text="Play").wait_for()
    assert "diverged" not in playground.words()


def test_the_code_can_be_copied_and_repeats_the_run(page, playground):
    play(playground)
    wait_for_epoch(playground, 30)
    playground.click("Show me the code")
    box = playground.root.locator(".nn-code textarea")
    box.wait_for()
    playground.root.get_by_text("Copy it into a new cell").wait_for()
    box.focus()
    page.page.keyboard.press("Control+a")
    chosen = box.evaluate(
        "one => one.value.slice(one.selectionStart, one.selectionEnd)"
    )
    box.scroll_into_view_if_needed()
    page.screenshot("lesson_11_code")
    cell = {}
    exec(chosen, cell)
    assert f"epochs={epoch(playground)}," in chosen
    inputs, targets = cell["test"]
    loss = binary_cross_entropy.value(cell["network"].predict(inputs), targets)
    told = float(
        re.findall(r"loss ([\d.e−]+)", playground.words())[1].replace("−", "-")
    )
    assert told == pytest.approx(loss, rel=1e-3)
    playground.click("Hide the code")
    box.wait_for(state="hidden")


FOCUSED = """() => {
  const part = document.activeElement.closest('[class*=nn-control-]');
  return part && [...part.classList].find(one => one.startsWith('nn-control-'));
}"""


def test_every_control_is_reached_by_the_tab_key(page, playground):
    playground.control("data").locator("select").focus()
    seen = []
    while len(seen) < 40 and "nn-control-code" not in seen:
        seen.append(page.page.evaluate(FOCUSED))
        page.page.keyboard.press("Tab")
    names = "data noise seed depth width activation rate optimizer batch l2 dropout"
    names += " play step reset code"  # the numbers beside some sliders are stops too
    assert list(dict.fromkeys(seen)) == [f"nn-control-{one}" for one in names.split()]


def test_reset_returns_controls_and_network(playground):
    first = playground.words()
    for control in ("seed", "depth", "noise", "rate"):
        playground.press(control, "End")
    playground.choose("data", "moons")
    playground.click("Step")
    playground.wait_for_words("epoch 1:")
    playground.click("Reset")
    playground.wait_for_words("Network 2 → 4 → 1, epoch 0:")
    playground.page.wait_for_timeout(300)
    assert playground.words() == first


@pytest.mark.parametrize("slider", ["rate", "seed", "noise", "width"])
def test_a_moved_slider_is_painted_at_once(playground, slider):
    latency = playground.painted_latency(slider)
    print(f"{slider}: key press to painted picture {latency:.0f} ms")
    assert latency > 0  # how fast it is: benchmarks/latency.py


@pytest.mark.parametrize("width, depth", [(4, 1), (8, 3), (32, 4)])
def test_frames_are_seen_while_it_plays(playground, width, depth):
    playground.press("width", "Home")
    playground.press("width", "ArrowRight", times=width - 1)
    playground.press("depth", "ArrowRight", times=depth - 1)
    sizes = " → ".join(["2", *[str(width)] * depth, "1"])
    playground.wait_for_words(f"Network {sizes}")
    play(playground, seconds=2)
    frames = playground.frames_per_second(3)
    begun = time.perf_counter()
    playground.click("Pause")
    playground.root.locator("button", has_text="Play").wait_for()
    paused = 1000 * (time.perf_counter() - begun)
    print(f"{sizes}: {frames:.0f} frames/s seen, Pause answers in {paused:.0f} ms")
    assert frames > 0
