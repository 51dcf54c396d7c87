"""The optimizer race: true steps, true arrivals, and words that name the leader."""

import numpy as np
import pytest

from nnlib.explorers.landscapes import ARRIVED, LONGEST
from nnlib.explorers.optimizer_race import (
    FIRST_RATES,
    PLACES,
    RACERS,
    STAYS,
    OptimizerRaceExplorer,
)
from nnlib.gradcheck import numerical_gradient
from tests.explorers.sweep import check_explorer


@pytest.fixture(scope="module")
def race():
    return OptimizerRaceExplorer()


@pytest.fixture(autouse=True)
def fresh(race):
    race.reset()


def run(race, landscape, steps=LONGEST, **rates):
    """Set landscape and rates and go on to the end, or for so many steps."""
    race.controls["landscape"].value = landscape
    for name, rate in rates.items():
        race.controls[name].value = rate
    while not race.finished and race.steps < steps:
        race.advance_all()
    return race.words_text


def ended(race):
    return {
        name: one.arrival if one.state == "arrived" else one.state
        for name, one in race.racers.items()
    }


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Take a step without painting every one of them."""

    def advance_all(self):
        for _ in range(10):
            self.advance() or setattr(self, "finished", True)
        self.refresh()

    monkeypatch.setattr(
        OptimizerRaceExplorer, "advance_all", advance_all, raising=False
    )


@pytest.mark.parametrize("name", PLACES)
def test_every_setting_gives_pictures_and_words(name):
    check_explorer(OptimizerRaceExplorer(name), random_combinations=12)


@pytest.mark.parametrize("name", PLACES)
def test_slopes_agree_with_nudging(name):
    landscape = PLACES[name]()
    for place in (landscape.start, landscape.low, landscape.high):
        place = np.array(place)
        nudged = numerical_gradient(lambda p=place: landscape.loss(p), place)
        assert landscape.slope(place) == pytest.approx(nudged, rel=1e-5, abs=1e-5)


def test_the_turned_ravine_is_the_long_one_turned():
    long, turned = PLACES["long ravine"](), PLACES["turned ravine"]()
    assert long.loss(np.array(long.start)) == pytest.approx(0.5 * 100 + 200)
    assert turned.loss(np.array(turned.start)) == pytest.approx(250)
    assert np.hypot(*long.start) == pytest.approx(np.hypot(*turned.start))


def test_first_steps_by_hand(race):
    for name, rate in dict(plain=0.02, momentum=0.02, Adam=0.5).items():
        race.controls[name].value = rate
    race.step()
    places = {name: one.places[-1] for name, one in race.racers.items()}
    assert places["plain"] == pytest.approx([10 - 0.02 * 10, 1 - 0.02 * 25])
    assert places["momentum"] == pytest.approx(places["plain"])
    assert places["Adam"] == pytest.approx([9.5, 0.5])  # a step of the rate for each
    race.step()
    rolled = race.racers["momentum"].places[-1]
    velocity = np.array([0.9 * -0.2 - 0.02 * 9.8, 0.9 * -0.5 - 0.02 * 12.5])
    assert rolled == pytest.approx(places["momentum"] + velocity)


# What lesson 10 says about the race.
RACES = [
    ("ravine", {}, {"plain": 62, "momentum": 79, "Adam": 78}, "Plain arrived first."),
    (
        "long ravine",
        {"plain": 0.004, "momentum": 0.005, "Adam": 0.5},
        {"plain": "late", "momentum": 88, "Adam": 79},
        "Adam arrived first.",
    ),
    (
        "turned ravine",
        {"plain": 0.004, "momentum": 0.005, "Adam": 0.5},
        {"plain": "late", "momentum": 88, "Adam": 296},
        "Momentum arrived first.",
    ),
    (
        "ravine",
        {"plain": 1.0, "momentum": 1.0, "Adam": 0.001},
        {"plain": "diverged", "momentum": "diverged", "Adam": "late"},
        "Adam came closest, but nobody arrived.",
    ),
]


@pytest.mark.parametrize("landscape, rates, ends, verdict", RACES)
def test_who_wins(race, landscape, rates, ends, verdict):
    words = run(race, landscape, **rates)
    assert ended(race) == ends
    assert words.endswith(verdict)


def test_to_arrive_is_to_stay(race):
    run(race, "long ravine", momentum=0.005)
    racer = race.racers["momentum"]
    below = np.array(racer.losses) < ARRIVED * racer.losses[0]
    assert below[-STAYS:].all() and not below[-STAYS - 1]
    assert racer.arrival == racer.steps - STAYS + 1


def test_words_at_the_start_and_on_the_way(race):
    assert race.words_text == (
        "Ravine, at the start: all three have the loss 62.5. Rates: plain 0.07, "
        "momentum 0.02, Adam 0.5. Press Step or Play."
    )
    race.step()
    losses = {name: one.losses[-1] for name, one in race.racers.items()}
    leader = min(losses, key=losses.get)
    assert race.words_text.startswith("Ravine, after 1 step. Plain at rate 0.07: loss ")
    assert race.words_text.endswith(f" {leader[0].upper()}{leader[1:]} is in the lead.")


def test_two_who_are_level_are_both_named(race):
    for name in ("plain", "momentum"):
        race.controls[name].value = 0.02
    race.controls["Adam"].value = 0.001
    race.step()
    assert race.words_text.endswith("Plain and momentum are in the lead.")


def test_all_gone_says_so(race):
    words = run(race, "long ravine", plain=1.0, momentum=1.0, Adam=0.001, steps=20)
    assert "diverged at step" in words and words.endswith("Adam is in the lead.")
    race.racers["Adam"].state = "diverged"
    race.refresh()
    assert race.words_text.endswith("Nobody arrived: these rates are too large.")


def test_a_new_rate_begins_a_new_race(race):
    race.step()
    race.controls["Adam"].value = 0.1
    assert race.steps == 0 and race.racers["Adam"].rate == 0.1


def test_reset_returns_to_the_first_rates(race):
    run(race, "turned ravine", plain=0.001, steps=10)
    race.reset()
    assert {name: one.rate for name, one in race.racers.items()} == FIRST_RATES
    assert race.steps == 0 and race.values["landscape"] == "ravine"


def test_a_racer_off_the_map_stays_on_its_edge(race):
    run(race, "ravine", plain=1.0, steps=10)
    x, y = race.course.picture._heads[list(RACERS).index("plain")].get_data()
    assert abs(y[0]) == 6 and abs(x[0]) <= 12
