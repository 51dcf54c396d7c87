"""Linear layers in a row: one straight line, however many there are.

Each layer here is one unit, weight · input + bias. Put into one another they multiply
out to a single weight and a single bias. A ReLU between them forbids multiplying out,
and the line bends.
"""

import numpy as np

from nnlib.explorers.base import Explorer
from nnlib.explorers.controls import picture_image, picture_svg, slider, toggle
from nnlib.layers import Activation, Dense
from nnlib.network import Network
from nnlib.plots.canvas import Canvas
from nnlib.plots.formulas import in_brackets
from nnlib.plots.numbers import number_text, signed_text
from nnlib.plots.style import BLUE, BLUE_TEXT, GRAY, new_figure
from nnlib.plots.svg import svg_document
from nnlib.room import room

Array = np.ndarray

LAYERS = ((2.0, 1.5), (-0.5, 2.0), (-0.5, 2.0), (-1.0, 2.0), (-1.5, 2.0), (-2.0, 0.5))
LOW, HIGH = -3.0, 3.0
BOTTOM, TOP = -4.0, 5.0
NAME_WIDTH, NAME_HEIGHT = 0.45, 0.55  # the room that the name of a line takes
X = np.linspace(LOW, HIGH, 241)


class LinearDepthExplorer(Explorer):
    """Stack linear layers and try to bend the line; then put ReLUs in between."""

    name = "linear-depth"
    alts = {
        "line": "What each layer gives for every input, the last layer in bold",
        "formulas": "The formula of each layer, and of all together",
    }

    def __init__(self) -> None:
        controls = {
            "depth": slider("Number of layers", 1, 1, len(LAYERS)),
            "weight": slider("Weight of layer 1", LAYERS[0][0], -3.0, 3.0, 0.1),
            "relu": toggle("ReLU between the layers"),
        }
        self._picture = DepthPicture()
        frames = {
            "line": picture_image(self._picture.canvas.width),
            "formulas": picture_svg(),
        }
        super().__init__(controls, frames)

    def draw(self, values: dict) -> tuple[dict[str, bytes | str], str]:
        """What each layer gives for every x, the last one bold, and its numbers."""
        first = (round(values["weight"], 6) + 0.0, LAYERS[0][1])
        layers = [first, *LAYERS[1 : values["depth"]]]
        with_relu = values["relu"] and len(layers) > 1
        last_line = bent_line(layers) if with_relu else composed_line(layers)
        formulas = [*layer_lines(layers, with_relu), "", "together:", last_line]
        contents = {
            "line": self._picture.png(layer_outputs(layers, with_relu, X)),
            "formulas": formulas_svg(formulas),
        }
        words = bent_words if with_relu else straight_words
        note = "ReLU works between layers, and there is only one. "
        lonely = values["relu"] and not with_relu
        return contents, (note if lonely else "") + words(layers)


def build_chain(layers: list, with_relu: bool) -> Network:
    """Return a network of one unit per layer with these weights and biases."""
    rng, parts = np.random.default_rng(0), []
    for weight, bias in layers:
        parts += [Activation("relu")] if parts and with_relu else []
        parts.append(Dense(1, 1, rng))
        parts[-1].weights[:], parts[-1].biases[:] = weight, bias
    return Network(parts)


def layer_outputs(layers: list, with_relu: bool, x: Array) -> list[Array]:
    """Return what each linear layer gives for all x, one array (n,) per layer."""
    flow, outputs = np.reshape(x, (-1, 1)), []
    for part in build_chain(layers, with_relu).layers:
        flow = part.forward(flow)
        if isinstance(part, Dense):
            outputs.append(flow[:, 0].copy())
    return outputs


def composed(layers: list) -> tuple[float, float]:
    """Return the one weight and the one bias that linear layers multiply out to."""
    slope, start = 1.0, 0.0
    for weight, bias in layers:
        slope, start = weight * slope, weight * start + bias
    return slope, start


def pieces(layers: list) -> tuple[Array, Array]:
    """Return where the line with ReLUs bends, and the slope of each straight piece."""
    x = np.array([LOW, HIGH])
    for depth in range(1, len(layers)):  # a ReLU bends where its sum crosses 0
        z = layer_outputs(layers[:depth], True, x)[-1]
        here = np.flatnonzero(z[:-1] * z[1:] < 0)
        crossings = x[here] - z[here] * np.diff(x)[here] / np.diff(z)[here]
        x = np.unique(np.append(x, crossings.round(9)))
    slopes = (np.diff(layer_outputs(layers, True, x)[-1]) / np.diff(x)).round(6)
    bends = np.flatnonzero(np.diff(slopes)) + 1
    return x[bends], slopes[np.append(0, bends)]


def layer_lines(layers: list, with_relu: bool) -> list[str]:
    """One line of text for each layer: its number and its formula."""
    lines = []
    for k, (weight, bias) in enumerate(layers, start=1):
        source = f"z{k - 1}" if k > 1 else "x"
        source = f"relu({source})" if k > 1 and with_relu else source
        result = "y" if k == len(layers) else f"z{k}"
        lines.append(f"layer {k}:  {result} = {line_text(weight, bias, source)}")
    return lines


