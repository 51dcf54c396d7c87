"""The five activation functions: shape, slope, and where they stop reacting.

The slope is how much the output moves when the input is nudged. Where it is near 0 the
function is saturated: the unit still answers, but hardly reacts anymore.
"""

import numpy as np

from nnlib.explorers.base import Explorer
from nnlib.explorers.controls import choice, picture_image, slider
from nnlib.functions import ACTIVATIONS
from nnlib.plots.canvas import Canvas
from nnlib.plots.numbers import number_text, plain_text, signed_text
from nnlib.plots.style import (
    AMBER,
    BLUE,
    CLASS_COLORS,
    CLASS_MARKERS,
    GRAY,
    new_figure,
)

Array = np.ndarray

LOW, HIGH = -6.0, 6.0
OTHER_SCORES = (1.0, 0.0)  # softmax: the scores that stay while the first is moved
SATURATED = 0.01  # below this slope the words call a function saturated
TANGENT_REACH = 1.5  # to both sides of the cursor, in units of z
NAMES = ("step", "relu", "sigmoid", "tanh", "softmax")
Z = np.linspace(LOW, HIGH, 241)
_DOT = {"ms": 10, "mec": "white", "zorder": 4, "clip_on": False}  # whole at the ends
LIMITS = {
    "step": ((-0.2, 1.2), (-0.2, 1.2)),
    "relu": ((-1, 6.2), (-0.2, 1.2)),
    "sigmoid": ((-0.2, 1.2), (-0.2, 1.2)),
    "tanh": ((-1.2, 1.2), (-0.2, 1.2)),
    "softmax": ((-0.1, 1.1), (-0.3, 0.3)),
}


def step(z: Array) -> Array:
    """Fire (1) where the weighted sum is above 0, else stay silent (0)."""
    return np.where(np.asarray(z) > 0, 1.0, 0.0)


def outputs(name: str, z: Array) -> Array:
    """Return a row of outputs for each z: one, or three probabilities for softmax."""
    z = np.atleast_1d(np.asarray(z, float))
    if name == "step":
        return step(z)[:, None]
    if name != "softmax":
        return ACTIVATIONS[name].value(z)[:, None]
    others = np.broadcast_to(OTHER_SCORES, (len(z), 2))
    return ACTIVATIONS[name].value(np.column_stack([z, others]))


def slopes(name: str, z: Array) -> Array:
    """Return how much each output moves when z is nudged, same shape as `outputs`."""
    values = outputs(name, z)
    if name == "step":
        return np.zeros_like(values)
    if name != "softmax":
        return ACTIVATIONS[name].backward(np.ones_like(values), values)
    one_by_one = np.eye(values.shape[1])  # what moves output k: its row says which
    rows = [np.broadcast_to(row, values.shape) for row in one_by_one]
    moved = [ACTIVATIONS[name].backward(row, values)[:, 0] for row in rows]
    return np.column_stack(moved)


class ActivationExplorer(Explorer):
    """Choose an activation function, walk along it, and read value and slope."""

    name = "activations"
    alts = {
        "curve": (
            "An activation function on the left and its slope on the right, marked at z"
        ),
    }

    def __init__(self) -> None:
        controls = {
            "function": choice("Function", list(NAMES), "sigmoid"),
            "z": slider("z", 2.0, LOW, HIGH, 0.1, unit="weighted sum"),
        }
        self._pictures = {name: FunctionPicture(name) for name in NAMES}
        width = self._pictures["step"].canvas.width
        super().__init__(controls, {"curve": picture_image(width)})

    def draw(self, values: dict) -> tuple[dict[str, bytes], str]:
        """The function and its slope, with the cursor at z."""
        name, z = values["function"], round(values["z"], 6) + 0.0
        words = softmax_words(z) if name == "softmax" else function_words(name, z)
        return {"curve": self._pictures[name].png(z)}, words


def function_words(name: str, z: float) -> str:
    """Value and slope at z, and what the slope means."""
    value, slope = outputs(name, z)[0, 0], slopes(name, z)[0, 0]
    shown = number_text(value, 3)
    sign = "=" if number_text(value, 12) == shown else "≈"  # 0.99998 is not 1
    start = f"{name}({number_text(z)}) {sign} {shown}."
    if name == "step":
        return f"{start} {step_words(z)}"
    return f"{start} The slope here is {plain_text(slope, 3)}: {meaning(name, z)}"


def step_words(z: float) -> str:
    """What to know about the slope of the step."""
    if z == 0:
        return "Here is the jump: at this one place there is no slope at all."
    return (
        "The slope is 0, here and everywhere but at the jump: a small nudge of z "
        "changes nothing."
    )


