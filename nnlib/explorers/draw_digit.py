"""Draw a digit, and a network that has learned from others' digits reads it.

The drawing goes the way that the digits of the data set went: to 8 × 8 counts of ink.
These 64 numbers are all that the network gets to see.
"""

import ipywidgets as widgets
import numpy as np

from nnlib import require
from nnlib.explorers.base import Explorer
from nnlib.explorers.controls import picture_svg
from nnlib.explorers.draw_pad import DrawPad
from nnlib.explorers.strokes import clean_strokes, digit_pixels, is_dot
from nnlib.functions import softmax
from nnlib.network import Network
from nnlib.plots.digit_reading import bars_svg, pixels_svg

FULL = 16  # the count of ink in a block that is all black
UNSURE = 0.6  # below this, the words say that the network is not sure
EMPTY = (
    "The pad is empty. Draw one digit with mouse, finger or pen, or with "
    "arrow keys and space."
)
DOTTED = "That is no more than a dot. Draw a digit that fills half of the pad or more."
Array = np.ndarray


class DrawDigitExplorer(Explorer):
    """Draw on the pad, and see ten probabilities while you draw.

    network: trained on the digits divided by 16; it takes 64 inputs from 0 to 1 and
    gives 10 raw scores.
    """

    name = "draw-digit"
    alts = {
        "sees": "The drawing as the network sees it, 8 by 8 counts of ink",
        "bars": "A bar for each digit from 0 to 9: how likely it is",
    }

    @require.in_words
    def __init__(self, network: Network) -> None:
        if (network.n_in, network.n_out) != (64, 10):
            raise ValueError(
                f"to read digits a network needs 64 inputs and 10 outputs, got "
                f"{network.n_in} and {network.n_out}"
            )
        self.network, self.pad = network, DrawPad()
        super().__init__(
            {"pad": self.pad}, {"sees": picture_svg(), "bars": picture_svg()}
        )

    def draw(self, values: dict) -> tuple[dict[str, str], str]:
        """The 8 × 8 counts, ten bars, and what the network reads."""
        pixels, probabilities = np.zeros((8, 8), int), None
        try:
            strokes = clean_strokes(values["pad"])
        except ValueError as problem:
            words = f"This cannot be read: {problem}. Press Clear and draw again."
            return _pictures(pixels, probabilities, words), words
        words = DOTTED if strokes else EMPTY
        if strokes and not is_dot(strokes):
            pixels = digit_pixels(strokes)
            probabilities = digit_probabilities(self.network, pixels)
            words = reading_words(probabilities)
        return _pictures(pixels, probabilities, words), words

    def _buttons(self) -> dict:
        return {}  # the pad's own Clear keeps its turn among the strokes

    def _build_rows(self) -> list:
        look, _, _, words = super()._build_rows()
        parts = [self.pad, *self.pictures.values()]
        layout = {"flex_flow": "row wrap", "align_items": "flex-start"}
        return [
            look,
            widgets.HBox(parts, layout=layout).add_class("nn-pictures"),
            words,
        ]


def digit_probabilities(network: Network, pixels: Array) -> Array:
    """How likely each of the ten digits is, for 8 × 8 counts from 0 to 16."""
    return softmax(network.predict(pixels.reshape(1, -1) / FULL))[0]


def reading_words(probabilities: Array) -> str:
    """What is read, how sure the network is, and what comes next."""
    first, *others = np.argsort(-probabilities, kind="stable")[:3].tolist()
    chance = f"with probability {probabilities[first]:.2f}"
    if probabilities[first] < UNSURE:
        start = f"The network is not sure. Most likely {first}, {chance}."
    else:
        start = f"The network reads {first}, {chance}."
    return f"{start} {_runner_up_words(probabilities, others)}"


def _runner_up_words(probabilities: Array, others: list[int]) -> str:
    texts = {digit: f"{probabilities[digit]:.2f}" for digit in others}
    shown = [f"{digit} with {text}" for digit, text in texts.items() if text != "0.00"]
    if not shown:
        return "No other digit reaches 0.01."
    return f"Next {'come' if shown[1:] else 'comes'} {' and '.join(shown)}."


def _pictures(pixels: Array, probabilities: Array | None, words: str) -> dict[str, str]:
    return {
        "sees": pixels_svg(pixels, _pixel_words(pixels)),
        "bars": bars_svg(probabilities, _bar_words(probabilities, words)),
    }


def _pixel_words(pixels: Array) -> str:
    if not pixels.any():
        return "What the network sees: 8 by 8 squares, all white."
    rows = "; ".join(" ".join(map(str, row)) for row in pixels)
    return f"What the network sees, 8 rows of ink from 0 to {FULL}: {rows}."


def _bar_words(probabilities: Array | None, words: str) -> str:
    if probabilities is None:
        return words
    each = ", ".join(f"{digit}: {one:.2f}" for digit, one in enumerate(probabilities))
    return f"The probability of each digit. {each}."
