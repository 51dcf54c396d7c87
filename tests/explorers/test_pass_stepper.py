"""Lesson 07: one update after the other, each number from nnlib itself."""

from xml.etree import ElementTree

import numpy as np
import pytest

from nnlib.checks.backward_sheet import NAMES
from nnlib.explorers.backward_picture import rounded_text
from nnlib.explorers.pass_stepper import RATES, PassStepper, pass_svg, pass_tally
from nnlib.explorers.pass_steps import (
    LAST,
    ROUNDS,
    STEPS,
    PassState,
    Step,
    formula,
    next_prediction,
    predictions,
    rounds,
)
from nnlib.losses import squared_error
from nnlib.optimizers import SGD
from nnlib.room import projector
from nnlib.running import INPUTS, TARGETS, running_network
from tests.explorers.sweep import check_explorer, check_state


@pytest.fixture
def stepper():
    return PassStepper()


def after(stepper, steps):
    for _ in range(steps):
        stepper.step()
        check_state(stepper, f"after {stepper.done} steps")
    return stepper.words_text


def test_every_setting_gives_pictures_and_words(stepper):
    check_explorer(stepper)


@pytest.mark.parametrize(
    "rate, sequence",
    [
        (0.1, [0.3, 0.369, 0.425, 0.468]),
        (0.5, [0.3, 0.660, 0.578, 0.607, 0.597]),
        (1.0, [0.3, 1.052, -0.155, 1.047, 0.143, 0.740]),
        (2.0, [0.3, 1.9335, -2.167, 3.367, -2.167, 3.367]),
    ],
)
def test_the_four_fates(rate, sequence):
    assert np.allclose(predictions(rate, len(sequence)), sequence, atol=5e-4)


@pytest.mark.parametrize("rate", [rate for _, rate in RATES])
def test_predictions_are_those_of_nnlib(rate):
    network, found = running_network(), []
    for _ in range(ROUNDS + 1):
        outputs = network.forward(INPUTS)
        found.append(outputs.item())
        network.backward(squared_error.gradient(outputs, TARGETS))
        SGD().step(network.parameters, network.gradient, rate)
    assert np.allclose(predictions(rate), found)


def test_rate_one_comes_to_rest_and_rate_two_kills_all_units():
    assert predictions(1.0)[20] == pytest.approx(0.6, abs=0.003)
    assert [int(page.on.sum()) for page in rounds(2.0)[:4]] == [2, 2, 0, 0]
    moving = [name for name in NAMES if rounds(2.0)[5].changes[name]]
    assert moving == ["b4"]


def test_a_round_has_twenty_steps_in_the_order_of_the_lesson():
    kinds = [step.kind for step in STEPS]
    order = ["unit"] * 3 + ["predict", "wanted"] + ["change"] * 13 + ["tally", "update"]
    assert kinds == order
    assert [step.name for step in STEPS if step.kind == "change"] == list(NAMES)


def test_every_formula_of_the_first_round():
    shown = [formula(PassState(0.5, k)) for k in range(1, 21)]
    assert shown == [
        "z1 = 0.4·0.5 + 0.8·0.25 + 0.1 = 0.5, h1 = relu(0.5) = 0.5",
        "z2 = 0.4·(−0.5) + 0.8·1 + 0.2 = 0.8, h2 = relu(0.8) = 0.8",
        "z3 = 0.4·(−0.4) + 0.8·(−0.5) + 0.1 = −0.46, h3 = relu(−0.46) = 0",
        "prediction = 0.5·0.4 + 0.8·0.25 + 0·0.7 + (−0.1) = 0.3",
        "wanted = target − prediction = 0.6 − 0.3 = 0.3",
        "change of w7 = h1 · wanted = 0.5·0.3 = 0.15",
        "change of w8 = h2 · wanted = 0.8·0.3 = 0.24",
        "change of w9 = h3 · wanted = 0·0.3 = 0",
        "change of b4 = wanted = 0.3",
        "change of b1 = wanted · w7 · gate = 0.3·0.4·1 = 0.12",
        "change of b2 = wanted · w8 · gate = 0.3·0.25·1 = 0.075",
        "change of b3 = wanted · w9 · gate = 0.3·0.7·0 = 0",
        "change of w1 = x1 · change of b1 = 0.4·0.12 = 0.048",
        "change of w2 = x1 · change of b2 = 0.4·0.075 = 0.03",
        "change of w3 = x1 · change of b3 = 0.4·0 = 0",
        "change of w4 = x2 · change of b1 = 0.8·0.12 = 0.096",
        "change of w5 = x2 · change of b2 = 0.8·0.075 = 0.06",
        "change of w6 = x2 · change of b3 = 0.8·0 = 0",
        "13 changes noted, 0 numbers updated",
        "w7 = 0.4 + 0.5·0.15 = 0.475, the others likewise",
    ]


