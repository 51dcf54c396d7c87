"""Checks of lesson 13: hand over weights, add a rule to autograd, plan a sweep."""

from typing import Any

import numpy as np

from nnlib.checks.base import (
    Feedback,
    Mistake,
    call,
    expect_array,
    expect_number,
    feedback,
)
from nnlib.layers import Activation
from nnlib.network import Network, build_mlp
from nnlib.require import short
from nnlib.running import running_network

RUNS, SECONDS, FEW, MANY = 240, 30, 8, 500


def check_torch_weights(function: Any) -> Feedback:
    """Exercise 1: a function (network) that returns what PyTorch would load."""
    praise = "made into tensors, this is what load_state_dict of PyTorch takes."
    return feedback(function, _test_torch_weights, praise)


def _test_torch_weights(function: Any) -> None:
    networks = [
        ("for the running network", running_network()),
        ("for build_mlp([3, 4, 4, 2])", build_mlp([3, 4, 4, 2], seed=5)),
        ("for build_mlp([2, 3])", build_mlp([2, 3], seed=6)),
    ]
    for case, network in networks:
        network.parameters += np.arange(network.parameters.size) / 10  # no biases of 0
        found = call(function, network)
        _compare_names(found, network, case)
        for place, layer in _places(network).items():
            _compare_layer(found, place, layer, case)


def _places(network: Network) -> dict[int, Any]:
    """Each dense layer by its place among all layers."""
    layers = enumerate(network.layers)
    return {place: one for place, one in layers if not isinstance(one, Activation)}


def _compare_names(found: Any, network: Network, case: str) -> None:
    if not isinstance(found, dict):
        raise Mistake(
            f"{case}: expected a dict of names and arrays, got {short(found)}"
        )
    names = sorted(map(str, found))
    places = list(_places(network))
    wanted = sorted(f"{p}.{kind}" for p in places for kind in ("weight", "bias"))
    if names == wanted:
        return
    ranks = [str(rank) for rank in range(len(places))]
    numbers = sorted({name.partition(".")[0] for name in names})
    raise Mistake(f"{case}: {_name_mistake(names, wanted, numbers, ranks, places)}")


def _name_mistake(names, wanted, numbers, ranks, places) -> str:
    if any(name.endswith(("weights", "biases")) for name in names):
        return "PyTorch says weight and bias, each in the singular"
    if numbers == ranks != [str(place) for place in places]:
        return (
            "the dense layers were numbered among themselves; PyTorch counts the "
            "activations too, so that the second dense layer is number 2"
        )
    if numbers == [str(place + 1) for place in places]:
        return "PyTorch counts layers from 0"
    if not any(name.endswith("bias") for name in names):
        return "the biases are missing"
    if set(names) > set(wanted):
        return f"an activation has no weights: leave {set(names) - set(wanted)} away"
    return f"expected the names {wanted}, got {names}"


def _compare_layer(found: dict, place: int, layer: Any, case: str) -> None:
    weights, biases = layer.weights, layer.biases
    n_in, n_out = weights.shape
    mistakes = {
        "the weights are as ours, one row per input; PyTorch keeps one row per unit: "
        "transpose them with .T": weights,
        "reshape cuts the rows anew and mixes the weights up; .T tips the table over":
            weights.reshape(n_out, n_in),
    }  # fmt: skip
    wanted = {k: v for k, v in mistakes.items() if not np.array_equal(v, weights.T)}
    name = f"{place}.weight"
    expect_array(found[name], weights.T, wanted, case=f"{case}, {name}")
    columns = {
        "a bias is a plain row of numbers, shape (units,)": biases.reshape(-1, 1),
        "a bias is a plain row of numbers, shape (units,), not a table": biases[None],
    }
    name = f"{place}.bias"
    expect_array(found[name], biases, columns, case=f"{case}, {name}")


def check_tanh(function: Any, noted: type) -> Feedback:
    """Exercise 2: tanh for numbers that remember; noted: the class of the lesson."""
    praise = "value and slope are right, alone and in the middle of a longer sum."
    return feedback(function, lambda one: _test_tanh(one, noted), praise)


def _test_tanh(function: Any, noted: type) -> None:
    for x in (0.5, -1.2, 0.0):
        start = noted(x)
        end = _outcome(function, start)
        _compare_kind(end, noted)
        case = f"the value for {x}"
        expect_number(end.value, np.tanh(x), case=case)
        _compare_parts(end, start, x)
        end.backward()
        case = f"the slope for {x}"
        expect_number(start.slope, 1 - np.tanh(x) ** 2, _slopes(x), case=case)
    _test_in_the_middle(function, noted)


