"""Drag a score and see what each loss says: its value, and its slope.

The slope of a loss is what learning goes by. Squared error behind a sigmoid goes flat
where an answer is confident and wrong. Cross-entropy is steepest there.
"""

import numpy as np

from nnlib import require
from nnlib.explorers.base import Explorer
from nnlib.explorers.controls import choice, picture_image, slider
from nnlib.functions import sigmoid, sigmoid_slope
from nnlib.losses import binary_cross_entropy, softmax_cross_entropy, squared_error
from nnlib.plots.canvas import Canvas
from nnlib.plots.numbers import number_text
from nnlib.plots.style import AMBER, BLUE, GRAY, new_figure
from nnlib.require import one_of

SQUARED, BINARY = "squared error", "binary cross-entropy"
SOFTMAX = "softmax cross-entropy"
NAMES = (SQUARED, BINARY, SOFTMAX)
TITLES = {
    SQUARED: "half squared error\nof sigmoid(score)",
    BINARY: "binary cross-entropy\nof the score",
    SOFTMAX: "softmax cross-entropy\nof (score, 1, 0)",
}
LOW, HIGH = -6.0, 6.0
OTHER_SCORES = (1.0, 0.0)  # softmax: the scores that stay while the first is dragged
TALLEST = {SQUARED: 0.6, BINARY: 8.0, SOFTMAX: 8.0}
TANGENT_REACH = 1.5  # to both sides of the score
TINY = 0.0001  # what is smaller is called almost 0


def loss_and_slope(name: str, score: float, target: int) -> tuple[float, float]:
    """Return what a score costs, and how much that changes per unit of the score.

    target: 1 or 0. For softmax, 1 means that the first class is the right one, 0 that
    the second is.
    """
    if name == SOFTMAX:
        scores, wanted = [[score, *OTHER_SCORES]], [[target, 1 - target, 0]]
        slopes = softmax_cross_entropy.gradient(scores, wanted)
        return softmax_cross_entropy.value(scores, wanted), float(slopes[0, 0])
    scores, wanted = np.array([[score]]), [[target]]
    if name == BINARY:
        slope = binary_cross_entropy.gradient(scores, wanted)
        return binary_cross_entropy.value(scores, wanted), slope.item()
    probability = sigmoid(scores)
    error = squared_error.gradient(probability, wanted)
    slope = error * sigmoid_slope(probability)
    return squared_error.value(probability, wanted), slope.item()


class LossDragger(Explorer):
    """Drag a score under a loss or several, side by side: value, tangent and slope.

    names: which of ``NAMES`` to show, by default all. score: where it starts.
    """

    name = "loss-dragger"
    alts = {
        "losses": "Each loss above and its slope below, with the score marked on both",
    }

    @require.in_words
    def __init__(self, *names: str, score: float = -4.0) -> None:
        self.losses = tuple(one_of("loss", name, NAMES) for name in names) or NAMES
        score = require.number("score", score, f"[{LOW}, {HIGH}]")
        controls = {
            "score": slider("Score", score, LOW, HIGH, 0.1),
            "target": choice("Target", [1, 0]),
        }
        self._pictures = {t: LossPicture(self.losses, t) for t in (1, 0)}
        width = self._pictures[1].canvas.width
        super().__init__(controls, {"losses": picture_image(width)})

    def draw(self, values: dict) -> tuple[dict[str, bytes], str]:
        """Each loss above and its slope below, with the score marked on both."""
        score, target = round(values["score"], 6) + 0.0, values["target"]
        numbers = [loss_and_slope(name, score, target) for name in self.losses]
        words = [answer_words(score, target)]
        for name, (value, slope) in zip(self.losses, numbers, strict=True):
            what = loss_words(name, score, target)
            words.append(f"{what}: {small_text(value)}, slope {small_text(slope)}.")
        return {"losses": self._pictures[target].png(score, numbers)}, " ".join(words)


def answer_words(score: float, target: int) -> str:
    """What the score says, and how good an answer it is."""
    chance = float(sigmoid(score))
    share = chance if target else 1 - chance
    return (
        f"Score {number_text(score)}, target {target}. The sigmoid makes of it the "
        f"probability {number_text(chance, 3)} for a yes: {verdict(share)}."
    )


def verdict(share: float) -> str:
    """An answer in words, from the probability that it gives to the truth."""
    if share == 0.5:
        return "undecided"
    if 0.1 < share < 0.9:
        return "right, but not sure" if share > 0.5 else "wrong, but not sure"
    return "confident and right" if share > 0.5 else "confident and wrong"


def loss_words(name: str, score: float, target: int) -> str:
    """The name of a loss, as words begin with it; for softmax also all its scores."""
    if name == SQUARED:
        return "Half squared error"
    if name == BINARY:
        return "Binary cross-entropy"
    scores = ", ".join(map(number_text, (score, *OTHER_SCORES)))
    right = "first" if target else "second"
    return (
        f"Softmax cross-entropy of the scores {scores}, of which the {right} is right"
    )


def small_text(number: float) -> str:
    """Three significant digits, or in words that hardly anything is left."""
    return number_text(number, 3) if abs(number) >= TINY else "almost 0"


class LossPicture:
    """The kept figure for one target: losses in the upper row, their slopes below."""

    def __init__(self, names: tuple[str, ...], target: int) -> None:
        columns = len(names)
        figure, axes = new_figure(columns, 2, width=60 + 270 * columns, height=420)
        self.canvas = Canvas(figure)
        rows = np.reshape(axes, (2, columns))
        for name, ax, below in zip(names, *rows, strict=True):
            draw_still_parts(name, target, ax, below)
        self.marks = [self._marks(*pair) for pair in zip(*rows, strict=True)]

    def _marks(self, ax, below) -> list:
        dot = {"color": BLUE, "marker": "o", "ms": 10, "mec": "white", "zorder": 4}
        marks = [
            ax.plot([], [], color=AMBER, lw=3, zorder=3)[0],
            *(one.plot([], [], **dot)[0] for one in (ax, below)),
        ]
        return [self.canvas.moving(mark) for mark in marks]

    def png(self, score: float, numbers: list[tuple[float, float]]) -> bytes:
        """Paint the tangents and the dots at this score."""
        reach = np.array([-TANGENT_REACH, TANGENT_REACH])
        for (value, slope), marks in zip(numbers, self.marks, strict=True):
            tangent, dot, dot_below = marks
            tangent.set_data(score + reach, value + slope * reach)
            dot.set_data([score], [value])
            dot_below.set_data([score], [slope])
        return self.canvas.png()


def draw_still_parts(name: str, target: int, ax, below) -> None:
    """The curve of one loss and, below it, of its slope, over all scores."""
    scores = np.linspace(LOW, HIGH, 121)
    curves = [loss_and_slope(name, score, target) for score in scores]
    for one, curve in zip((ax, below), zip(*curves, strict=True), strict=True):
        one.plot(scores, curve, color=BLUE)
        one.set(xlim=(LOW - 0.4, HIGH + 0.4), xlabel="score")
        one.set_xticks(range(-6, 7, 2))
    tallest = TALLEST[name]
    ax.set_yticks(np.linspace(0, tallest, 4 if name == SQUARED else 5))
    ax.set(title=TITLES[name], ylabel="loss", ylim=(-tallest / 20, tallest))
    below.axhline(0, color=GRAY, lw=1)
    below.set(ylabel="slope of the loss", ylim=(-1.15, 1.15))
