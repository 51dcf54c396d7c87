"""Rules on how a lesson is built: its size, skeleton, rhythm, prose and links.

A rule takes a lesson and returns what is wrong, one sentence for each place.
"""

import re
from itertools import groupby, pairwise

from tests.notebooks.lesson import Lesson, all_lessons, plain, without_markup
from tests.notebooks.slides import SLIDE_TYPES, slide_type

MAX_BYTES = 400_000
MAX_CELLS = 70
MAX_PROSE_WORDS = 180  # aim for 130
MAX_CODE_CELLS_IN_A_ROW = 2
SECTIONS = range(3, 7)
CLOSING = ("Recap", "Exercises")

BRITISH = r"""\b(
    (colou|behaviou|neighbou|favou|flavou|labou)r\w* | cent(re|red|res) | grey\w* |
    (normal|initial|optim|visual|standard|regular|organ|general|summar|recogn|minim
        |maxim|real|random|vector|memor|character|special|util)is(e|es|ed|ing|ation) |
    (label|model|cancel|travel)l(ed|ing) | analys(e|es|ed|ing) | licence\w* | maths |
    learnt | metres? | programme | whilst | artefacts?
)\b"""
BRITISH = re.compile(BRITISH, re.VERBOSE | re.IGNORECASE)
LINK = re.compile(r"\]\(([^)\s]+)[^)]*\)|href=\"([^\"]+)\"|src=\"([^\"]+)\"")


def file_is_small(lesson: Lesson) -> list[str]:
    """At most 400 kB, outputs included."""
    size = lesson.path.stat().st_size
    return [f"{size // 1000} kB"] if size > MAX_BYTES else []


def cells_are_few(lesson: Lesson) -> list[str]:
    """At most 70 cells."""
    count = len(lesson.cells)
    return [f"{count} cells"] if count > MAX_CELLS else []


def one_title_first(lesson: Lesson) -> list[str]:
    """One H1, and the notebook starts with it."""
    count = len(lesson.headings(1))
    first = lesson.notebook.cells[0]
    starts = first.cell_type == "markdown" and first.source.startswith("# ")
    problems = [] if count == 1 else [f"{count} titles (H1)"]
    return problems if starts else [*problems, "cell 1 does not start with the title"]


def sections_follow_the_skeleton(lesson: Lesson) -> list[str]:
    """From lesson 01 on: three to six sections, then Recap, then Exercises."""
    headings = lesson.headings(2)
    closing = [one for one in headings if one in CLOSING]
    if tuple(closing) != CLOSING:
        return [f"expected the closing sections {CLOSING}, found {closing}"]
    count = headings.index("Recap")
    return [] if count in SECTIONS else [f"{count} sections before Recap, not 3 to 6"]


def last_cell_leads_on(lesson: Lesson) -> list[str]:
    """The last cell names the glossary and links to the next lesson, if any."""
    last = lesson.notebook.cells[-1].source
    problems = [] if "lossary" in last else ["the last cell has no glossary line"]
    later = [path.name for path in all_lessons() if path.name > lesson.path.name]
    if later and later[0] not in link_targets(last):
        problems.append(f"the last cell does not link to {later[0]}")
    return problems


def code_is_interleaved_with_prose(lesson: Lesson) -> list[str]:
    """At most two code cells without prose between them."""
    problems = []
    for kind, run in groupby(lesson.cells, key=lambda one: one[1].cell_type):
        numbers = [number for number, _ in run]
        if kind == "code" and len(numbers) > MAX_CODE_CELLS_IN_A_ROW:
            problems.append(f"cells {numbers[0]} to {numbers[-1]} are all code")
    return problems


def prose_is_short(lesson: Lesson) -> list[str]:
    """At most 180 words in a cell."""
    counts = [(number, word_count(cell.source)) for number, cell in lesson.prose]
    long = [(number, count) for number, count in counts if count > MAX_PROSE_WORDS]
    return [f"cell {number}: {count} words" for number, count in long]


def word_count(markdown: str) -> int:
    """Words that are read: markup, link targets and code blocks do not count."""
    text = re.sub(r"\]\([^)]*\)", " ", without_markup(plain(markdown)))
    return len(re.findall(r"\w[\w’'-]*", text))


def spelling_is_american(lesson: Lesson) -> list[str]:
    """A spot check in prose and code."""
    found = [(n, word) for n, cell in lesson.cells for word in british(cell.source)]
    return [f"cell {number}: {word}" for number, word in found]


def british(text: str) -> list[str]:
    """The words of a text that are spelled the British way."""
    return [hit[0] for hit in BRITISH.finditer(text)]


def links_lead_somewhere(lesson: Lesson) -> list[str]:
    """Relative links name files that exist, # links name a heading of the lesson."""
    problems = []
    for number, cell in lesson.prose:
        for target in link_targets(cell.source):
            if not leads_somewhere(lesson, target):
                problems.append(f"cell {number}: {target} leads nowhere")
    return problems


def link_targets(markdown: str) -> list[str]:
    """What the links and pictures of a Markdown text point to."""
    return ["".join(found) for found in LINK.findall(plain(markdown))]


def leads_somewhere(lesson: Lesson, target: str) -> bool:
    """Whether a link can be followed; addresses on the net are taken on trust."""
    if re.match(r"[a-z]+:", target):
        return True
    file, _, anchor = target.partition("#")
    if file:
        return (lesson.path.parent / file).exists()
    headings = [one for level in range(1, 5) for one in lesson.headings(level)]
    return anchor in [heading.replace(" ", "-") for heading in headings]


def pictures_in_prose_have_words(lesson: Lesson) -> list[str]:
    """`![words](file)` and `<img alt="words">`, not empty."""
    problems = []
    for number, cell in lesson.prose:
        text = plain(cell.source)
        images = re.findall(r"<img[^>]*>", text)
        silent = [one for one in images if not re.search(r'alt="[^"]+"', one)]
        if silent or re.search(r"!\[\s*\]\(", text):
            problems.append(f"cell {number}: a picture without alt text")
    return problems


def thoughts_have_slides_of_their_own(lesson: Lesson) -> list[str]:
    """Headings start a slide; explorers and what answers a guess have their own."""
    problems = []
    cells = lesson.notebook.cells
    for number, (before, cell) in enumerate(pairwise([None, *cells]), start=1):
        kind = cell.metadata.get("slideshow", {}).get("slide_type", "-")
        wanted = slide_type(cell, before)
        wrong = kind != "slide" if wanted == "slide" else kind not in SLIDE_TYPES
        if wrong or (wanted == "subslide" and kind == "-"):
            problems.append(f"cell {number}: slide type {kind}, not {wanted}")
    return problems


RULES = [
    thoughts_have_slides_of_their_own,
    file_is_small,
    cells_are_few,
    one_title_first,
    code_is_interleaved_with_prose,
    prose_is_short,
    spelling_is_american,
    links_lead_somewhere,
    pictures_in_prose_have_words,
]
LESSON_RULES = [last_cell_leads_on]
LATER_LESSON_RULES = [sections_follow_the_skeleton]
