"""Lesson 12: a drawing's way to 8 × 8, what is read, and how often rightly."""

import json
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnlib.data import PIXELS, load_digits, split
from nnlib.explorers import strokes as way
from nnlib.explorers.draw_digit import (
    DOTTED,
    EMPTY,
    DrawDigitExplorer,
    digit_probabilities,
    reading_words,
)
from nnlib.explorers.strokes import clean_strokes, digit_bitmap, digit_pixels, is_dot
from nnlib.losses import one_hot, softmax_cross_entropy
from nnlib.network import build_mlp
from nnlib.optimizers import SGD
from nnlib.schedules import constant
from nnlib.training import train
from tests.explorers.drawing_hand import DRAWN, FIRST, drawings
from tests.explorers.sweep import check_explorer, check_state

LINE = [[[0.5, 0.2], [0.5, 0.8]]]
SETS = json.loads(DRAWN.read_text())


@cache
def trained(seed=0):
    """The lesson's network, trained on four fifths of the digits."""
    digits = load_digits()
    inputs = digits[PIXELS].to_numpy() / 16
    targets = one_hot(digits["digit"].to_numpy(), 10)
    pile, _ = split(inputs, targets, fraction=0.2, seed=0)
    network = build_mlp([64, 32, 10], seed=seed)
    how = {"optimizer": SGD(), "schedule": constant(0.2), "batch_size": 32}
    train(network, *pile, softmax_cross_entropy, epochs=60, seed=seed, **how)
    return network


@pytest.fixture
def explorer():
    return DrawDigitExplorer(trained())


def pixels_of(drawn):
    return digit_pixels(clean_strokes(drawn))


def readings(network, items):
    return [
        (item["digit"], digit_probabilities(network, pixels_of(item["strokes"])))
        for item in items
    ]


# --- how often it is right ----------------------------------------------------------


@pytest.mark.parametrize("name", SETS)
def test_drawings_are_read(name):
    pairs = [
        (digit, int(np.argmax(probabilities)))
        for seed in range(3)
        for digit, probabilities in readings(trained(seed), SETS[name])
    ]
    wrong = Counter(f"{digit} as {read}" for digit, read in pairs if digit != read)
    right = 1 - wrong.total() / len(pairs)
    print(f"\n{name} set: {right:.3f} right; wrong: {dict(wrong.most_common())}")
    assert right >= 0.8


@pytest.mark.parametrize("name", SETS)
def test_there_are_enough_drawings(name):
    digits = Counter(item["digit"] for item in SETS[name])
    assert sorted(digits) == list(range(10)) and digits.total() >= 60
    assert min(digits.values()) >= 6


def test_the_hand_draws_on_the_pad():
    for item in drawings(FIRST, seed=3):
        for stroke in clean_strokes(item["strokes"]):
            assert len(stroke) > 5 and 0 <= stroke.min() and stroke.max() <= 1


# --- from strokes to pixels ---------------------------------------------------------


def test_an_upright_line_fills_the_height_in_the_middle():
    pixels = pixels_of(LINE)
    assert pixels.shape == (8, 8) and abs(pixels.sum() - way.INK) <= 16
    assert (pixels == pixels[:, ::-1]).all() and pixels[3, 3] == 16
    assert pixels[0].any() and pixels[7].any() and not pixels[:, [0, 1, 6, 7]].any()


def test_a_line_that_leans_is_set_upright():
    leaning = pixels_of([[[0.7, 0.1], [0.3, 0.9]]])
    assert not leaning[:, [0, 1, 6, 7]].any()


def test_drawings_are_like_the_data_set():
    digits = load_digits()[PIXELS].to_numpy().reshape(-1, 8, 8)
    drawn = np.array([pixels_of(one["strokes"]) for one in SETS["first"]])
    assert drawn.sum(axis=(1, 2)).mean() == pytest.approx(way.INK, rel=0.02)
    assert digits.sum(axis=(1, 2)).mean() == pytest.approx(way.INK, rel=0.02)
    assert drawn.min() == 0 and drawn.max() == 16
    for images in (drawn, digits):
        assert images[:, 0].any(axis=1).all() and images[:, 7].any(axis=1).all()
    middles = [
        (one.sum(axis=1) @ range(8)).sum() / one.sum() for one in (drawn, digits)
    ]
    assert middles[0] == pytest.approx(middles[1], abs=0.2)


@pytest.mark.parametrize("item", SETS["first"][::5], ids=lambda one: str(one["digit"]))
def test_size_and_place_do_not_matter(item):
    first = pixels_of(item["strokes"])
    smaller = [(0.3 * np.array(one) + 0.4).tolist() for one in item["strokes"]]
    assert np.abs(pixels_of(smaller) - first).max() <= 1


@pytest.mark.parametrize("item", SETS["first"][::5], ids=lambda one: str(one["digit"]))
def test_speed_and_direction_do_not_matter(item):
    first = digit_bitmap(clean_strokes(item["strokes"]))
    denser = [np.repeat(one, 3, axis=0).tolist()[::-1] for one in item["strokes"][::-1]]
    assert np.mean(digit_bitmap(clean_strokes(denser)) != first) < 0.02


def test_a_lying_line_is_not_blown_up():
    pixels = pixels_of([[[0.1, 0.5], [0.9, 0.52]]])
    assert not pixels[[0, 1, 6, 7]].any() and pixels[3:5].any()


def test_the_empty_pad_is_white():
    assert not digit_pixels([]).any() and not is_dot([])
    assert clean_strokes([[]]) == []


