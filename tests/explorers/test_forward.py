"""Lesson 04: the forward pass in steps, and the tables it is made of."""

import re

import numpy as np
import pytest

from nnlib.explorers.forward import ForwardExplorer, empty_network
from nnlib.explorers.forward_steps import STEPS, Pass, Step, pass_words
from nnlib.plots.tables import Table, product_diagram, tables_svg
from nnlib.running import HIDDEN_WEIGHTS, INPUTS, running_network
from tests.explorers.sweep import check_explorer


@pytest.fixture
def explorer():
    return ForwardExplorer()


def stepped(explorer, count):
    for _ in range(count):
        explorer.step()
    return explorer.words_text


def texts(svg):
    """Everything written in a drawing, hover texts included."""
    return re.findall(r">([^<>]+)<", svg)


def test_every_setting_gives_pictures_and_words(explorer):
    check_explorer(explorer)


@pytest.mark.parametrize("done", range(len(STEPS) + 1))
def test_extreme_inputs_at_every_step(explorer, done):
    stepped(explorer, done)
    for x1, x2 in [(-2.0, -2.0), (2.0, -2.0), (-2.0, 2.0), (0.0, 0.0), (2.0, 2.0)]:
        explorer.controls["x1"].value, explorer.controls["x2"].value = x1, x2
        assert explorer.error is None
        assert explorer.words_text == pass_words(Pass(x1, x2, done))


def test_there_are_nine_products_four_biases_three_relus():
    kinds = [step.kind for step in STEPS]
    counts = [kinds.count(one) for one in ("product", "bias", "relu")]
    assert counts == [9, 4, 3] and len(STEPS) == 16


@pytest.mark.parametrize(
    "done, words",
    [
        (0, "Nothing is computed yet. The inputs are x1 = 0.4 and x2 = 0.8."),
        (1, "Step 1 of 16, h1: x1·w1 = 0.4·0.5 = 0.2. Sum so far: 0.2."),
        (2, "Step 2 of 16, h1: x2·w4 = 0.8·0.25 = 0.2. Sum so far: 0.4."),
        (3, "Step 3 of 16, h1: the bias is added, z1 = 0.4 + 0.1 = 0.5."),
        (4, "Step 4 of 16, h1: relu(0.5) = 0.5. The sum is above 0"),
        (12, "Step 12 of 16, h3: relu(−0.46) = 0. The sum is not above 0"),
        (15, "h3·w9 = 0·0.7 = 0. The unit is off: nothing comes from it."),
        (16, "0.4 + (−0.1) = 0.3. That is the prediction; the average of the"),
    ],
)
def test_the_words_of_a_step(explorer, done, words):
    assert words in stepped(explorer, done)


def test_steps_end_and_go_back(explorer):
    buttons = explorer._named_buttons
    assert list(buttons) == ["play", "back", "step", "reset"]
    assert buttons["back"].disabled
    last = stepped(explorer, 16)
    assert explorer.finished and buttons["step"].disabled
    explorer.back()
    assert not explorer.finished and not buttons["step"].disabled
    assert explorer.words_text.startswith("Step 15 of 16")
    explorer.step()
    assert explorer.words_text == last
    for _ in range(20):
        explorer.back()
    assert explorer.done == 0 and buttons["back"].disabled


def test_going_back_shows_what_was_shown_before(explorer):
    seen = []
    for _ in STEPS:
        seen.append([one.value for one in explorer.pictures.values()])
        explorer.step()
    for pictures in reversed(seen):
        explorer.back()
        assert [one.value for one in explorer.pictures.values()] == pictures


def test_moved_inputs_keep_the_place(explorer):
    stepped(explorer, 16)
    explorer.controls["x1"].value = explorer.controls["x2"].value = 0.0
    assert explorer.done == 16
    assert "= 0.06. That is the prediction" in explorer.words_text


def test_what_is_not_known_yet_is_not_shown(explorer):
    stepped(explorer, 3)
    network, tables = (one.value for one in explorer.pictures.values())
    assert "−0.46" not in network + tables
    assert "z2: not known yet" in texts(network)
    assert "h1: not known yet" in texts(network) and ": off" not in network
    stepped(explorer, 9)
    network, tables = (one.value for one in explorer.pictures.values())
    assert "−0.46" in texts(network) and "−0.46" in texts(tables)
    assert "h3: off" in texts(network)


def test_the_empty_network_shows_what_is_given_and_nothing_more():
    diagram = empty_network()
    shown = set(texts(diagram.content))
    assert {"0.4", "0.8", "−0.5"} <= shown
    assert not {"0.5 …", "−0.46", "0.3"} & shown
    assert "z1, z2 and z3" in diagram.words and "0.3" not in diagram.words


def test_a_half_done_sum_says_so(explorer):
    stepped(explorer, 1)
    network, tables = (one.value for one in explorer.pictures.values())
    assert "0.2 …" in texts(network) and "0.4·0.5 = 0.2" in texts(network)
    assert "z1 = 0.4·0.5 + …" in texts(tables)


def test_a_finished_pass_agrees_with_the_network():
    state = Pass(-1.3, 0.7, len(STEPS))
    expected = running_network().predict([[-1.3, 0.7]])
    assert np.allclose(state.columns[2], expected.ravel())
    assert state.sum_so_far(1, 0) == pytest.approx(expected.item())
    assert state.target == pytest.approx(-0.3)


def test_sums_so_far_grow_product_by_product():
    sums = [Pass(0.4, 0.8, done).sum_so_far(1, 0) for done in (12, 13, 14, 15, 16)]
    assert sums[0] is None and sums[1:] == pytest.approx([0.2, 0.4, 0.4, 0.3])
    assert Step("product", 1, 0, 2) in Pass(0.4, 0.8, 15).known


def test_a_product_is_drawn_with_its_shapes_and_its_formula():
    diagram = product_diagram(INPUTS, HIDDEN_WEIGHTS, row=0, column=1)
    assert {"0.4·(−0.5) + 0.8·1 = 0.6", "(1, 2)", "(2, 3)", "(1, 3)", "−0.56"} <= set(
        texts(diagram.content)
    )
    assert diagram.words.endswith("are marked: 0.4·(−0.5) + 0.8·1 = 0.6.")


def test_hidden_cells_are_empty_and_tables_leave_room():
    table = Table("t", np.array([[1.5, 2.5]]), "(1, 2)", hidden={(0, 1)})
    drawn = tables_svg([table], "A table.", rows=3)
    assert "1.5" in texts(drawn) and "2.5" not in texts(drawn)
    assert tables_svg([table], "A table.") != drawn
