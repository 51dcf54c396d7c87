"""Every explorer in the large room, measured on the screen: 16 points or more."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from tests.browser.classroom import BEAMER, READABLE, TEXT_SIZES
from tests.browser.harness import ARTIFACTS, ROOT
from tests.explorers.every_explorer import EXPLORERS, GIVEN, source

OTHERS = (
    "from nnlib.explorers.guess import Guess\n"
    'Guess("How much?", answer=4.0, unit="grams", because="It is so.")',
    "from nnlib.explorers.quiz import Question, Quiz\n"
    'Quiz([Question("Why?", ["so", "or so"], "so", "It is so.")])',
    "from nnlib.checks.lesson_00 import setup_report\n"
    "from nnlib.checks.base import Feedback, NOT_YET\n"
    'Feedback(NOT_YET, "expected shape (3,), got (1, 3)")',
)


@pytest.fixture(scope="module")
def page(classroom, tmp_path_factory):
    cells = [GIVEN, *map(source, EXPLORERS), *OTHERS]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(
        cells=[new_code_cell(one) for one in cells], metadata={"kernelspec": kernel}
    )
    folder = tmp_path_factory.mktemp("gallery")
    (folder / "results").symlink_to(ROOT / "notebooks" / "results")
    nbformat.write(notebook, folder / "gallery.ipynb")
    page = classroom.open(folder / "gallery.ipynb")
    yield page
    page.close()


def test_every_text_can_be_read_from_the_last_row(page):
    assert page.page.viewport_size == BEAMER
    shown = page.locator(".jp-OutputArea")
    texts = [text for one in shown.all() for text in one.evaluate(TEXT_SIZES)]
    small = [one for one in texts if one[0] < READABLE - 0.05]
    assert len(texts) > 300 and not small, small[:20]


def test_every_explorer_fits_in_the_width(page):
    ARTIFACTS.mkdir(exist_ok=True)
    found = page.locator(".nn-explorer").all()
    assert len(found) == len(EXPLORERS)
    for one, line in zip(found, EXPLORERS, strict=True):
        inside = one.evaluate(
            "root => [...root.querySelectorAll('img, svg, .nn-control')].every("
            "one => one.getBoundingClientRect().right <= innerWidth - 10)"
        )
        assert inside, line
