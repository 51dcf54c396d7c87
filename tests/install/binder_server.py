"""Jupyter's server as Binder starts it: by binder/start, at an address of its own."""

import json
import os
import secrets
import urllib.request

from tests.browser.jupyter_server import FOLDERS, JupyterServer, free_port

BASE = "/user/x-abc/"  # Binder gives each visitor one like this


class BinderServer(JupyterServer):
    """Serves the whole repository by the Python that comes first on the PATH."""

    def __init__(self, folder, repository, variables):
        self.port, self.token = free_port(), secrets.token_hex(16)
        self.log = folder / "server.log"
        own = {name: str(folder / value) for name, value in FOLDERS.items()}
        self._environment, self._place = variables | own, repository
        self.start()

    def _command(self):
        root = ["--allow-root"] if os.getuid() == 0 else []
        return [
            *("./binder/start", "jupyter-lab", "--no-browser", "--ip=127.0.0.1", *root),
            f"--port={self.port}",
            f"--ServerApp.base_url={BASE}",
            f"--ServerApp.token={self.token}",
            "--ServerApp.trust_xheaders=True",
        ]

    def url(self, path):
        """Where Binder sends the browser for `?urlpath=<path>`."""
        return f"http://127.0.0.1:{self.port}{BASE}{path}?token={self.token}"

    def page(self, path):
        """The text that the server answers to a path."""
        with urllib.request.urlopen(self.url(path), timeout=60) as answer:
            return answer.read().decode()

    def api(self, path):
        """What the server answers to `/api/path`."""
        return json.loads(self.page(f"api/{path}"))