SOUND = {
    "a point": [[[0.5, 0.5]]],
    "the same point again": [[[0.5, 0.5]] * 50],
    "a tiny line": [[[0.5, 0.5], [0.51, 0.52]]],
    "many dots": [[[0.1 * k, 0.1 * k]] for k in range(10)],
    "beside the pad": [[[-3, 0.5], [0.5, 9], [0.2, -1e300]]],
    "all along the edge": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]],
    "an empty stroke between": [*LINE, [], [[0.2, 0.2], [0.3, 0.3]]],
    "tuples": (((0.5, 0.1), (0.5, 0.9)),),
}


@pytest.mark.parametrize("drawn", SOUND.values(), ids=SOUND)
def test_odd_drawings_are_sound(explorer, drawn):
    explorer.pad.value = drawn
    check_state(explorer, drawn)
    pixels = pixels_of(drawn)
    assert pixels.min() >= 0 and pixels.max() <= 16


def test_ten_thousand_points(explorer):
    turns = np.linspace(0, 60, 10_000)
    x, y = 0.5 + 0.4 * np.cos(turns), 0.5 + 0.4 * np.sin(1.7 * turns)
    explorer.pad.value = np.stack([x, y], axis=1)[None].tolist()
    check_state(explorer, "10,000 points")
    assert "probability" in explorer.words_text


# --- the explorer -------------------------------------------------------------------


def test_the_empty_explorer(explorer):
    check_explorer(explorer, random_combinations=3)
    assert explorer.words_text == EMPTY
    assert repr(explorer) == f"DrawDigitExplorer: {EMPTY}"
    assert ">–<" in explorer.pictures["bars"].value


@pytest.mark.parametrize("item", SETS["second"][::7], ids=lambda one: str(one["digit"]))
def test_a_drawing_is_shown_in_words_and_pictures(explorer, item):
    explorer.pad.value = item["strokes"]
    check_state(explorer, item["digit"])
    probabilities = digit_probabilities(trained(), pixels_of(item["strokes"]))
    assert explorer.words_text == reading_words(probabilities)
    bars = explorer.pictures["bars"].value
    assert bars.count("◀") == 1
    for digit, one in enumerate(probabilities):
        assert f"{digit}: {one:.2f}" in bars
    explorer.reset()
    assert explorer.pad.value == [] and explorer.words_text == EMPTY


def test_words_about_the_reading():
    sure, torn = np.full(10, 0.01), np.full(10, 0.02)
    sure[[3, 8]] = 0.87, 0.05
    torn[[1, 7]] = 0.43, 0.41
    alone = np.eye(10)[4]
    assert reading_words(sure) == (
        "The network reads 3, with probability 0.87. "
        "Next come 8 with 0.05 and 0 with 0.01."
    )
    assert reading_words(torn) == (
        "The network is not sure. Most likely 1, with probability 0.43. "
        "Next come 7 with 0.41 and 0 with 0.02."
    )
    assert reading_words(alone) == (
        "The network reads 4, with probability 1.00. No other digit reaches 0.01."
    )
    alone[[4, 9]] = 0.94, 0.06
    assert reading_words(alone).endswith("Next comes 9 with 0.06.")


def test_a_dot_is_not_read(explorer):
    explorer.pad.value = [[[0.5, 0.5], [0.52, 0.5]]]
    assert explorer.words_text == DOTTED and "◀" not in explorer.pictures["bars"].value


BAD = {
    "nothing": None,
    "a number": 3,
    "text": "seven",
    "a dictionary": {"x": 1},
    "flat": [0.1, 0.2],
    "points alone": [[0.1, 0.2], [0.3, 0.4]],
    "three numbers": [[[0.1, 0.2, 0.3]]],
    "ragged": [[[0.1, 0.2], [0.3]]],
    "words": [[["a", "b"]]],
    "missing": [[[None, 0.2]]],
    "infinity": [[[float("inf"), 0.2]]],
    "not a number": [[[0.1, float("nan")]]],
    "too large": [[[10**400, 0.2]]],
    "too deep": [[[[0.1, 0.2]]]],
    "a stroke of text": ["0.1 0.2"],
    "too many": [[[0.1, 0.2]] * 100_001],
}


@pytest.mark.parametrize("sent", BAD.values(), ids=BAD)
def test_bad_data_gives_a_sentence(explorer, sent):
    explorer.pad.set_state({"value": sent})  # the way that a browser's message goes
    assert explorer.error is None
    assert explorer.words_text.startswith("This cannot be read: ")
    assert explorer.words_text.endswith(". Press Clear and draw again.")
    explorer.pad.value = LINE
    assert "probability" in explorer.words_text


NUMBERS = st.floats(allow_nan=True) | st.integers() | st.none() | st.booleans()
SENT = st.recursive(
    NUMBERS | st.text(max_size=3), lambda one: st.lists(one, max_size=4)
)
POINTS = st.lists(st.lists(NUMBERS, min_size=2, max_size=2), max_size=4)


@settings(max_examples=200, deadline=None)
@given(SENT | st.lists(POINTS, max_size=3))
def test_anything_sent_is_a_drawing_or_a_sentence(sent):
    try:
        strokes = clean_strokes(sent)
    except ValueError as problem:
        assert "stroke" in str(problem)
    else:
        pixels = digit_pixels(strokes)
        assert 0 <= pixels.min() and pixels.max() <= 16


@pytest.mark.parametrize("sizes", [[64, 32, 9], [63, 10]])
def test_another_network_is_refused(sizes):
    with pytest.raises(ValueError, match="needs 64 inputs and 10 outputs, got"):
        DrawDigitExplorer(build_mlp(sizes))


def test_the_pad_brings_its_own_script_and_asks_for_none():
    script = (Path(way.__file__).parent / "draw_pad.js").read_text()
    assert "import" not in script and "http" not in script and "eval" not in script
