"""Binder: its files agree with the project's, and its steps give a lesson that runs."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.jupyter_server import JupyterServer

ROOT = Path(__file__).resolve().parents[2]
BINDER = ROOT / "binder"
LESSON = Path("notebooks/00_start_here.ipynb")


def pins(path):
    lines = path.read_text().split("\n")
    return [line for line in lines if line.strip() and not line.startswith("#")]


def run(command, **options):
    """Run to the end; return what it printed, or fail with it."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    done = subprocess.run(command, **pipes, **options)
    assert done.returncode == 0, done.stdout
    return done.stdout


def copy_of_repository(target):
    """What a commit of everything would hold: tracked files, new ones, no ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    for name in run(command, cwd=ROOT).splitlines():
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)
    return target


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    return copy_of_repository(tmp_path_factory.mktemp("repository"))


def test_pins_are_exact_and_the_same_as_the_projects():
    wanted = pins(ROOT / "requirements.txt")
    assert wanted[-1] == "-e ."
    assert all(re.fullmatch(r"[\w-]+==[\d.]+", pin) for pin in wanted[:-1])
    assert pins(BINDER / "requirements.txt") == wanted[:-1]


def test_pins_for_tests_are_exact_and_not_given_twice():
    for_tests = pins(ROOT / "tests" / "requirements.txt")
    assert all(re.fullmatch(r"[\w-]+==[\d.]+", pin) for pin in for_tests)
    together = for_tests + pins(BINDER / "requirements.txt")
    names = [pin.split("==")[0] for pin in together]
    assert len(names) == len(set(names))


def test_repo2docker_plans_the_right_image(repository):
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."]
    plan = run(command, cwd=repository)
    assert "python=3.11" in plan
    assert "COPY --chown=0:0 src/binder/requirements.txt" in plan
    assert 'install --no-cache-dir -r "binder/requirements.txt"' in plan
    assert "RUN ./binder/postBuild" in plan
    assert 'R2D_ENTRYPOINT="${REPO_DIR}/binder/start"' in plan


def test_scripts_are_executable():
    assert all(os.access(BINDER / name, os.X_OK) for name in ("postBuild", "start"))


@pytest.fixture(scope="module")
def environment(repository, tmp_path_factory):
    """Do Binder's steps in a fresh environment; return the variables to run with."""
    place = tmp_path_factory.mktemp("binder") / "environment"
    run([sys.executable, "-m", "venv", str(place)])
    variables = {k: v for k, v in os.environ.items() if not k.endswith("_NUM_THREADS")}
    variables |= {"PATH": f"{place / 'bin'}:{os.environ['PATH']}"}
    options = {"cwd": repository, "env": variables}
    install = ["python", "-m", "pip", "install", "--quiet", "-r"]
    run([*install, "binder/requirements.txt"], **options)
    run(["./binder/postBuild"], **options)
    return options | {"python": place / "bin" / "python"}


def started(command, environment):
    """Run a command the way Binder does, through the start script."""
    options = {name: environment[name] for name in ("cwd", "env")}
    return run(["./binder/start", *command], **options)


def test_start_allows_one_thread(environment):
    show = "import os; print(os.environ['OMP_NUM_THREADS'])"
    assert started(["python", "-c", show], environment).strip() == "1"


def test_nnlib_comes_from_the_copy(environment, repository):
    show = "import nnlib.network; print(nnlib.network.__file__)"
    place = started(["python", "-P", "-c", show], environment).strip()
    assert Path(place) == repository / "nnlib" / "network.py"


def test_the_first_lesson_runs(environment):
    started(["jupyter", "execute", str(LESSON)], environment)


def test_jupyterlab_opens_the_first_lesson(environment, repository, tmp_path):
    server = JupyterServer(tmp_path, environment["python"])
    try:
        shutil.copy(repository / LESSON, server.notebooks)
        cells = server.api(f"contents/{LESSON.name}")["content"]["cells"]
        assert cells[0]["source"].startswith("# ")
    finally:
        server.stop()
