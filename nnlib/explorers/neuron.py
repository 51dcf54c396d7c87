"""One neuron to turn: two weights and a bias, and what it makes of what a frog sees.

An imaginary frog snaps at what its eye cell fires at. Each thing it sees is two
numbers from 0 to 1: how dark it is and how fast it moves.
"""

from typing import NamedTuple

import numpy as np

from nnlib import require
from nnlib.data import blobs
from nnlib.explorers.base import Explorer
from nnlib.explorers.controls import picture_image, picture_svg, slider
from nnlib.functions import relu
from nnlib.layers import Dense
from nnlib.plots.decision_plane import (
    HIGH,
    LOW,
    DecisionPainter,
    DecisionPlane,
    add_legend,
)
from nnlib.plots.formulas import weighted_sum_text
from nnlib.plots.half_plane import Line, line_ends
from nnlib.plots.neuron import neuron_svg, pulses_svg, rate_text
from nnlib.plots.numbers import number_text
from nnlib.plots.picture import Picture
from nnlib.plots.style import new_figure
from nnlib.room import on_projector
from nnlib.running import HIDDEN_BIASES, HIDDEN_WEIGHTS, INPUTS

AXIS_NAMES = ("x1: how dark (0 bright, 1 black)", "x2: how fast (0 still, 1 darting)")
SIDE = 390  # pixels; the neuron and the plane fit side by side beside a sidebar
Array = np.ndarray


class Sights(NamedTuple):
    """Things that a frog sees: places (n, 2), fire (n,) of True where it should snap.

    names: what those are that it should leave alone, and what it should snap at.
    """

    places: Array
    fire: Array
    names: tuple[str, str]


def day() -> Sights:
    """Forty sights of a day: dark fast flies to snap at, pale slow leaves to leave."""
    places, labels = _long_clouds(seed=6)
    return Sights(places, labels == 1, ("leaves", "flies"))


def night() -> Sights:
    """Forty sights of a night: pale slow fireflies to snap at, dark fast bats not."""
    places, labels = _long_clouds(seed=7)
    return Sights(places, labels == 0, ("bats", "fireflies"))


def _long_clouds(seed: int) -> tuple[Array, Array]:
    """Two clouds, drawn out along the line between them: it takes both inputs."""
    inputs, labels = blobs(40, noise=0.2, seed=seed)
    return (0.5 + inputs @ [[0.6, -0.2], [-0.2, 0.6]]).round(2), labels[:, 0]


def weighted_sums(places: Array, w1: float, w2: float, bias: float) -> Array:
    """The sum z of this neuron for each row of places, shape (n,)."""
    layer = Dense(2, 1, np.random.default_rng(0))
    layer.weights[:, 0], layer.biases[:] = (w1, w2), bias
    return layer.forward(places)[:, 0].round(9)


@require.in_words
def count_right(sights: Sights, w1: float, w2: float, bias: float) -> int:
    """How many sights lie on the right side: the neuron fires where it should."""
    return int(np.sum((weighted_sums(sights.places, w1, w2, bias) > 0) == sights.fire))


