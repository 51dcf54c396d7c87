"""A student in lesson 09: opens it, runs it, drives the trainer, saves it."""

import asyncio
import json
import time

import nbformat

from tests.browser.harness import ROOT
from tests.load.wire import KernelWire

LESSON = "09_full_training.ipynb"
API_SECONDS = 300
STORED = nbformat.read(ROOT / "notebooks" / LESSON, as_version=4)


class Student:
    """One page, one kernel, one copy of the lesson in a folder of the student's own."""

    def __init__(self, server, number):
        self.name, self._server = f"student_{number:02}", server
        self.path = f"{self.name}/{LESSON}"
        self.notebook = nbformat.from_dict(json.loads(json.dumps(STORED)))
        self.wire, self.answers = KernelWire(), {}

    async def open(self):
        """Open the lesson: read the notebook, begin a session, connect."""
        await self._api(f"contents/{self.path}")
        body = {
            "path": self.path,
            "name": LESSON,
            "type": "notebook",
            "kernel": {"name": "python3"},
        }
        self.session = await self._api("sessions", "POST", body)
        kernel = self.session["kernel"]["id"]
        url = f"ws://127.0.0.1:{self._server.port}/api/kernels/{kernel}/channels"
        await self.wire.connect(url, self._server.token)

    async def run_all(self):
        """Run cell by cell; every cell must say what the stored lesson says."""
        for cell, stored in zip(self.notebook.cells, STORED.cells, strict=True):
            if cell.cell_type == "code":
                reply, outputs = await self.wire.run(cell.source)
                cell.outputs = [_as_output(*one) for one in outputs]
                cell.execution_count = reply["execution_count"]
                assert reply["status"] == "ok", f"{self.name}: {reply}"
                words = f"{self.name} got {_texts(cell)!r} from\n{cell.source}"
                assert _texts(cell) == _texts(stored), words
        self._find_trainer()

    async def play(self):
        """Press Play and wait for the first new picture."""
        before = self._count("picture-surfaces")
        self.wire.click(self._part["control-play"])
        await self._until(lambda: self._count("picture-surfaces") > before, "frame")

    async def pause(self):
        """Press Pause; return the seconds until the button says that it stands."""
        begun = time.perf_counter()
        sent = self.wire.click(self._part["control-play"])
        await self._until(lambda: self._state("control-play") == "Play", "Pause")
        await self.wire.idle_after(sent)
        return time.perf_counter() - begun

    async def reset(self):
        """Press Reset: the controls, the network and the words are the first ones."""
        sent = self.wire.click(self._part["control-reset"])
        await self.wire.idle_after(sent)
        await self._until(lambda: self._words() == self._first_words, "first words")
        rate = self.wire.widgets[self._part["control-rate"]]["value"]
        assert rate == 0.01, f"{self.name}: after Reset the rate is {rate}"

    async def move_rate(self, exponent):
        """Move the slider; return the seconds until a picture shows the new rate.

        A playing trainer answers with its next picture: the first one after the new
        value was taken over may have been begun before, so the second one counts.
        """
        begun, first = time.perf_counter(), len(self.wire.changes)
        slider = self._part["control-rate"]
        sent = self.wire.set_widget(slider, value=10**exponent)
        when = await self._until(lambda: self._answer(sent, first), "answer")
        await self.wire.idle_after(sent)
        return when - begun

    def frames_since(self, moment):
        """How many pictures of the surface have come since then."""
        picture = self._part["picture-surfaces"]
        changes = reversed(self.wire.changes)
        late = (one for one in changes if one[0] > moment)
        return sum(one[1] == picture and "value" in one[2] for one in late)

    async def save(self):
        """Save the notebook; the server's copy must be the same afterwards."""
        body = {"type": "notebook", "format": "json", "content": self.notebook}
        await self._api(f"contents/{self.path}", "PUT", body)
        kept = (await self._api(f"contents/{self.path}"))["content"]
        ours, theirs = (nbformat.from_dict(one) for one in (self.notebook, kept))
        for mine, stored in zip(ours.cells, theirs.cells, strict=True):
            assert mine.source == stored.source, f"{self.name}: a cell was lost"
            assert mine.get("execution_count") == stored.get("execution_count")

    async def close(self):
        """End the session and its kernel."""
        await self.wire.close()
        await self._api(f"sessions/{self.session['id']}", "DELETE")

    def _answer(self, sent, first):
        picture, slider = self._part["picture-loss"], self._part["control-rate"]
        taken_over, later = False, 0
        for when, model, _, parent, echo in self.wire.changes[first:]:
            taken_over |= model == slider and echo and parent == sent
            if taken_over and model == picture:
                later += 1
                if parent == sent or later == 2:
                    return when
        return None

    def _find_trainer(self):
        states = self.wire.widgets
        root = next(k for k, s in states.items() if _has_class(s, "nn-trainer"))
        self._part = {}
        for model in _tree(states, root):
            for name in states[model].get("_dom_classes", ()):
                self._part[name.removeprefix("nn-")] = model
        self._first_words = self._words()

    def _count(self, part):
        return sum(one[1] == self._part[part] for one in self.wire.changes)

    def _state(self, part, name="description"):
        return self.wire.widgets[self._part[part]][name]

    def _words(self):
        return self._state("words", "value")

    async def _until(self, done, what):
        return await self.wire.until(done, f"{what} for {self.name}")

    async def _api(self, path, method="GET", body=None):
        return await asyncio.to_thread(
            self._server.api, path, method, body, API_SECONDS
        )


def _tree(states, root):
    yield root
    for child in states[root].get("children", ()):
        yield from _tree(states, child.removeprefix("IPY_MODEL_"))


def _has_class(state, name):
    return name in state.get("_dom_classes", ())


def _as_output(kind, content):
    known = {"output_type": kind} | content
    known.pop("transient", None)
    return nbformat.from_dict(known)


def _texts(cell):
    """What a cell says, in words: pictures and widgets are left to other tests."""
    texts = []
    for output in cell.outputs:
        assert output.output_type != "error", output.get("evalue")
        if output.output_type == "stream":
            texts.append(output.text)
        elif "data" in output:
            texts.append(output.data.get("text/plain"))
    return "".join(filter(None, texts))
