"""Saving where it cannot be: a sentence, and what was saved before is still there."""

import json
import os
import subprocess
import sys
from urllib.error import HTTPError

import nbformat
import numpy as np
import pytest

from nnlib.network import build_mlp
from nnlib.storage import load, save
from tests.browser.jupyter_server import JupyterServer
from tests.load.kernel import NOTEBOOKS, Kernel, lesson_cells
from tests.load.small_disk import fill_up, make_read_only, small_disk

SAVES = """
import os, resource, sys
from nnlib.network import build_mlp
from nnlib.storage import save
LIMIT
try:
    save(build_mlp([2, 200, 1], seed=1), sys.argv[1])
except OSError as error:
    print(error)
"""
LIMITS = {
    "File too large": "resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))",
    "Permission denied": "os.setuid(65534)",
}
LESSON = NOTEBOOKS / "09_full_training.ipynb"


@pytest.fixture
def disk(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    with small_disk(folder, 256):
        yield folder


@pytest.fixture
def saved(disk):
    network = build_mlp([2, 3, 1])
    save(network, disk / "network.npz")
    return network


def check_refused(network, path, reason):
    """Saving gives one sentence; nothing else has changed in the folder."""
    before = sorted(os.listdir(path.parent))
    with pytest.raises(OSError) as caught:
        save(build_mlp([2, 100, 100, 1]), path)
    sentence = f"cannot save to {path}: {reason}; nothing was changed, try another"
    assert str(caught.value).startswith(sentence)
    np.testing.assert_array_equal(load(path).parameters, network.parameters)
    assert sorted(os.listdir(path.parent)) == before


def test_a_full_disk(disk, saved):
    filler = fill_up(disk)
    check_refused(saved, disk / "network.npz", "No space left on device")
    filler.unlink()
    save(build_mlp([2, 5, 1]), disk / "network.npz")
    assert load(disk / "network.npz").parameters.size == 21


def test_a_disk_that_is_full_in_mid_file(disk, saved):
    fill_up(disk).unlink()
    (disk / "filler").write_bytes(bytes(200 * 1024))
    check_refused(saved, disk / "network.npz", "No space left on device")


def test_a_read_only_disk(disk, saved):
    make_read_only(disk)
    check_refused(saved, disk / "network.npz", "Read-only file system")


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX limits")
@pytest.mark.parametrize("reason", LIMITS)
def test_a_quota_and_a_folder_of_somebody_else(tmp_path, reason):
    if reason == "Permission denied" and os.getuid() != 0:
        pytest.skip("only root can be somebody else")
    save(build_mlp([2, 3, 1]), tmp_path / "network.npz")
    for folder in (tmp_path, *list(tmp_path.parents)[:2]):
        folder.chmod(0o755)
    command = SAVES.replace("LIMIT", LIMITS[reason])
    run = [sys.executable, "-c", command, str(tmp_path / "network.npz")]
    words = subprocess.run(run, capture_output=True, text=True, timeout=60).stdout
    assert f"network.npz: {reason}; nothing was changed, try another" in words
    assert load(tmp_path / "network.npz").parameters.size == 13
    assert os.listdir(tmp_path) == ["network.npz"]


@pytest.fixture
def server(tmp_path):
    server = JupyterServer(tmp_path)
    (server.notebooks / "full").mkdir()
    yield server
    server.stop()


def put(server, notebook):
    body = {"type": "notebook", "format": "json", "content": notebook}
    return server.api("contents/full/lesson.ipynb", "PUT", body)


def test_a_notebook_is_not_lost_on_a_full_disk(server):
    notebook = nbformat.read(LESSON, as_version=4)
    for cell in filter(lambda one: one.cell_type == "code", notebook.cells):
        cell.outputs = []
    folder = server.notebooks / "full"
    with small_disk(folder, 256):
        notebook.cells[-2].source = "my first answer"
        put(server, notebook)
        filler = fill_up(folder)
        notebook.cells[-2].source = "my second answer, " + 100_000 * "longer "
        with pytest.raises(HTTPError) as refused:
            put(server, notebook)
        assert "No space left" in json.loads(refused.value.read())["message"]
        kept = nbformat.read(folder / "lesson.ipynb", as_version=4)
        assert kept.cells[-2].source == "my first answer"
        filler.unlink()
        notebook.cells[-2].source = "my second answer"
        put(server, notebook)
        kept = nbformat.read(folder / "lesson.ipynb", as_version=4)
        assert kept.cells[-2].source == "my second answer"


def test_a_lesson_runs_on_a_read_only_disk(tmp_path, monkeypatch):
    (tmp_path / "home").mkdir()
    with small_disk(tmp_path / "home", 64) as home:
        make_read_only(home)
        for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "IPYTHONDIR"):
            monkeypatch.setenv(name, str(home))
        with Kernel(home) as kernel:
            for cell in lesson_cells(NOTEBOOKS / "00_start_here.ipynb"):
                kernel.good(cell.source)
