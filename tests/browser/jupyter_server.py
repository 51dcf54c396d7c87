"""JupyterLab as a child process: on loopback, with a token, and with nobody's settings.

Configuration, data, workspaces and settings live in the given folder, so that a test
never reads or writes those of the person who runs it.
"""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

START_SECONDS = 60
FOLDERS = {
    "JUPYTER_CONFIG_DIR": "config",
    "JUPYTER_DATA_DIR": "data",
    "JUPYTER_RUNTIME_DIR": "runtime",
    "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
    "JUPYTERLAB_SETTINGS_DIR": "settings",
    "IPYTHONDIR": "ipython",
}
OPTIONS = [
    "--no-browser",
    "--ip=127.0.0.1",
    "--ServerApp.port_retries=0",
    "--LabApp.expose_app_in_browser=True",  # the harness asks it which cells have run
]


class JupyterServer:
    """Serves the notebooks in `folder`/notebooks until `stop`, by this Python."""

    def __init__(self, folder: Path, python=sys.executable):
        self._python = str(python)
        self.notebooks = folder / "notebooks"
        self.notebooks.mkdir()
        self.port, self.token = free_port(), secrets.token_hex(16)
        self.log = folder / "server.log"
        own = {name: str(folder / place) for name, place in FOLDERS.items()}
        self._environment, self._place = os.environ | own, None
        self.start()

    def start(self):
        """Start it; again after `stop`, at the same address with the same token."""
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                self._command(),
                cwd=self._place,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait_until_up()

    def _command(self):
        root = ["--allow-root"] if os.getuid() == 0 else []
        return [
            *(self._python, "-m", "jupyterlab", *OPTIONS, *root),
            f"--port={self.port}",
            f"--IdentityProvider.token={self.token}",
            f"--ServerApp.root_dir={self.notebooks}",
        ]

    def _wait_until_up(self):
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                return self.api("status")
            except OSError:
                time.sleep(0.2)
        self.stop()
        raise RuntimeError(f"JupyterLab did not start:\n{self.log.read_text()}")

    def api(self, path, method="GET", body=None, seconds=10):
        """What the server answers to `/api/path`; `body` is sent as JSON."""
        url = f"http://127.0.0.1:{self.port}/api/{path}"
        headers = {"Authorization": f"token {self.token}"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(url, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=seconds) as answer:
            return json.loads(answer.read() or "null")

    def sessions(self, notebook):
        """The sessions of one notebook; none while the server is busy making one."""
        try:
            return [s for s in self.api("sessions") if s["path"] == notebook]
        except OSError:  # a 500 is possible meanwhile: ask again
            return []

    def url(self, notebook):
        """Where to see a notebook, in a workspace of its own: no restored tabs."""
        workspace = secrets.token_hex(4)
        place = f"lab/workspaces/{workspace}/tree/{notebook}?token={self.token}"
        return f"http://127.0.0.1:{self.port}/{place}"

    def stop(self):
        """End the server and its kernels."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
