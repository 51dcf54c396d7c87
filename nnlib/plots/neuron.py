"""Pictures of one neuron: as a cell of the brain, as numbers, as pulses over time."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from nnlib import require
from nnlib.plots import style
from nnlib.plots.diagram import network_svg
from nnlib.plots.formulas import product_text
from nnlib.plots.numbers import number_text, signed_text
from nnlib.plots.svg import px, readable_size, svg_document, svg_text
from nnlib.room import room

PULSES_PER_OUTPUT = 10  # pulses a second that an output of 1 stands for
SECONDS = 2  # that a strip of pulses shows
_CELL_WIDTH = 830
CELL_WORDS = (
    "A brain cell from left to right: thin branches take pulses in, the round body "
    "sums them up, one long fiber carries its own pulses out to the next cell."
)


def cell_svg() -> str:
    """A brain cell, drawn plainly: it takes in, sums up, gives out."""
    line = f'<path fill="none" stroke="{style.GRAY}" stroke-linecap="round" '
    branches = [
        (4, "M40 50C120 55 170 80 262 122"),
        (9, "M40 120C110 110 180 125 262 135"),
        (4, "M40 200C120 195 190 180 266 150"),
        (7, "M330 136C420 150 520 120 640 134"),
        (4, "M640 134C680 128 700 100 742 82"),
        (4, "M640 134C690 140 700 170 742 188"),
    ]
    parts = [f'{line}stroke-width="{wide}" d="{path}"/>' for wide, path in branches]
    bold = {"bold": True, "size": readable_size(15, _CELL_WIDTH)}
    gray = {"color": style.GRAY, "size": readable_size(14, _CELL_WIDTH)}
    parts += [
        f'<circle cx="298" cy="136" r="50" fill="{style.BLUE_LIGHT}" '
        f'stroke="{style.GRAY}" stroke-width="4"/>',
        f'<circle cx="298" cy="136" r="15" fill="{style.GRAY}"/>',
        *(_next_cell(y) for y in (74, 196)),
        _pulses([64, 90, 136], 110),
        _pulses([400, 448, 496, 544, 592], 118),
        svg_text(140, 16, "1  takes in", **bold),
        svg_text(298, 16, "2  sums up", **bold),
        svg_text(496, 16, "3  gives out", **bold),
        svg_text(112, 148, "a thick branch", **gray),
        svg_text(496, 164, "pulses", **gray),
        svg_text(768, 136, "next cells", **gray),
    ]
    return svg_document(parts, _CELL_WIDTH, 226, CELL_WORDS)


def _next_cell(y: float) -> str:
    look = f'fill="{style.WHITE}" stroke="{style.GRAY}" stroke-width="3"'
    return f'<circle cx="768" cy="{y}" r="26" {look}/>'


def _pulses(places: Sequence[float], base: float) -> str:
    path = "".join(f"M{x - 9} {base}h6l3 -26l3 26h6" for x in places)
    return f'<path d="{path}" fill="none" stroke="{style.BLUE}" stroke-width="2.5"/>'


@require.in_words
def neuron_svg(
    inputs: Sequence[float],
    weights: Sequence[float],
    bias: float,
    z: float,
    output: float,
    words: str | None = None,
) -> str:
    """One neuron with its numbers: inputs, weights, bias, weighted sum and output."""
    names = {("z", 1, 0): "z", ("node", 1, 0): "output", ("heading", 1): "neuron"}
    labels, titles = {}, {("node", 1, 0): _output_title(z, output)}
    for i, (x, w) in enumerate(zip(inputs, weights, strict=True)):
        key, name = ("weight", 0, i, 0), f"w{i + 1}"
        labels[key] = f"{name} {signed_text(w)}"
        titles[key] = f"x{i + 1}·{name} = {product_text(x, w)} = {number_text(x * w)}"
    return network_svg(
        [np.reshape(weights, (-1, 1))],
        [[bias]],
        [inputs, [output]],
        [[z]],
        activations=["relu"],
        names=names,
        labels=labels,
        titles=titles,
        words=words
        or f"A neuron: z is {number_text(z)}, output {number_text(output)}.",
        width=min(420, room().widest // 2),
    )


def _output_title(z: float, output: float) -> str:
    why = "z is above 0 and goes out" if z > 0 else "z is not above 0: silence"
    return f"output = {number_text(output)}: {why}"


def pulse_times(rate: float, seconds: float = SECONDS) -> np.ndarray:
    """Seconds at which a cell fires, evenly spaced, at ``rate`` pulses a second."""
    if rate <= 0:
        return np.empty(0)
    return (np.arange(np.ceil(rate * seconds - 0.5)) + 0.5) / rate


def rate_text(output: float) -> str:
    """How fast a brain cell would fire in place of this output, in words."""
    rate = number_text(PULSES_PER_OUTPUT * output)
    return f"{rate} {'pulse' if rate == '1' else 'pulses'} a second"


@require.in_words
def draw_pulses(ax: Axes, rates: Sequence[float]) -> None:
    """Paint one row of pulses for each rate, and beside it the number it stands for."""
    rows = range(len(rates) - 1, -1, -1)
    for row, rate in zip(rows, rates, strict=True):
        ax.hlines(row, 0, SECONDS, color=style.GRAY_LIGHT, linewidth=1)
        ax.vlines(pulse_times(rate), row, row + 0.62, color=style.BLACK, linewidth=2)
        number = f"→  {number_text(rate / PULSES_PER_OUTPUT)}"
        ax.text(SECONDS * 1.04, row + 0.2, number, fontsize=13, weight="bold")
    ax.set_yticks(list(rows), [number_text(rate) for rate in rates])
    ax.set(xlim=(0, SECONDS), ylim=(-0.2, len(rates)), xticks=[0, 0.5, 1, 1.5, 2])
    ax.set(xlabel="time (seconds)", ylabel="rate (pulses a second)")
    ax.text(SECONDS * 1.04, len(rates) - 0.1, "one number", fontsize=11)
    ax.grid(False)


def pulses_svg(output: float, words: str) -> str:
    """The same output twice: as pulses over two seconds, and as one number."""
    width = min(850, room().widest)
    left, right, middle, base = 24, width - 230, width - 110, 66
    scale, rate = (right - left) / SECONDS, PULSES_PER_OUTPUT * output
    pulses = "".join(
        f"M{px(left + scale * t)} {base}V{base - 34}" for t in pulse_times(rate)
    )
    parts = [
        f'<path d="M{left} {base}H{right}" stroke="{style.GRAY}"/>',
        f'<path d="{pulses}" stroke="{style.BLACK}" stroke-width="2"/>',
        svg_text((left + right) / 2, 14, f"a brain cell: {rate_text(output)}"),
        svg_text(middle, 14, "our neuron: one number"),
        svg_text(middle, 52, number_text(output), bold=True, size=22),
    ]
    for second in range(SECONDS + 1):
        label = f"{second} s"
        parts.append(
            svg_text(left + scale * second, base + 14, label, color=style.GRAY)
        )
    return svg_document(parts, width, 92, words)