class NeuronExplorer(Explorer):
    """Turn the weights and the bias of one neuron; move the input it looks at."""

    name = "neuron"
    alts = {
        "neuron": "The neuron with its inputs, weights, bias and output",
        "plane": (
            "The plane of both inputs, parted into where the neuron fires and where "
            "it is silent"
        ),
        "pulses": "The pulses of a brain cell beside the one number of our neuron",
    }

    @require.in_words
    def __init__(self, sights: Sights | None = None) -> None:
        self.sights = day() if sights is None else sights
        (w1, w2), (x1, x2) = HIDDEN_WEIGHTS[:, 0].tolist(), INPUTS[0].tolist()
        controls = {
            "x1": slider("Input x1", x1, 0.0, 1.0, 0.05),
            "x2": slider("Input x2", x2, 0.0, 1.0, 0.05),
            "w1": slider("Weight w1", w1, -2.0, 2.0, 0.05),
            "w2": slider("Weight w2", w2, -2.0, 2.0, 0.05),
            "bias": slider("Bias", float(HIDDEN_BIASES[0]), -2.0, 2.0, 0.05),
        }
        self._painter = DecisionPainter(AXIS_NAMES, class_names(self.sights))
        big = on_projector()
        pictures = {
            "neuron": picture_svg(),
            "plane": picture_image(self._painter.canvas.width if big else SIDE),
            "pulses": picture_svg(),
        }
        pictures["neuron"].layout.width = "542px" if big else f"{SIDE}px"
        super().__init__(controls, pictures)

    def draw(self, values: dict) -> tuple[dict[str, bytes | str], str]:
        """The neuron with its numbers, the plane it parts, and its pulses."""
        line = (values["w1"], values["w2"], values["bias"])
        here = np.array([values["x1"], values["x2"]])
        z = float(weighted_sums(here[None], *line)[0])
        output = float(relu(z))
        places, fire, _ = self.sights
        wrong = (weighted_sums(places, *line) > 0) != fire
        words = output_words(here, line, z, output)
        pictures = {
            "neuron": neuron_svg(here, line[:2], line[2], z, output, words),
            "plane": self._painter.png(line, places, fire.astype(int), wrong, here),
            "pulses": pulses_svg(output, words),
        }
        return pictures, f"{words} {decision_words(self.sights, line)}"


def class_names(sights: Sights) -> list[str]:
    """What the two kinds of points are called in a legend."""
    return [f"{sights.names[0]} (be silent)", f"{sights.names[1]} (fire)"]


def output_words(here: Array, line: Line, z: float, output: float) -> str:
    """What the neuron makes of the input looked at."""
    total = weighted_sum_text(here, line[:2], line[2])
    start = f"For this input z = {total} = {number_text(z)}."
    if z <= 0:
        return f"{start} That is not above 0: the neuron is silent, its output is 0."
    return f"{start} It fires: output {number_text(output)}, like {rate_text(output)}."


def decision_words(sights: Sights, line: Line) -> str:
    """Where the boundary is, and how many points are on the right side of it."""
    fires = weighted_sums(sights.places, *line) > 0
    hits, alarms = (int(np.sum(fires[sights.fire == kind])) for kind in (True, False))
    n_fire, n_silent = int(np.sum(sights.fire)), int(np.sum(~sights.fire))
    right = hits + n_silent - alarms
    return (
        f"{boundary_words(line)}{right} of the {len(fires)} points are on the right "
        f"side: it fires at {hits} of {n_fire} {sights.names[1]} and at {alarms} of "
        f"{n_silent} {sights.names[0]}."
    )


def boundary_words(line: Line) -> str:
    """Why there is no boundary to be seen, or nothing if there is one."""
    if not any(line[:2]):
        does = "fires" if line[2] > 0 else "stays silent"
        return (
            "Both weights are 0, so there is no boundary: z is the bias whatever comes "
            f"in, and the neuron always {does}. "
        )
    inside = len(line_ends(line, LOW, HIGH)) > 0
    return "" if inside else "The boundary lies outside the picture. "


@require.in_words
def compare_lines(sights: Sights, lines: dict[str, Line]) -> Picture:
    """Planes side by side, one for each line, under the title it is given."""
    figure, axes = new_figure(columns=len(lines), width=860, height=440)
    words = []
    for ax, (title, line) in zip(axes, lines.items(), strict=True):
        plane = DecisionPlane(ax, AXIS_NAMES, class_names(sights))
        wrong = (weighted_sums(sights.places, *line) > 0) != sights.fire
        plane.show(line, sights.places, sights.fire.astype(int), wrong)
        right = count_right(sights, *line)
        ax.set_title(f"{title}: {right} of {len(wrong)} right")
        words.append(f"{title}: {decision_words(sights, line)}")
    add_legend(figure, [*plane.classes, plane.wrong], columns=5)
    return Picture(figure, " ".join(words))
