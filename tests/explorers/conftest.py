"""Two small explorers to test the base with."""

import numpy as np
import pytest

from nnlib.explorers.base import Explorer
from nnlib.explorers.controls import (
    button,
    choice,
    log_slider,
    picture_image,
    picture_svg,
    slider,
    toggle,
)
from nnlib.explorers.player import Player
from nnlib.plots.canvas import Canvas
from nnlib.plots.diagram import network_svg
from nnlib.plots.numbers import number_text
from nnlib.plots.style import new_figure


class OneWeight(Explorer):
    """A unit with one weight, as a diagram."""

    name = "one-weight"
    alts = {"network": "A unit with one weight"}

    def __init__(self):
        self.draws = 0
        controls = {
            "weight": slider("Weight", 0.5, -1.0, 1.0, 0.1),
            "size": slider("Inputs", 2, 1, 5),
            "more": button("More", "One more input", self.add_input),
        }
        super().__init__(controls, {"network": picture_svg()})

    def add_input(self):
        self.controls["size"].value += 1

    def draw(self, values):
        self.draws += 1
        weights = np.full((values["size"], 1), values["weight"])
        inputs = np.ones(values["size"])
        result = inputs @ weights
        picture = network_svg([weights], [[0.0]], [inputs, result])
        return {"network": picture}, f"The prediction is {number_text(result[0])}."


class Halving(Player):
    """A number that shrinks at every step, as a curve; above rate 2 it explodes."""

    name = "halving"
    alts = {"curve": "The number at each step"}
    restart_controls = frozenset({"start"})

    def __init__(self):
        figure, ax = new_figure(width=320, height=200)
        ax.set(xlabel="step", ylabel="value", xlim=(0, 20), ylim=(-1, 9))
        self.canvas = Canvas(figure)
        self.line = self.canvas.moving(ax.plot([], [])[0])
        controls = {
            "rate": log_slider("Rate", 0.5, -2, 1),
            "start": slider("Start", 8, 1, 8),
            "kind": choice("Line", ["solid", "dashed"]),
            "marked": toggle("Mark the points"),
        }
        super().__init__(controls, {"curve": picture_image(self.canvas.width)})

    def restart(self):
        self.numbers = [float(self.values["start"])]

    def advance(self):
        if len(self.numbers) > 20:
            return False
        self.numbers.append(self.numbers[-1] * (1 - self.values["rate"]))
        if abs(self.numbers[-1]) > 1e3:
            raise ArithmeticError(f"it exploded at step {self.step_count + 1}.")

    def draw(self, values):
        self.line.set_data(np.arange(len(self.numbers)), self.numbers)
        self.line.set_linestyle({"solid": "-", "dashed": "--"}[values["kind"]])
        self.line.set_marker("o" if values["marked"] else "")
        last = number_text(self.numbers[-1])
        return {"curve": self.canvas.png()}, f"After step {self.step_count}: {last}."


@pytest.fixture
def one_weight():
    return OneWeight()


@pytest.fixture
def halving():
    return Halving()


@pytest.fixture
def make_halving():
    return Halving
