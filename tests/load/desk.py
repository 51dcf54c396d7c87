"""What a learner does in JupyterLab besides exploring: answer, save, meet a dialog.

`Desk(page)` takes a page of the browser's harness. Cells are found by a piece of their
text.
"""

import json
import os
import signal

import psutil

PATIENCE = 120_000  # milliseconds
FIND = """part => jupyterapp.shell.currentWidget.content.widgets
  .findIndex(cell => cell.model.sharedModel.source.includes(part))"""
WRITE = """([index, text]) => jupyterapp.shell.currentWidget.content.widgets[index]
  .model.sharedModel.setSource(text)"""
READ = "index => jupyterapp.shell.currentWidget.content.widgets[index].model.toJSON()"
RUN = """index => { jupyterapp.shell.currentWidget.content.activeCellIndex = index;
  jupyterapp.commands.execute('notebook:run-cell'); }"""


class Desk:
    """The hands of a learner in front of a lesson."""

    def __init__(self, page, server):
        self.page, self._server, self.folder = page, server, server.notebooks

    def write(self, part, text):
        """Replace the text of the cell that contains `part`; not saved yet."""
        self.page.page.evaluate(WRITE, [self._cell(part), text])

    def has(self, part):
        """Whether some cell contains this text."""
        return self._cell(part) >= 0

    def run(self, part):
        """Run the cell that contains `part`; do not wait for it."""
        self.page.page.evaluate(RUN, self._cell(part))

    def output(self, part):
        """What stands below a cell, as one text."""
        cell = self.page.page.evaluate(READ, self._cell(part))
        return json.dumps(cell["outputs"], ensure_ascii=False)

    def wait_for_output(self, part, text):
        """Wait until a cell has said this."""
        self.wait_until(lambda: text in self.output(part), f"{part} did not say {text}")

    def wait_until(self, done, problem, seconds=PATIENCE / 1000):
        """Wait until `done()`; else fail with the problem and a picture."""
        self.page._wait(done, seconds, problem)

    def save(self):
        """File > Save Notebook."""
        self.page.page.evaluate("void jupyterapp.commands.execute('docmanager:save')")

    def saved(self):
        """The text of the file as it is on the disk."""
        return (self.folder / self.page.name).read_text()

    def clear_outputs(self):
        """Edit > Clear Outputs of All Cells, so that a count means: it ran just now."""
        clear = "jupyterapp.commands.execute('notebook:clear-all-cell-outputs')"
        self.page.page.evaluate(clear)

    def dialog(self, text):
        """Wait for a dialog that contains this text."""
        dialog = self.page.locator(".jp-Dialog", has_text=text)
        dialog.wait_for(timeout=PATIENCE)
        return dialog

    def dismiss(self, dialog, button):
        """Press a button of a dialog, by its visible text."""
        dialog.locator("button", has_text=button).first.click()
        dialog.wait_for(state="detached", timeout=PATIENCE)

    def kill_kernel(self):
        """End the kernel of this page as an accident would."""
        kernel = self._server.sessions(self.page.name)[0]["kernel"]["id"]
        for process in psutil.Process(self._server.process.pid).children(True):
            if kernel in " ".join(process.cmdline()):
                os.kill(process.pid, signal.SIGKILL)

    def _cell(self, part):
        return self.page.page.evaluate(FIND, part)
