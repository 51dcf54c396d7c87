"""Binder: its files agree with the project's, and its steps give lessons that run."""

import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.conftest import browser_required
from tests.browser.harness import NO_CHROMIUM, find_chromium
from tests.install.binder_server import BASE, BinderServer

ROOT = Path(__file__).resolve().parents[2]
BINDER = ROOT / "binder"
LESSONS = [f"notebooks/{p.name}" for p in sorted(ROOT.glob("notebooks/*.ipynb"))]
KERNEL_MEGABYTES = 300  # of the 450 that Binder guarantees; the server takes 100


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
    options = ["--no-build", "--debug", "--user-id=1000", "--user-name=jovyan"]
    plan = run([sys.executable, "-m", "repo2docker", *options, "."], cwd=repository)
    assert "python=3.11" in plan
    assert "COPY --chown=1000:1000 src/binder/requirements.txt" in plan
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


def test_kernels_have_one_thread_without_start_too(environment):
    ask = "from nbclient import NotebookClient; import nbformat.v4 as v4; "
    ask += "book = v4.new_notebook(cells=[v4.new_code_cell('%env OMP_NUM_THREADS')]); "
    ask += "print(NotebookClient(book).execute().cells[0].outputs[0]['data'])"
    options = {name: environment[name] for name in ("cwd", "env")}
    assert "'1'" in run(["python", "-W", "ignore", "-c", ask], **options)


def test_nnlib_comes_from_the_copy(environment, repository):
    show = "import nnlib.network; print(nnlib.network.__file__)"
    place = started(["python", "-P", "-c", show], environment).strip()
    assert Path(place) == repository / "nnlib" / "network.py"


def run_lessons(lessons, cpu, environment):
    """Run them in turn on one CPU; return each one's peak memory in MB."""
    only_there = ["taskset", "-c", str(cpu)] if shutil.which("taskset") else []
    command = [*only_there, "python", "benchmarks/lessons.py", *lessons]
    table = started(command, environment)
    rows = [
        line.split("|") for line in table.splitlines() if re.match(r"\| \d\d_", line)
    ]
    return {row[1].strip(): float(row[-2]) for row in rows}


@pytest.mark.skipif(not Path("/proc").exists(), reason="memory is told by Linux only")
def test_all_lessons_run_and_fit_into_what_binder_guarantees(environment):
    cpus = sorted(os.sched_getaffinity(0))[:2]
    with ThreadPoolExecutor(len(cpus)) as pool:
        parts = [LESSONS[start :: len(cpus)] for start in range(len(cpus))]
        peaks = pool.map(run_lessons, parts, cpus, [environment] * len(cpus))
        found = {name: peak for part in peaks for name, peak in part.items()}
    assert sorted(found) == [Path(lesson).stem for lesson in LESSONS]
    assert {n: mb for n, mb in found.items() if mb > KERNEL_MEGABYTES} == {}


@pytest.fixture(scope="module")
def server(environment, repository, tmp_path_factory):
    folder = tmp_path_factory.mktemp("server")
    server = BinderServer(folder, repository, environment["env"])
    yield server
    server.stop()


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_opens_from_its_binder_link(server, lesson):
    assert f'"treePath": "{lesson}"' in server.page(f"lab/tree/{lesson}")
    cells = server.api(f"contents/{lesson}")["content"]["cells"]
    assert cells[0]["source"].startswith("# ")


@pytest.mark.parametrize("page", sorted(ROOT.glob("*.md")), ids=lambda page: page.name)
def test_binder_links_name_lessons_that_exist(page):
    paths = re.findall(r"mybinder\.org\S*urlpath=([^\s)]+)", page.read_text())
    assert {path.removeprefix("lab/tree/") for path in paths} <= {*LESSONS}


@pytest.mark.parametrize("lesson", [LESSONS[0], LESSONS[9]])
def test_a_lesson_is_seen_in_the_browser(server, lesson):
    chromium = find_chromium()
    if chromium is None and not browser_required():
        pytest.skip(NO_CHROMIUM)
    with sync_playwright() as driver:
        options = {"executable_path": chromium, "args": ["--no-sandbox"]}
        page = driver.chromium.launch(**options).new_page()
        page.goto(server.url(f"lab/tree/{lesson}"))
        number = Path(lesson).name[:2]
        page.locator(".jp-Notebook h1", has_text=number).wait_for(timeout=120_000)
        idle = page.locator("#jp-main-statusbar", has_text="| Idle")
        idle.wait_for(timeout=120_000)
        assert page.url.endswith(f"{BASE}lab/tree/{lesson}")
        assert page.locator(".jp-toast-message, .Toastify__toast").count() == 0
