"""Drive lessons in a real browser: JupyterLab in Chromium, by keyboard and mouse.

In a test, take the fixture `lesson` (see conftest.py) and name a notebook::

    def test_weight_moves_the_picture(lesson):
        page = lesson("00_start_here")              # opened, Run All, finished
        explorer = page.explorer("neuron")          # the VBox with class nn-neuron
        with explorer.picture_changes():            # fails unless a picture changes
            explorer.press("weight", "ArrowRight")  # also ArrowLeft, Home, End
        explorer.drag("weight", 0.9)                # mouse, to 90 % of the track
        explorer.choose("activation", "tanh")       # a dropdown, by its visible text
        explorer.click("Play")                      # a button, by its visible text
        print(explorer.frames_per_second())         # new pictures while it plays
        assert "prediction" in explorer.words()
        print(explorer.painted_latency("weight"))   # median in ms, never asserted
        page.screenshot("weight_moved")             # tests/artifacts/weight_moved.png

`explorer.value("weight")` is the number a slider stands at, `explorer.wait_for_words`
waits for a text in the words line, `page.locator` reaches everything else (it is
Playwright's). Explorers mark their parts with the classes that are used here:
`nn-<name>` for the whole, `nn-control-<name>`, `nn-picture`, `nn-picture-<name>` and
`nn-words`.

No error on the browser's console is harmless: JupyterLab 4.6 with ipywidgets 8.1 writes
none, and `page.errors`, which `lesson` checks at the end of each file, collects all.

The browser is the system's Chromium: the variable CHROMIUM, or the first of
`chromium`, `chromium-browser` and `google-chrome` on the PATH.
"""

import os
import re
import shutil
import statistics
import time
from contextlib import contextmanager
from pathlib import Path

import nbformat
from playwright.sync_api import sync_playwright

from tests.browser.jupyter_server import JupyterServer

ROOT = Path(__file__).resolve().parents[2]
ARTIFACTS = ROOT / "tests" / "artifacts"
PROBE = (Path(__file__).parent / "probe.js").read_text()
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NO_CHROMIUM = (
    "Chromium is missing, so no lesson was opened in a browser: install it "
    "(Debian, Ubuntu: sudo apt install chromium) or name it in the variable CHROMIUM"
)
WINDOW = {"width": 1300, "height": 950}
OPEN_SECONDS, RUN_SECONDS, CHANGE_SECONDS = 120, 240, 20
STARTED_TOO_LATE = "[anywidget] Failed to initialize model"
REST_SECONDS = 0.2  # between two key presses that are measured

CELLS = """() => jupyterapp.shell.currentWidget.content.widgets
  .filter(cell => cell.model.type === 'code' && cell.model.sharedModel.source.trim())
  .map(cell => ({count: cell.model.executionCount, tags: cell.model.metadata.tags,
    errors: cell.model.outputs.toJSON().filter(o => o.output_type === 'error')}))"""
SLIDERS = """() => [...document.querySelectorAll('.nn-explorer')].map(one => {
  const name = (element, start) => [...element.classList]
    .find(c => c.startsWith(start) && c !== 'nn-explorer')?.slice(start.length);
  const handles = [...one.querySelectorAll('[class*=nn-control-] .noUi-handle')];
  return [name(one, 'nn-'), handles.map(
    handle => name(handle.closest('[class*=nn-control-]'), 'nn-control-'))];
})"""
# Clicking the menu gives the notebook itself the focus, and JupyterLab hands that on to
# the active cell as soon as this cell is ready: maybe long after the last cell has run.
FOCUS_IS_HANDED_ON = """() => Promise.race([
  jupyterapp.shell.currentWidget.content.activeCell.ready,
  new Promise(done => setTimeout(done, 10_000))])"""
CONTENT = """(root, selector) => [...root.querySelectorAll(selector)]
  .map(one => one.tagName === 'IMG' ? one.src : one.innerHTML).join()"""


def find_chromium():
    """Path of the browser, or None."""
    named = os.environ.get("CHROMIUM")
    paths = map(shutil.which, [named] if named else BROWSERS)
    return next(filter(None, paths), None)


