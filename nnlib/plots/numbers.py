"""Numbers as a book prints them: few digits, a real minus sign, never ``-0``."""

import math

import numpy as np


def number_text(value: float, digits: int = 4) -> str:
    """The number as short text, for example ``−0.46`` or ``1.2e−05``.

    ``digits`` counts significant digits. What is smaller than 1e−12 is a rounding error
    of sums near 1 and comes out as 0; infinity and NaN come out as words.
    """
    value = float(value)
    if math.isnan(value):
        return "undefined"
    if math.isinf(value):
        return "infinity" if value > 0 else "−infinity"
    text = f"{value:.{digits}g}".replace("e+0", "e").replace("e+", "e")
    return "0" if abs(value) < 1e-12 else text.replace("-", "−")


def signed_text(value: float, digits: int = 4) -> str:
    """The number with its sign always written, for example ``+0.4``."""
    text = number_text(value, digits)
    return text if text.startswith("−") or text in ("0", "undefined") else "+" + text


def short_text(value: float, longest: int, *, signed: bool = False) -> str:
    """The number with 4 significant digits, or 3 or 2 to keep within the length."""
    form = signed_text if signed else number_text
    texts = [form(value, digits) for digits in (4, 3, 2)]
    return next((text for text in texts if len(text) <= longest), texts[-1])


def plain_text(value: float, digits: int = 4) -> str:
    """The number written out, without powers of ten, for example ``0.0000246``.

    ``digits`` counts significant digits. Below 1e-9 it is what rounding left over, and
    comes out as 0.
    """
    if abs(value) < 1e-9:
        return "0"
    plain = np.format_float_positional(
        value, digits, unique=False, fractional=False, trim="-"
    )
    return plain.replace("-", "−")
