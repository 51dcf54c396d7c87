"""Build the handouts: one page of HTML and one PDF for each lesson, and an index.

`make handouts` runs this. Each page stands alone: no script, no font, no picture is
fetched from anywhere. The PDFs need Chromium; without it there are only the pages.
"""

import re
import shutil
import sys
from html import escape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from teaching.colors import code_style
from teaching.lesson_page import LessonPage
from teaching.pdf import offline_browser, print_pdf
from teaching.prose import prose_html
from tests.browser.harness import find_chromium

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"
HANDOUTS = ROOT / "build" / "handouts"
COURSE = "Neural networks, one slider at a time"
ROW = re.compile(r"^\| \[[^]]+\]\(notebooks/(\S+)\) \| (\d+) \| *([^|]*?) *\|", re.M)
INDEX = "Every lesson as a page to read, and as a PDF to print (A4)."
NO_PDF = "Chromium is missing, so there are no PDFs: install it or name it in CHROMIUM"


def build_pages(target: Path, with_pdfs: bool = True) -> list[Path]:
    """Write all pages into the folder; return those to be printed, in order."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    paths = sorted(NOTEBOOKS.glob("*.ipynb"))
    lessons = {path: LessonPage(path) for path in paths}
    for path in paths:
        write_page(
            target / f"{path.stem}.html",
            title=lessons[path].title,
            body=lessons[path].html,
            notebook=path.name,
            neighbors=neighbors(path, lessons),
        )
    write_glossary(target)
    write_index(target, lessons, with_pdfs)
    return [target / f"{path.stem}.html" for path in paths] + [target / "glossary.html"]


def write_page(target: Path, *, title: str, body: str, **parts) -> None:
    """Write one page: the template with these parts filled in."""
    folder = Path(__file__).parent
    template = Environment(loader=FileSystemLoader(folder)).get_template("page.html.j2")
    style = (folder / "page.css").read_text().replace("COLORS", code_style())
    page = template.render(title=title, body=body, style=style, course=COURSE, **parts)
    target.write_text(page, encoding="utf-8", newline="\n")


def neighbors(path: Path, lessons: dict[Path, LessonPage]) -> list[tuple[str, str]]:
    """Label and address of the lessons before and after this one."""
    paths = list(lessons)
    place = paths.index(path)
    found = []
    if place > 0:
        found.append(("Before: ", paths[place - 1]))
    if place + 1 < len(paths):
        found.append(("Next: ", paths[place + 1]))
    return [(word + lessons[one].title, f"{one.stem}.html") for word, one in found]


def write_glossary(target: Path) -> None:
    """Write the glossary as a page."""
    body = prose_html((NOTEBOOKS / "glossary.md").read_text(encoding="utf-8"))
    write_page(target / "glossary.html", title="Glossary", body=body)


def write_index(target: Path, lessons: dict[Path, LessonPage], with_pdfs: bool) -> None:
    """Write the list of all handouts; minutes and aims come from the README."""
    found = ROW.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    about = {name: f"{minutes} minutes: {aim}." for name, minutes, aim in found}
    entries = [(p.stem, page.title, about.get(p.name)) for p, page in lessons.items()]
    entries.append(("glossary", "Glossary", "All terms, one sentence each."))
    rows = "".join(index_row(*entry, with_pdfs) for entry in entries)
    body = f'<h1>Handouts</h1><p>{INDEX}</p><ul class="lessons">{rows}</ul>'
    write_page(target / "index.html", title="Handouts", body=body)


def index_row(name: str, title: str, about: str | None, with_pdf: bool) -> str:
    """One handout in the list, with its page and its PDF."""
    title = escape(title)
    pdf = f'<a href="{name}.pdf">PDF<span class="hidden"> of {title}</span></a>'
    links = f'<b><a href="{name}.html">{title}</a></b>' + f" ({pdf})" * with_pdf
    return f"<li><p>{links}</p><p>{escape(about or '')}</p></li>"


def build_pdfs(pages: list[Path], chromium: str) -> list[Path]:
    """Print all pages; return the files."""
    with offline_browser(chromium) as context:
        window = context.new_page()
        return [print_pdf(window, page) for page in pages]


def main() -> None:
    """Build everything and say where it is."""
    chromium = find_chromium()
    pages = build_pages(HANDOUTS, with_pdfs=chromium is not None)
    if chromium:
        build_pdfs(pages, chromium)
    else:
        print(NO_PDF, file=sys.stderr)
    print(f"{len(pages)} handouts: open {HANDOUTS.relative_to(ROOT) / 'index.html'}")


if __name__ == "__main__":
    main()