def _outcome(function: Any, start: Any) -> Any:
    """What the function makes of a Noted; NumPy and math cannot take one whole."""
    try:
        return function(start)
    except TypeError as error:
        if "no callable tanh" in str(error) or "must be real number" in str(error):
            raise Mistake("take the tanh of number.value, a plain number") from error
        raise


def _compare_kind(end: Any, noted: type) -> None:
    if end is None:
        raise Mistake("the function gives nothing back; does it end with return?")
    if not isinstance(end, noted):
        raise Mistake(
            f"what comes back is {short(end)}, a plain number that has forgotten where "
            "it came from; return Noted(value, (number, slope))"
        )
    if isinstance(end.value, noted):
        raise Mistake("take the tanh of number.value, a plain number")


def _compare_parts(end: Any, start: Any, x: float) -> None:
    if not end.parts:
        raise Mistake("the value is right, but nothing was noted: add (number, slope)")
    for part in end.parts:
        if not isinstance(part, tuple) or len(part) != 2 or part[0] is not start:
            raise Mistake(
                "note one pair in brackets of its own: the number itself, then the "
                "slope, as relu does"
            )
        if isinstance(part[1], type(start)):
            raise Mistake("the slope is a plain number: use number.value, not number")


def _slopes(x: float) -> dict[str, float]:
    """What typical mistakes make of the slope."""
    value = np.tanh(x)
    wrong = {
        "the slope is 1 − tanh², with the output; yours has the input in it": 1 - x**2,
        "1 − tanh is not squared; the slope is 1 − tanh²": 1 - value,
        "that is tanh² itself; the slope is 1 − tanh²": value**2,
        "that is the value; the slope is 1 − tanh²": value,
        "a slope of 1 lets everything through; that of tanh is 1 − tanh²": 1.0,
        "the sign is turned: the slope is 1 − tanh²": value**2 - 1,
        "that is the slope of the sigmoid, s · (1 − s)": value * (1 - value),
    }
    right = 1 - value**2
    return {words: slope for words, slope in wrong.items() if slope != right}


def _test_in_the_middle(function: Any, noted: type) -> None:
    x = noted(0.3)
    end = function(x * x + function(x)) * noted(2.0)
    end.backward()
    inner = np.tanh(0.3)
    outer = 1 - np.tanh(0.09 + inner) ** 2
    right = 2 * outer * (0.6 + 1 - inner**2)
    case = "alone it is right, but not inside of 2 · tanh(x · x + tanh(x))"
    expect_number(x.slope, right, case=case)


def check_minutes(alone: Any, few: Any, many: Any) -> Feedback:
    """Exercise 3: minutes of a sweep on 1, 8 and 500 workers."""
    praise = "and of 500 workers 260 have had nothing to do."
    return feedback([alone, few, many], _test_minutes, praise)


def _test_minutes(answers: list) -> None:
    alone = RUNS * SECONDS / 60
    one_run = SECONDS / 60
    seconds = "that is in seconds; minutes are asked for"
    _expect("minutes_alone", answers[0], alone, {
        seconds: RUNS * SECONDS,
        "a run takes half a minute, not a whole one": RUNS,
        "that is one run; there are 240": one_run,
    })  # fmt: skip
    _expect("minutes_on_8", answers[1], alone / FEW, {
        seconds: RUNS * SECONDS / FEW,
        "that is how many runs each worker has; each takes half a minute": RUNS / FEW,
        "that is as long as alone; the runs are shared by 8": alone,
        "a run takes half a minute, not two": 2 * RUNS / FEW,
        "more workers make it shorter, not longer": alone * FEW,
    })  # fmt: skip
    _expect("minutes_on_500", answers[2], one_run, {
        "in seconds that is right; minutes are asked for": SECONDS,
        "one run each is right; how many minutes does a run take?": 1,
        "that divides by all 500, but there are only 240 runs, and one run is not cut "
        "into pieces": alone / MANY,
        "that is in seconds and divides by all 500; one run is not cut into pieces":
            RUNS * SECONDS / MANY,
        "it still takes as long as one run": 0,
    })  # fmt: skip


def _expect(name: str, value: Any, right: float, mistakes: dict[str, float]) -> None:
    told = {f"{name}: {words}": number for words, number in mistakes.items()}
    otherwise = f"{name}: {short(value)} is not it; how many runs does one worker have?"
    expect_number(value, right, told, otherwise=otherwise)