class Lab:
    """One server and one browser; `open` shows a notebook in a window of its own."""

    def __init__(self, folder, chromium):
        self.server = JupyterServer(folder)
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )

    def open(self, path):
        """Show a copy of the notebook, run all its cells and wait for the last one.

        anywidget gives up on a widget that has not started after two seconds, which a
        crowded machine may miss: then the page is opened once more.
        """
        page = self._open(path)
        if any(STARTED_TOO_LATE in error for error in page.errors):
            page.close()
            page = self._open(path)
        return page

    def _open(self, path):
        context = self._browser.new_context(viewport=WINDOW)
        context.add_init_script(PROBE)
        copy = self.copy_to(self.server, path)
        page = LessonPage(context.new_page(), self.server, copy)
        page.run_all()
        return page

    @staticmethod
    def copy_to(server, path):
        """Copy without outputs, so that an execution count means: it ran just now.

        The folder `results` beside it, which some lessons read, comes along.
        """
        path = Path(path)
        stored = path.parent / "results"
        if stored.exists():
            copy = server.notebooks / stored.name
            shutil.copytree(stored, copy, dirs_exist_ok=True)
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        nbformat.write(notebook, server.notebooks / path.name)
        return path.name

    def close(self):
        """End browser and server."""
        self._browser.close()
        self._playwright.stop()
        self.server.stop()


class LessonPage:
    """A notebook in the browser. `page` is Playwright's, `errors` the console's."""

    def __init__(self, page, server, name):
        self.page, self.name, self._server = page, name, server
        self.errors = []
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(server.url(name))

    def _note(self, message):
        if message.type == "error":
            self.errors.append(message.text)

    def run_all(self):
        """Run > Run All Cells by the menu, once the kernel is idle and connected."""
        self.page.locator(".jp-Notebook").first.wait_for(timeout=OPEN_SECONDS * 1000)
        self._wait(self._connected, OPEN_SECONDS, "no kernel was connected")
        idle = self.page.locator("#jp-main-statusbar", has_text="| Idle")
        idle.wait_for(timeout=OPEN_SECONDS * 1000)
        self.menu("Run", "Run All Cells")
        self._wait(self._finished, RUN_SECONDS, "cells did not finish")
        self.page.evaluate(FOCUS_IS_HANDED_ON)

    def menu(self, menu, item):
        """Choose an item of the menu bar."""
        self.page.locator(".lm-MenuBar-itemLabel", has_text=menu).first.click()
        self.page.locator(".lm-Menu-itemLabel", has_text=item).first.click()

    def _connected(self):
        kernels = [one["kernel"] for one in self._server.sessions(self.name)]
        return any(k["execution_state"] == "idle" and k["connections"] for k in kernels)

    def _finished(self):
        cells = self.page.evaluate(CELLS)
        for cell in cells:
            if cell["errors"] and "raises-exception" not in (cell["tags"] or []):
                raise AssertionError(f"{self.name}: {cell['errors'][0]['evalue']}")
        return all(cell["count"] for cell in cells)

    def _wait(self, done, seconds, problem):
        end = time.monotonic() + seconds
        while not done():
            if time.monotonic() > end:
                self.screenshot(f"failed_{Path(self.name).stem}")
                raise TimeoutError(f"{self.name}: {problem} in {seconds} s")
            self.page.wait_for_timeout(100)

    def explorer(self, name, index=0):
        """The explorer with the class `nn-<name>`, scrolled into view."""
        root = self.page.locator(f".nn-{name}").nth(index)
        root.wait_for(timeout=CHANGE_SECONDS * 1000)
        root.scroll_into_view_if_needed()
        return ExplorerDriver(self.page, root, name)

    def slider_names(self):
        """Each explorer on the page, by name, with the names of its sliders."""
        return self.page.evaluate(SLIDERS)

    def locator(self, *arguments, **options):
        """Playwright's way to find anything on the page."""
        return self.page.locator(*arguments, **options)

    def screenshot(self, name):
        """Save what the window shows as tests/artifacts/<name>.png; return the path."""
        ARTIFACTS.mkdir(exist_ok=True)
        path = ARTIFACTS / f"{name}.png"
        self.page.screenshot(path=path)
        return path

    def close(self):
        """Close the window and end the kernel."""
        self.page.context.close()
        for session in self._server.sessions(self.name):
            self._server.api(f"sessions/{session['id']}", method="DELETE")


