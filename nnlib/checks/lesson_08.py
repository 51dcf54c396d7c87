"""Feedback on the exercises of lesson 08: write a backward pass, repair three."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np

from nnlib.checks.base import (
    NOT_ATTEMPTED,
    Feedback,
    Mistake,
    call,
    expect_array,
    expect_number,
    feedback,
)
from nnlib.functions import relu
from nnlib.require import short

Array = np.ndarray

_NO_SLOPE = "outputs > 0 is the slope of ReLU; outputs alone is not"


def check_layer_backward(function: Any) -> Feedback:
    """`function(layer, change)` gives three changes: of weights, biases and inputs."""
    praise = (
        "Through the gate, then inflow times change, then back through the weights."
    )
    return feedback(function, _test_layer_backward, praise)


def layer_backward(layer: Any, change: Array) -> tuple[Array, Array, Array]:
    """Return the changes of a ReLU layer's weights and biases and of its inputs."""
    change = change * (layer.outputs > 0)
    n = len(change)
    weight_changes = layer.inputs.T @ change / n
    return weight_changes, change.sum(axis=0) / n, change @ layer.weights.T


def _test_layer_backward(function: Any) -> None:
    for n_rows, n_in, n_out in ((4, 3, 3), (5, 2, 4), (1, 3, 2)):
        layer, change = _used_layer(n_rows, n_in, n_out)
        found = _three(call(function, layer, change))
        case = f"for {n_rows} rows, {n_in} inputs and {n_out} units"
        right = layer_backward(layer, change)
        mistakes = _weight_mistakes, _bias_mistakes, _input_mistakes
        names = "the weights", "the biases", "the inputs"
        parts = zip(names, found, right, mistakes, strict=True)
        for name, one, wanted, wrong in parts:
            told = {f"{name}: {k}": v for k, v in wrong(layer, change).items()}
            where, flat = f"the change of {name}, {case}", name == "the biases"
            expect_array(one, wanted, told, case=where, any_shape=flat)


def _used_layer(n_rows: int, n_in: int, n_out: int) -> tuple[SimpleNamespace, Array]:
    """A layer that has gone forward once, as in the lesson, and a wanted change."""
    rng = np.random.default_rng(n_rows)
    inputs, weights = rng.normal(size=(n_rows, n_in)), rng.normal(size=(n_in, n_out))
    biases = rng.normal(size=n_out)
    outputs = relu(inputs @ weights + biases)
    layer = SimpleNamespace(
        inputs=inputs, weights=weights, biases=biases, outputs=outputs
    )
    return layer, rng.normal(size=outputs.shape)


def _three(found: Any) -> list:
    if isinstance(found, tuple | list) and len(found) == 3:
        return list(found)
    raise Mistake(
        "return three things: the changes of the weights, of the biases and of the "
        f"inputs, got {short(found)}"
    )


def _weight_mistakes(layer: Any, change: Array) -> dict[str, Array]:
    open_ones, inflow = change * (layer.outputs > 0), layer.inputs.T
    n, no_slope = len(change), inflow @ change
    outflow = layer.outputs.T @ open_ones
    return {
        "the division by the number of rows is missing": inflow @ open_ones,
        "the slope of ReLU is missing: 1 where a unit is on, 0 where it is off":
            no_slope / n,
        "the slope of ReLU and the division by the number of rows are missing":
            no_slope,
        _NO_SLOPE: inflow @ (change * layer.outputs) / n,
        "put (layer.outputs > 0) in parentheses; Python multiplies before it compares":
            inflow @ (change * layer.outputs > 0) / n,
        "that is what flowed out of this layer; take what flowed in": outflow / n,
        "take what flowed in, not out, and divide by the number of rows": outflow,
        "rows and columns are swapped; the inputs come first, transposed":
            (inflow @ open_ones / n).T,
        "the sign is flipped; a change is what is wanted": -inflow @ open_ones / n,
        "divide by the number of rows, not of inputs":
            inflow @ open_ones / len(inflow),
    }  # fmt: skip


