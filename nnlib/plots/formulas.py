"""The formulas of a network with the numbers filled in, as one line of text each."""

from collections.abc import Sequence

from nnlib.plots.numbers import number_text

_MOST_TERMS = 6


def in_brackets(value: float) -> str:
    """A number for use inside a formula: negative ones get brackets."""
    text = number_text(value)
    return f"({text})" if text.startswith("−") else text


def product_text(value: float, weight: float) -> str:
    """A product, for example ``0.4·(−0.5)``."""
    return f"{in_brackets(value)}·{in_brackets(weight)}"


def weighted_sum_text(
    inputs: Sequence[float], weights: Sequence[float], bias: float
) -> str:
    """A weighted sum, for example ``0.4·0.5 + 0.8·0.25 + 0.1``; long ones are cut."""
    pairs = list(zip(inputs, weights, strict=True))
    terms = [product_text(*pair) for pair in pairs[:_MOST_TERMS]]
    terms += ["…"] if len(pairs) > _MOST_TERMS else []
    return " + ".join([*terms, in_brackets(bias)])


def activation_text(activation: str, z: float, output: float) -> str:
    """What an activation makes of a sum, for example ``relu(0.5) = 0.5``."""
    return f"{activation}({number_text(z)}) = {number_text(output)}"
