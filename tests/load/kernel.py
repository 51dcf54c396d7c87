"""A kernel without a page, for what happens to cells: run, interrupt, kill."""

import os
import random
import threading
from typing import NamedTuple

import nbformat
from jupyter_client.manager import start_new_kernel

from tests.browser.harness import ROOT

CELL_SECONDS, START_SECONDS = 240, 120
AGAIN_SECONDS = 20
BEGUN = "(begun)"
NOTEBOOKS = ROOT / "notebooks"


class Outcome(NamedTuple):
    """What a cell left below itself: its words, and its error as one line or ''."""

    words: str
    error: str


class Kernel:
    """Starts in `folder`; a context manager, so that nothing is left running."""

    def __init__(self, folder=NOTEBOOKS):
        self._options = {"cwd": str(folder), "startup_timeout": START_SECONDS}

    def __enter__(self):
        self.manager, self._client = start_new_kernel(**self._options)
        return self

    def __exit__(self, *_):
        self._client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def run(self, source, on_words=None):
        """Run a cell to its end; `on_words(text)` hears what it says meanwhile."""
        texts = []

        def note(message):
            texts.append(_text(message))
            if on_words and texts[-1]:
                on_words(texts[-1])

        reply = self._client.execute_interactive(
            source, timeout=CELL_SECONDS, allow_stdin=False, output_hook=note
        )
        content = reply["content"]
        failed = content["status"] != "ok"
        error = f"{content['ename']}: {content['evalue']}" if failed else ""
        return Outcome("".join(texts), error)

    def interrupt(self, source, after_seconds):
        """Press the stop button so long after the cell has begun, and till it ends.

        Python drops an interrupt that arrives while it tidies up in the background, as
        in the callback of a weak reference. Who presses again is heard.
        """
        ended = threading.Event()
        hand = threading.Thread(target=self._press_until, args=(ended, after_seconds))
        source = f"print({BEGUN!r}, flush=True)\n{source}"
        try:
            return self.run(source, lambda text: BEGUN in text and hand.start())
        finally:
            ended.set()
            if hand.ident:
                hand.join()

    def _press_until(self, ended, seconds):
        while not ended.wait(seconds):
            self.manager.interrupt_kernel()
            seconds = AGAIN_SECONDS

    def good(self, source):
        """Run a cell that must not fail; return its words."""
        outcome = self.run(source)
        assert not outcome.error, f"{source}\n{outcome.error}"
        return outcome.words


def lesson_cells(path):
    """The code cells of a notebook that have something in them."""
    cells = nbformat.read(path, as_version=4).cells
    return [one for one in cells if one.cell_type == "code" and one.source.strip()]


def shuffled(cells, seed):
    """The same cells in a random order."""
    return random.Random(seed).sample(cells, len(cells))


def may_fail(cell):
    """Whether the lesson lets this cell fail on purpose."""
    return "raises-exception" in cell.metadata.get("tags", ())


def may_differ(cell):
    """Whether the lesson says that the output differs from run to run."""
    return "nbval-ignore-output" in cell.metadata.get("tags", ())


def _text(message):
    content = message["content"]
    if message["msg_type"] == "stream":
        return content["text"]
    return content.get("data", {}).get("text/plain", "")


def is_root():
    """Whether small disks may be mounted."""
    return hasattr(os, "getuid") and os.getuid() == 0
