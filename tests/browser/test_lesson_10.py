"""Lesson 10 in a real JupyterLab: race, schedules, the map, the sick runs."""

import pytest

FIRST_RACE = "Ravine, at the start"
PLANS = {
    "constant": "Constant",
    "step decay": "Step decay 0.02",
    "cosine annealing": "Cosine",
}
FIRST_PLAN = "Constant 0.02, Adam: the first epoch"


@pytest.fixture
def page(lesson):
    return lesson("10_training_better")


@pytest.fixture
def race(page):
    race = page.explorer("race")
    race.click("Reset")
    race.wait_for_words(FIRST_RACE)
    return race


@pytest.fixture
def schedules(page):
    schedules = page.explorer("schedules")
    schedules.click("Reset")
    schedules.wait_for_words(FIRST_PLAN)
    return schedules


def test_every_picture_of_the_lesson_is_painted(page):
    for words in (
        "What is left over at",
        "Training and validation",
        "The prediction shows",
        "What is left over falls",
    ):
        picture = page.locator(f"img[alt^='{words}']")
        picture.wait_for()
        assert picture.evaluate("one => one.complete && one.naturalWidth") > 300


def test_a_step_of_the_race(race):
    with race.picture_changes("paths"), race.picture_changes("losses"):
        race.click("Step")
    race.wait_for_words("Ravine, after 1 step.")


def test_plain_wins_on_the_ravine(page, race):
    race.click("Play")
    race.wait_for_words("Plain arrived first.", seconds=60)
    race.wait_for_words("Adam at rate 0.5: arrived at step 78.", seconds=60)
    page.screenshot("lesson_10_race")


@pytest.mark.parametrize("slider", ["plain", "momentum", "Adam"])
def test_rates_of_the_race_go_to_both_ends(race, slider):
    for key, rate in [("End", 1), ("Home", 0.001)]:
        race.press(slider, key)
        race.wait_for_words(f"{slider} {rate:g}")
    race.wait_for_words(FIRST_RACE)


@pytest.mark.parametrize(
    "landscape", ["long ravine", "turned ravine", "running network"]
)
def test_other_landscapes_are_painted(page, race, landscape):
    with race.picture_changes("paths"):
        race.choose("landscape", landscape)
    race.wait_for_words(f"{landscape.capitalize()}, at the start")
    for _ in range(3):
        race.click("Step")
    race.wait_for_words("after 3 steps")
    page.screenshot(f"lesson_10_{landscape.replace(' ', '_')}")


def test_rates_too_large_diverge_in_words(page, race):
    for slider in ("plain", "momentum", "Adam"):
        race.press(slider, "End")
        race.wait_for_words(f"{slider} 1")
    for _ in range(2):
        race.click("Step")
    race.wait_for_words("Plain at rate 1: diverged at step 2.")
    race.wait_for_words("Adam is in the lead.")
    page.screenshot("lesson_10_race_diverged")


def test_a_schedule_is_followed_and_listed(page, schedules):
    schedules.click("Play")
    schedules.wait_for_words("after 120 epochs", seconds=90)
    schedules.choose("schedule", "cosine annealing")
    schedules.wait_for_words("Cosine 0.02 to 0, Adam: the first epoch")
    with schedules.picture_changes("list", seconds=90):
        schedules.click("Play")
        schedules.wait_for_words("The best of 2 runs so far.", seconds=90)
    page.screenshot("lesson_10_schedules")


