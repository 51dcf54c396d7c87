"""How a lesson falls into slides: one for each heading, one below it for each thought.

A title or section starts a slide to the right, other prose a slide below, and code
stays on the slide of the prose before it. `make refresh` fills this in for new cells;
what an author has set (Property Inspector > Common Tools > Slide Type) is left alone.
"""

from nbformat import NotebookNode

SLIDE_TYPES = ("slide", "subslide", "fragment", "skip", "notes", "-")


def slide_type(cell: NotebookNode) -> str:
    """What the rule makes of this cell; `-` continues the slide before it."""
    if cell.cell_type != "markdown":
        return "-"
    return "slide" if starts_section(cell) else "subslide"


def starts_section(cell: NotebookNode) -> bool:
    """Whether the cell starts with a heading of the first or second level."""
    return cell.source.startswith(("# ", "## "))


def fill_in(notebook: NotebookNode) -> None:
    """Give every cell without a slide type the one that the rule gives it."""
    for cell in notebook.cells:
        kind = slide_type(cell)
        if kind != "-" and "slideshow" not in cell.metadata:
            cell.metadata["slideshow"] = NotebookNode(slide_type=kind)
