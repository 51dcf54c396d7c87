"""Show functions side by side and count their lines, so that sizes can be compared."""

import inspect
from collections.abc import Callable
from html import escape

_COLUMN = "flex: 1 1 270px; min-width: 0"
_CODE = "font-size: 13px; line-height: 1.35; overflow-x: auto; padding: 8px"


def code_of(function: Callable) -> str:
    """Return the source of a function without its docstring."""
    return inspect.getsource(function).replace(f'    """{function.__doc__}"""\n', "")


def code_lines(function: Callable) -> int:
    """Count the lines of a function that are neither blank nor its docstring."""
    return sum(1 for line in code_of(function).splitlines() if line.strip())


class SideBySide:
    """Functions in columns, each below its title and its number of lines."""

    def __init__(self, **functions: Callable):
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
