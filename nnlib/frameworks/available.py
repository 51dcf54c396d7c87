"""Which of the optional packages this computer has, and how to get the others.

Nothing is imported to find out, so asking costs no time. Lesson 13 runs without any of
them: it shows stored results where it could not compute.
"""

import re
from html import escape
from importlib.util import find_spec

from nnlib import require

NAMES = {"torch": "PyTorch", "keras": "Keras", "distributed": "Dask"}
HOW = "close the course, run `make lab-frameworks` in its folder, and open it again"


@require.in_words
def installed(*packages: str) -> bool:
    """Whether all of these packages can be imported here."""
    return all(find_spec(package) is not None for package in packages)


class FrameworksHere:
    """One sentence: what is here, what is missing, and how to get that."""

    def __init__(self) -> None:
        here = [name for package, name in NAMES.items() if installed(package)]
        missing = [name for name in NAMES.values() if name not in here]
        self.words = _sentence(here, missing)

    def __repr__(self) -> str:
        return self.words

    def _repr_html_(self) -> str:
        words = re.sub("`(.*?)`", r"<code>\1</code>", escape(self.words))
        return f'<div role="status"><b>{words}</b></div>'


def _sentence(here: list[str], missing: list[str]) -> str:
    if not missing:
        return f"{_listed(here)} are here: every cell computes for itself."
    found = f"{_listed(here)} found, but " if here else ""
    verb = "is" if len(missing) == 1 else "are"
    return (
        f"{found}{_listed(missing)} {verb} not installed: every cell runs, and shows "
        f"stored results where it cannot compute. To get them, {HOW}."
    )


def _listed(names: list[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
