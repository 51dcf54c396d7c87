"""Cells run twice, and in any order: friendly sentences, and Run All works afterwards.

Out of order a cell may find that a name, or a part of a class that is built in stages,
does not exist yet. Python says so itself, with the name. Nothing worse may happen.
"""

import re

import pytest

from tests.load.kernel import (
    NOTEBOOKS,
    Kernel,
    lesson_cells,
    may_differ,
    may_fail,
    shuffled,
)

LESSONS = sorted(NOTEBOOKS.glob("[01][0-9]_*.ipynb"))[:13]
NOT_YET_THERE = re.compile(r"NameError: name '|AttributeError: '\w+' object has no")
A_SENTENCE = re.compile(r"AssertionError: \w+ \w+")


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem[:2])
def test_any_order_then_in_order_then_each_cell_twice(path):
    set_up, *others = cells = lesson_cells(path)
    with Kernel() as kernel:
        kernel.good(set_up.source)
        for cell in [*shuffled(others, seed=1), *reversed(others)]:
            check_friendly(cell, kernel.run(cell.source).error)
        for cell in cells:
            error = kernel.run(cell.source).error
            assert may_fail(cell) or not error, f"{cell.source}\n{error}"
        for cell in cells:
            check_twice(cell, kernel)


def check_twice(cell, kernel):
    """The second run says what the first one said, or both say why they do not work."""
    first, second = (kernel.run(cell.source) for _ in range(2))
    if not may_differ(cell):
        assert second == first, cell.source
    if not may_fail(cell) and not A_SENTENCE.match(second.error):
        assert not second.error, f"{cell.source}\n{second.error}"


def check_friendly(cell, error):
    if error and not may_fail(cell) and not A_SENTENCE.match(error):
        assert NOT_YET_THERE.match(error), f"{cell.source}\n{error}"
