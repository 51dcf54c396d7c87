"""Build notebooks/glossary.md from the lessons' own words; `make refresh` runs this.

A Markdown cell that introduces a term writes it as `**term**` and keeps one sentence
about it in its metadata: `"glossary": {"term": "One plain sentence."}`.
"""

import re
from typing import NamedTuple

from tests.notebooks.lesson import NOTEBOOKS, Lesson, all_lessons, plain

GLOSSARY = NOTEBOOKS / "glossary.md"
BEGINNING = """# Glossary

Each term in one sentence, with the lesson that introduces it.

"""
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)


class Entry(NamedTuple):
    """A term, one sentence about it, and where it is introduced."""

    term: str
    sentence: str
    title: str
    file: str

    def markdown(self):
        return f"- **{self.term}**: {self.sentence} [{self.title}]({self.file})"


def entries(lesson):
    """The terms that a lesson introduces, in the order of its cells."""
    file = lesson.path.name
    title = next(iter(lesson.headings(1)), file)
    terms = [pair for _, cell in lesson.prose for pair in defined_terms(cell).items()]
    return [Entry(term, sentence, title, file) for term, sentence in terms]


def defined_terms(cell):
    """Terms with their sentences in the metadata of a cell."""
    return cell.metadata.get("glossary", {})


def bold_terms(cell):
    """Terms in bold in the text of a cell."""
    return BOLD.findall(plain(cell.source))


def glossary_text(lessons):
    """The whole page, in alphabetical order."""
    found = [entry for lesson in lessons for entry in entries(lesson)]
    found.sort(key=lambda entry: (entry.term.casefold(), entry.file))
    return BEGINNING + "\n".join(entry.markdown() for entry in found) + "\n"


def main():
    text = glossary_text([Lesson.read(path) for path in all_lessons()])
    GLOSSARY.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
