"""Lessons in front of a class: the server as `make slides` starts it, 1280 × 720."""

import os
import shutil
from pathlib import Path

from tests.browser.harness import (
    CHANGE_SECONDS,
    OPEN_SECONDS,
    PROBE,
    ROOT,
    ExplorerDriver,
    LessonPage,
)
from tests.browser.jupyter_server import JupyterServer

BEAMER = {"width": 1280, "height": 720}
READABLE = 16 * 96 / 72  # CSS pixels of 16 points
TEXT_SIZES = (Path(__file__).parent / "text_sizes.js").read_text()
KNOWN = (  # noise of jupyterlab-rise 0.43.1
    "Maximum call stack size exceeded",
    "Refused to apply style",  # it looks for a style of this lesson alone
)
SLIDE = "section.present section.present"
PLACE = f"document.querySelector('{SLIDE}')?.id"
HAS_RUN = f"""() => [...document.querySelectorAll('{SLIDE} .jp-CodeCell')].every(cell =>
  /\\d/.test(cell.querySelector('.jp-InputPrompt')?.textContent) ||
  cell.querySelector('.jp-OutputArea-output'))"""
EDGES = f"""() => {{
  const slide = document.querySelector('{SLIDE}');
  slide.scrollTop = slide.scrollHeight;
  const parts = [...slide.querySelectorAll('.jp-Cell, .nn-explorer, img, svg')]
    .map(one => one.getBoundingClientRect());
  slide.scrollTop = 0;
  return [Math.max(...parts.map(one => one.right)),
    Math.max(...parts.map(one => one.bottom))];
}}"""


class Classroom:
    """A server of its own for the large room; the browser is that of `lab`."""

    def __init__(self, lab, folder):
        self._lab = lab
        shutil.copytree(ROOT / "settings" / "projector", folder / "settings")
        os.environ["NNLIB_ROOM"] = "projector"
        try:
            self.server = JupyterServer(folder)
        finally:
            del os.environ["NNLIB_ROOM"]
        shutil.copy(ROOT / "notebooks" / "rise.css", self.server.notebooks)

    def open(self, path):
        """A notebook in JupyterLab, its cells run, the file browser out of the way."""
        page = LessonPage(self._window(), self.server, self.copy(path))
        page.run_all()
        page.page.evaluate("jupyterapp.shell.collapseLeft()")
        return page

    def show(self, path):
        """A lesson as slides."""
        return SlideShow(self._window(), self.server, self.copy(path))

    def copy(self, path):
        """Copy a notebook without outputs to where the server finds it."""
        return self._lab.copy_to(self.server, path)

    def _window(self):
        context = self._lab._browser.new_context(viewport=BEAMER)
        context.add_init_script(PROBE)
        return context.new_page()

    def close(self):
        """End the server."""
        self.server.stop()


class SlideShow:
    """A lesson in jupyterlab-rise: `forward` by keyboard, `run` what is on a slide."""

    def __init__(self, page, server, name):
        self.page, self.errors, self.outside = page, [], []
        page.on("console", self._note)
        page.on("request", self._look)
        self._home = f"http://127.0.0.1:{server.port}/"
        page.goto(f"{self._home}rise/{name}?token={server.token}")
        page.locator(SLIDE).first.wait_for(timeout=OPEN_SECONDS * 1000)
        wait = {"timeout": OPEN_SECONDS * 1000}
        page.wait_for_function("document.querySelector('.slide-number')", **wait)
        self.n_slides = page.locator(".slides > section > section").count()

    def _note(self, message):
        if message.type == "error" and not message.text.startswith(KNOWN):
            if not any(known in message.text for known in KNOWN):
                self.errors.append(message.text)

    def _look(self, request):
        if not request.url.startswith((self._home, "data:", "blob:")):
            self.outside.append(request.url)

    def forward(self):
        """Go to the next slide with the space bar, as a presenter does."""
        before = self.page.evaluate(PLACE)
        self.page.evaluate("document.activeElement.blur()")
        self.page.keyboard.press("Space")
        self.page.wait_for_function(
            f"before => {PLACE} !== before", arg=before, timeout=CHANGE_SECONDS * 1000
        )

    def run(self):
        """Run all code on this slide with Ctrl+Enter, and wait for it."""
        if self.page.locator(f"{SLIDE} .jp-CodeCell").count():
            self.page.keyboard.press("Control+Enter")
            self.page.wait_for_function(HAS_RUN, timeout=OPEN_SECONDS * 1000)

    def explorer(self):
        """The explorer on this slide, or None."""
        root = self.page.locator(f"{SLIDE} .nn-explorer")
        if not root.count():
            return None
        names = root.first.get_attribute("class").split()
        name = next(n for n in names if n.startswith("nn-") and n != "nn-explorer")
        return ExplorerDriver(self.page, root.first, name.removeprefix("nn-"))

    def texts(self):
        """Size, text and place of all that can be read on this slide."""
        return self.page.locator(SLIDE).evaluate(TEXT_SIZES)

    def edges(self):
        """How far right, and scrolled to its end how far down, the slide reaches."""
        return self.page.evaluate(EDGES)

    def close(self):
        """Close the window."""
        self.page.context.close()
