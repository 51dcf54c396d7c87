"""One lesson as one page to read or print: prose, code, and the stored pictures.

Nothing is run. Explorers stand still with the words that say what they show; guesses
and quizzes become questions to be answered with a pen; what a notebook folds away, and
every answer, stands at the end of the page.
"""

import re
from html import escape
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from teaching.pictures import figure_html
from teaching.prose import prose_html, tidy_html
from teaching.questions import asked_questions

NOT_ATTEMPTED = "not attempted yet"
FOLDED_OUTPUT = "What this cell prints is folded away for you to predict"


class LessonPage:
    """The body of a handout: the `title` of the lesson and its `html`."""

    def __init__(self, path: Path) -> None:
        self.answers: list[str] = []
        cells = nbformat.read(path, as_version=4).cells
        self.title = re.search(r"^# (.+)$", cells[0].source, re.MULTILINE)[1]
        self.parts = [self._cell_html(cell) for cell in cells]

    @property
    def html(self) -> str:
        """Everything of the lesson, and the answers after it."""
        return "\n".join([*self.parts, self._answers_html()])

    def _cell_html(self, cell: NotebookNode) -> str:
        if cell.cell_type == "markdown":
            return self._prose(cell)
        if asked := asked_questions(cell):
            return "".join(self._question(*one) for one in asked)
        if _folded(cell, "source_hidden"):
            return self._folded_code(cell)
        return f'<div class="cell">{code_html(cell.source)}{self._outputs(cell)}</div>'

    def _prose(self, cell: NotebookNode) -> str:
        leads_in = cell.source.rstrip().endswith(":")
        kind = "prose leads-in" if leads_in else "prose"
        return f'<div class="{kind}">{prose_html(cell.source)}</div>'

    def _outputs(self, cell: NotebookNode) -> str:
        outputs = "".join(map(output_html, cell.outputs))
        if not _folded(cell, "outputs_hidden"):
            return outputs
        number = self._add_answer(outputs)
        return folded_html(FOLDED_OUTPUT, number)

    def _question(self, question: str, answer: str) -> str:
        number = self._add_answer(f"<p>{answer}</p>")
        link = f'<a class="there" href="#answer-{number}">Answer {number}</a>'
        return (
            f'<div class="question" id="question-{number}">'
            f'<p class="label">Question {number} {link}</p>{question}</div>'
        )

    def _folded_code(self, cell: NotebookNode) -> str:
        reason, _, code = cell.source.partition("\n")
        outputs = "".join(map(output_html, cell.outputs))
        number = self._add_answer(code_html(code) + outputs)
        return folded_html(reason.strip("# ."), number)

    def _add_answer(self, html: str) -> int:
        self.answers.append(html)
        return len(self.answers)

    def _answers_html(self) -> str:
        if not self.answers:
            return ""
        numbered = enumerate(self.answers, start=1)
        rows = "\n".join(answer_html(number, html) for number, html in numbered)
        heading = '<h2 id="answers">Answers to the questions</h2>'
        return f'<section class="answers">{heading}<ol>{rows}</ol></section>'


def answer_html(number: int, html: str) -> str:
    """One row of the answers, with the way back."""
    back = f'<a href="#question-{number}">Back to {number}</a>'
    return f'<li id="answer-{number}">{html}<p class="back">{back}</p></li>'


def folded_html(reason: str, number: int) -> str:
    """A line in place of what is folded away, leading to the end of the page."""
    link = f'<a href="#answer-{number}">Answer {number}</a>'
    text = f"{escape(reason)}: see {link} at the end."
    return f'<p class="folded" id="question-{number}">{text}</p>'


def code_html(code: str) -> str:
    """Python in colors, each of them dark enough to be read."""
    tokens = highlight(code, PythonLexer(), HtmlFormatter(nowrap=True))
    return f'<pre class="code"><code>{tokens}</code></pre>'


def output_html(output: NotebookNode) -> str:
    """One output of a cell, as a page without a kernel can show it."""
    if output.output_type == "stream":
        return _text_html(output.text)
    if output.output_type == "error":
        return _text_html(f"{output.ename}: {output.evalue}", "output error")
    if output.data.get("text/plain", "").startswith(NOT_ATTEMPTED):
        return ""
    if "text/html" not in output.data:
        return _text_html(output.data["text/plain"])
    return _rich_html(output.data["text/html"])


def _text_html(text: str, kind: str = "output") -> str:
    return f'<pre class="{kind}">{escape(text.rstrip())}</pre>'


def _rich_html(html: str) -> str:
    """A picture, an explorer or a table."""
    if "<img " in html:
        return figure_html(html)
    return f'<div class="output">{tidy_html(html)}</div>'


def _folded(cell: NotebookNode, part: str) -> bool:
    return bool(cell.metadata.get("jupyter", {}).get(part))
