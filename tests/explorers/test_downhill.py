"""Lesson 06: landscapes, what becomes of a descent, its words and its pictures."""

import numpy as np
import pytest

from nnlib.explorers.downhill import DownhillExplorer
from nnlib.explorers.landscapes import LANDSCAPES, Descent, limit_between
from nnlib.gradcheck import numerical_gradient
from nnlib.plots.numbers import plain_text
from nnlib.running import INPUTS, running_network
from tests.explorers.sweep import check_explorer

NETWORK = "running network"


def walked(name, rate):
    walk = Descent(LANDSCAPES[name](), rate)
    while walk.step():
        pass
    return walk


def run(explorer, rate, steps=400):
    explorer.controls["rate"].value = rate
    while not explorer.finished and explorer.descent.steps < steps:
        explorer.step()
    return explorer.words_text


@pytest.mark.parametrize("name", LANDSCAPES)
def test_every_setting_gives_pictures_and_words(name):
    check_explorer(DownhillExplorer(name), random_combinations=25)


@pytest.mark.parametrize("name", LANDSCAPES)
def test_slopes_agree_with_nudging(name):
    landscape = LANDSCAPES[name]()
    for place in (landscape.start, landscape.low, landscape.high):
        place = np.array(place)
        nudged = numerical_gradient(lambda p=place: landscape.loss(p), place)
        assert landscape.slope(place) == pytest.approx(nudged, abs=1e-6)


def test_the_bowl_by_hand():
    places = {
        rate: [float(p[0]) for p in walked("bowl", rate).places[:4]]
        for rate in (0.1, 0.5, 1.0, 1.1)
    }
    assert places[0.1] == pytest.approx([4, 3.2, 2.56, 2.048])
    assert places[0.5] == [4, 0]
    assert places[1.0] == [4, -4, 4]
    assert places[1.1] == pytest.approx([4, -4.8, 5.76, -6.912])


@pytest.mark.parametrize(
    "name, rate, verdict",
    [
        ("bowl", 0.001, "slow"),
        ("bowl", 0.1, "settled"),
        ("bowl", 0.5, "settled"),
        ("bowl", 1.0, "circling"),
        ("bowl", 1.001, "growing"),
        ("bowl", 1.1, "diverged"),
        ("ravine", 0.079, "settled"),
        ("ravine", 0.08, "circling"),
        ("ravine", 0.0802, "growing"),
        ("ravine", 0.081, "diverged"),
        ("another ravine", 0.066, "settled"),
        ("another ravine", 0.068, "diverged"),
        (NETWORK, 0.5, "settled"),
        (NETWORK, 3.0, "circling"),
        (NETWORK, 3.8, "swinging"),
        (NETWORK, 5.0, "stuck"),
    ],
)
def test_what_becomes_of_a_descent(name, rate, verdict):
    assert walked(name, rate).verdict == verdict


@pytest.mark.parametrize("name", LANDSCAPES)
@pytest.mark.parametrize("exponent", np.arange(-3, 1.01, 0.1))
def test_verdicts_are_true(name, exponent):
    walk = walked(name, 10.0**exponent)
    ahead = walk.landscape.loss(walk.next_place)
    assert np.isfinite([*walk.losses, *walk.places[-1], *walk.next_place]).all()
    if walk.verdict in ("settled", "slow", "stuck"):
        assert ahead <= walk.losses[-1]
    if walk.verdict in ("diverged", "growing"):
        longer = np.linalg.norm(walk.next_place - walk.places[-1])
        assert ahead > walk.losses[-1]
        assert longer > np.linalg.norm(walk.places[-1] - walk.places[-2])


def test_the_network_starts_where_the_lessons_do():
    landscape = LANDSCAPES[NETWORK]()
    start = np.array(landscape.start)
    assert landscape.loss(start) == pytest.approx(0.045)
    assert landscape.slope(start) == pytest.approx([-0.096, -0.15])
    assert running_network().predict(INPUTS).item() == pytest.approx(0.3)


def test_the_limit_lies_between_what_settled_and_what_failed():
    assert limit_between({}) is None
    assert limit_between({0.1: "settled", 0.01: "slow"}) is None
    assert limit_between({1.0: "circling"}) is None
    tried = {0.1: "settled", 0.5: "settled", 1.0: "circling", 2.0: "diverged"}
    assert limit_between(tried) == (0.5, 1.0)
    assert limit_between({0.5: "settled", 2.6: "stuck", 3.4: "settled"}) == (0.5, 2.6)


def test_words_of_a_short_walk():
    explorer = DownhillExplorer()
    assert explorer.words_text == (
        "Bowl, learning rate 0.1, at the start: w = 4, loss 16, slope 8. "
        "The next step is −0.8. Press Step or Play."
    )
    explorer.step()
    assert explorer.words_text == (
        "Bowl, learning rate 0.1, after 1 step: w = 3.2, loss 10.24, slope 6.4. "
        "The loss fell. The next step is −0.64."
    )
    assert "The loss rose." in run(explorer, 1.1, steps=2)
    assert "Settled" in run(explorer, 0.5)


def test_two_runs_close_in_on_the_limit():
    explorer = DownhillExplorer("ravine")
    assert "limit" not in run(explorer, 0.079)
    assert run(explorer, 0.081).endswith(
        "Your runs so far: 0.079 settled, 0.081 failed. The limit lies between."
    )
    explorer.controls["landscape"].value = "bowl"
    assert "limit" not in explorer.words_text
    explorer.controls["landscape"].value = "ravine"
    assert "0.079 settled" in explorer.words_text
    explorer.reset()
    assert explorer.view.tried == {} and "limit" not in explorer.words_text


def test_a_rate_that_is_not_followed_to_its_end_is_not_noted():
    explorer = DownhillExplorer()
    run(explorer, 0.1, steps=3)
    run(explorer, 0.3, steps=3)
    assert explorer.view.tried == {}


def test_another_rate_begins_a_new_walk():
    explorer = DownhillExplorer()
    run(explorer, 0.2, steps=5)
    explorer.controls["rate"].value = 0.3
    assert explorer.descent.steps == 0 and explorer.descent.rate == 0.3


def test_a_place_outside_of_the_picture_is_marked_on_its_edge():
    explorer = DownhillExplorer()
    run(explorer, 1.1)
    marked = explorer.view.picture._gone.get_data()
    assert np.ravel(marked).tolist() == [-6.0, 36.0]
    run(explorer, 0.5)
    assert len(explorer.view.picture._gone.get_xdata()) == 0


@pytest.mark.parametrize(
    "value, expected",
    [(0, "0"), (1e-12, "0"), (16330.12, "16330"), (-0.5, "−0.5"), (8.0, "8"),
     (4.4771e-6, "0.000004477")],
)  # fmt: skip
def test_numbers_are_written_out(value, expected):
    assert plain_text(value) == expected
