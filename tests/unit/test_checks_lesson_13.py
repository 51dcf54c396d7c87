"""Lesson 13: right answers in many forms are right, each mistake gets its hint."""

import math

import numpy as np
import pytest

from nnlib.checks.base import CORRECT, NOT_ATTEMPTED, NOT_YET
from nnlib.checks.lesson_13 import check_minutes, check_tanh, check_torch_weights
from nnlib.layers import Dense


def hint(told):
    assert told.verdict == NOT_YET, told
    return told.sentence


# --- weights for PyTorch --------------------------------------------------------------


def stub(network):
    """Say what is wanted."""
    ...


def by_place(network):
    found = {}
    for place, layer in enumerate(network.layers):
        if isinstance(layer, Dense):
            found[f"{place}.weight"] = layer.weights.T
            found[f"{place}.bias"] = layer.biases
    return found


def by_twos(network):
    names = {}
    for i, layer in enumerate(network.dense_layers):
        names |= {f"{2 * i}.weight": layer.weights.T.copy()}
        names |= {f"{2 * i}.bias": layer.biases.tolist()}
    return names


def with_hasattr(network):
    return {
        f"{i}.{name}": np.array(part)
        for i, layer in enumerate(network.layers)
        if hasattr(layer, "weights")
        for name, part in (
            ("bias", layer.biases),
            ("weight", np.transpose(layer.weights)),
        )
    }


def test_empty_answers_are_not_attempted():
    assert check_torch_weights(stub).verdict == NOT_ATTEMPTED
    assert check_torch_weights(...).verdict == NOT_ATTEMPTED
    assert check_minutes(..., ..., ...).verdict == NOT_ATTEMPTED
    assert check_minutes(120, ..., ...).verdict == NOT_ATTEMPTED
    assert check_tanh(stub, Noted).verdict == NOT_ATTEMPTED


@pytest.mark.parametrize("function", [by_place, by_twos, with_hasattr])
def test_the_weights_are_right(function):
    assert check_torch_weights(function).verdict == CORRECT


def changed(weight=lambda w: w, bias=lambda b: b, name=lambda n: n):
    """The right answer with one thing gone wrong."""

    def function(network):
        right = by_place(network).items()
        parts = ((n, weight(v) if n.endswith("t") else bias(v)) for n, v in right)
        return {name(n): value for n, value in parts}

    return function


def ranked(network):
    layers = enumerate(network.dense_layers)
    pairs = [(f"{i}.weight", one.weights.T) for i, one in layers]
    layers = enumerate(network.dense_layers)
    return dict(pairs) | {f"{i}.bias": one.biases for i, one in layers}


def from_one(name):
    number, _, rest = name.partition(".")
    return f"{int(number) + 1}.{rest}"


WRONG_WEIGHTS = {
    "transpose them with .T": changed(weight=lambda w: w.T),
    "reshape cuts the rows anew": changed(weight=lambda w: w.T.reshape(w.shape)),
    "shape (units,)": changed(bias=lambda b: b[:, None]),
    "not a table": changed(bias=lambda b: b[None]),
    "in the singular": changed(name=lambda n: n.replace("weight", "weights")),
    "PyTorch counts layers from 0": changed(name=from_one),
    "counts the activations too": ranked,
    "the biases are missing": lambda n: {
        k: v for k, v in by_place(n).items() if "weight" in k
    },
    "an activation has no weights": lambda n: (
        by_place(n) | {"1.weight": 0, "1.bias": 0}
    ),
    "expected a dict": lambda n: list(by_place(n).values()),
    "expected the names": changed(name=lambda n: "layer" + n),
    "gives nothing back": lambda n: print("", end=""),
    "AttributeError": lambda n: {"0.weight": n.weights},
    "expected a function": {"0.weight": 1},
}


@pytest.mark.parametrize("words", WRONG_WEIGHTS)
def test_the_weights_gone_wrong(words):
    assert words in hint(check_torch_weights(WRONG_WEIGHTS[words]))


# --- a rule for tanh ------------------------------------------------------------------


class Noted:
    """As in the lesson."""

    def __init__(self, value, *parts):
        self.value, self.parts, self.slope = value, parts, 0.0

    def __add__(self, other):
        return Noted(self.value + other.value, (self, 1), (other, 1))

    def __mul__(self, other):
        return Noted(self.value * other.value, (self, other.value), (other, self.value))

    def backward(self, arriving=1.0):
        self.slope += arriving
        for part, slope in self.parts:
            part.backward(arriving * slope)