def test_nothing_is_updated_before_the_end_of_the_round(stepper):
    after(stepper, 19)
    assert "Nothing has been updated on the way." in stepper.words_text
    assert "0.475" not in stepper.pictures["tally"].value
    after(stepper, 1)
    assert "w7 = 0.4 + 0.5·0.15 = 0.475" in stepper.words_text
    assert ">0.475<" in stepper.pictures["tally"].value
    assert "→ 0.475" in stepper.pictures["network"].value
    assert after(stepper, 1).startswith("Round 2, forward: z1 = 0.4·0.524")


def test_nothing_is_drawn_before_it_is_known(stepper):
    assert "not known yet" in stepper.pictures["network"].value
    assert "h3: off" not in stepper.pictures["network"].value
    assert ">+0.15<" not in stepper.pictures["tally"].value
    after(stepper, 6)
    assert ">+0.15<" in stepper.pictures["tally"].value
    assert "not known yet" not in stepper.pictures["network"].value


def test_back_undoes_a_step(stepper):
    before = after(stepper, 7), stepper.pictures["network"].value
    after(stepper, 1)
    stepper.back()
    assert (stepper.words_text, stepper.pictures["network"].value) == before
    for _ in range(10):
        stepper.back()
    assert stepper.done == 0 and stepper._named_buttons["back"].disabled


def test_next_prediction_skips_to_what_an_update_brings(stepper):
    for _ in range(3):
        stepper.skip()
        assert stepper.words_text.split(" ")[2] == "forward:"
    assert "Predictions so far: 0.3, 0.66, 0.578. The target" in stepper.words_text
    for _ in range(ROUNDS):
        stepper.skip()
    assert stepper.finished and stepper.done == LAST
    stepper.back()
    assert not stepper.finished
    stepper.reset()
    assert stepper.done == 0 and not stepper.finished


def test_the_next_prediction_is_never_the_present_one():
    for done in range(LAST):
        ahead = next_prediction(done)
        assert ahead > done and PassState(0.5, ahead).step == Step("predict")


def test_another_rate_shows_the_same_step(stepper):
    for _ in range(4):
        stepper.skip()
    done = stepper.done
    stepper.controls["rate"].value = 2.0
    assert stepper.done == done
    assert "0.3, 1.934, −2.167, 3.367. The target" in stepper.words_text
    assert "All hidden units are off" in stepper.words_text


def test_long_histories_are_cut(stepper):
    for _ in range(15):
        stepper.skip()
    assert stepper.words_text.count(", ") < 20 and "0.3, …, " in stepper.words_text


def test_a_number_looks_the_same_wherever_it_is_shown():
    shown = {1.9335: "1.934", -2.167: "−2.167", -0.0088467: "−0.0088", 0: "0"}
    shown |= {0.00009: "9e−05", -0.05978: "−0.06", 0.0625: "0.063"}
    assert {value: rounded_text(value) for value in shown} == shown
    state = PassState(0.5, 3 * len(STEPS) - 2)  # round 3, the change of w6
    picture, tally = pass_svg(state, "words"), pass_tally(state)
    for name in state.changes:
        text = rounded_text(state.sheet.changes[name], signed=True)
        also = f", z{name[1]} too" if name in ("b1", "b2", "b3") else ""
        assert f">{text}{also}<" in picture and f">{text}<" in tally


def test_after_the_units_died_only_one_arrow_is_left():
    picture = pass_svg(PassState(2.0, 4 * len(STEPS)), "words")
    assert picture.count("→") == 1 and "→ −2.167" in picture


def test_where_one_number_moves_the_words_do_not_tell_of_others(stepper):
    stepper.controls["rate"].value = 2.0
    done = after(stepper, 2 * len(STEPS))
    assert "Round 2, update: w7 = " in done
    assert ", the others likewise. All 13 at once. Predictions" in done
    done = after(stepper, len(STEPS))
    new = "b4 = −2.167 + 2·2.767 = 3.367, the only one that moves"
    assert f"Round 3, update: {new}. Predictions so far" in done
    assert f">{new}<" in stepper.pictures["tally"].value


@pytest.mark.parametrize("on", [False, True])
def test_no_label_is_cut_at_the_edge_of_the_picture(on):
    projector(on)
    try:
        for rate in (0.1, 2.0):
            for done in range(4, 5 * len(STEPS), 8):
                for left, right in spans(pass_svg(PassState(rate, done), "words")):
                    assert 0 <= left < right <= 1, (rate, done)
    finally:
        projector(False)


def spans(svg):
    """Where the boxes and plates of a drawing begin and end, as shares of its width."""
    drawing = ElementTree.fromstring(svg)
    width = float(drawing.get("viewBox").split()[2])
    boxes = [one for one in drawing.iter() if one.get("rx")]
    for box in boxes:
        left = float(box.get("x"))
        yield left / width, (left + float(box.get("width"))) / width
