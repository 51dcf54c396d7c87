"""Lesson 00: one weight of the running network is turned, the prediction follows."""

import pytest

from nnlib.explorers.running_network import (
    WEIGHTS,
    RunningNetworkExplorer,
    running_network_diagram,
    start_value,
)
from nnlib.running import INPUTS, running_network
from tests.explorers.sweep import check_explorer

BY_NAME = {which.split(",")[0]: which for which in WEIGHTS}


@pytest.fixture
def explorer():
    return RunningNetworkExplorer()


def turn(explorer, name, value):
    explorer.controls["which"].value = BY_NAME[name]
    explorer.controls["weight"].value = value
    assert explorer.error is None
    return explorer.words_text


def test_every_setting_gives_a_picture_and_words(explorer):
    check_explorer(explorer)


@pytest.mark.parametrize(
    "name, value, words",
    [
        ("w7", 0.4, "w7 is at its start value, 0.4. The prediction is 0.3. "
                    "That is 0.3 below the target 0.6."),
        ("w7", 0.8, "With w7 = 0.8 instead of 0.4, the prediction is 0.5 instead of "
                    "0.3. That is 0.1 below the target 0.6."),
        ("w7", 1.0, "With w7 = 1 instead of 0.4, the prediction is 0.6 instead of 0.3. "
                    "That is the target."),
        ("w7", 2.0, "With w7 = 2 instead of 0.4, the prediction is 1.1 instead of 0.3. "
                    "That is 0.5 above the target 0.6."),
        ("w9", 2.0, "With w9 = 2 instead of 0.7, the prediction is still 0.3. "
                    "h3 is off: it passes on 0, and 0 times any weight is 0."),
        ("w3", 0.75, "With w3 = 0.75 instead of −0.4, the prediction is still 0.3. "
                     "h3 is still off, because its sum z3 = 0 is not above 0."),
        ("w3", 0.8, "With w3 = 0.8 instead of −0.4, the prediction is 0.314 instead of "
                    "0.3. That is 0.286 below the target 0.6. h3 is now on."),
        ("w5", -2.0, "With w5 = −2 instead of 1, the prediction is 0.1 instead of 0.3. "
                     "That is 0.5 below the target 0.6. h2 is now off."),
    ],
)  # fmt: skip
def test_words_say_what_the_turn_did(explorer, name, value, words):
    assert turn(explorer, name, value) == words


@pytest.mark.parametrize("name", BY_NAME)
def test_words_agree_with_the_network_and_the_picture(explorer, name):
    layer, i, j = WEIGHTS[BY_NAME[name]]
    for step in range(-40, 41):
        words = turn(explorer, name, step / 20)
        network = running_network()
        network.dense_layers[layer].weights[i, j] = step / 20
        prediction = network.predict(INPUTS).item()
        said = words.split("prediction is ")[1].removeprefix("still ").split()[0]
        number = float(said.rstrip(".").replace("−", "-"))
        assert number == pytest.approx(prediction, abs=5e-4)
        assert f">{said.rstrip('.')}</text>" in explorer.pictures["network"].value
        assert "e−" not in explorer.pictures["network"].value


def test_the_names_of_the_weights_are_those_of_the_series():
    names = {name: start_value(which) for name, which in BY_NAME.items()}
    assert names == {
        "w1": 0.5, "w2": -0.5, "w3": -0.4, "w4": 0.25, "w5": 1.0, "w6": -0.5,
        "w7": 0.4, "w8": 0.25, "w9": 0.7,
    }  # fmt: skip
    drawn = running_network_diagram().content
    for which in WEIGHTS:
        name, route = which.split(", ")
        shown = f"{start_value(which):g}".replace("-", "−")
        place = "z" + route[-1] if " to h" in route else "prediction"
        assert f"<title>{name} = {shown}, {route.split(' to ')[0]} to {place}" in drawn


def test_choosing_another_weight_puts_the_first_one_back(explorer):
    turn(explorer, "w7", 2.0)
    explorer.controls["which"].value = BY_NAME["w9"]
    assert explorer.controls["weight"].value == 0.7
    assert explorer.words_text.startswith("w9 is at its start value, 0.7. ")


def test_the_turned_weight_and_what_it_changed_are_marked(explorer):
    marked = explorer.pictures["network"].value.count('opacity=".6"')
    turn(explorer, "w1", 1.0)  # z1, h1 and the prediction
    assert explorer.pictures["network"].value.count('opacity=".6"') == marked + 3
    assert "w1 = 1" in explorer.pictures["network"].value


def test_reset_returns_to_the_first_state(explorer):
    first = explorer.pictures["network"].value, explorer.words_text
    turn(explorer, "w6", 2.0)
    explorer.reset()
    assert (explorer.pictures["network"].value, explorer.words_text) == first


def test_the_still_diagram_has_words():
    words = running_network_diagram().words
    assert "Prediction: 0.3. Target: 0.6." in words and "Off: h3." in words
