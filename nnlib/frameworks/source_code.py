"""Show functions side by side and count their lines, so that sizes can be compared."""

import ast
import inspect
from collections.abc import Callable
from html import escape
from textwrap import dedent

from nnlib import require

_COLUMN = "flex: 1 1 270px; min-width: 0"
_CODE = "font-size: 12.5px; line-height: 1.4; padding: 0; margin: 4px 0"
_CODE += "; white-space: pre; overflow-x: auto"


def code_of(function: Callable) -> str:
    """Return what is inside of a function: no title, no docstring, no indent."""
    lines = inspect.getsource(function).splitlines(keepends=True)
    first = ast.parse(dedent("".join(lines))).body[0].body[1]  # 0 is the docstring
    return dedent("".join(lines[first.lineno - 1 :]))


def code_lines(function: Callable) -> int:
    """Count the lines inside of a function, without its docstring and blank ones."""
    return sum(1 for line in code_of(function).splitlines() if line.strip())


class SideBySide:
    """Functions in columns, each below its title and its number of lines."""

    def __init__(self, **functions: Callable):
        for title, function in functions.items():
            require.able(title, function, "__code__")
        self.functions = functions

    def line_counts(self) -> dict[str, int]:
        """Return the number of lines of each."""
        return {title: code_lines(one) for title, one in self.functions.items()}

    def __repr__(self) -> str:
        counts = [f"{title} {n} lines" for title, n in self.line_counts().items()]
        return f"Side by side: {', '.join(counts)}."

    def _repr_html_(self) -> str:
        columns = map(self._column, self.functions)
        style = "display: flex; flex-wrap: wrap; gap: 8px"
        return f'<div style="{style}">{"".join(columns)}</div>'

    def _column(self, title: str) -> str:
        function = self.functions[title]
        head = f"<b>{escape(title)}</b>, {code_lines(function)} lines"
        code = f'<pre tabindex="0" style="{_CODE}">{escape(code_of(function))}</pre>'
        return f'<div style="{_COLUMN}">{head}{code}</div>'