@pytest.mark.parametrize(
    "schedule, slider, first, last",
    [
        ("constant", "rate", "Constant 0.0001", "Constant 1"),
        ("constant", "warm", "Constant 0.02, Adam", "warm-up 50 %"),
        ("step decay", "drops", "0.02, 1 × 50 %", "0.02, 8 × 50 %"),
        ("step decay", "factor", "0.02, 4 × 10 %", "0.02, 4 × 90 %"),
        ("cosine annealing", "final", "Cosine 0.02 to 0,", "Cosine 0.02 to 0.02,"),
    ],
)
def test_sliders_of_the_schedule_go_to_both_ends(
    page, schedules, schedule, slider, first, last
):
    schedules.choose("schedule", schedule)
    schedules.wait_for_words(PLANS[schedule])
    enabled = f".nn-control-{slider} .noUi-target:not([disabled])"
    schedules.root.locator(enabled).wait_for()
    for key, words in [("End", last), ("Home", first)]:
        schedules.press(slider, key)
        schedules.wait_for_words(words)
    page.screenshot(f"lesson_10_{slider}")


def test_a_run_that_diverges_says_so(schedules):
    schedules.choose("optimizer", "plain")
    schedules.press("rate", "End")
    schedules.wait_for_words("Constant 1, plain")
    schedules.click("Play")
    schedules.wait_for_words("the run diverged in epoch 1.")


def test_the_schedule_is_dragged(schedules):
    with schedules.picture_changes("run"):
        schedules.drag("warm", 0.6)
    schedules.wait_for_words("warm-up")


def test_what_the_lesson_says_about_the_map(page):
    map_of_rates = page.explorer("rate-width-map")
    map_of_rates.wait_for_words("These are stored results")
    map_of_rates.choose("start", "uniform −1 to 1")
    map_of_rates.press("width", "End")
    map_of_rates.press("rate", "End")
    map_of_rates.wait_for_words("Learning rate 1, width 64: all 3 runs diverged.")
    page.screenshot("lesson_10_map")
    map_of_rates.click("Reset")
    map_of_rates.wait_for_words("Learning rate 0.03, width 16:")


def test_the_map_runs_and_stops(page):
    map_of_rates = page.explorer("rate-width-map")
    map_of_rates.click("Reset")
    map_of_rates.wait_for_words("These are stored results")
    with map_of_rates.picture_changes("map"):
        map_of_rates.click("Run")
        map_of_rates.wait_for_words("of 120 runs are done.")
    map_of_rates.click("Stop")
    map_of_rates.root.locator("button", has_text="Run").wait_for()
    done = map_of_rates.words().split(" of 120")[0].split()[-1]
    assert int(done) < 120
    page.screenshot("lesson_10_map_stopped")
    with map_of_rates.picture_changes("map"):
        map_of_rates.click("Step")
        map_of_rates.wait_for_words(f"{int(done) + 1} of 120 runs are done.")
    map_of_rates.click("Reset")
    map_of_rates.wait_for_words("These are stored results")


def test_a_sick_run_is_diagnosed(page):
    sick = page.explorer("sick-runs")
    sick.wait_for_words("Run 1:")
    sick.choose("diagnosis", "learning rate too low")
    sick.click("Check")
    sick.wait_for_words("Right: learning rate too low.")
    page.screenshot("lesson_10_sick")


def test_the_guess_opens_its_answer(page):
    guess = page.locator(".nn-guess", has_text="Who arrives first?")
    guess.get_by_text("plain", exact=True).click()
    guess.get_by_role("button", name="Lock in my guess").click()
    guess.get_by_text("Right. This ravine is short").wait_for()


def test_a_guess_stands_before_the_sick_runs(page):
    guess = page.locator(".nn-guess", has_text="the loss stands still at 0.5")
    guess.get_by_text("how many units are off", exact=True).click()
    guess.get_by_role("button", name="Lock in my guess").click()
    guess.get_by_text("Right. Both losses are flat").wait_for()


def test_a_moved_slider_is_painted_at_once(schedules):
    latency = schedules.painted_latency("warm", "run", count=5, warm_up=1)
    print(f"warm-up: key press to painted plan {latency:.0f} ms")
    assert latency > 0  # how fast it is: benchmarks/latency.py


def test_frames_are_seen_while_a_run_goes_on(schedules):
    schedules.click("Play")
    frames = schedules.frames_per_second(2, "run")
    print(f"{frames:.0f} frames per second")
    assert frames > 0