def rule(slope, value=math.tanh):
    def function(number):
        out = value(number.value)
        return Noted(out, (number, slope(number.value, out)))

    return function


def with_exp(number):
    grow, fall = math.exp(number.value), math.exp(-number.value)
    out = (grow - fall) / (grow + fall)
    return Noted(out, (number, 4 / (grow + fall) ** 2))


def in_two_parts(number):
    out = np.tanh(number.value)
    return Noted(out, (number, 1), (number, -(out**2)))


RIGHT_RULES = [
    rule(lambda x, out: 1 - out**2),
    rule(lambda x, out: (1 - out) * (1 + out), np.tanh),
    rule(lambda x, out: 1 / math.cosh(x) ** 2),
    with_exp,
    in_two_parts,
]


@pytest.mark.parametrize("function", RIGHT_RULES)
def test_the_rule_is_right(function):
    assert check_tanh(function, Noted).verdict == CORRECT


def through_a_copy(number):
    copy = Noted(number.value)
    return rule(lambda x, out: 1 - out**2)(copy)


def once(number):
    """Right as long as it is asked for the value at the start of a chain only."""
    return rule(lambda x, out: 1 - out**2 if x in (0.5, -1.2, 0.0) else 1)(number)


WRONG_RULES = {
    "with the output": rule(lambda x, out: 1 - x**2),
    "not squared": rule(lambda x, out: 1 - out),
    "tanh² itself": rule(lambda x, out: out**2),
    "that is the value": rule(lambda x, out: out),
    "lets everything through": rule(lambda x, out: 1),
    "the sign is turned": rule(lambda x, out: out**2 - 1),
    "slope of the sigmoid": rule(lambda x, out: out * (1 - out)),
    "the value for 0.5": rule(lambda x, out: 1 - out**2, math.sin),
    "forgotten where it came from": lambda number: math.tanh(number.value),
    "nothing was noted": lambda number: Noted(math.tanh(number.value)),
    "note one pair": through_a_copy,
    "the number itself, then": lambda n: Noted(math.tanh(n.value), n),
    "the slope is a plain number": lambda n: Noted(math.tanh(n.value), (n, n)),
    "alone it is right": once,
    "gives nothing back": lambda number: print("", end=""),
    "take the tanh of number.value": lambda number: math.tanh(number),
    "tanh of number.value, a plain": lambda number: np.tanh(number),
    "in brackets of its own": lambda n: Noted(math.tanh(n.value), n, 0.5),
    "TypeError": lambda number: number - 1,
    "not callable": 3,
}


@pytest.mark.parametrize("words", WRONG_RULES)
def test_the_rule_gone_wrong(words):
    assert words in hint(check_tanh(WRONG_RULES[words], Noted))


# --- the minutes ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "answers",
    [
        (120, 15, 0.5),
        (240 * 30 / 60, 240 / 8 * 30 / 60, 30 / 60),
        (120.0, np.float64(15), 1 / 2),
    ],
)
def test_the_minutes_are_right(answers):
    assert check_minutes(*answers).verdict == CORRECT


@pytest.mark.parametrize(
    "answers, words",
    [
        ((7200, 15, 0.5), "minutes_alone: that is in seconds"),
        ((240, 15, 0.5), "not a whole one"),
        ((0.5, 15, 0.5), "that is one run"),
        ((100, 15, 0.5), "minutes_alone: 100 is not it"),
        ((120, 30, 0.5), "how many runs each worker has"),
        ((120, 900, 0.5), "minutes_on_8: that is in seconds"),
        ((120, 120, 0.5), "shared by 8"),
        ((120, 60, 0.5), "not two"),
        ((120, 960, 0.5), "not longer"),
        ((120, 15, 1), "one run each is right"),
        ((120, 15, 0.24), "not cut into pieces"),
        ((120, 15, 14.4), "in seconds and divides by all 500"),
        ((120, 15, 30), "in seconds that is right"),
        ((120, 15, 0), "as long as one run"),
        ((120, 15, "short"), "expected numbers"),
    ],
)
def test_the_minutes_gone_wrong(answers, words):
    assert words in hint(check_minutes(*answers))
