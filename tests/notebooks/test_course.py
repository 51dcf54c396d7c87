"""The course as a whole: what belongs together agrees, and nothing leaks into it."""

import re
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageSequence

from tests.notebooks.lesson import ROOT, Lesson, all_lessons, all_solutions
from tests.notebooks.rules_structure import british, link_targets

README = (ROOT / "README.md").read_text()
PAGES = sorted(path.name for path in ROOT.glob("*.md"))
ROW = re.compile(r"^\| \[(\d\d) [^]]+\]\((notebooks/\S+)\) \| (\d+) \|", re.MULTILINE)


def tracked_files():
    """The files of the repository; outside of git there is nothing to ask."""
    command = ["git", "ls-files", "-z"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    paths = [ROOT / name for name in answer.stdout.split("\0")]
    return [path for path in paths if path.is_file()]


def text_of(path):
    """The text of a file, or nothing for pictures and archives."""
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode(errors="ignore")


def machine_paths(text, places):
    """Absolute paths into one of these top folders."""
    return re.findall(rf"(?<![\w.$~-])/(?:{'|'.join(places)})/[\w.-]+", text)


def places_of_this_machine():
    """The top folders of this checkout and of its owner, and the usual homes."""
    tops = {ROOT.parts[1], Path.home().parts[1], "root", "home", "Users"}
    return sorted(tops - {"usr"})


def lesson_index():
    """Number, file and minutes of each row of the README's table."""
    return ROW.findall(README)


def test_the_index_lists_the_lessons_that_exist():
    files = [f"notebooks/{path.name}" for path in all_lessons()]
    assert [file for _, file, _ in lesson_index()] == files
    assert all(Path(file).name.startswith(number) for number, file, _ in lesson_index())


@pytest.mark.parametrize("path", all_lessons(), ids=lambda path: path.stem)
def test_the_lesson_and_the_index_name_the_same_minutes(path):
    minutes = {file: minutes for _, file, minutes in lesson_index()}
    introduction = "".join(c.source for _, c in Lesson.read(path).prose[:2])
    assert re.search(rf"\b{minutes[f'notebooks/{path.name}']} min", introduction)


def test_exercises_and_solutions_come_in_pairs():
    headings = {path.name: Lesson.read(path).headings(2) for path in all_lessons()}
    with_exercises = [name for name, found in headings.items() if "Exercises" in found]
    assert [path.name for path in all_solutions()] == with_exercises


def test_the_repository_has_one_name_in_two_pages():
    names = re.findall(r"mybinder\.org/v2/gh/([\w.-]+/[\w.-]+)/HEAD", README)
    assert len(names) == len(all_lessons()) and len(set(names)) == 1
    files = {path.name for path in tracked_files() if names[0] in text_of(path)}
    assert files == {"README.md", "TEACHING.md"}


def test_every_lesson_has_a_link_that_opens_it_on_binder():
    targets = dict(
        re.findall(r"^\[(\d\d)\]: \S+\?urlpath=lab/tree/(\S+)$", README, re.M)
    )
    assert targets == {number: file for number, file, _ in lesson_index()}
    for number in targets:
        assert f"[open {number}][{number}]" in README
    assert "[![Launch on Binder](https://mybinder.org/badge_logo.svg)][00]" in README


@pytest.mark.parametrize("path", all_lessons(), ids=lambda path: path.stem)
def test_the_teachers_table_names_the_minutes_of_the_lesson(path):
    first = Lesson.read(path).notebook.cells[0].source
    lesson, exercises = re.search(
        r"takes (\d+) minutes(?:, and about (\d+) for the exercises)?", first
    ).groups("–")
    row = rf"\(notebooks/{path.name}\) \| {lesson} \| {exercises} \|"
    assert re.search(row, (ROOT / "TEACHING.md").read_text())


def test_films_of_the_readme_are_small_and_soon_over():
    films = [ROOT / name for name in re.findall(r'<img src="([^"]+\.gif)"', README)]
    stills = [film.with_suffix(".png") for film in films]
    assert sum(path.stat().st_size for path in films + stills) < 2_000_000
    for film in films:
        picture = Image.open(film)
        times = [frame.info["duration"] for frame in ImageSequence.Iterator(picture)]
        assert "loop" not in picture.info and sum(times) < 5_000  # ms


@pytest.mark.parametrize("page", PAGES)
def test_links_between_pages_lead_somewhere(page):
    targets = link_targets((ROOT / page).read_text())
    files = [one.partition("#")[0] for one in targets if not re.match(r"[a-z]+:", one)]
    assert [file for file in files if file and not (ROOT / file).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_in_american_spelling(page):
    assert british((ROOT / page).read_text()) == []


def test_no_file_names_a_place_on_this_machine():
    places = places_of_this_machine()
    found = {p.name: machine_paths(text_of(p), places) for p in tracked_files()}
    assert {name: paths for name, paths in found.items() if paths} == {}


def test_a_place_on_a_machine_is_noticed():
    place = "/".join(["", "home", "ada"])
    assert machine_paths(f'open("{place}/course")', ["home"]) == [place]
    assert machine_paths("https://jupyter.org/home/index.html", ["home"]) == []
    assert machine_paths("#!/usr/bin/env bash", places_of_this_machine()) == []