class ExplorerDriver:
    """The hands and eyes of a person in front of one explorer."""

    def __init__(self, page, root, name):
        self.page, self.root, self.name = page, root, name

    def control(self, name):
        """The element of the control that was given this name."""
        return self.root.locator(f".nn-control-{name}")

    def handle(self, control):
        """The handle of a slider."""
        return self.control(control).locator(".noUi-handle")

    def press(self, control, key, times=1):
        """Put the focus on a slider and press a key: ArrowRight, Home, End, ..."""
        self.handle(control).focus()
        for _ in range(times):
            self.page.keyboard.press(key)

    def drag(self, control, fraction, steps=6):
        """Drag a slider with the mouse to this fraction of its track."""
        start = self.handle(control).bounding_box()
        track = self.control(control).locator(".noUi-base").bounding_box()
        y = start["y"] + start["height"] / 2
        self.page.mouse.move(start["x"] + start["width"] / 2, y)
        self.page.mouse.down()
        self.page.mouse.move(track["x"] + fraction * track["width"], y, steps=steps)
        self.page.mouse.up()

    def click(self, text):
        """Press the button that shows this text, with or without an icon."""
        exactly = re.compile(rf"^\s*{re.escape(text)}\s*$")
        self.root.locator("button", has_text=exactly).click()

    def choose(self, control, text):
        """Choose an entry of a dropdown by the text that it shows."""
        self.control(control).locator("select").select_option(label=text)

    def value(self, control):
        """The number that a slider stands at."""
        # aria-valuenow has one decimal only; aria-valuetext is what is read out
        raw = "one => one.dataset.value ?? one.getAttribute('aria-valuetext')"
        return round(float(self.handle(control).evaluate(raw)), 6)

    def words(self):
        """The line that says what the pictures show."""
        return self.root.locator(".nn-words").inner_text().strip()

    def wait_for_words(self, text, seconds=CHANGE_SECONDS):
        """Wait until the words line contains this text."""
        line = self.root.locator(".nn-words", has_text=text)
        line.wait_for(timeout=seconds * 1000)

    def picture(self, picture=None):
        """What the pictures (or the named one) show: image addresses or SVG text."""
        return self.root.evaluate(CONTENT, _picture_class(picture))

    @contextmanager
    def picture_changes(self, picture=None, seconds=CHANGE_SECONDS):
        """Fail unless what happens inside changes a picture (or the named one)."""
        before = self.picture(picture)
        yield
        end = time.monotonic() + seconds
        while self.picture(picture) == before:
            if time.monotonic() > end:
                raise AssertionError(f"no picture of {self.name} changed: {seconds} s")
            self.page.wait_for_timeout(20)

    def painted_latency(self, control, picture=None, count=4, warm_up=1):
        """Median ms from a key press on a slider to the frame with the new picture."""
        self._watch(picture)
        self.handle(control).focus()
        times = [self._one_latency(control) for _ in range(warm_up + count)]
        return statistics.median(times[warm_up:])

    def _one_latency(self, control):
        handle = self.handle(control)
        at_end = self.value(control) >= float(handle.get_attribute("aria-valuemax"))
        self.page.evaluate("Object.assign(__probe, {armed: true, painted: null})")
        self.page.keyboard.press("ArrowLeft" if at_end else "ArrowRight")
        self.page.wait_for_function(
            "!__probe.armed && __probe.painted !== null",
            timeout=CHANGE_SECONDS * 1000,
            polling=20,
        )
        latency = self.page.evaluate("__probe.painted - __probe.pressed")
        self.page.wait_for_timeout(REST_SECONDS * 1000)
        return latency

    def frames_per_second(self, seconds=2, picture=None):
        """How many new pictures a second arrive: press Play before."""
        self._watch(picture)
        self.page.wait_for_timeout(seconds * 1000)
        return self.page.evaluate("__probe.frames.length") / seconds

    def _watch(self, picture):
        selector = f".nn-{self.name} {_picture_class(picture)}"
        self.page.evaluate(
            "selector => Object.assign(__probe, {selector, frames: [], pressed: null})",
            selector,
        )


def _picture_class(picture):
    return f".nn-picture-{picture}" if picture else ".nn-picture"
