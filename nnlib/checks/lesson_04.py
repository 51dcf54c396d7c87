"""Feedback on the exercises of lesson 04: shapes, counting, a whole forward pass."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from nnlib.checks.base import (
    Feedback,
    Mistake,
    attempted,
    call,
    expect_array,
    expect_number,
    feedback,
    number_list,
)
from nnlib.functions import relu
from nnlib.require import short
from nnlib.running import running_network

Array = np.ndarray
Shape = tuple[int, ...]

N_ROWS, N_IN, N_HIDDEN = 10, 3, 5  # the network [3, 5, 1] and a batch of 10 rows
SHAPES: dict[str, list[Shape]] = {
    "inputs": [(10, 3)],
    "weights of layer 1": [(3, 5)],
    "biases of layer 1": [(5,), (1, 5)],
    "hidden outputs": [(10, 5)],
    "weights of layer 2": [(5, 1)],
    "predictions": [(10, 1)],
    "predictions - targets": [(10, 10)],
}
COLUMNS = {
    "inputs": "each row has 3 inputs, so 3 columns",
    "hidden outputs": "layer 1 has 5 units, so 5 columns",
    "predictions": "layer 2 has 1 unit, so 1 column",
}
COUNTED_SIZES = ([4, 5, 3, 2], [2, 3, 1], [2, 64, 64, 64, 1], [6, 1])


def check_shapes(answer: Any) -> Feedback:
    """The shapes in [3, 5, 1] for 10 rows, and what (10, 1) − (10,) gives."""
    praise = "Every shape is right, and the accident at the end did not fool you."
    return feedback(_filled_in(answer), lambda _: _test_shapes(answer), praise)


def _test_shapes(answer: Any) -> None:
    if not isinstance(answer, dict) or set(SHAPES) - set(answer):
        raise Mistake("keep the names of the seven shapes as they were")
    _expect_all_filled_in(answer)
    for name, right in SHAPES.items():
        shape = _shape(name, answer[name])
        if shape not in right:
            raise Mistake(f"{name}: {_shape_hint(name, shape)}")


def _filled_in(answer: Any) -> Any:
    """The parts of a dict that are attempted, or None; anything else as it is."""
    if not isinstance(answer, dict):
        return answer
    return {name: one for name, one in answer.items() if attempted(one)} or None


def _expect_all_filled_in(answer: dict[str, Any]) -> None:
    missing = [name for name, one in answer.items() if not attempted(one)]
    if missing:
        raise Mistake(f"still to fill in: {', '.join(missing)}")


def _shape(name: str, value: Any) -> Shape:
    if isinstance(value, int):
        raise Mistake(f"{name}: a shape with one number needs a comma, ({value},)")
    try:
        return tuple(int(n) for n in value)
    except (TypeError, ValueError):
        what = f"write a shape such as (4, 2), got {short(value)}"
        raise Mistake(f"{name}: {what}") from None


def _shape_hint(name: str, shape: Shape) -> str:
    if name == "predictions - targets":
        return _broadcast_hint(shape)
    right = SHAPES[name][0]
    if len(right) == 2 and shape == right[::-1]:
        order = "inputs, units" if "weights" in name else "rows of the batch, columns"
        return f"the two numbers are swapped; the order is ({order})"
    if "weights" in name and N_ROWS in shape:
        return "weights do not know how many rows a batch has"
    if "biases" in name:
        return "there is one bias for each unit of the layer"
    if len(shape) == 1:
        return "a batch has two numbers in its shape: rows and columns"
    if "weights" not in name and N_ROWS not in shape:
        return "each of the 10 rows goes through, so there are 10 rows"
    if name in COLUMNS and len(shape) == 2 and shape[0] == N_ROWS:
        return COLUMNS[name]
    return f"{shape} does not fit; the inner numbers of a product must meet"


def _broadcast_hint(shape: Shape) -> str:
    if shape in [(N_ROWS, 1), (N_ROWS,)]:
        return "that is what one would like; line the shapes up from the right"
    return f"{shape} is not it; a 1 and a missing number are both stretched"


def check_count_parameters(function: Any) -> Feedback:
    """`function(sizes)` gives the number of weights and biases of a structure."""
    praise = "Weights and biases of every layer, and none for the inputs."
    return feedback(function, _test_count, praise)


def count_parameters(sizes: Sequence[int]) -> int:
    """Return the number of weights and biases of dense layers of these sizes."""
    return sum(n_in * n_out + n_out for n_in, n_out in _pairs(sizes))


def _pairs(sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    return zip(sizes, sizes[1:], strict=False)


def _test_count(function: Any) -> None:
    for sizes in COUNTED_SIZES:
        found = call(function, list(sizes))
        expected, mistakes = count_parameters(sizes), _count_mistakes(sizes)
        expect_number(found, expected, mistakes, case=f"for {sizes}")


def _count_mistakes(sizes: list[int]) -> dict[str, float]:
    weights = sum(a * b for a, b in _pairs(sizes))
    biases = sum(sizes[1:])
    return {
        "the biases are missing: one for each unit that is not an input": weights,
        "the inputs were given biases too; they have none": weights + sum(sizes),
        "the biases of the output are missing": weights + biases - sizes[-1],
        "that counts one bias for each input of a layer instead of each output":
            weights + sum(sizes[:-1]),
        "only one bias in each layer was counted: there is one for each unit":
            weights + len(sizes) - 1,
        "that is the first layer alone; does return stand inside the loop?":
            count_parameters(sizes[:2]),
        "that is the last layer alone; does the total start anew in the loop?":
            count_parameters(sizes[-2:]),
        "the last layer is missing": count_parameters(sizes[:-1]),
        "the first layer is missing": count_parameters(sizes[1:]),
        "those are the biases alone; the weights are missing": biases,
        "those are the units; count what stands on the lines between them": sum(sizes),
        "the sizes are all multiplied; only neighbors multiply, then they add up":
            float(np.prod(sizes)),
    }  # fmt: skip


def check_forward(function: Any) -> Feedback:
    """`function(inputs, weights, biases)` is a forward pass through any layers."""
    praise = "One function, any number of layers, any batch."
    return feedback(function, _test_forward, praise)


def forward_through(
    inputs: Array,
    weights: Sequence[Array],
    biases: Sequence[Array],
    *,
    hidden: Callable[[Array], Array] = relu,
    output: Callable[[Array], Array] = np.positive,
) -> Array:
    """Return the outputs of dense layers, shape (samples, n_out)."""
    outputs, last = inputs, len(weights) - 1
    for layer, (one, bias) in enumerate(zip(weights, biases, strict=True)):
        outputs = (output if layer == last else hidden)(outputs @ one + bias)
    return outputs


def _test_forward(function: Any) -> None:
    for inputs, weights, biases in _networks():
        found = call(function, inputs, weights, biases)
        expected = forward_through(inputs, weights, biases)
        mistakes = _forward_mistakes(inputs, weights, biases)
        sizes = [len(weights[0]), *map(len, biases)]
        case = f"for the structure {sizes} and {len(inputs)} rows"
        expect_array(found, expected, mistakes, case=case)


def _networks() -> list[tuple[Array, list[Array], list[Array]]]:
    """Square layers first, in which even transposed weights give a result."""
    rng = np.random.default_rng(1)  # makes each mistake differ
    cases = []
    squares = ([2, 2, 2], 3), ([2, 2, 2, 2], 3)
    for sizes, n_rows in (*squares, ([2, 3, 1], 1), ([3, 4, 4, 2], 5), ([2, 1], 4)):
        weights = [rng.normal(size=pair).round(2) for pair in _pairs(sizes)]
        biases = [rng.normal(size=n).round(2) for n in sizes[1:]]
        cases.append((rng.normal(size=(n_rows, sizes[0])).round(2), weights, biases))
    return cases


def _forward_mistakes(inputs, weights, biases) -> dict[str, Array]:
    none = [np.zeros_like(one) for one in biases]
    mistakes = {
        "looks like the biases are missing": forward_through(inputs, weights, none),
        "looks like the ReLU is missing between the layers":
            forward_through(inputs, weights, biases, hidden=np.positive),
        "ReLU belongs to the hidden layers only; the output keeps its sign":
            forward_through(inputs, weights, biases, output=relu),
        "the inputs are not to go through ReLU, only what leaves a hidden layer":
            forward_through(relu(inputs), weights, biases),
        "ReLU comes after the bias is added, not before": _relu_too_early(
            inputs, weights, biases
        ),
        "that is what the first layer passes on; hand it to the next layer":
            relu(inputs @ weights[0] + biases[0]),
        "only the first row came through; keep the whole batch":
            forward_through(inputs[:1], weights, biases),
    }  # fmt: skip
    if len({one.shape for one in weights}) == 1 and len(weights[0]) == len(biases[0]):
        turned = [one.T for one in weights]
        mistakes["the weights are transposed: it is inputs @ weights"] = (
            forward_through(inputs, turned, biases)
        )
        mistakes["each layer needs its own biases; these are of another layer"] = (
            forward_through(inputs, weights, biases[::-1])
        )
        mistakes["each layer needs its own weights; these are in reverse order"] = (
            forward_through(inputs, weights[::-1], biases)
        )
        mistakes["every layer took the inputs; each takes what the last one gave"] = (
            inputs @ weights[-1] + biases[-1]
        )
        if len(weights) > 2:
            mistakes |= _skipping_mistakes(inputs, weights, biases)
    return mistakes


def _skipping_mistakes(inputs, weights, biases) -> dict[str, Array]:
    """Functions that are right for two layers and leave some out of three."""

    def only(*layers: int) -> Array:
        chosen = [[part[layer] for layer in layers] for part in (weights, biases)]
        return forward_through(inputs, *chosen)

    return {
        "each layer must get what the one before gave, not the inputs again":
            only(-2, -1),
        "only two layers are used; this network has three": only(0, 1),
        "the layers between the first and the last are left out": only(0, -1),
    }  # fmt: skip


def _relu_too_early(inputs, weights, biases) -> Array:
    outputs = inputs
    for one, bias in zip(weights[:-1], biases[:-1], strict=True):
        outputs = relu(outputs @ one) + bias
    return outputs @ weights[-1] + biases[-1]


def check_only_h3(x1: Any, x2: Any) -> Feedback:
    """Inputs for which h3 is the only hidden unit of the running network that is on."""
    praise = "Only h3 is on, so the prediction is its output times 0.7, minus 0.1."
    return feedback([x1, x2], lambda both: _test_only_h3(*both), praise)


def _test_only_h3(x1: Any, x2: Any) -> None:
    for name, value in (("x1", x1), ("x2", x2)):
        if not isinstance(value, int | float | np.number) or not np.isfinite(value):
            raise Mistake(f"{name} must be a number, got {short(value)}")
    sums = running_network().layers[0].forward(np.array([[x1, x2]], float)).ravel()
    z1, z2, z3 = sums.round(12)
    if z3 <= 0:
        raise Mistake(
            f"h3 is off: its sum is {number_list(z3)}; its weights are negative, so "
            "smaller inputs raise it"
        )
    units = {"h1": z1, "h2": z2}
    still_on = [f"{h} (sum {number_list(z)})" for h, z in units.items() if z > 0]
    if still_on:
        verb = "is" if len(still_on) == 1 else "are"
        raise Mistake(f"h3 is on, but so {verb} {' and '.join(still_on)}")