def formulas_svg(lines: list[str]) -> str:
    """Lines of text as a picture, one under the other: redrawn faster than pixels."""
    look = 'text-anchor="start" font-family="monospace" xml:space="preserve"'
    rows = (
        f'<text x="10" y="{40 + 28 * k}">{line}</text>' for k, line in enumerate(lines)
    )
    parts = [f"<g {look}>", *rows, "</g>"]
    return svg_document(parts, min(370, room().widest - 420), 330, " ".join(lines))


def line_text(slope: float, start: float, source: str = "x") -> str:
    """A line as a formula, such as −0.5·x + 2."""
    sign, size = ("−", -start) if start < 0 else ("+", start)
    return f"{number_text(slope)}·{source} {sign} {number_text(size)}"


def composed_line(layers: list) -> str:
    """The formula of all layers as one."""
    return f"y = {line_text(*composed(layers))}"


def bent_line(layers: list) -> str:
    """How many bends there are, for the list beside the picture."""
    count = len(pieces(layers)[0])
    return f"{count} bend" + "s" * (count != 1)


def straight_words(layers: list) -> str:
    """The one line that all layers make, and where its slope comes from."""
    if len(layers) == 1:
        return f"1 linear layer is one straight line: {composed_line(layers)}."
    product = " · ".join(in_brackets(weight) for weight, _ in layers)
    return (
        f"{len(layers)} linear layers in a row are still one straight line: "
        f"{composed_line(layers)}. Its slope is the product of all weights: "
        f"{product} = {number_text(composed(layers)[0])}."
    )


def bent_words(layers: list) -> str:
    """Where the line bends and the slopes on the way, or that it does not bend."""
    bends, slopes = pieces(layers)
    start = f"{len(layers)} layers with ReLU in between"
    if len(bends):
        places = " and ".join(number_text(one, 3) for one in bends)
        shown = ", ".join(signed_text(one) for one in slopes)
        return (
            f"{start}: the line bends at x = {places}. "
            f"Its slopes from left to right: {shown}."
        )
    if slopes[0] == 0:
        return f"{start}: flat. No change of x comes through to the end."
    return f"{start}: no bend between x = −3 and 3, because no sum changes its sign."


def name_places(lines: list[Array]) -> list[tuple[float, float] | None]:
    """Return where to write each line's name: beside its end, clear of other names.

    The end is where the line leaves the picture. None for a line that is never in it.
    """
    ends = [_end_of(y) for y in lines]
    seen = [k for k, end in enumerate(ends) if end is not None]
    places: list = [None] * len(lines)
    for k in sorted(seen, key=lambda k: -ends[k][1]):  # from the top down
        below = _free_place(ends[k], places, -NAME_HEIGHT)
        inside = below[1] > BOTTOM
        places[k] = below if inside else _free_place(ends[k], places, NAME_HEIGHT)
    return places


def _end_of(y: Array) -> tuple[float, float] | None:
    seen = np.flatnonzero((y >= BOTTOM) & (y <= TOP))
    if not len(seen):
        return None
    height = y[seen[-1]].clip(BOTTOM + 0.3, TOP - 0.3)
    return float(X[seen[-1]]) + 0.28, float(height)


def _free_place(place: tuple, taken: list, move: float) -> tuple[float, float]:
    x, y = place
    column = [one[1] for one in taken if one and abs(one[0] - x) < NAME_WIDTH]
    while near := [one for one in column if abs(one - y) < NAME_HEIGHT - 1e-9]:
        y = (min(near) if move < 0 else max(near)) + move
    return x, y


class DepthPicture:
    """The kept figure: a line for each layer, with its name at its end."""

    def __init__(self) -> None:
        figure, ax = new_figure(width=480, height=360)
        ax.set(xlim=(LOW, HIGH + 0.5), ylim=(BOTTOM, TOP))
        ax.set(xlabel="x (input)", ylabel="output")
        ax.set_title("bold: the last layer; thin: those before it")
        self.canvas = Canvas(figure)
        lines = [ax.plot(X, X, color=GRAY, lw=1)[0] for _ in LAYERS[1:]]
        self.lines = [self.canvas.moving(line) for line in lines]
        self.last = self.canvas.moving(ax.plot(X, X, color=BLUE, lw=3)[0])
        names = [ax.text(0, 0, "", ha="center", va="center") for _ in LAYERS]
        self.names = [self.canvas.moving(name) for name in names]

    def png(self, outputs: list[Array]) -> bytes:
        """Paint the outputs of all layers, the last one bold."""
        for k, line in enumerate(self.lines):
            line.set_visible(k < len(outputs) - 1)
            if line.get_visible():
                line.set_ydata(outputs[k])
        self.last.set_ydata(outputs[-1])
        self._name_lines(outputs)
        return self.canvas.png()

    def _name_lines(self, outputs: list[Array]) -> None:
        places = name_places(outputs)
        for k, name in enumerate(self.names):
            last = k == len(outputs) - 1
            place = places[k] if k < len(outputs) else None
            name.set_visible(place is not None)
            if place is not None:
                name.set(position=place, text="y" if last else f"z{k + 1}")
                name.set(color=BLUE_TEXT if last else GRAY)
