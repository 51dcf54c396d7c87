"""Every rule on every notebook, and for every rule a notebook that breaks it."""

import base64
import struct

import pytest
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
)

from tests.notebooks import (
    rules_code,
    rules_minutes,
    rules_outputs,
    rules_structure,
    slides,
)
from tests.notebooks.lesson import Lesson, all_lessons, all_solutions

RULES = [*rules_structure.RULES, *rules_code.RULES, *rules_outputs.RULES]
LESSON_RULES = [*rules_structure.LESSON_RULES, *rules_minutes.LESSON_RULES]
NOTEBOOKS = [*all_lessons(), *all_solutions()]
LATER_LESSONS = [path for path in all_lessons() if not path.name.startswith("00")]


def name_of(value):
    folder = "solutions/" if value.parent.name == "solutions" else ""
    return folder + value.stem


def check(rule, path):
    problems = rule(Lesson.read(path))
    assert not problems, f"{path.name}: " + "\n".join(problems)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name_of)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_notebook_follows(rule, path):
    check(rule, path)


@pytest.mark.parametrize("path", all_lessons(), ids=name_of)
@pytest.mark.parametrize("rule", LESSON_RULES, ids=lambda rule: rule.__name__)
def test_lesson_follows(rule, path):
    check(rule, path)


@pytest.mark.parametrize("path", LATER_LESSONS, ids=name_of)
@pytest.mark.parametrize("rule", rules_structure.LATER_LESSON_RULES)
def test_lesson_after_the_first_follows(rule, path):
    check(rule, path)


def png(width):
    """The first bytes of a PNG that is this wide; nothing reads further."""
    header = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, 10)
    return base64.b64encode(header + bytes(40)).decode()


def prose(*texts):
    return [new_markdown_cell(text) for text in texts]


def code(source, *outputs, tags=(), count=1, **metadata):
    metadata |= {"tags": list(tags)} if tags else {}
    options = {"execution_count": count, "metadata": metadata}
    return new_code_cell(source, outputs=list(outputs), **options)


def slide(text, slide_type):
    return new_markdown_cell(text, metadata={"slideshow": {"slide_type": slide_type}})


def printed(text, name="stdout"):
    return code("f()", new_output("stream", name=name, text=text))


def shown(**data):
    data = {key.replace("_", "/"): value for key, value in data.items()}
    return code("f()", new_output("execute_result", data=data, execution_count=1))


def raised(tags=()):
    error = new_output("error", ename="E", evalue="", traceback=[])
    return code("f()", error, tags=tags)


@pytest.fixture
def lesson(tmp_path, monkeypatch):
    """Build the only lesson of a course with these cells, without reading a file."""
    monkeypatch.setattr(rules_structure, "all_lessons", lambda: [])

    def build(*cells):
        path = tmp_path / "01_small.ipynb"
        path.write_text("x" * 10)
        return Lesson(path, new_notebook(cells=list(cells)))

    return build


PNG = f'<img alt="a line rises" src="data:image/png;base64,{png(900)}">'
SVG = '<svg aria-label="two circles" width="900">'
PROMISE = "This takes 5 minutes, and about 5 for the exercises"
SKELETON = ["## One", "## Two", "## Three", "## Recap", "## Exercises"]
GOOD = [
    *prose(
        f"# Title\n\n{PROMISE}.", *SKELETON, "Some prose with [a link](01_small.ipynb)"
    ),
    code("import math\nlength = math.pi"),
    printed("loss 0.1234, 1234.0 in 3 epochs, 8,577 weights, numpy 2.4.6"),
    *prose("| a | b |\n|---|---|\n| ![a hill](01_small.ipynb) | [up](#One) |"),
    raised(["raises-exception"]),
    code("counts = 1", tags=["nbval-ignore-output"], reason="depends on the machine"),
    *prose("```\n# not a title\n```"),
    shown(text_html=PNG, text_plain="a line rises"),
    shown(text_html=SVG, text_plain="two circles"),
    *prose("Look up words in the [glossary](01_small.ipynb)."),
]


@pytest.fixture
def good(lesson):
    runs = [cell for cell in GOOD if cell.cell_type == "code"]
    for count, cell in enumerate(runs, start=1):
        cell.execution_count = count
    built = lesson(*GOOD)
    slides.fill_in(built.notebook)
    return built


STRUCTURE = [*LESSON_RULES, *rules_structure.LATER_LESSON_RULES]


@pytest.mark.parametrize("rule", RULES + STRUCTURE)
def test_a_good_lesson_breaks_no_rule(rule, good):
    assert rule(good) == []


