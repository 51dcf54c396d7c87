"""Questions on paper: what a guess or a quiz asks, and the answers for the last page.

A stored page shows a question and its choices only; the answer is in the code of the
cell, which the notebook folds away. Here both are read, and nothing is run.
"""

import ast
from html import escape
from typing import NamedTuple

from bs4 import BeautifulSoup
from nbformat import NotebookNode

from nnlib.explorers.question import Question


class Asked(NamedTuple):
    """A question as a page shows it, and its answer with the reason."""

    html: str
    answer: str


def asked_questions(cell: NotebookNode) -> list[Asked]:
    """The questions of a cell, in order; none if it asks nothing."""
    calls = _question_calls(cell.source)
    shown = [_question_html(one) for one in _stored_questions(cell)] if calls else []
    return [
        Asked(html, _answer_html(call)) for html, call in zip(shown, calls, strict=True)
    ]


def _question_calls(source: str) -> list[ast.Call]:
    names = ("Guess", "Question")
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    found = [call for call in calls if getattr(call.func, "id", "") in names]
    return sorted(found, key=lambda call: call.lineno)


def _stored_questions(cell: NotebookNode) -> list[list]:
    """Each question's elements: a paragraph, and maybe the list of its choices."""
    soup = BeautifulSoup(cell.outputs[0].data["text/html"], "html.parser")
    questions = []
    for element in soup.find_all(["p", "ul"], recursive=False):
        if element.name == "p" and element.b:
            questions.append([element])
        elif element.name == "ul":
            questions[-1].append(element)
    return questions


def _question_html(elements: list) -> str:
    text, choices = elements[0], elements[1:]
    if choices:
        choices[0]["class"] = "choices"
        return f"{text}{choices[0]}"
    return f'{text}<p class="reply">Your answer: <span aria-hidden="true"></span></p>'


def _answer_html(call: ast.Call) -> str:
    names = ("text", "choices", "answer", "because")
    given = dict(zip(names, call.args, strict=False))
    given |= {keyword.arg: keyword.value for keyword in call.keywords}
    known = {name: _literal(node) for name, node in given.items()}
    parts = {"text": known["text"] or "?", "choices": known.get("choices")}
    parts |= {"answer": known["answer"], "unit": known.get("unit") or ""}
    answer = Question(**parts).answer_text
    return f"<b>{escape(answer)}.</b> {escape(known.get('because') or '')}".strip()


def _literal(node: ast.expr):
    """The value of a literal; None for what has to be computed first."""
    try:
        return ast.literal_eval(node)
    except ValueError:
        return None
