"""The picture of a network that every lesson shares: an SVG drawing with live numbers.

Nodes stand in columns, what flows through them is written inside. Edges carry their
weight; thick means large, blue and solid means positive, orange and dashed means
negative. A ReLU unit whose output is 0 is drawn as off. Resting the mouse on a part
shows its formula with the numbers filled in.
"""

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from nnlib import require
from nnlib.plots.diagram_layout import network_layout
from nnlib.plots.diagram_numbers import NetworkNumbers
from nnlib.plots.diagram_parts import network_parts
from nnlib.plots.numbers import number_text
from nnlib.plots.svg import svg_document
from nnlib.room import room

_MOST_UNITS = 12
_INPUT_WIDTH = 68
_WIDTHS = {True: 136, False: 84}  # with the weighted sum beside the output, or without


@require.in_words
def network_svg(
    weights: Sequence[np.ndarray],
    biases: Sequence[np.ndarray],
    outputs: Sequence[np.ndarray] | None = None,
    before: Sequence[np.ndarray] | None = None,
    *,
    activations: Sequence[str] | None = None,
    target: float | Sequence[float] | None = None,
    highlight: Collection[tuple] = (),
    labels: Mapping[tuple, str] | None = None,
    titles: Mapping[tuple, str] | None = None,
    names: Mapping[tuple, str] | None = None,
    words: str | None = None,
    width: int = 800,
) -> str:
    """A network as an SVG drawing, with the numbers of one sample on every part.

    ``weights`` (n_in, n_out) and ``biases`` (n_out,) come one per layer. ``outputs``
    holds the inputs and then each layer's outputs, ``before`` each layer's weighted
    sums. ``activations`` are names; without them relu, and identity at the end.

    Parts are named ``("weight", layer, i, j)``, ``("bias", layer, j)``,
    ``("z", column, j)`` and ``("node", column, j)``, counted from 0; column 0 holds the
    inputs. ``highlight`` marks parts and makes the others faint, ``labels`` replaces
    what is written on them, also in the hover text, and ``titles`` the hover text;
    a label may have two lines.
    ``names`` gives nodes, sums and ``("heading", column)`` another name.
    """
    net = NetworkNumbers(
        weights=_arrays(weights),
        biases=_rows(biases),
        activations=activations or ["relu"] * (len(weights) - 1) + ["identity"],
        outputs=_rows(outputs),
        before=_rows(before),
        targets=None if target is None else np.ravel(target),
        highlight=set(highlight),
        labels=labels or {},
        titles=titles or {},
        names=names or {},
    )
    _check(net)
    widths = [_WIDTHS[net.is_split(column)] for column in range(1, len(net.sizes))]
    edge_labels = [text for key, text in net.labels.items() if key[0] == "weight"]
    lines = max((text.count("\n") + 1 for text in edge_labels), default=1)
    width = min(width, room().widest)
    layout = network_layout(net.sizes, (_INPUT_WIDTH, *widths), width, lines)
    parts = network_parts(net, layout)
    return svg_document(parts, width, layout.height, words or _words(net))


def _arrays(rows: Sequence[np.ndarray]) -> list[np.ndarray]:
    return [np.asarray(row, float) for row in rows]


def _rows(rows: Sequence[np.ndarray] | None) -> list[np.ndarray] | None:
    return None if rows is None else [np.ravel(row) for row in _arrays(rows)]


def _check(net: NetworkNumbers) -> None:
    for layer, (weight, n_in) in enumerate(zip(net.weights, net.sizes, strict=False)):
        expected = (n_in, net.sizes[layer + 1])
        if weight.shape != expected:
            raise ValueError(
                f"layer {layer}: expected weights of shape {expected}, "
                f"got {weight.shape}"
            )
    if max(net.sizes) > _MOST_UNITS:
        raise ValueError(
            f"a diagram shows at most {_MOST_UNITS} units in a layer, "
            f"got {max(net.sizes)}"
        )


def _words(net: NetworkNumbers) -> str:
    counts = [_count(net.sizes[0], "input")]
    counts += [_count(size, "hidden unit") for size in net.sizes[1:-1]]
    words = f"A network with {', '.join(counts)} and {_count(net.sizes[-1], 'output')}."
    last = len(net.weights)
    if net.outputs is not None:
        shown = [number_text(value) for value in net.outputs[last]]
        shown = [net.labels.get(("node", last, j), one) for j, one in enumerate(shown)]
        words += f" Prediction: {', '.join(shown)}."
    if net.targets is not None:
        words += f" Target: {', '.join(number_text(one) for one in net.targets)}."
    places = [(k, j) for k, size in enumerate(net.sizes) for j in range(size)]
    off = [net.name(*place) for place in places if net.is_off(*place)]
    return words + (f" Off: {', '.join(off)}." if off else "")


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" + "s" * (number != 1)
