"""The set-up check of lesson 00: true on this machine, helpful on a broken one."""

import subprocess
import sys

import pytest

from nnlib.checks import lesson_00


def test_this_machine_is_ready():
    lines = lesson_00.setup_report().splitlines()
    assert lines[0] == "Python: ready" and "numpy: ready" in lines
    assert lines[-1] == "All is ready."


def test_every_package_of_the_course_is_looked_at():
    names = [name for name, _ in lesson_00.tested_versions()]
    pinned = lesson_00.REQUIREMENTS.read_text().count("==")
    assert len(names) == pinned and {"numpy", "ipywidgets", "jupyterlab"} < {*names}


def test_what_is_missing_or_old_is_named_with_its_cure(monkeypatch):
    pins = [("numpy", "99.0"), ("no-such-package", "1.2")]
    monkeypatch.setattr(lesson_00, "tested_versions", lambda: pins)
    _, old, missing, end = lesson_00.setup_report().splitlines()
    assert "is older than 99.0" in old and "%pip install numpy==99.0" in old
    assert missing.startswith("no-such-package: missing. Run %pip install")
    assert end == "One or more lines above say what to do."


@pytest.mark.parametrize(
    "found, line",
    [
        ((3, 10), "Python: 3.10 is too old. Install Python 3.11 or newer."),
        ((3, 11), "Python: ready"),
        ((4, 0), "Python: ready"),
    ],
)
def test_the_age_of_python(found, line):
    assert lesson_00.python_line(found) == line


def test_newer_versions_will_do():
    assert lesson_00.numbers("3.10.0rc1") > lesson_00.numbers("3.9.12")
    assert lesson_00.package_line("numpy", "0.1") == "numpy: ready"


def test_the_check_can_speak_without_numpy():
    code = "import sys, nnlib.checks.lesson_00; print('numpy' in sys.modules)"
    command = [sys.executable, "-c", code]
    assert subprocess.check_output(command, text=True) == "False\n"
