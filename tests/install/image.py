"""Build the image that binder/ implies, without Docker, and run lessons in it.

    make image                                      runs the first lesson
    make image FILES="notebooks/09_*.ipynb"         runs these

repo2docker writes the plan. Two of its parts come from elsewhere, so that packages of
Debian and pip are enough: the base is a small Debian 12 (Binder: Ubuntu), and its
Python 3.11 stands in for conda's, with the Jupyter versions that Binder's base brings.
All other steps are Binder's own. Needs root, buildah, mmdebstrap, some minutes and
5 GB in TMPDIR. BUILDAH_OPTIONS go to the builder: "--volume ..." for pip's settings.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory

import repo2docker
import websocket

ROOT = Path(__file__).resolve().parents[2]
PACKS = Path(repo2docker.__file__).parent / "buildpacks"
PLAN = "--no-build --debug --user-id=1000 --user-name=jovyan .".split()
USER = ["--build-arg=NB_USER=jovyan", "--build-arg=NB_UID=1000"]
BASE = ["mmdebstrap", "--quiet", "--variant=minbase"]
BASE += ["--include=python3-venv,ca-certificates,locales", "bookworm"]
FROM_BASE = re.compile(
    r"/(ipywidgets|jupyter-offlinenotebook|jupyter-resource-usage|jupyter_server"
    r"|jupyterhub|jupyterlab|notebook)(?:-base)?-([\d.]+)-"
)
HOST, PATH, TOKEN = "127.0.0.1:18765", "user/x-abc", "secret"
HEADERS = {"Authorization": f"token {TOKEN}"}
SERVER = ["jupyter-notebook", "--ip=127.0.0.1", f"--port={HOST.split(':')[1]}"]
SERVER += [f"--{app}.base_url=/{PATH}/" for app in ("NotebookApp", "ServerApp")]
SERVER += [f"--{app}.token={TOKEN}" for app in ("NotebookApp", "ServerApp")]
ASK = "import numpy, nnlib.network"
SECONDS = 120
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def run(command, **options):
    """Run to the end; return what it printed, or fail with it."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    done = subprocess.run(command, **pipes, **options)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\n{done.stdout}")
    return done.stdout


def plan(repository):
    """The Dockerfile that repo2docker writes, with a base that needs no registry."""
    text = run([sys.executable, "-m", "repo2docker", *PLAN], cwd=repository)
    text = text[text.index("FROM ") : text.rindex("CMD ")]
    start, rest = re.split(r"COPY \S+ build_script_files", text, maxsplit=1)
    start = re.sub(r"FROM \S+", "FROM scratch\nADD base.tar /", start)
    return start + python_steps() + rest[rest.index("RUN mkdir -p ${NPM_DIR}") :]


def python_steps():
    """Python and Jupyter as Binder's base has them, on the PATH of a login shell."""
    lock = PACKS / "conda" / "environment.py-3.11-linux-64.lock"
    pins = [
        f"{name}=={version}" for name, version in FROM_BASE.findall(lock.read_text())
    ]
    place = "${NB_PYTHON_PREFIX}"
    return (
        f"RUN python3 -m venv {place} && chown -R ${{NB_USER}} ${{CONDA_DIR}} && \\\n"
        f"    echo 'export PATH={place}/bin:$PATH' > /etc/profile.d/python.sh\n"
        "USER ${NB_USER}\n"
        f"RUN {place}/bin/pip install --no-cache-dir {' '.join(pins)}\n"
        "USER root\n"
    )


class Builder:
    """buildah with its store in a folder, and one container of the image it built."""

    def __init__(self, folder):
        self.folder = folder
        places = [f"--root={folder}/store", f"--runroot={folder}/run"]
        self._buildah = ["buildah", *places, "--storage-driver=vfs"]

    def build(self):
        """Make base and image; return the MB of the image."""
        context = self.folder / "context"
        run(["git", "clone", "--quiet", str(ROOT), str(context / "src")])
        run([*BASE, str(context / "base.tar")])
        (context / "Dockerfile").write_text(plan(context / "src"))
        for name in ("python3-login", "repo2docker-entrypoint"):
            shutil.copy(PACKS / name, context)
        options = ["--isolation=chroot", "--layers=false", *USER]
        options += os.environ.get("BUILDAH_OPTIONS", "").split()
        run([*self._buildah, "build", *options, "--tag=course", str(context)])
        self._name = run([*self._buildah, "from", "course"]).split()[-1]
        tree = run([*self._buildah, "mount", self._name]).split()[-1]
        return int(run(["du", "--summarize", "--block-size=MB", tree]).split("MB")[0])

    def command(self, *words):
        """How to run something in the container as Binder does."""
        entry = ["--", "/usr/local/bin/repo2docker-entrypoint", *words]
        user = ["--isolation=chroot", "--user=jovyan"]
        return [*self._buildah, "run", *user, self._name, *entry]

    def close(self):
        """Remove the container, so that the folder can be deleted."""
        run([*self._buildah, "rm", "--all"])


def ask(path, method="GET"):
    """What the server answers."""
    url = f"http://{HOST}/{PATH}/{path}"
    request = urllib.request.Request(url, headers=HEADERS, method=method)
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        return answer.read().decode()


def wait_for_server(process):
    """Until it answers, or has ended."""
    end = time.monotonic() + SECONDS
    while process.poll() is None and time.monotonic() < end:
        try:
            return ask("api/status")
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server in the container did not start")


def wait_for_kernel():
    """Start one, and wait until it has loaded nnlib."""
    kernel = json.loads(ask("api/kernels", "POST"))["id"]
    url = f"ws://{HOST}/{PATH}/api/kernels/{kernel}/channels"
    line = websocket.create_connection(url, header=HEADERS, timeout=SECONDS)
    header = {"msg_id": "1", "msg_type": "execute_request", "version": "5.3"}
    header |= {"username": "", "session": "1", "date": "2000-01-01T00:00:00Z"}
    request = {"header": header, "parent_header": {}, "metadata": {}, "buffers": []}
    content = {"code": ASK, "silent": False, "user_expressions": {}}
    line.send(json.dumps(request | {"channel": "shell", "content": content}))
    answer = {}
    while answer.get("msg_type") != "execute_reply":
        answer = json.loads(line.recv())
    assert answer["content"]["status"] == "ok", answer["content"]


def start_times(builder, lessons):
    """Seconds until the server answers, a lesson's page is there, a kernel is ready."""
    begun, times = time.perf_counter(), {}
    process = subprocess.Popen(
        builder.command(*SERVER), **QUIET, start_new_session=True
    )
    try:
        wait_for_server(process)
        times["server"] = time.perf_counter() - begun
        assert f'"treePath": "{lessons[0]}"' in ask(f"lab/tree/{lessons[0]}")
        wait_for_kernel()
        times["kernel"] = time.perf_counter() - begun
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()
    return times


def main(lessons):
    """Build, start, and run the lessons; print what each took."""
    with TemporaryDirectory() as folder:
        builder, begun = Builder(Path(folder)), time.perf_counter()
        megabytes = builder.build()
        print(f"built in {time.perf_counter() - begun:.0f} s: {megabytes} MB")
        for name, seconds in start_times(builder, lessons).items():
            print(f"{name} ready after {seconds:.1f} s")
        print(run(builder.command("python", "benchmarks/lessons.py", *lessons)))
        builder.close()


if __name__ == "__main__":
    main(sys.argv[1:] or ["notebooks/00_start_here.ipynb"])