def meaning(name: str, z: float) -> str:
    """What a slope means for a unit, as the end of a sentence."""
    if name == "relu" and z == 0:
        return "this is the corner, flat to the left, steep to the right; 0 is chosen."
    if name == "relu":
        on = "the unit is on and follows every nudge."
        return on if z > 0 else "the unit is off, and a nudge of z changes nothing."
    slope = slopes(name, z)[0, 0]
    if z == 0:
        return "the steepest place."
    if slope < SATURATED:
        end = number_text(outputs(name, 40.0 * np.sign(z))[0, 0])
        return f"saturated. The output is close to {end} and hardly reacts to a nudge."
    return f"a nudge of 0.1 moves the output by about {number_text(slope / 10, 2)}."


def softmax_words(z: float) -> str:
    """Three scores, three probabilities, and who gains and who loses."""
    chances, moves = outputs("softmax", z)[0], slopes("softmax", z)[0]
    scores = ", ".join(map(number_text, (z, *OTHER_SCORES)))
    first, second, third = (number_text(one, 3) for one in chances)
    shown = f"{first}, {second} and {third}"
    gains = ", ".join(signed_text(one, 2) for one in moves)
    words = (
        f"The scores {scores} become the probabilities p1, p2 and p3, about {shown}; "
        "unrounded they add up to 1. "
        f"Slopes when the first score is nudged: {gains}; what one gains, others lose."
    )
    if moves[0] >= SATURATED:
        return words
    return f"{words} Saturated: a nudge hardly changes anything."


class FunctionPicture:
    """The kept figure of one function: its curve and, beside it, its slope."""

    def __init__(self, name: str) -> None:
        self.name = name
        figure, axes = new_figure(2, width=880, height=330)
        self.canvas = Canvas(figure)
        softmax = name == "softmax"
        label = "z, the first score (others: 1 and 0)" if softmax else "z"
        for ax, limits in zip(axes, LIMITS[name], strict=True):
            ax.set(xlim=(LOW, HIGH), ylim=limits, xlabel=label)
        axes[0].set(ylabel="probability" if softmax else f"{name}(z)", title=name)
        axes[1].set(ylabel="slope", title=f"slope of {name}")
        for ax, values in zip(axes, (outputs, slopes), strict=True):
            draw_columns(ax, values(name, Z), legend=softmax)
        if softmax:
            axes[0].legend(loc="center left", frameon=False)
        cursors = [ax.axvline(0, color=GRAY, lw=1) for ax in axes]
        self.cursors = [self.canvas.moving(one) for one in cursors]
        (tangent,) = axes[0].plot([], [], color=AMBER, lw=3, zorder=3)
        self.tangent = self.canvas.moving(tangent)
        self.value_dots = self._dots(axes[0], softmax)
        self.slope_dots = self._dots(axes[1], softmax)

    def _dots(self, ax, softmax: bool) -> list:
        styles = list(zip(CLASS_COLORS, CLASS_MARKERS, strict=True))
        dots = [
            ax.plot([], [], color=color, marker=marker, **_DOT)[0]
            for color, marker in styles[: 3 if softmax else 1]
        ]
        for dot in dots:
            dot.set_in_layout(False)  # it moves, and the axes must not
        return [self.canvas.moving(dot) for dot in dots]

    def png(self, z: float) -> bytes:
        """Paint the cursor, the tangent and the dots at z."""
        values, moves = outputs(self.name, z)[0], slopes(self.name, z)[0]
        for cursor in self.cursors:
            cursor.set_xdata([z, z])
        has_slope = not (self.name == "step" and z == 0)
        reach = np.array([-TANGENT_REACH, TANGENT_REACH])
        self.tangent.set_data(z + reach, values[0] + moves[0] * reach)
        self.tangent.set_visible(has_slope)
        for dot, value in zip(self.value_dots, values, strict=True):
            dot.set_data([z], [value])
        for dot, move in zip(self.slope_dots, moves, strict=True):
            dot.set_data([z], [move])
            dot.set_visible(has_slope)
        return self.canvas.png()


def draw_columns(ax, columns: Array, *, legend: bool) -> None:
    """Paint one line per column over the whole range; a break where it jumps."""
    for k, column in enumerate(columns.T):
        jumps = np.flatnonzero(np.abs(np.diff(column)) > 0.9) + 1
        x, y = np.insert(Z, jumps, np.nan), np.insert(column, jumps, np.nan)
        name = f"p{k + 1}" if legend else None
        ax.plot(x, y, color=CLASS_COLORS[k] if legend else BLUE, label=name)
