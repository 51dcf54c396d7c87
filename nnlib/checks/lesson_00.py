"""Is this computer ready for the lessons? Asked in lesson 00, answered in words.

Only Python's own library is imported here, so that the check can still speak when
something else is missing.
"""

import re
import sys
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements.txt"
OLDEST_PYTHON = (3, 11)
IMPORT_NAMES = {"pillow": "PIL"}  # where it differs from the name to install


def setup_report() -> str:
    """One line for Python and for each package; the last line sums up."""
    lines = [python_line(sys.version_info[:2])]
    lines += [package_line(*pin) for pin in tested_versions()]
    waiting = [line for line in lines if not line.endswith(": ready")]
    end = "One or more lines above say what to do." if waiting else "All is ready."
    return "\n".join([*lines, end])


def tested_versions() -> list[tuple[str, str]]:
    """The packages of requirements.txt, each with the version the lessons run with."""
    text = REQUIREMENTS.read_text() if REQUIREMENTS.exists() else ""
    return re.findall(r"^([\w-]+)==([\w.]+)", text, re.MULTILINE)


def python_line(found: tuple[int, int]) -> str:
    """Whether this Python is new enough."""
    if found >= OLDEST_PYTHON:
        return "Python: ready"
    have, need = (".".join(map(str, one)) for one in (found, OLDEST_PYTHON))
    return f"Python: {have} is too old. Install Python {need} or newer."


def package_line(name: str, tested: str) -> str:
    """Whether a package can be imported and is not older than the tested version."""
    cure = f"Run %pip install {name}=={tested} in a new cell, then restart the kernel."
    try:
        import_module(IMPORT_NAMES.get(name, name))
        found = version(name)
    except (ImportError, PackageNotFoundError):
        return f"{name}: missing. {cure}"
    if numbers(found) < numbers(tested):
        return f"{name}: {found} is older than {tested}, which the lessons need. {cure}"
    return f"{name}: ready"


def numbers(version_text: str) -> list[int]:
    """The parts of a version as numbers, which compare as they should: 2.10 > 2.9."""
    return [int(part) for part in re.findall(r"\d+", version_text)[:3]]
