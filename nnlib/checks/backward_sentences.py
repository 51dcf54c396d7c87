"""The typical mistakes of a backward pass, each in a sentence that says what to try."""

from typing import NamedTuple

from nnlib.checks.backward_sheet import KEYS, Sheet

SENTENCES = {  # when a number fits several mistakes, the first ones are told
    "zero": "with 0 it would stay as it is, but something flowed in, and {h} is on",
    "gate": "the ReLU gate is missing: {h} is off, so nothing gets back through it",
    "sum": "that takes the sum {z}; what flowed in is what ReLU made of it, {h}",
    "sign": "the size is right, the sign is not; what is wanted is measured from the "
    "prediction to the target: target − prediction",
    "updated": "that goes back along {v} after its update; tally first, update after: "
    "take {v} as it was on the way forward",
    "inflow": "that is what is wanted; it still has to be multiplied by what flowed "
    "in, {source}",
    "back": "the weight on the way back is missing: what is wanted of the output "
    "reaches {h} through {v}",
    "layout": "that is the change of {taken}; {row} all begin at {source}",
    "neighbor": "that takes {taken}; what flowed in through {name} is {source}",
    "layer": "that takes {taken}, which belongs to another layer; what flowed in "
    "through {name} is {source}",
    "route": "that goes back along {taken}; the way from the output to {h} is {v}",
    "output": "that multiplies by {h} on the way back; a ReLU that is on passes what "
    "is wanted on as it is, times 1",
    "level": "that takes the {taken}; what is wanted is the difference, "
    "target − prediction",
    "double": "that is twice as much; the slope of half the squared error is the "
    "difference itself, so no factor 2 is needed",
    "half": "that is half of it; the slope of half the squared error is the "
    "difference itself",
    "own": "that multiplies by {name} itself; a weight changes by what flowed in "
    "through it, {source}, times what is wanted behind it",
    "new": "that is the new value of {name}; only its change is asked for",
    "divided": "that divides; {name} would close the whole gap alone. A weight that "
    "counts more should move more: multiply",
    "point": "the digits are right; look at the decimal point",
    "rounding": "very close, so it looks like rounding; keep one digit more",
}
ORDER = list(SENTENCES)


class Wrong(NamedTuple):
    """The number that a mistake gives, and what was taken in place of the right one."""

    mistake: str
    value: float
    taken: str = ""


def sentence_of(sheet: Sheet, name: str, wrong: Wrong) -> str:
    """What a mistake is, for one weight or bias."""
    kind, layer, *place = KEYS[name]
    j = sheet.unit_of(name) + 1
    words = {"name": name, "h": f"h{j}", "z": f"z{j}", "v": f"w{6 + j}"}
    words["source"] = f"h{j}" if layer else f"x{place[0] + 1}"
    words["row"] = "w1, w2 and w3" if name in ("w1", "w2", "w3") else "w4, w5 and w6"
    if name == "b4" and wrong.mistake == "zero":
        return "with 0 it would stay, but the prediction has not reached the target"
    if kind == "bias" and wrong.mistake == "zero":
        return f"with 0 it would stay as it is, but h{j} is on"
    if kind == "bias" and wrong.mistake == "own":
        return "a bias has no input to be multiplied by; it changes by what is wanted"
    return SENTENCES[wrong.mistake].format(taken=wrong.taken, **words)


def general_hint(sheet: Sheet, name: str) -> str:
    """How the number comes about, where no typical mistake gives it."""
    kind, layer, *place = KEYS[name]
    j = sheet.unit_of(name) + 1
    if name != "b4" and not sheet.on[j - 1]:
        return f"h{j} is off, so it passes nothing on, neither forward nor back"
    if kind == "bias" and layer:
        return "it changes by what is wanted of the output: target − prediction"
    if kind == "bias":
        return (
            f"what is wanted of the output comes back through w{6 + j}, then through "
            f"the ReLU of h{j}: by 1 if it is on, by 0 if it is off"
        )
    source = f"h{j}" if layer else f"x{place[0] + 1}"
    behind = "of the output" if layer else f"of z{j}, the same as the change of b{j}"
    return f"multiply what flowed in, {source}, by what is wanted {behind}"
