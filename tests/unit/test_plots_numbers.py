"""Numbers as text."""

import math

import pytest

from nnlib.plots.formulas import activation_text, product_text, weighted_sum_text
from nnlib.plots.numbers import number_text, short_text, signed_text


@pytest.mark.parametrize(
    "value, text",
    [
        (0.5, "0.5"),
        (-0.46, "−0.46"),
        (0.1 + 0.2, "0.3"),
        (8577, "8577"),
        (1234567, "1.235e6"),
        (-0.0000123456, "−1.235e−05"),
        (-0.0, "0"),
        (5.6e-17, "0"),
        (math.nan, "undefined"),
        (-math.inf, "−infinity"),
    ],
)
def test_number_text(value, text):
    assert number_text(value) == text


def test_signs_are_always_written():
    assert [signed_text(one) for one in (0.4, -0.4, 0)] == ["+0.4", "−0.4", "0"]


def test_short_text_keeps_within_the_length_down_to_two_digits():
    assert short_text(-0.2491, 6) == "−0.249"
    assert short_text(0.0075, 6, signed=True) == "+0.0075"
    assert short_text(1043.2, 6) == "1043"


def test_formulas():
    assert weighted_sum_text([0.4, 0.8], [0.5, -0.5], -0.1) == (
        "0.4·0.5 + 0.8·(−0.5) + (−0.1)"
    )
    assert weighted_sum_text([1] * 9, [2] * 9, 0).endswith("1·2 + … + 0")
    assert product_text(-2, 3) == "(−2)·3"
    assert activation_text("relu", -0.46, 0) == "relu(−0.46) = 0"
