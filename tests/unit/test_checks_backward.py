"""Worksheets of the backward pass, and the diagnosis of answers, on many networks."""

import numpy as np
import pytest

from nnlib.checks.backward_mistakes import diagnosis, fits, last_digit, wrong_values
from nnlib.checks.backward_sentences import ORDER
from nnlib.checks.backward_sheet import KEYS, NAMES, Sheet, running_sheet, sheet
from nnlib.gradcheck import numerical_gradient
from nnlib.losses import squared_error
from nnlib.network import build_mlp

SHEETS = range(200)


def judged(page, name, text):
    return diagnosis(page, name, float(text), last_digit(text))


def mistakes(name, text, page=None):
    return judged(page or sheet(0), name, text).mistakes


def test_the_running_sheet_holds_the_thirteen_numbers_of_the_series():
    assert running_sheet().changes == pytest.approx({
        "w7": 0.15, "w8": 0.24, "w9": 0, "b4": 0.3, "b1": 0.12, "b2": 0.075, "b3": 0,
        "w1": 0.048, "w2": 0.03, "w3": 0, "w4": 0.096, "w5": 0.06, "w6": 0,
    })  # fmt: skip
    assert NAMES == (*"w7 w8 w9 b4 b1 b2 b3 w1 w2 w3 w4 w5 w6".split(),)


@pytest.mark.parametrize("number", [0, 1, 2, 3, 50, 99])
def test_changes_are_minus_the_measured_slopes(number):
    page = sheet(number)
    network = build_mlp([2, 3, 1])
    for layer, weights, biases in zip(
        network.dense_layers, page.weights, page.biases, strict=True
    ):
        layer.weights[:], layer.biases[:] = weights, biases
    target = np.array([[page.target]])

    def loss():
        return squared_error.value(network.forward(page.inputs[None]), target)

    slopes = numerical_gradient(loss, network.parameters)
    order = [f"w{k}" for k in range(1, 7)] + ["b1", "b2", "b3", "w7", "w8", "w9", "b4"]
    assert [page.changes[name] for name in order] == pytest.approx(-slopes, abs=1e-8)


@pytest.mark.parametrize("number", SHEETS)
def test_sheets_are_good_for_paper(number):
    page = sheet(number)
    assert 1 <= page.on.sum() <= 2
    assert abs(page.sums).min() > 0.05
    assert page.target == pytest.approx(page.inputs.mean())
    for value in [*page.changes.values(), *page.sums, page.prediction]:
        assert value == round(value, 4) and (value == 0 or abs(value) >= 0.01)


def test_the_same_number_is_the_same_sheet_and_others_differ():
    changes = {tuple(sheet(number).changes.values()) for number in SHEETS}
    assert len(changes) > 0.95 * len(SHEETS)
    again = sheet.__wrapped__(7)
    assert again.changes == sheet(7).changes


@pytest.mark.parametrize("number", SHEETS)
def test_right_answers_are_never_called_wrong(number):
    page = sheet(number)
    for name in NAMES:
        right = page.changes[name]
        for digits in (2, 3, 4):
            for text in (f"{right:.{digits}f}", f"{right:.{digits}g}"):
                assert judged(page, name, text).right, (name, right, text)
                assert judged(page, name, repr(round(right, digits))).right
        assert judged(page, name, repr(right)).right


@pytest.mark.parametrize("number", SHEETS)
def test_every_mistake_is_named_where_it_can_be_told(number):
    page = sheet(number)
    for name in NAMES:
        wrongs = wrong_values(page, name)
        for wrong in wrongs:
            text = f"{wrong.value:.6f}"
            if fits(float(text), page.changes[name], last_digit(text)):
                continue
            found = judged(page, name, text)
            alike = {w.mistake for w in wrongs if abs(w.value - wrong.value) < 1e-4}
            assert not found.right and found.sentence
            assert found.mistakes and {*found.mistakes} <= alike, (name, wrong, found)
            assert len(alike) > 1 or found.mistakes == (wrong.mistake,)


