"""Every handout is complete, needs no network, and can be read by everybody."""

import re
from functools import cache

import pytest
from bs4 import BeautifulSoup

from tests.notebooks.lesson import Lesson, all_lessons, all_solutions, plain

LESSONS = {path.stem: Lesson.read(path) for path in all_lessons()}
PAGES = [*LESSONS, "glossary", "index"]
FORMULA = re.compile(r"\$\$.+?\$\$|(?<![\\$])\$(?!\s)[^$\n]+\$", re.DOTALL)


@cache
def soup_of(handouts, name):
    text = (handouts / f"{name}.html").read_text(encoding="utf-8")
    return BeautifulSoup(text, "html.parser")


def long_words(text):
    """The words that make up a text, without short ones."""
    return set(re.findall(r"[^\W\d_]{4,}", text))


def words_of_prose(lesson):
    """The words of all its prose, without marks, addresses and formulas."""
    text = "\n".join(cell.source for _, cell in lesson.prose)
    hidden = r"(?s)\]\([^)]*\)|</?[a-z][^>]*>|\$\$.+?\$\$|^```\w+$"
    return long_words(re.sub(hidden, " ", text, flags=re.MULTILINE))


def answers_only():
    """The cells of solutions that stand in no lesson, also not as a part of a cell."""
    lessons = "\n".join(c.source for one in LESSONS.values() for _, c in one.cells)
    solved = {c.source for path in all_solutions() for _, c in Lesson.read(path).cells}
    return {cell for cell in solved if len(cell) > 30 and cell not in lessons}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_asked_of_any_network(opened, name):
    outside = [one for one in opened(name).requests if not one.startswith("data:")]
    assert [one for one in outside if not one.startswith("file:")] == []
    assert opened(name).errors == []


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_blank(opened, name):
    assert len(opened(name).text) > 1000
    assert opened(name).colors > 10


@pytest.mark.parametrize("name", LESSONS)
def test_all_prose_is_there(opened, name):
    words = long_words(opened(name).words)
    assert words_of_prose(LESSONS[name]) - words == set()


@pytest.mark.parametrize("name", LESSONS)
def test_every_formula_is_drawn(opened, name):
    prose = [plain(cell.source) for _, cell in LESSONS[name].prose]
    formulas = [one for text in prose for one in FORMULA.findall(text)]
    sizes = opened(name).formulas
    assert len(sizes) == len(formulas)
    assert all(size > 5 for size in sizes)


def test_there_is_a_formula_at_all(opened):
    assert opened("09_full_training").formulas


@pytest.mark.parametrize("name", LESSONS)
def test_every_picture_is_drawn_and_has_words(opened, name):
    outputs = [output.get("data", {}) for _, output in LESSONS[name].outputs]
    stored = sum(data.get("text/html", "").count("<img ") for data in outputs)
    images = opened(name).images
    assert len(images) == stored > 0
    assert all(alt.strip() and width > 0 for alt, width in images)


@pytest.mark.parametrize("name", PAGES)
def test_no_barrier_is_found(opened, name):
    assert opened(name).findings == []


@pytest.mark.parametrize("name", PAGES)
def test_a_narrow_window_needs_no_sideways_scrolling(opened, name):
    assert opened(name).width_on_a_phone <= 320


@pytest.mark.parametrize("name", PAGES)
def test_headings_are_in_order(handouts, name):
    headings = soup_of(handouts, name).main.find_all(re.compile("^h[1-6]$"))
    levels = [int(heading.name[1]) for heading in headings]
    assert levels.count(1) == 1 and levels[0] == 1
    steps = zip(levels, levels[1:], strict=False)
    assert all(after - before <= 1 for before, after in steps)


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(handouts, name):
    soup = soup_of(handouts, name)
    marks = [element["id"] for element in soup.find_all(id=True)]
    assert len(marks) == len(set(marks))
    targets = {link["href"] for link in soup.find_all("a", href=True)}
    assert {one[1:] for one in targets if one.startswith("#")} <= set(marks)
    files = {one for one in targets if not one.startswith(("#", "https://"))}
    pages = {one for one in files if one.endswith(".html")}
    assert all((handouts / one).exists() for one in pages)
    assert {one.removesuffix(".pdf") for one in files - pages} <= set(PAGES)


@pytest.mark.parametrize("name", LESSONS)
def test_questions_can_be_read_and_answers_come_last(handouts, name):
    soup = soup_of(handouts, name)
    questions = soup.find_all(class_="question")
    code = [cell.source for _, cell in LESSONS[name].code]
    asked = [text for text in code if re.search(r"\b(Guess|Quiz)\(", text)]
    guesses = sum(text.count("Guess(") for text in asked)
    quizzes = sum(text.count("Question(") for text in asked)
    assert len(questions) == guesses + quizzes
    replies = [one.find(class_=["choices", "reply"]) for one in questions]
    assert all(replies)
    assert "because=" not in soup.main.get_text()
    last = soup.find(class_="answers")
    assert last.find_next("div", class_="question") is None
    assert all(len(one.get_text()) > 1 for one in last.find_all("li"))


@pytest.mark.parametrize("name", PAGES)
def test_nothing_of_a_running_kernel_is_promised(handouts, name):
    soup = soup_of(handouts, name)
    assert "Run this cell to get" not in soup.get_text()
    outputs = [one.get_text(strip=True) for one in soup.find_all(class_="output")]
    assert [one for one in outputs if "not attempted yet" in one] == []


def test_no_solution_is_in_a_handout(handouts):
    pages = " ".join(soup_of(handouts, name).get_text() for name in LESSONS)
    assert len(answers_only()) > 30
    assert [answer for answer in answers_only() if answer in pages] == []
