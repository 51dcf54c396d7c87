"""Fixtures: `lab` (one for the whole run) and `lesson` (one for each test file)."""

import os

import pytest

from tests.browser.classroom import Classroom
from tests.browser.harness import NO_CHROMIUM, ROOT, Lab, find_chromium
from tests.browser.keyboard import keyboard_problems


def pytest_terminal_summary(terminalreporter):
    """Say once, not once for each test, why nothing was run."""
    if find_chromium() is None and not browser_required():
        terminalreporter.write_line(NO_CHROMIUM)


def browser_required():
    return os.environ.get("REQUIRE_BROWSER") == "1"


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """JupyterLab and Chromium, up and running."""
    chromium = find_chromium()
    if chromium is None and browser_required():
        pytest.exit(NO_CHROMIUM, returncode=1)
    if chromium is None:
        pytest.skip("Chromium is missing")
    lab = Lab(tmp_path_factory.mktemp("lab"), chromium)
    yield lab
    lab.close()


@pytest.fixture(scope="session")
def classroom(lab, tmp_path_factory):
    """A second server, set up for a projector."""
    room = Classroom(lab, tmp_path_factory.mktemp("classroom"))
    yield room
    room.close()


@pytest.fixture(scope="module")
def lesson(lab):
    """`lesson("00_start_here")` is its page, run to the end; opened once per file.

    At the end of the file every control is tried by keyboard; what cannot be done
    without a mouse, or errors in the browser's console, fail the last test.
    """
    pages = {}

    def open_lesson(name):
        if name not in pages:
            pages[name] = lab.open(ROOT / "notebooks" / f"{name}.ipynb")
        return pages[name]

    yield open_lesson
    errors = [one for page in pages.values() for one in keyboard_problems(page.page)]
    errors += [error for page in pages.values() for error in page.errors]
    for page in pages.values():
        page.close()
    assert not errors, "\n".join(errors)
