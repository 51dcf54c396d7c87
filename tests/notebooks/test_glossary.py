"""The glossary holds each term that a lesson introduces, once, in one sentence."""

import re
from collections import defaultdict

import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from tests.notebooks.glossary import (
    GLOSSARY,
    bold_terms,
    defined_terms,
    entries,
    glossary_text,
)
from tests.notebooks.lesson import NOTEBOOKS, Lesson, all_lessons
from tests.notebooks.refresh import normalize
from tests.notebooks.rules_structure import link_targets

MAX_WORDS = 35
LESSONS = [Lesson.read(path) for path in all_lessons()]
START = "00_start_here.ipynb"

each_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda one: one.path.stem)


@pytest.fixture
def small():
    """A lesson that introduces two terms."""
    first = new_markdown_cell("# 07 · Small\n\nA **unit** adds; `2**3**2` is code.")
    first.metadata["glossary"] = {"unit": "A small calculation."}
    second = new_markdown_cell("An **Epoch** is one pass.")
    second.metadata["glossary"] = {"Epoch": "One pass over the data."}
    return Lesson(NOTEBOOKS / "07_small.ipynb", new_notebook(cells=[first, second]))


def test_the_glossary_is_up_to_date():
    assert GLOSSARY.read_text(encoding="utf-8") == glossary_text(LESSONS), (
        "run make refresh"
    )


@each_lesson
def test_bold_terms_and_glossary_entries_agree(lesson):
    cells = [(number, bold_terms(c), [*defined_terms(c)]) for number, c in lesson.prose]
    assert [one for one in cells if sorted(one[1]) != sorted(one[2])] == []


@each_lesson
def test_each_entry_is_one_plain_sentence(lesson):
    sentences = [entry.sentence for entry in entries(lesson)]
    assert [one for one in sentences if not is_one_sentence(one)] == []


def is_one_sentence(text):
    inside = re.search(r"[.!?]\s+[A-Z]|[\n|]|\*\*", text)
    return text.endswith(".") and not inside and len(text.split()) <= MAX_WORDS


def test_no_term_is_introduced_twice():
    places = defaultdict(list)
    for lesson in LESSONS:
        for entry in entries(lesson):
            places[entry.term.casefold()].append(entry.file)
    assert {term: files for term, files in places.items() if len(files) > 1} == {}


@each_lesson
def test_the_last_cell_links_to_the_glossary(lesson):
    targets = link_targets(lesson.notebook.cells[-1].source)
    assert "glossary.md" in [target.partition("#")[0] for target in targets]


@pytest.mark.skipif(not (NOTEBOOKS / START).exists(), reason="there is no map yet")
def test_the_map_in_lesson_00_names_and_links_the_lessons_that_exist():
    start = Lesson.read(NOTEBOOKS / START)
    rows = [line for _, c in start.prose for line in c.source.splitlines()]
    rows = "\n".join(row for row in rows if row.startswith("|"))
    linked = [f"[{one.headings(1)[0]}]({one.path.name})" for one in LESSONS[1:]]
    assert [link for link in linked if link not in rows] == []


def test_terms_are_sorted_and_code_is_no_term(small):
    assert bold_terms(small.notebook.cells[0]) == ["unit"]
    assert glossary_text([small]).splitlines()[-2:] == [
        "- **Epoch**: One pass over the data. [07 · Small](07_small.ipynb)",
        "- **unit**: A small calculation. [07 · Small](07_small.ipynb)",
    ]


def test_refresh_keeps_the_entries(small):
    normalize(small.notebook)
    assert [entry.term for entry in entries(small)] == ["unit", "Epoch"]


@pytest.mark.parametrize(
    "text", ["Two. Sentences.", "no end", "A | would end a table.", "word " * 40 + "."]
)
def test_what_is_not_one_sentence_is_noticed(text):
    assert not is_one_sentence(text)
