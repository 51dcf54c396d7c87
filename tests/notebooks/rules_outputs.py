"""Rules on stored outputs: complete, the same for everyone, and with words."""

import base64
import re
import struct

from nbformat import NotebookNode

from tests.notebooks.lesson import Lesson, output_texts, tags

MAX_WIDTH = 900
MAX_DIGITS = 4

FLEETING = {
    r"\b\d{4}-\d\d-\d\d\b": "a date",
    r"\b\d\d?:\d\d(:\d\d)?\b": "a time",
    r"(?<![\w.])\d[\d.]*\s?(ms|µs|s|secs?|seconds?|minutes?)\b": "a duration",
    r"(?<![\w.])/\w[\w.-]*/\w|\b[A-Z]:\\\w": "a path",
    r"\b0x[0-9a-f]{6,}\b": "a memory address",
}
DECIMAL = re.compile(r"(?<![\w.])(\d+)\.(\d+)(?:[eE][+-]?\d+)?(?!\.?\w)")
WIDGET = re.compile(r"[A-Z]\w+\((children|value|description|options|layout)=")
PICTURES = ("image/png", "image/jpeg", "image/svg+xml")


def outputs_are_stored(lesson: Lesson) -> list[str]:
    """Every code cell was run, from the first to the last, in one go."""
    counts = [cell.execution_count for _, cell in lesson.code]
    wanted = list(range(1, len(counts) + 1))
    return [] if counts == wanted else [f"run as {counts}: use make refresh"]


def errors_are_deliberate(lesson: Lesson) -> list[str]:
    """A cell has the tag raises-exception if, and only if, it stores an error."""
    problems = []
    for number, cell in lesson.code:
        raised = any(one.output_type == "error" for one in cell.outputs)
        if raised != ("raises-exception" in tags(cell)):
            what = "an error without" if raised else "no error, but"
            problems.append(f"cell {number}: {what} the tag raises-exception")
    return problems


def nothing_on_stderr(lesson: Lesson) -> list[str]:
    """No warnings: they hold paths, and a learner cannot tell them from errors."""
    streams = [(n, one) for n, one in lesson.outputs if one.output_type == "stream"]
    return [f"cell {n}: a warning" for n, one in streams if one.name == "stderr"]


def outputs_are_the_same_for_everyone(lesson: Lesson) -> list[str]:
    """No times, dates, paths or memory addresses."""
    problems = []
    for number, text in readable(lesson):
        for pattern, what in FLEETING.items():
            hit = re.search(pattern, text)
            problems += [f"cell {number}: {what}: {hit[0]}"] if hit else []
    return problems


def numbers_are_rounded(lesson: Lesson) -> list[str]:
    """Decimal numbers show at most four significant digits."""
    problems = []
    for number, text in readable(lesson):
        hits = [hit[0] for hit in DECIMAL.finditer(text) if is_long(*hit.groups())]
        problems += [f"cell {number}: {hit}" for hit in hits]
    return problems


def is_long(whole: str, fraction: str) -> bool:
    """Whether a decimal has more than four significant digits; 10000.0 has none."""
    fraction = fraction.rstrip("0")
    return bool(fraction) and len((whole + fraction).lstrip("0")) > MAX_DIGITS


def readable(lesson: Lesson) -> list[tuple[int, str]]:
    """Every text in an output, with the number of its cell."""
    return [(n, text) for n, output in lesson.outputs for text in output_texts(output)]


def pictures_fit_the_page(lesson: Lesson) -> list[str]:
    """At most 900 pixels wide."""
    widths = [(n, width) for n, one in lesson.outputs for width in picture_widths(one)]
    wide = [(number, width) for number, width in widths if width > MAX_WIDTH]
    return [f"cell {number}: {width} pixels wide" for number, width in wide]


def picture_widths(output: NotebookNode) -> list[int]:
    """The widths of all PNG and SVG pictures of an output, those in its HTML too."""
    data = output.get("data", {})
    html = data.get("text/html", "")
    encoded = re.findall(r"data:image/png;base64,([\w+/=]+)", html)
    encoded += [data["image/png"]] if "image/png" in data else []
    svg = html + data.get("image/svg+xml", "")
    attribute = r"""(?:<|%3C)svg[^>]*?\swidth=["'](\d+)"""
    return [*map(png_width, encoded), *map(int, re.findall(attribute, unquoted(svg)))]


def png_width(encoded: str) -> int:
    """The width in the header of a PNG."""
    return struct.unpack(">I", base64.b64decode(encoded[:64])[16:20])[0]


def unquoted(text: str) -> str:
    """SVG inside a data address has its quotation marks written as %22."""
    return text.replace("%22", '"').replace("%27", "'")


def pictures_have_words(lesson: Lesson) -> list[str]:
    """JupyterLab reads out the `alt` of an `<img>`, never that of a bare picture."""
    problems = []
    for number, output in lesson.outputs:
        data = output.get("data", {})
        silent = [one for one in images(data) if not has_words(one)]
        if silent or ("text/html" not in data and set(data) & set(PICTURES)):
            problems.append(f"cell {number}: show it as Picture(figure, words)")
    return problems


def images(data: NotebookNode) -> list[str]:
    """The opening tags of all pictures in an output's HTML."""
    return re.findall(r"<(?:img|svg)\b[^>]*>", data.get("text/html", ""))


def has_words(tag: str) -> bool:
    """Whether a picture carries at least two words for those who cannot see it."""
    return bool(re.search(r'(alt|aria-label)="[^"]*\w\s+\w[^"]*"', tag))


def widgets_speak_for_themselves(lesson: Lesson) -> list[str]:
    """Without a kernel a reader sees words or a picture, not `VBox(children=(...))`."""
    bare = [(number, text) for number, text in readable(lesson) if WIDGET.match(text)]
    return [f"cell {number}: only {text[:30]}..." for number, text in bare]


def answers_wait_below_a_guess(lesson: Lesson) -> list[str]:
    """The output of the first cell after a guess is folded, until the cell is run.

    An explorer may stand open: its still picture shows no more than the first state.
    So may what is no answer: it says so with outputs_hidden: false.
    """
    problems, guessing = [], False
    for number, cell in lesson.code:
        if guessing and shows_an_answer(cell):
            problems.append(f"cell {number}: fold its output (jupyter.outputs_hidden)")
        guessing = "Guess(" in cell.source
    return problems


def shows_an_answer(cell: NotebookNode) -> bool:
    """Whether a stored output stands open that is not the picture of a widget."""
    if not cell.outputs or "outputs_hidden" in cell.metadata.get("jupyter", {}):
        return False
    pages = [one.get("data", {}).get("text/html", "") for one in cell.outputs]
    return not any("Run this cell to get" in page for page in pages)


RULES = [
    answers_wait_below_a_guess,
    outputs_are_stored,
    errors_are_deliberate,
    nothing_on_stderr,
    outputs_are_the_same_for_everyone,
    numbers_are_rounded,
    pictures_fit_the_page,
    pictures_have_words,
    widgets_speak_for_themselves,
]
