"""Rules on the code of a lesson: short cells, names given once, nothing fleeting."""

import ast
import re
from collections import defaultdict
from statistics import median

from tests.notebooks.lesson import Lesson, tags

MAX_LINES = 20  # aim for 8
MAX_MEDIAN_LINES = 5

FORBIDDEN = {
    r";\s*\Z": "a trailing semicolon",
    r"\bplt\.show\b": "plt.show",
    r"\binteract\w*\(": "interact",
    r"\bOutput\(": "an Output widget",
    r"\bclear_output\b": "clear_output",
    r"%%?time": "a timing magic",
    r"(?i)nbval[-_]skip": "nbval-skip",
    r"(?i)nbval[-_]ignore": "an nbval comment (use the tag and give a reason)",
}


def code_lines(source: str) -> int:
    """Lines that are neither blank nor a comment."""
    lines = [line.strip() for line in source.splitlines()]
    return len([line for line in lines if line and not line.startswith("#")])


def code_cells_are_short(lesson: Lesson) -> list[str]:
    """At most 20 lines in a cell, and at most 5 in half of them."""
    counts = [(number, code_lines(cell.source)) for number, cell in lesson.code]
    problems = [f"cell {n}: {count} lines" for n, count in counts if count > MAX_LINES]
    middle = median([count for _, count in counts] or [0])
    if middle > MAX_MEDIAN_LINES:
        problems.append(f"the median code cell has {middle} lines, more than 5")
    return problems


def names_are_given_once(lesson: Lesson) -> list[str]:
    """A function, class or variable belongs to one cell; imports may be repeated."""
    cells_of, imported = defaultdict(list), defaultdict(list)
    for number, cell in lesson.code:
        for name, is_import in bound_names(cell.source).items():
            cells_of[name].append(number)
            imported[name].append(is_import)
    return [
        f"{name} is given in cells {numbers}"
        for name, numbers in cells_of.items()
        if len(numbers) > 1 and not all(imported[name])
    ]


def bound_names(source: str) -> dict[str, bool]:
    """Names that a cell gives at top level, each with whether it is an import."""
    names = {}
    for statement in ast.parse(without_magics(source)).body:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            aliases = [one.asname or one.name for one in statement.names]
            names |= {name.partition(".")[0]: True for name in aliases}
        names |= {name: False for name in assigned_names(statement)}
    return {name: kind for name, kind in names.items() if name != "_"}


def assigned_names(statement: ast.stmt) -> list[str]:
    """Names that one statement defines or assigns."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [statement.name]
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign | ast.AugAssign):
        targets = [statement.target]
    else:
        return []
    parts = [part for target in targets for part in ast.walk(target)]
    names = [one for one in parts if isinstance(one, ast.Name)]
    return [one.id for one in names if isinstance(one.ctx, ast.Store)]


def without_magics(source: str) -> str:
    """The Python of a cell: lines for IPython become comments."""
    return re.sub(r"^(\s*)[%!]", r"\1# ", source, flags=re.MULTILINE)


def nothing_forbidden(lesson: Lesson) -> list[str]:
    """Nothing that strict nbval fails on or that shows each reader something else."""
    problems = []
    for number, cell in lesson.code:
        searched = "\n".join([*tags_to_search(cell), cell.source.rstrip()])
        hits = [what for one, what in FORBIDDEN.items() if re.search(one, searched)]
        problems += [f"cell {number}: {what}" for what in hits]
    return problems


def tags_to_search(cell) -> list[str]:
    """All tags but the one that is allowed with a reason."""
    return [tag for tag in tags(cell) if tag != "nbval-ignore-output"]


def ignored_outputs_have_a_reason(lesson: Lesson) -> list[str]:
    """The tag nbval-ignore-output needs `"reason": "..."` in the cell's metadata."""
    ignored = [(n, c) for n, c in lesson.code if "nbval-ignore-output" in tags(c)]
    silent = [n for n, cell in ignored if not cell.metadata.get("reason", "").strip()]
    return [f"cell {number}: nbval-ignore-output without a reason" for number in silent]


RULES = [
    code_cells_are_short,
    names_are_given_once,
    nothing_forbidden,
    ignored_outputs_have_a_reason,
]