def _bias_mistakes(layer: Any, change: Array) -> dict[str, Array]:
    open_ones, n = change * (layer.outputs > 0), len(change)
    wrong_axis = "wrong axis; add up the rows, with axis=0"
    return {
        f"summed over the {wrong_axis}": open_ones.sum(axis=1) / n,
        f"summed over the {wrong_axis}, and divide": open_ones.sum(axis=1),
        f"averaged over the {wrong_axis}": open_ones.mean(axis=1),
        f"no slope of ReLU, and the {wrong_axis}": change.sum(axis=1) / n,
        "everything was added up; there is one bias for each unit": open_ones.sum() / n,
        "all numbers were averaged; there is one bias for each unit": open_ones.mean(),
        "the division by the number of rows is missing": open_ones.sum(axis=0),
        "the slope of ReLU is missing": change.sum(axis=0) / n,
        "the slope of ReLU and the division by the number of rows are missing":
            change.sum(axis=0),
        "that is one change for each row; add them up and divide": open_ones,
    }  # fmt: skip


def _input_mistakes(layer: Any, change: Array) -> dict[str, Array]:
    open_ones, back = change * (layer.outputs > 0), layer.weights.T
    right, no_slope = open_ones @ back, change @ back
    mistakes = {
        "the slope of ReLU is missing": no_slope,
        "the slope is that of the layer before; use where these outputs are above 0":
            no_slope * (layer.inputs > 0),
        "the layer before sees to its own slope; leave it out here":
            right * (layer.inputs > 0),
        "each row keeps its own change; do not divide by their number":
            right / len(change),
        "these are the changes themselves; send them back through the weights":
            open_ones,
    }  # fmt: skip
    if layer.weights.shape[0] == layer.weights.shape[1]:
        turned = "the weights are not transposed; it is change @ weights.T"
        mistakes |= {turned: open_ones @ layer.weights}
        mistakes |= {f"{turned}; and the slope is missing": change @ layer.weights}
    return mistakes


class _Untouched(Exception):
    pass


def _repaired(function: Any, test: Callable, praise: str, symptom: str) -> Feedback:
    """Feedback for a repair: as long as nothing has changed, only a symptom is told."""
    untouched = []

    def test_or_note(answer: Any) -> None:
        try:
            test(answer)
        except _Untouched:
            untouched.append(True)

    result = feedback(function, test_or_note, praise)
    return Feedback(NOT_ATTEMPTED, symptom) if untouched else result


def _refuse_untouched(found: Any, broken: Any) -> None:
    pairs = list(zip(found, broken, strict=False)) if type(broken) is tuple else None
    for one, wrong in pairs or [(found, broken)]:
        array = np.asarray(one, float)
        if array.shape != wrong.shape or not np.allclose(array, wrong, 1e-9, 1e-9):
            return
    raise _Untouched


def check_fork(function: Any) -> Feedback:
    """`function(wanted, first, second, outputs)`: a change comes back on two paths."""
    symptom = "a gradient check still disagrees about the hidden layer"
    return _repaired(
        function, _test_fork, "Both paths count, and they add up.", symptom
    )


def _test_fork(function: Any) -> None:
    rng = np.random.default_rng(8)
    wanted, outputs = rng.normal(size=(3, 1)), relu(rng.normal(size=(3, 4)))
    first, second = rng.normal(size=(4, 1)), rng.normal(size=(4, 1))
    paths, on = (wanted @ first.T, wanted @ second.T), outputs > 0
    found = call(function, wanted, first, second, outputs)
    _refuse_untouched(found, paths[1] * on)
    mistakes = {
        "now the first path alone counts; both do": paths[0] * on,
        "these are the two paths side by side; they add up": np.stack(paths) * on,
        "the two paths are averaged; they add up": (paths[0] + paths[1]) / 2 * on,
        "the second path counts twice; the first is still missing": 2 * paths[1] * on,
        "the two paths are multiplied; they add up": paths[0] * paths[1] * on,
        "one path is taken from the other; they add up": (paths[0] - paths[1]) * on,
        "both paths are there, but the slope of ReLU is lost": paths[0] + paths[1],
        "the slope of ReLU covers the second path only": paths[0] + paths[1] * on,
        "the slope of ReLU covers the first path only": paths[0] * on + paths[1],
        f"both paths are there, but {_NO_SLOPE}": (paths[0] + paths[1]) * outputs,
    }
    right = np.where(on, paths[0] + paths[1], 0)
    expect_array(found, right, mistakes, case="for 3 rows")


