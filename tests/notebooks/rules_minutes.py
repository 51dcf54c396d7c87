"""Rules on time: the minutes that a lesson promises are those that it takes.

What a reader needs is estimated from what there is to read and to do: prose at 180
words a minute, code at 12 lines a minute, a good minute for each guess and explorer.
Paper, pencil and looking twice come on top, so a section may take up to three times as
long as its estimate; it may not take much less.
"""

import re

from tests.notebooks.lesson import Lesson
from tests.notebooks.rules_structure import word_count

WORDS_PER_MINUTE, LINES_PER_MINUTE = 180, 12
MINUTES_PER_WIDGET = 1.2
MOST_OUTSIDE_SECTIONS = 6  # the first cell, the recap and its three questions
TOTAL = re.compile(r"This takes (\d+) minutes")
PROMISE = re.compile(r"This takes \d+ minutes, and about \d+ for the exercises")
OF_SECTION = re.compile(r"^## .*\((\d+) min\)$", re.MULTILINE)
WIDGET = re.compile(r"\b(Guess|\w+Explorer|LossDragger|PassStepper|BugClinic)\(")


def lesson_names_its_minutes(lesson: Lesson) -> list[str]:
    """The first cell says "This takes N minutes, and about M for the exercises"."""
    first = lesson.notebook.cells[0].source
    promise = PROMISE if "Exercises" in lesson.headings(2) else TOTAL
    return [] if promise.search(first) else [f"no words like: {promise.pattern}"]


def sections_add_up(lesson: Lesson) -> list[str]:
    """The sections' minutes, and a few for start and recap, are the lesson's."""
    total = TOTAL.search(lesson.notebook.cells[0].source)
    if not total:
        return []
    minutes = sum(stated for _, stated, _ in timed_sections(lesson))
    rest = int(total[1]) - minutes
    fits = 0 <= rest <= MOST_OUTSIDE_SECTIONS
    return [] if fits else [f"sections take {minutes} of {total[1]} minutes"]


def sections_take_their_minutes(lesson: Lesson) -> list[str]:
    """What a section states is near what its words, code and explorers take."""
    return [
        f"{heading}: {needed:.1f} minutes of reading and doing"
        for heading, stated, needed in timed_sections(lesson)
        if not needed - 1.5 <= stated <= 3 * needed + 1
    ]


def timed_sections(lesson: Lesson) -> list[tuple[str, int, float]]:
    """Heading, stated minutes and estimated minutes of each section with a time."""
    sections = []
    for _, cell in lesson.cells:
        if cell.source.startswith("## ") and cell.cell_type == "markdown":
            sections.append([cell.source.splitlines()[0], 0.0])
        if sections:
            sections[-1][1] += minutes_needed(cell)
    stated = [(OF_SECTION.search(heading), heading, n) for heading, n in sections]
    return [(heading, int(found[1]), n) for found, heading, n in stated if found]


def minutes_needed(cell) -> float:
    """The time to read a cell, and to try what it shows."""
    if cell.cell_type == "markdown":
        return word_count(cell.source) / WORDS_PER_MINUTE
    if cell.metadata.get("jupyter", {}).get("source_hidden"):
        lines = []
    else:
        lines = [line for line in cell.source.splitlines() if line.strip()]
    widgets = len(WIDGET.findall(cell.source))
    return len(lines) / LINES_PER_MINUTE + widgets * MINUTES_PER_WIDGET


LESSON_RULES = [lesson_names_its_minutes, sections_add_up, sections_take_their_minutes]
