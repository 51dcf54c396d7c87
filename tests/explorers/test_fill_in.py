"""Lesson 07: the fill-in diagram takes any text and answers in sentences."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnlib.checks.backward_sheet import NAMES, sheet
from nnlib.explorers.fill_in import LAST_SHEET, FillInExplorer
from nnlib.explorers.fill_in_words import judgment
from tests.explorers.sweep import check_explorer, check_state


@pytest.fixture
def explorer():
    return FillInExplorer()


def fill(explorer, name, text):
    explorer.fields[name].value = text
    check_state(explorer, f"{name} = {text}")
    return explorer.words_text


def fill_all(explorer, but=()):
    changes = sheet(explorer.controls["sheet"].value).changes
    for name in NAMES:
        if name not in but:
            fill(explorer, name, f"{changes[name]:g}")


def drawn(explorer):
    root = ElementTree.fromstring(explorer.pictures["network"].value)
    return [one.text for one in root.iter() if one.tag.endswith("text")]


def test_every_setting_gives_a_picture_and_words(explorer):
    check_explorer(explorer)


def test_at_the_start_all_are_open(explorer):
    assert drawn(explorer).count("?") == 13
    assert explorer.words_text == (
        "The running network: prediction 0.3, target 0.6. 0 of 13 found. "
        "Next: w7, from h1 to the prediction."
    )


@pytest.mark.parametrize(
    "text",
    ["0.15", "+0.15", " .15 ", "0,15", ",15", "3/20", "0.150", "0.3*0.5", "0.5 · 0.3"],
)
def test_a_right_answer_is_locked_and_shown(explorer, text):
    words = fill(explorer, "w7", text)
    assert words.startswith("w7 is right: h1 · wanted = 0.5·0.3 = 0.15.")
    field = explorer.fields["w7"]
    assert field.disabled and field.description == "w7 ✓"
    assert "nn-right" in field._dom_classes
    assert "+0.15" in drawn(explorer) and drawn(explorer).count("?") == 12


@pytest.mark.parametrize(
    "name, text, words",
    [
        ("b3", "0.21", "b3 is not right yet: the ReLU gate is missing: h3 is off"),
        ("w8", "−0.24", "w8 is not right yet: the size is right, the sign is not"),
        ("b1", "0,165", "goes back along w7 after its update"),
        ("w7", "0.75/5", "w7 is right"),
        ("w7", "0.3*", "“0.3*” is not a number I can read; write one, like 0.15"),
        ("w7", "0.3+0.5", "“0.3+0.5” is not a number I can read"),
        ("w7", "1e200*1e200", "is not a number I can read"),
        ("w7", "0.6", "that divides; w7 would close the whole gap alone"),
        ("w2", "0.096", "that is the change of w4; w1, w2 and w3 all begin at x1"),
        ("w7", "x" * 5000, "“xxxxxxxxxxxxxxxxx…” is not a number I can read"),
        ("w7", "1e400", "“1e400” is not a number I can read"),
        ("w7", "1/0", "“1/0” is not a number I can read"),
        ("w7", "a\x0b\ud800", "“a  ” is not a number I can read"),
    ],
)
def test_wrong_answers_are_told_why(explorer, name, text, words):
    assert words in fill(explorer, name, text)


def test_the_verdict_stands_on_a_line_of_its_own(explorer):
    words = fill(explorer, "b3", "0.21")
    verdict, rest = re.findall(r"<div[^>]*>([^<]*)</div>", explorer._words.value)
    assert f"{verdict}{rest}".rstrip() == words
    assert verdict.startswith("b3 is not right yet") and rest.startswith("The running")


def test_a_wrong_answer_stays_open(explorer):
    fill(explorer, "b3", "0.21")
    field = explorer.fields["b3"]
    assert not field.disabled and field.description == "b3 ✗"
    assert "nn-wrong" in field._dom_classes and drawn(explorer).count("?") == 13
    assert "0 of 13 found, 1 wrong try." in explorer.words_text
    fill(explorer, "b3", "abc")
    assert "1 wrong try." in explorer.words_text  # unreadable is no try
    fill(explorer, "b3", "")
    assert field.description == "b3" and "nn-wrong" not in field._dom_classes
    fill(explorer, "b3", "0")
    assert field.description == "b3 ✓" and "nn-wrong" not in field._dom_classes


@pytest.mark.parametrize("number", [0, 1, 17, LAST_SHEET])
def test_all_thirteen_of_a_sheet(explorer, number):
    explorer.controls["sheet"].value = number
    fill_all(explorer, but=["w6"])
    assert "12 of 13 found. Next: w6, from x2 to z3." in explorer.words_text
    fill(explorer, "w6", "7")
    fill_all(explorer)
    which = f"sheet {number}" if number else "the running network"
    assert f"All 13 of {which} found, 12 at the first try." in explorer.words_text
    assert all(field.disabled for field in explorer.fields.values())
    assert "?" not in drawn(explorer)


def test_new_numbers_clear_the_fields_and_keep_the_score(explorer):
    fill_all(explorer)
    explorer.controls["new"].click()
    assert explorer.controls["sheet"].value == 1
    assert {field.value for field in explorer.fields.values()} == {""}
    assert not any(field.disabled for field in explorer.fields.values())
    assert explorer.words_text.startswith("Sheet 1: prediction ")
    fill_all(explorer)
    assert explorer.words_text.endswith("Sheets finished: 2.")


def test_reset_begins_this_sheet_again_and_leaves_the_others(explorer):
    fill_all(explorer)
    explorer.controls["sheet"].value = 5
    fill(explorer, "w7", "7")
    explorer.reset()
    assert explorer.controls["sheet"].value == 5
    assert {field.value for field in explorer.fields.values()} == {""}
    assert explorer.words_text.startswith("Sheet 5: prediction ")
    assert "0 of 13 found. Next:" in explorer.words_text  # the wrong try is forgotten
    assert explorer.finished_sheets == {0}
    fill_all(explorer)
    explorer.reset()
    assert explorer.finished_sheets == {0}


def test_after_the_last_sheet_comes_the_first(explorer):
    explorer.controls["sheet"].value = LAST_SHEET
    explorer.next_sheet()
    assert explorer.controls["sheet"].value == 0


def test_enter_leads_to_the_next_open_field_and_leaving_does_not(explorer, monkeypatch):
    focused = []
    kind = type(explorer.fields["w7"])
    monkeypatch.setattr(kind, "focus", lambda self: focused.append(self))

    def enter(name, text):
        explorer.fields[name]._handle_custom_msg({"event": "submit"}, [])
        explorer.fields[name].value = text

    enter("w8", "0.24")
    enter("w7", "0.15")
    assert focused == [explorer.fields["w9"], explorer.fields["w9"]]
    enter("w9", "0.21")  # wrong: stay
    explorer.fields["b4"].value = "0.3"  # left by Tab or mouse
    assert len(focused) == 2


def test_the_changes_drawn_are_those_of_the_sheet():
    explorer = FillInExplorer(5)
    fill_all(explorer)
    for name, change in sheet(5).changes.items():
        shown = f"{change:+g}".replace("-", "−") if change else "0"
        picture = explorer.pictures["network"].value.replace("\u202f", " ")
        part = re.search(rf">(bias )?{name} = [^<]*</text>.*?>([^<]*)</text>", picture)
        also = f", z{name[1]} too" if name in ("b1", "b2", "b3") else ""
        assert part[2] == shown + also


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=30), st.sampled_from(NAMES))
def test_any_text_gets_a_verdict(text, name):
    found = judgment(sheet(3), name, text)
    assert found is None or found.right or found.sentence