BROKEN = {
    rules_minutes.lesson_names_its_minutes: [
        prose("# A\n\nIt takes a while.", "## Exercises"),
        prose("# A\n\nThis takes 5 minutes.", "## Exercises"),
    ],
    rules_minutes.sections_add_up: [
        prose("# A\n\nThis takes 9 minutes.", "## One (2 min)"),
        prose("# A\n\nThis takes 9 minutes.", "## One (10 min)"),
    ],
    rules_minutes.sections_take_their_minutes: [
        [*prose("## One (2 min)"), code("a = 1\n" * 50)],
        [*prose("## One (2 min)"), *[code("Guess(1)\nSmallExplorer(2)")] * 2],
        prose("## One (2 min)\n\n" + "word " * 700),
        prose("## One (9 min)\n\n" + "word " * 100),
    ],
    rules_structure.thoughts_have_slides_of_their_own: [
        [slide("## One", "subslide")],
        [slide("Some prose", "page")],
        [shown(text_html=f"<i>{slides.EXPLORER} and buttons.</i>", text_plain="a")],
        [code("Guess(1)"), printed("0.5")],
        prose("Some prose"),
    ],
    rules_structure.cells_are_few: [prose(*["# A"] * 71)],
    rules_structure.one_title_first: [
        prose("# A", "# B"),
        prose("## A"),
        prose("Hello", "# A"),
        [code("# A"), *prose("# A")],
    ],
    rules_structure.sections_follow_the_skeleton: [
        prose("# A", "## Exercises", "## Recap"),
        prose("# A", "## One", "## Two", "## Recap", "## Exercises"),
        prose("# A", *["## One"] * 7, "## Recap", "## Exercises"),
        prose("# A", "## One", "## Two", "## Three", "## Recap"),
    ],
    rules_structure.last_cell_leads_on: [prose("# A", "[on](02_next.ipynb)")],
    rules_structure.code_is_interleaved_with_prose: [[code("a = 1") for _ in range(3)]],
    rules_structure.prose_is_short: [prose("word " * 181)],
    rules_structure.spelling_is_american: [
        prose("the colour of a neighbour"),
        prose("We normalise it."),
        [code("# labelled in the centre")],
    ],
    rules_structure.links_lead_somewhere: [
        prose("[on](02_missing.ipynb)"),
        prose("[up](#Nowhere)"),
        prose('<img src="missing.png" alt="a hill">'),
    ],
    rules_structure.pictures_in_prose_have_words: [
        prose("![](hill.png)"),
        prose('<img src="hill.png">'),
        prose('<img src="hill.png" alt="">'),
    ],
    rules_code.code_cells_are_short: [
        [code("a = 1\n" * 21), code("b = 1"), code("c = 1")],
        [code("a = 1\n" * 6)],
    ],
    rules_code.names_are_given_once: [
        [code("a = 1"), code("a = 2")],
        [code("def f(): pass"), code("class f: pass")],
        [code("a, (b, c) = 1, (2, 3)"), code("c: int = 4")],
        [code("total = 1"), code("total += 1")],
        [code("def relu(): pass"), code("from nnlib import relu")],
    ],
    rules_code.nothing_forbidden: [
        [code("plot();  ")],
        [code("plt.show()")],
        [code("interact(f, x=1)")],
        [code("interactive_output(f, {})")],
        [code("out = widgets.Output()")],
        [code("clear_output()")],
        [code("%%time\nf()")],
        [code("f()", tags=["nbval-skip"])],
        [code("# NBVAL_SKIP\nf()")],
        [code("# NBVAL_IGNORE_OUTPUT\nf()")],
    ],
    rules_code.ignored_outputs_have_a_reason: [
        [code("f()", tags=["nbval-ignore-output"])],
        [code("f()", tags=["nbval-ignore-output"], reason=" ")],
    ],
    rules_outputs.answers_wait_below_a_guess: [
        [code("Guess(1)"), printed("0.5")],
        [code("Guess(1)"), *prose("Now run it."), printed("0.5")],
    ],
    rules_outputs.outputs_are_stored: [
        [code("f()", count=None)],
        [code("f()", count=1), code("g()", count=3)],
        [code("f()", count=2), code("g()", count=1)],
    ],
    rules_outputs.errors_are_deliberate: [
        [raised()],
        [code("f()", tags=["raises-exception"])],
    ],
    rules_outputs.nothing_on_stderr: [[printed("careful", name="stderr")]],
    rules_outputs.outputs_are_the_same_for_everyone: [
        [printed("on 2026-01-31")],
        [printed("at 12:30:01")],
        [printed("took 3.2 s")],
        [printed("saved in /some/model")],
        [printed("saved in C:\\model")],
        [shown(text_plain="<object at 0x7fd1c7467360>")],
    ],
    rules_outputs.numbers_are_rounded: [
        [printed("loss 0.12345")],
        [printed("[12.345]")],
        [shown(text_plain="1.23456e-05")],
        [shown(text_html="<td>1000.5</td>")],
        [printed("It is 0.33333.")],
    ],
    rules_outputs.pictures_fit_the_page: [
        [shown(text_html=PNG.replace(png(900), png(901)))],
        [shown(text_html=SVG.replace("900", "901"))],
        [shown(text_html='<img src="data:image/svg+xml,%3Csvg width=%22901%22%3E">')],
        [shown(**{"image_png": png(901)})],
    ],
    rules_outputs.pictures_have_words: [
        [shown(image_png=png(10), text_plain="<Figure size 2x2>")],
        [shown(text_html=PNG.replace("a line rises", ""))],
        [shown(text_html="<svg>")],
    ],
    rules_outputs.widgets_speak_for_themselves: [
        [shown(text_plain="VBox(children=(IntSlider(value=0),))")],
        [shown(text_plain="IntSlider(value=4)")],
    ],
}
CASES = [(rule, cells) for rule, cases in BROKEN.items() for cells in cases]


@pytest.mark.parametrize("rule, cells", CASES)
def test_a_broken_rule_is_noticed(rule, cells, lesson):
    assert rule(lesson(*cells))


def test_a_big_file_is_noticed(good):
    good.path.write_text("x" * 400_001)
    assert rules_structure.file_is_small(good) == ["400 kB"]


def test_a_missing_link_to_the_next_lesson_is_noticed(good, monkeypatch):
    later = [good.path, good.path.with_name("02_next.ipynb")]
    monkeypatch.setattr(rules_structure, "all_lessons", lambda: later)
    problems = rules_structure.last_cell_leads_on(good)
    assert problems == ["the last cell does not link to 02_next.ipynb"]


def test_every_rule_can_fail():
    assert {*RULES, *STRUCTURE} == {*BROKEN, rules_structure.file_is_small}
