"""Fixtures: `handouts`, all of them built afresh, and `opened`, one in a browser.

Pages are opened from their files in a browser that is offline, each of them once: what
all tests ask of a page is gathered while it is open.
"""

import os
from functools import cache
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import axe_playwright_python
import pytest
from PIL import Image

from teaching.build_handouts import build_pages
from teaching.pdf import offline_browser, print_pdf
from tests.browser.harness import NO_CHROMIUM, find_chromium

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
WINDOW, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
GATHER = """() => ({
  text: document.querySelector('main').innerText,
  words: document.querySelector('main').textContent,
  images: [...document.images].map(i => [i.alt, i.complete && i.naturalWidth]),
  formulas: [...document.querySelectorAll('math')].map(one => {
    const box = one.getBoundingClientRect();
    return Math.min(box.width, box.height);
  }),
})"""
WIDEST = "() => document.documentElement.scrollWidth"
UNFOLD = "() => document.querySelectorAll('details').forEach(one => one.open = true)"
FINDINGS = """() => axe.run(document, {resultTypes: ['violations']}).then(
  result => result.violations.map(one => [one.impact, one.id, one.nodes[0].html]))"""


@pytest.fixture(scope="session")
def handouts(tmp_path_factory):
    """The folder with all pages; their PDFs are printed when they are asked for."""
    folder = tmp_path_factory.mktemp("handouts")
    build_pages(folder)
    return folder


@pytest.fixture(scope="session")
def window():
    """A browser window that reaches nothing but files."""
    chromium = find_chromium()
    if chromium is None and os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.exit(NO_CHROMIUM, returncode=1)
    if chromium is None:
        pytest.skip("Chromium is missing")
    with offline_browser(chromium) as context:
        yield context.new_page()


@pytest.fixture(scope="session")
def opened(handouts, window):
    """`opened("00_start_here")` is what a browser made of this page."""
    return cache(lambda name: look_at(window, handouts / f"{name}.html"))


@pytest.fixture(scope="session")
def printed(handouts, window):
    """`printed("00_start_here")` is the file of its PDF."""
    return cache(lambda name: print_pdf(window, handouts / f"{name}.html"))


def look_at(window, path):
    """Open a page, and gather everything that the tests want to know."""
    requests, errors = [], []
    listeners = {
        "request": lambda request: requests.append(request.url),
        "console": lambda message: errors.append(message.text),
        "pageerror": lambda error: errors.append(str(error)),
    }
    for event, listener in listeners.items():
        window.on(event, listener)
    window.set_viewport_size(WINDOW)
    window.goto(path.as_uri())
    page = SimpleNamespace(requests=requests, errors=errors)
    vars(page).update(window.evaluate(GATHER))
    page.colors = colors(window.screenshot())
    window.evaluate(UNFOLD)
    window.evaluate(AXE)
    page.findings = window.evaluate(FINDINGS)
    window.set_viewport_size(PHONE)
    page.width_on_a_phone = window.evaluate(WIDEST)
    for event, listener in listeners.items():
        window.remove_listener(event, listener)
    return page


def colors(picture):
    """How many colors a screenshot has, at most 1000."""
    found = Image.open(BytesIO(picture)).convert("RGB").getcolors(1000)
    return len(found) if found else 1000