def check_cleared(function: Any) -> Feedback:
    """`function(weights, inputs, targets, rate, updates)` gives trained weights."""
    symptom = "with two updates the weights still go too far; with one they are right"
    praise = "Each update follows the tally of its own pass."
    return _repaired(function, _test_cleared, praise, symptom)


def _test_cleared(function: Any) -> None:
    rng = np.random.default_rng(9)
    weights, inputs = rng.normal(size=(2, 1)), rng.normal(size=(5, 2))
    data = weights, inputs, inputs.mean(axis=1, keepdims=True), 0.3
    found = call(function, *data, 3)
    _refuse_untouched(found, _descend(*data, 3, keep=1.0))
    mistakes = {
        "the weights never move; is the tally cleared just before it is used?": weights,
        "only one update is made; is return inside the loop?": _descend(*data, 1),
        "every update is made from the start; let the weights stay changed":
            weights + _descend(*data, 1) * 3 - 3 * weights,
        "the division by the number of rows is lost": _descend(*data, 3, n=1),
        "the weights move the wrong way; a change is added": _descend(
            *data[:3], -0.3, 3
        ),
        "the rate is lost": _descend(*data[:3], 1.0, 3),
    }  # fmt: skip
    expect_array(found, _descend(*data, 3), mistakes, case="after 3 updates")


def _descend(weights, inputs, targets, rate, updates, *, keep=0.0, n=None) -> Array:
    tally = np.zeros_like(weights)
    for _ in range(updates):
        change = inputs.T @ (targets - inputs @ weights) / (n or len(inputs))
        tally = keep * tally + change
        weights = weights + rate * tally
    return weights


def check_order(function: Any) -> Feedback:
    """`function(outputs, weights, wanted, rate)` gives new weights and a change."""
    symptom = "a gradient check still disagrees about the hidden layer, a little"
    praise = "The change went back through the weights that made the prediction."
    return _repaired(function, _test_order, praise, symptom)


def _test_order(function: Any) -> None:
    rng = np.random.default_rng(10)
    outputs, wanted = relu(rng.normal(size=(4, 3))), rng.normal(size=(4, 2))
    weights, on = rng.normal(size=(3, 2)), outputs > 0
    new = weights + 0.5 * outputs.T @ wanted / 4
    found = call(function, outputs, weights, wanted, 0.5)
    if not isinstance(found, tuple | list) or len(found) != 2:
        raise Mistake(f"return the new weights and the change, got {short(found)}")
    _refuse_untouched(found, (new, wanted @ new.T * on))
    swapped = np.shape(found[0]) == on.shape and np.shape(found[1]) == new.shape
    if swapped:
        raise Mistake("return the new weights first, then the change")
    weight_mistakes = {
        "the weights are no longer updated": weights,
        "the division by the number of rows is lost":
            weights + 0.5 * outputs.T @ wanted,
        "the rate is lost": weights + outputs.T @ wanted / 4,
    }  # fmt: skip
    expect_array(found[0], new, weight_mistakes, case="the new weights")
    mistakes = {
        "the change still goes back through the new weights": wanted @ new.T * on,
        "the slope of ReLU is lost": wanted @ weights.T,
        "the slope of ReLU is lost, and the new weights are used": wanted @ new.T,
        _NO_SLOPE: wanted @ weights.T * outputs,
    }
    right = np.where(on, wanted @ weights.T, 0)
    expect_array(found[1], right, mistakes, case="the change")


def check_hidden_bug(n_samples: Any) -> Feedback:
    """The number of samples for which the wrong axis gives a shape that fits."""
    praise = "4 samples and 4 hidden units: the shape fits, and the numbers do not."
    return feedback(n_samples, _test_hidden_bug, praise)


def _test_hidden_bug(n_samples: Any) -> None:
    near = "the loss does fall, but the shape check still sees (1,), not (4,)"
    dozen = "with 12 samples the run stops; try fewer"
    units = "there is one number for each sample; how many hidden units are there?"
    expect_number(n_samples, 4, {near: 1, dozen: 12}, otherwise=units)
