"""Which mistake was made in a backward pass? Found out from the number alone.

Each typical mistake gives a number of its own. An answer that is not right is compared
with all of them, and the one that fits is named in words. An answer counts as right if
rounding the right number to two digits or more can give it.
"""

import math
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from nnlib.checks.backward_sentences import ORDER, Wrong, general_hint, sentence_of
from nnlib.checks.backward_sheet import KEYS, Sheet

_SMALLEST = 5e-5  # what an answer may be off in any case
_ZERO = 1e-9


class Diagnosis(NamedTuple):
    """Whether an answer is right, the mistakes that give it, and a sentence."""

    right: bool
    mistakes: tuple[str, ...] = ()
    sentence: str = ""


def diagnosis(sheet: Sheet, name: str, value: float, step: float = 0.0) -> Diagnosis:
    """Say whether `value` is the change of this weight or bias, or what went wrong.

    step: what the last digit given is worth, 0.01 for 0.15; 0 for an exact number.
    """
    right = sheet.changes[name]
    if fits(value, right, step):
        return Diagnosis(True)
    found = matching(value, wrong_values(sheet, name), step)
    if not found and value and right and _is_close(value, right, step):
        found = [Wrong("rounding", value)]
    if not found:
        return Diagnosis(False, (), general_hint(sheet, name))
    found.sort(key=lambda one: ORDER.index(one.mistake))
    names = tuple(dict.fromkeys(one.mistake for one in found))
    return Diagnosis(False, names, sentence_of(sheet, name, found[0]))


def fits(value: float, wanted: float, step: float) -> bool:
    """Whether `value` is `wanted`, rounded to two digits or more. 0 stays 0."""
    if (abs(value) < _ZERO) != (abs(wanted) < _ZERO):
        return False
    second_digit = 10.0 ** (math.floor(math.log10(max(abs(wanted), 0.1))) - 1)
    off = max(min(step, second_digit) / 2, _SMALLEST)
    return abs(value - wanted) <= off + 1e-9


def _is_close(value: float, right: float, step: float) -> bool:
    """Whether a value may come from rounding too early, too much, or cutting off."""
    last = 0.99 * step if step <= 0.01 else 0.51 * step
    return abs(value - right) <= max(0.05 * abs(right), last)


def matching(value: float, wrongs: list[Wrong], step: float) -> list[Wrong]:
    """The mistakes that give a value; of several, those that come closest."""
    near = [one for one in wrongs if fits(value, one.value, step)]
    closest = min((abs(one.value - value) for one in near), default=0.0)
    return [one for one in near if abs(one.value - value) <= closest + 1e-9]


def wrong_values(sheet: Sheet, name: str) -> list[Wrong]:
    """What each typical mistake gives for one weight or bias, where it is wrong."""
    kind, layer, *_ = KEYS[name]
    special = {
        ("weight", 1): _output_weight,
        ("bias", 1): _output_bias,
        ("bias", 0): _hidden_bias,
        ("weight", 0): _hidden_weight,
    }[kind, layer]
    wrongs = [*special(sheet, name), *_of_all(sheet, name)]
    right = sheet.changes[name]
    wrongs = [one for one in wrongs if one.value] + [Wrong("zero", 0.0)]
    return [one for one in wrongs if abs(one.value - right) > 1e-9]


def _of_all(sheet: Sheet, name: str) -> Iterator[Wrong]:
    change = sheet.changes[name]
    yield Wrong("sign", -change)
    yield Wrong("double", 2 * change)
    yield Wrong("half", change / 2)
    yield Wrong("new", sheet.values[name] + change)
    for factor in (10, 100, 0.1, 0.01):
        yield Wrong("point", factor * change)


def _output_weight(sheet: Sheet, name: str) -> Iterator[Wrong]:
    j, wanted = sheet.unit_of(name), sheet.wanted
    yield Wrong("sum", sheet.sums[j] * wanted)
    yield Wrong("inflow", wanted)
    if sheet.on[j]:
        yield Wrong("divided", wanted / sheet.hidden[j])
    yield Wrong("own", sheet.output_weights[j] * wanted)
    for i, x in enumerate(sheet.inputs):
        yield Wrong("layer", x * wanted, f"x{i + 1}")
    for k, h in enumerate(sheet.hidden):
        if k != j:
            yield Wrong("neighbor", h * wanted, f"h{k + 1}")
    yield Wrong("level", sheet.hidden[j] * sheet.target, "target")
    yield Wrong("level", sheet.hidden[j] * sheet.prediction, "prediction")


def _output_bias(sheet: Sheet, name: str) -> Iterator[Wrong]:
    yield Wrong("level", sheet.target, "target")
    yield Wrong("level", sheet.prediction, "prediction")
    yield Wrong("own", sheet.values[name] * sheet.wanted)


def _hidden_bias(sheet: Sheet, name: str) -> Iterator[Wrong]:
    return _hidden(sheet, sheet.unit_of(name), 1.0)


def _hidden_weight(sheet: Sheet, name: str) -> Iterator[Wrong]:
    _, _, i, j = KEYS[name]
    wanted = sheet.changes[f"b{j + 1}"]
    yield Wrong("inflow", wanted)
    yield Wrong("neighbor", sheet.inputs[1 - i] * wanted, f"x{2 - i}")
    for k, h in enumerate(sheet.hidden):
        yield Wrong("layer", h * wanted, f"h{k + 1}")
    yield Wrong("own", sheet.hidden_weights[i, j] * wanted)
    unit, source = divmod(3 * i + j, 2)  # as if w1 and w2 were the weights of h1
    other = f"w{1 + 3 * source + unit}"
    yield Wrong("layout", sheet.changes[other], other)
    yield from _hidden(sheet, j, sheet.inputs[i])


def _hidden(sheet: Sheet, j: int, inflow: float) -> Iterator[Wrong]:
    """Mistakes on the way back to hidden unit j; `inflow` is what is multiplied on."""
    factor, weights = sheet.wanted * inflow, sheet.output_weights
    if not sheet.on[j]:
        yield Wrong("gate", weights[j] * factor)
        yield Wrong("gate", factor)
        return
    yield Wrong("back", factor)
    yield Wrong("updated", (weights[j] + sheet.changes[f"w{7 + j}"]) * factor)
    for k, weight in enumerate(weights):
        if k != j:
            yield Wrong("route", weight * factor, f"w{7 + k}")
    yield Wrong("output", sheet.hidden[j] * weights[j] * factor)


def last_digit(text: str) -> float:
    """What the last digit of a decimal number is worth: 0.01 for "0.15"."""
    try:
        exponent = Decimal(text).as_tuple().exponent
    except InvalidOperation:
        return 0.0
    return 10.0 ** min(exponent, 9) if isinstance(exponent, int) else 0.0
