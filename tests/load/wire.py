"""A kernel as JupyterLab talks to it: one websocket, and widgets over a subshell.

What a page does is done here without a browser, so that thirty pages fit on one
machine: cells are run, widgets are kept up to date from their messages, and a slider
or button sends what the browser would send.
"""

import asyncio
import json
import time
import uuid

from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

PROTOCOL = "v1.kernel.websocket.jupyter.org"
ANSWER_SECONDS, CONNECT_TIMES = 900, 20


class KernelWire:
    """The connection of one page to its kernel.

    widgets: model id to its state, as the browser keeps it. changes: for each change
    of a widget its time, model id, names, and the message that it is an answer to.
    """

    def __init__(self):
        self.widgets, self.changes, self.outputs = {}, [], {}
        self._replies, self._idle, self._session = {}, set(), uuid.uuid4().hex
        self._news, self._subshell = asyncio.Event(), None

    async def connect(self, url, token):
        """Connect to the kernel, wait until it answers, open a subshell for widgets."""
        request = HTTPRequest(
            f"{url}?session_id={self._session}",
            headers={"Authorization": f"token {token}"},
        )
        self._socket = await _connect_as_a_page(request)
        self._reader = asyncio.create_task(self._read())
        await self.ask("shell", "kernel_info_request", {})
        made = await self.ask("control", "create_subshell_request", {})
        self._subshell = made["subshell_id"]

    async def run(self, source):
        """Run a cell and return its reply; its outputs are in `outputs[id]`."""
        content = {
            "code": source,
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": True,
        }
        sent = self.send("shell", "execute_request", content)
        self.outputs[sent] = []
        reply = await self._reply(sent)
        return reply, self.outputs.pop(sent)

    async def ask(self, channel, kind, content):
        """Send a request and return the content of its reply."""
        return await self._reply(self.send(channel, kind, content))

    def set_widget(self, model, **state):
        """Send what the page sends when a control is moved; return the message's id."""
        self.widgets[model] |= state
        data = {"method": "update", "state": state, "buffer_paths": []}
        return self._to_widget(model, data)

    def click(self, model):
        """Press a button."""
        return self._to_widget(
            model, {"method": "custom", "content": {"event": "click"}}
        )

    async def until(self, done, what, seconds=ANSWER_SECONDS):
        """Wait until `done()` is true and return what it returned."""
        end = time.monotonic() + seconds
        while not (result := done()):
            if self._reader.done():
                raise ConnectionError(f"the connection was lost, waiting for {what}")
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), end - time.monotonic())
            except TimeoutError:
                raise TimeoutError(f"no {what} in {seconds} s") from None
        return result

    async def idle_after(self, sent):
        """Wait until the kernel has dealt with a message."""
        await self.until(lambda: sent in self._idle, "idle kernel")

    async def close(self):
        """Hang up, as a page that is closed."""
        self._socket.close()
        await asyncio.wait([self._reader], timeout=10)

    def send(self, channel, kind, content, subshell=None):
        """Send a message, do not wait; return its id."""
        header = {
            "msg_id": uuid.uuid4().hex,
            "msg_type": kind,
            "username": "",
            "session": self._session,
            "date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "version": "5.4",
            "subshell_id": subshell,
        }
        parts = [json.dumps(one).encode() for one in (header, {}, {}, content)]
        self._socket.write_message(serialize_msg_to_ws_v1(parts, channel), binary=True)
        return header["msg_id"]

    def _to_widget(self, model, data):
        content = {"comm_id": model, "data": data}
        return self.send("shell", "comm_msg", content, self._subshell)

    async def _reply(self, sent):
        await self.until(lambda: self._replies.get(sent), "reply")
        await self.idle_after(sent)
        return self._replies.pop(sent)

    async def _read(self):
        while (message := await self._socket.read_message()) is not None:
            channel, parts = deserialize_msg_from_ws_v1(message)
            header, parent, _, content = (json.loads(part) for part in parts[:4])
            sent, kind = parent.get("msg_id"), header["msg_type"]
            if channel != "iopub":
                self._replies[sent] = content
            elif kind == "status":
                if content["execution_state"] == "idle":
                    self._idle.add(sent)
            elif kind.startswith("comm_"):
                self._note_widget(content, sent)
            elif sent in self.outputs:
                self.outputs[sent].append((kind, content))
            self._news.set()

    def _note_widget(self, content, sent):
        model, data = content["comm_id"], content["data"]
        state = data.get("state", {})
        if data.get("method", "update") == "update":
            self.widgets.setdefault(model, {}).update(state)
        names = {*state, *(path[0] for path in data.get("buffer_paths", []))}
        echo = data.get("method") == "echo_update"
        self.changes.append((time.perf_counter(), model, names, sent, echo))


async def _connect_as_a_page(request):
    """Try again, as a page does: a kernel whose port was taken starts once more."""
    for _ in range(CONNECT_TIMES):
        try:
            return await websocket_connect(request, subprotocols=[PROTOCOL])
        except HTTPClientError:
            await asyncio.sleep(2)
    return await websocket_connect(request, subprotocols=[PROTOCOL])
