"""What the fill-in diagram makes of what was typed, and what it says about it."""

import math

from nnlib.checks.backward_mistakes import Diagnosis, diagnosis, last_digit
from nnlib.checks.backward_sheet import KEYS, NAMES, Sheet, sheet
from nnlib.explorers.backward_picture import change_text, place
from nnlib.explorers.question import parsed_number
from nnlib.plots.numbers import number_text

UNREADABLE = ("unreadable",)  # no mistake, and no try


def judged(values: dict) -> dict[str, Diagnosis | None]:
    """The diagnosis of each field; None where nothing was filled in."""
    page = sheet(values["sheet"])
    return {name: judgment(page, name, values[name]) for name in NAMES}


def judgment(page: Sheet, name: str, text: str) -> Diagnosis | None:
    """The diagnosis of what was typed for one weight or bias; None for nothing."""
    plain = text.strip().replace("−", "-")
    if not plain:
        return None
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    value = _parsed_product(plain)
    if value is None:
        shown = "".join(one if one.isprintable() else " " for one in plain)
        shown = shown if len(shown) <= 20 else shown[:17] + "…"
        said = f"“{shown}” is not a number I can read; write one, like 0.15, 3/20 or "
        return Diagnosis(False, UNREADABLE, said + "0.5*0.3")
    return diagnosis(page, name, value, last_digit(plain))


def _parsed_product(text: str) -> float | None:
    """A number, or several with ``*`` or ``·`` between them, multiplied."""
    factors = [parsed_number(part) for part in text.replace("·", "*").split("*")]
    if None in factors or not math.isfinite(product := math.prod(factors)):
        return None
    return product


def last_words(page: Sheet, name: str, found: dict) -> list[str]:
    """What to say about the field that was filled in last, if anything."""
    one = found.get(name)
    if one is None:
        return []
    if one.right:
        return [f"{name} is right: {change_text(page, name)}."]
    return [f"{name} is not right yet: {one.sentence}."]


def progress_words(number: int, page: Sheet, right: list[str], tries: dict) -> str:
    """How far one is on this sheet, and which number comes next."""
    which = "the running network" if number == 0 else f"sheet {number}"
    count = f"{len(right)} of {len(NAMES)} found"
    wrong = sum(map(len, tries.values()))
    if len(right) == len(NAMES):
        first = len(NAMES) - len(tries)
        return f"All {len(NAMES)} of {which} found, {first} at the first try."
    following = next(name for name in NAMES if name not in right)
    numbers = f"prediction {number_text(page.prediction)}, target "
    numbers += number_text(page.target)
    count += f", {wrong} wrong {'try' if wrong == 1 else 'tries'}" if wrong else ""
    opening = f"{which[0].upper()}{which[1:]}: {numbers}. {count}."
    return f"{opening} Next: {following}, {place(KEYS[following])}."


def total_words(finished: set[int]) -> list[str]:
    """How many sheets are done, once there are several."""
    return [f"Sheets finished: {len(finished)}."] if len(finished) > 1 else []
