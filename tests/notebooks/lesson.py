"""A lesson as the rules see it: its file, its cells, and what they say and show."""

import re
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path

import nbformat
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"


@dataclass
class Lesson:
    """A notebook and where it is; a solution is one in the folder `solutions`."""

    path: Path
    notebook: NotebookNode

    @classmethod
    def read(cls, path: Path) -> "Lesson":
        """The lesson in this file."""
        return cls(path, nbformat.read(path, as_version=4))

    @property
    def number(self) -> int:
        """The two digits that its name begins with."""
        return int(self.path.name[:2])

    @property
    def is_solution(self) -> bool:
        """Whether it holds the answers to another notebook's exercises."""
        return self.path.parent.name == "solutions"

    @cached_property
    def cells(self) -> list[tuple[int, NotebookNode]]:
        """All cells with their numbers, counted from 1."""
        return list(enumerate(self.notebook.cells, start=1))

    @cached_property
    def code(self) -> list[tuple[int, NotebookNode]]:
        """The code cells that hold something."""
        cells = [(n, c) for n, c in self.cells if c.cell_type == "code"]
        return [(number, cell) for number, cell in cells if cell.source.strip()]

    @cached_property
    def prose(self) -> list[tuple[int, NotebookNode]]:
        """The Markdown cells."""
        return [(n, cell) for n, cell in self.cells if cell.cell_type == "markdown"]

    @cached_property
    def outputs(self) -> list[tuple[int, NotebookNode]]:
        """Every stored output with the number of its cell."""
        return [(number, output) for number, c in self.code for output in c.outputs]

    def headings(self, level: int) -> list[str]:
        """The headings of this level, in order."""
        marks = re.compile(rf"^#{{{level}}} +(.+?)\s*$", re.MULTILINE)
        return [text for _, c in self.prose for text in marks.findall(plain(c.source))]


def all_lessons() -> list[Path]:
    """The files of all lessons, in order."""
    return sorted(NOTEBOOKS.glob("*.ipynb"))


def all_solutions() -> list[Path]:
    """The files of all solutions, in order."""
    return sorted((NOTEBOOKS / "solutions").glob("*.ipynb"))


def tags(cell: NotebookNode) -> list[str]:
    """The tags of a cell."""
    return cell.metadata.get("tags", [])


def plain(markdown: str) -> str:
    """Markdown without its code blocks, in which # and [] mean something else."""
    return re.sub(r"(?ms)^```.*?^```|`[^`\n]*`", "", markdown)


def without_markup(html: str) -> str:
    """The text of a piece of HTML."""
    return unescape(re.sub(r"<[^>]*>", " ", html))


def output_texts(output: NotebookNode) -> list[str]:
    """What a reader can read in an output."""
    if output.output_type == "stream":
        return [output.text]
    if output.output_type == "error":
        return [output.evalue]
    texts = [output.data.get("text/plain", "")]
    return texts + [without_markup(output.data.get("text/html", ""))]
