"""How a lesson falls into slides: one for each heading, one below it for each thought.

A title or section starts a slide to the right, other prose a slide below. Code stays on
the slide of the prose before it, except for explorers, which fill a slide of their own,
and for the cell after a guess: it must not run before the class has guessed.
`make refresh` fills this in for new cells; what an author has set (Property Inspector >
Common Tools > Slide Type) is left alone.
"""

from itertools import pairwise

from nbformat import NotebookNode

SLIDE_TYPES = ("slide", "subslide", "fragment", "skip", "notes", "-")
EXPLORER = "Run this cell to get the sliders"  # in the output for pages without kernel


def slide_type(cell: NotebookNode, before: NotebookNode | None) -> str:
    """What the rule makes of this cell; `-` continues the slide before it."""
    if cell.cell_type == "markdown":
        return "slide" if starts_section(cell) else "subslide"
    return "subslide" if shows_explorer(cell) or asks(before) else "-"


def asks(cell: NotebookNode | None) -> bool:
    """Whether the cell shows a question to be guessed first."""
    return cell is not None and cell.cell_type == "code" and "Guess(" in cell.source


def starts_section(cell: NotebookNode) -> bool:
    """Whether the cell starts with a heading of the first or second level."""
    return cell.source.startswith(("# ", "## "))


def shows_explorer(cell: NotebookNode) -> bool:
    """Whether the cell shows an explorer, which is as large as a slide."""
    pages = [
        one.get("data", {}).get("text/html", "") for one in cell.get("outputs", [])
    ]
    return any(EXPLORER in page for page in pages)


def fill_in(notebook: NotebookNode) -> None:
    """Give every cell without a slide type the one that the rule gives it."""
    for before, cell in pairwise([None, *notebook.cells]):
        kind = slide_type(cell, before)
        if kind != "-" and "slideshow" not in cell.metadata:
            cell.metadata["slideshow"] = NotebookNode(slide_type=kind)