def test_every_mistake_occurs_and_has_a_sentence_in_full():
    seen = {}
    for number in range(40):
        for name in NAMES:
            for wrong in wrong_values(sheet(number), name):
                found = judged(sheet(number), name, f"{wrong.value:.6f}")
                seen |= dict.fromkeys(found.mistakes, found.sentence)
                assert "{" not in found.sentence and not found.sentence.endswith(".")
    assert seen.keys() == {*ORDER} - {"rounding"}


@pytest.mark.parametrize(
    "name, text, mistake",
    [
        ("w7", "-0.15", "sign"),
        ("w7", "0.3", "inflow"),
        ("w7", "0.075", "half"),
        ("w7", "0.55", "new"),
        ("w7", "1.5", "point"),
        ("w8", "0.48", "double"),
        ("w8", "0.15", "neighbor"),
        ("w9", "-0.138", "sum"),
        ("w9", "-0.14", "sum"),
        ("w9", "0.21", "own"),
        ("b4", "-0.3", "sign"),
        ("b4", "0.6", "level"),
        ("b1", "0.165", "updated"),
        ("b1", "0.3", "back"),
        ("b1", "0.21", "route"),
        ("b1", "0.06", "output"),
        ("b2", "0", "zero"),
        ("b3", "0.21", "gate"),
        ("w1", "0.066", "updated"),
        ("w4", "0.24", "back"),
        ("w3", "0.084", "gate"),
        ("w1", "0.04", "rounding"),
        ("w5", "0.05", "output"),
        ("b1", "0.117", "rounding"),
    ],
)
def test_mistakes_of_the_running_network(name, text, mistake):
    assert mistake in mistakes(name, text)


def test_of_several_causes_one_is_told():
    found = judged(sheet(0), "w1", "0.096")
    assert len(found.mistakes) > 2 and "; or " not in found.sentence


@pytest.mark.parametrize("number", range(4))
def test_forgetting_what_flowed_in_is_told_before_rarer_mistakes(number):
    page = sheet(number)
    for name in NAMES:
        wrongs = wrong_values(page, name)
        for mistake in {"inflow", "back"} & {one.mistake for one in wrongs}:
            value = next(one.value for one in wrongs if one.mistake == mistake)
            found = judged(page, name, f"{value:.6f}").mistakes
            if "gate" not in found:
                assert found[0] == ("inflow" if "inflow" in found else "back"), name
    if number < 2:
        both = f"{page.changes['b1']:g}"  # w7 and x1 are the same here
        assert {"inflow", "back"} <= {*mistakes("w1", both, page)}
        assert "multiplied by what flowed in, x1" in judged(page, "w1", both).sentence


def test_what_no_mistake_gives_gets_a_hint():
    hints = {name: judged(sheet(0), name, "0.777777").sentence for name in NAMES}
    assert hints["w7"] == "multiply what flowed in, h1, by what is wanted of the output"
    assert hints["b2"].startswith("what is wanted of the output comes back through w8")
    assert hints["w6"] == "h3 is off, so it passes nothing on, neither forward nor back"
    assert hints["b4"].startswith("it changes by what is wanted")
    assert "of z2, the same as the change of b2" in hints["w5"]


@pytest.mark.parametrize(
    "text, worth",
    [("0.15", 0.01), ("-3", 1), ("1e-3", 0.001), ("3/20", 0), ("", 0), ("nan", 0),
     ("0e999999999", 1e9)],
)  # fmt: skip
def test_what_the_last_digit_is_worth(text, worth):
    assert last_digit(text) == pytest.approx(worth)


def test_a_sheet_keeps_its_numbers_when_the_network_moves_on():
    network = build_mlp([2, 3, 1])
    page = Sheet(network, np.array([[0.5, 0.5]]), 1.0)
    before = dict(page.values)
    network.parameters += 1
    assert page.output_weights == pytest.approx([before[f"w{k}"] for k in (7, 8, 9)])
    assert page.unit_of("w6") == 2 and KEYS["w6"] == ("weight", 0, 1, 2)
