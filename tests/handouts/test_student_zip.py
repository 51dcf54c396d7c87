"""The student's copy: complete, without solutions, and the same bytes each time."""

import os
import re
import subprocess
from zipfile import ZipFile

import nbformat
import pytest
from nbclient import NotebookClient

from teaching.student_texts import student_makefile, student_readme
from teaching.student_zip import FOLDER, student_files, write_zip
from tests.handouts.test_pages import answers_only
from tests.notebooks.lesson import Lesson, all_lessons
from tests.notebooks.rules_structure import link_targets

LEFT_OUT = ("solutions", "TEACHING", "CONTRIBUTING", "tests/", "teaching/", ".git")


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("student")
    write_zip(folder / "student.zip", student_files())
    with ZipFile(folder / "student.zip") as archive:
        archive.extractall(folder)
    return folder / FOLDER


def lesson_copies(unpacked):
    paths = sorted((unpacked / "notebooks").glob("*.ipynb"))
    return [Lesson.read(path) for path in paths]


def makefile(unpacked):
    return (unpacked / "Makefile").read_text()


def test_two_builds_give_the_same_bytes(tmp_path):
    for name in ("one.zip", "two.zip"):
        write_zip(tmp_path / name, student_files())
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_all_lessons_are_in_it(unpacked):
    names = [lesson.path.name for lesson in lesson_copies(unpacked)]
    assert names == [path.name for path in all_lessons()]


def test_no_file_is_in_it_that_students_do_not_need(unpacked):
    files = [path for path in unpacked.rglob("*") if path.is_file()]
    names = [path.relative_to(unpacked).as_posix() for path in files]
    assert [one for one in names if any(part in one for part in LEFT_OUT)] == []
    assert [one for one in names if "__pycache__" in one or "checkpoints" in one] == []


def test_no_cell_of_a_solution_is_in_it(unpacked):
    sources = [c.source for lesson in lesson_copies(unpacked) for _, c in lesson.cells]
    files = [p.read_text() for p in unpacked.rglob("*") if p.suffix in (".py", ".md")]
    everything = "\n".join([*sources, *files])
    assert [answer for answer in answers_only() if answer in everything] == []


def test_nobody_is_sent_to_the_solutions(unpacked):
    for lesson in lesson_copies(unpacked):
        text = " ".join(cell.source for _, cell in lesson.prose)
        assert "solutions" not in text
        exercises = "Exercises" in lesson.headings(2)
        assert not exercises or "answers are with your teacher" in text


def test_every_link_leads_somewhere(unpacked):
    pages = [(path, path.read_text()) for path in unpacked.rglob("*.md")]
    for lesson in lesson_copies(unpacked):
        pages += [(lesson.path, cell.source) for _, cell in lesson.prose]
    for path, text in pages:
        found = link_targets(text) + re.findall(r'(?:src|href)="([^"]+)"', text)
        files = [one.partition("#")[0] for one in found if "//" not in one]
        missing = [one for one in files if one and not (path.parent / one).exists()]
        assert missing == [], path.name


def test_what_a_lesson_offers_to_run_is_there(unpacked):
    for lesson in lesson_copies(unpacked):
        text = " ".join(cell.source for _, cell in lesson.cells)
        for script in re.findall(r"%run (\S+\.py)", text):
            assert (lesson.path.parent / script).exists()


def test_the_readme_says_how_to_start_and_no_more(unpacked):
    text = (unpacked / "README.md").read_text()
    pip, jupyter = "pip install -r requirements.txt", "jupyter lab notebooks/00"
    assert all(line in text for line in ("make lab ", pip, jupyter))
    assert not re.search("make test|binder|solutions", text, re.IGNORECASE)
    assert all(f"notebooks/{path.name}" in text for path in all_lessons())
    assert not re.search(r"```\n```|Download ZIP|in the cloud|In front of", text)
    names = re.findall(r"\]\[([^]]+)\]", text)
    assert all(f"\n[{name}]: " in text for name in names)


def test_make_knows_how_to_start(unpacked):
    plan = subprocess.run(
        ["make", "-n", "lab"], cwd=unpacked, capture_output=True, text=True, check=True
    )
    assert "pip install --quiet -r requirements.txt" in plan.stdout
    assert "jupyter lab" in plan.stdout
    shown = subprocess.run(["make"], cwd=unpacked, capture_output=True, text=True)
    jobs = re.findall(r"make ([\w-]+)", shown.stdout)
    assert jobs == ["lab", "lab-frameworks", "clean"]


def test_requirements_name_only_what_is_there(unpacked):
    named = re.findall(r"[\w/-]*requirements[\w-]*\.txt", makefile(unpacked))
    assert all((unpacked / name).exists() for name in named)
    packaging = (unpacked / "pyproject.toml").read_text()
    settings = re.findall(r'"(settings/[^"]+)"', packaging)
    assert all((unpacked / name).exists() for name in settings)


def test_a_lesson_runs_from_it(unpacked):
    path = unpacked / "notebooks" / "02_learning_from_mistakes.ipynb"
    notebook = nbformat.read(path, as_version=4)
    place = "import nnlib\nprint(nnlib.__path__[0])"
    notebook.cells.append(nbformat.v4.new_code_cell(place))
    paths = os.pathsep.join([str(unpacked), os.environ.get("PYTHONPATH", "")])
    client = NotebookClient(notebook, resources={"metadata": {"path": path.parent}})
    client.execute(env=os.environ | {"PYTHONPATH": paths})
    assert notebook.cells[-1].outputs[0].text.strip() == str(unpacked / "nnlib")


def test_a_paragraph_goes_with_what_it_leads_to():
    text = "# A\n\nGo to [x](x.md). More.\n\n## B\n\nSee [y](y.md).\n\n## C\n\nLast.\n"
    assert student_readme(text, lambda place: place == "x.md") == (
        "# A\n\nGo to [x](x.md). More.\n\n## C\n\nLast.\n"
    )


def test_making_something_is_not_always_a_job():
    text = "# A\n\nNumbers make\nsense, and\nmake much more.\n\nRun `make test`.\n"
    assert "sense" in student_readme(text, bool)
    assert "test" not in student_readme(text, bool)


def test_code_loses_single_lines():
    text = "```\nmake lab     # start\nmake test    # check\n```\n"
    assert student_readme(text, bool) == "```\nmake lab     # start\n```\n"


def test_a_section_without_its_links_and_code_goes():
    text = "# A\n\n## B\n\n[x](x.md) has\nplans.\n\n```\nmake test\n```\n"
    assert student_readme(text + "\n## C\n\nLast.\n", lambda place: False) == (
        "# A\n\n## C\n\nLast.\n"
    )


def test_a_makefile_keeps_the_jobs_of_learners():
    lab, test = "lab: ## start\n\techo $(A)\n", "test: ## check\n\techo $(B)\n"
    assert student_makefile(f"A := 1\nB := 2\n\n{lab}\n{test}") == f"A := 1\n\n{lab}"
