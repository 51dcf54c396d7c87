"""The shared network diagram, on the running network of the series."""

import re
from itertools import combinations
from xml.etree import ElementTree

import numpy as np
import pytest

from nnlib.plots.diagram import network_svg
from nnlib.plots.diagram_layout import LABEL_HEIGHT, LABEL_WIDTH, network_layout
from nnlib.room import projector

WEIGHTS = [np.array([[0.5, -0.5, -0.4], [0.25, 1.0, -0.5]]), [[0.4], [0.25], [0.7]]]
BIASES = [[0.1, 0.2, 0.1], [-0.1]]
OUTPUTS = [[0.4, 0.8], [0.5, 0.8, 0.0], [0.3]]
BEFORE = [[0.5, 0.8, -0.46], [0.3]]
RUNNING = (WEIGHTS, BIASES, OUTPUTS, BEFORE)


def parts(svg):
    """Every named part of a drawing: its hover text and its visible texts."""
    found = {}
    for group in ElementTree.fromstring(svg):
        if name := group.get("data-part"):
            title, texts = found.get(name, ("", []))
            texts = texts + [one.text for one in group if one.tag.endswith("text")]
            found[name] = (title or group[0].text, texts)
    return found


@pytest.fixture
def running():
    return parts(network_svg(*RUNNING, target=0.6))


def test_every_number_is_shown(running):
    texts = {name: texts for name, (_, texts) in running.items()}
    assert texts["weight 0 0 1"] == ["−0.5"]
    assert texts["weight 1 2 0"] == ["+0.7"]
    assert texts["bias 1 0"] == ["bias −0.1"]
    assert texts["z 1 2"] == ["−0.46", "z3"]
    assert texts["node 1 0"] == ["0.5", "h1"]
    assert texts["node 1 2"] == ["0", "h3: off"]
    assert texts["node 2 0"] == ["0.3", "prediction"]
    assert len(texts) == 9 + 4 + 2 + 3 + 3 + 1


@pytest.mark.parametrize(
    "name, title",
    [
        ("z 1 0", "z1 = 0.4·0.5 + 0.8·0.25 + 0.1 = 0.5"),
        ("z 1 2", "z3 = 0.4·(−0.4) + 0.8·(−0.5) + 0.1 = −0.46"),
        ("node 1 2", "h3 = relu(−0.46) = 0"),
        ("node 0 1", "x2 = 0.8"),
        ("node 2 0", "prediction = 0.5·0.4 + 0.8·0.25 + 0·0.7 + (−0.1) = 0.3"),
        ("weight 1 1 0", "w8 = 0.25, from h2 to prediction: h2·w8 = 0.8·0.25 = 0.2"),
        ("weight 0 1 0", "w4 = 0.25, from x2 to z1: x2·w4 = 0.8·0.25 = 0.2"),
        ("bias 1 0", "b4 = −0.1, added to prediction"),
    ],
)
def test_hovering_shows_the_formula(running, name, title):
    assert running[name][0] == title


def test_negative_weights_are_dashed():
    svg = network_svg(*RUNNING)
    for name, negative in (("weight 0 0 1", True), ("weight 0 0 0", False)):
        line = re.search(f'data-part="{name}">.*?</g>', svg)[0]
        assert ("stroke-dasharray" in line) is negative


def test_words_say_what_is_seen():
    root = ElementTree.fromstring(network_svg(*RUNNING, target=0.6))
    assert root.get("role") == "img"
    assert root.get("aria-label") == (
        "A network with 2 inputs, 3 hidden units and 1 output. "
        "Prediction: 0.3. Target: 0.6. Off: h3."
    )


def test_labels_replace_text_and_hide_the_formula():
    labels = {("weight", 1, 0, 0): "?", ("node", 2, 0): "<?>"}
    titles = {("bias", 1, 0): "guess it"}
    shown = parts(network_svg(*RUNNING, labels=labels, titles=titles))
    assert shown["weight 1 0 0"] == ("w7 = ?", ["?"])
    assert shown["node 2 0"] == ("prediction = <?>", ["<?>", "prediction"])
    assert shown["bias 1 0"][0] == "guess it"


def test_highlight_marks_a_part_and_fades_other_edges():
    plain = network_svg(*RUNNING)
    marked = network_svg(*RUNNING, highlight=[("weight", 0, 0, 0)])
    assert 'opacity="0.4"' not in plain
    assert marked.count('opacity="0.4"') == 8


def test_a_network_without_numbers_shows_names():
    shown = parts(network_svg(WEIGHTS, BIASES))
    assert shown["node 0 0"][0] == "x1"
    assert shown["z 1 0"][0] == "z1"


def test_rounded_and_the_same_every_time():
    svg = network_svg(*RUNNING, target=0.6)
    assert svg == network_svg(*RUNNING, target=0.6)
    coordinates = re.findall(r' (?:x|y|d|width|height)="([^"]*)"', svg)
    assert not re.search(r"\.\d\d", " ".join(coordinates))


def test_projector_makes_it_larger():
    projector()
    large = ElementTree.fromstring(network_svg(*RUNNING))
    projector(False)
    usual = ElementTree.fromstring(network_svg(*RUNNING))
    assert usual.get("width") == "800" and large.get("width") == "1079.6"
    smallest = min(float(text.get("font-size")) for text in large.iter("{http://www.w3.org/2000/svg}text"))
    drawn = float(large.get("viewBox").split()[2])
    assert smallest * 1079.6 / drawn >= 16 * 96 / 72


@pytest.mark.parametrize("sizes", [(2, 3, 1), (2, 8, 1), (3, 4, 1), (2, 1)])
def test_labels_do_not_overlap(sizes):
    widths = (68, *[136] * (len(sizes) - 2), 84)
    layout = network_layout(sizes, widths, 800)
    assert len(layout.labels) == sum(
        a * b for a, b in zip(sizes, sizes[1:], strict=False)
    )
    for (x1, y1), (x2, y2) in combinations(layout.labels.values(), 2):
        assert abs(x1 - x2) >= LABEL_WIDTH or abs(y1 - y2) >= LABEL_HEIGHT


def test_crowded_edges_are_told_by_hovering_only():
    layout = network_layout((12, 12), (68, 84), 800)
    assert layout.labels == {}


@pytest.mark.parametrize("activation", ["relu", "sigmoid", "tanh", "identity"])
@pytest.mark.parametrize("value", [0.0, -1e6, 1e-9, 12345.678])
def test_extreme_numbers_and_other_activations(activation, value):
    svg = network_svg(
        [[[value]]], [[value]], [[value], [value]], [[value]], activations=[activation]
    )
    ElementTree.fromstring(svg)
    assert "nan" not in svg


def test_shapes_that_do_not_meet_are_told():
    with pytest.raises(
        ValueError, match=r"layer 1: expected weights of shape \(3, 1\)"
    ):
        network_svg([WEIGHTS[0], [[0.4], [0.25]]], BIASES)
    with pytest.raises(ValueError, match="at most 12 units in a layer, got 64"):
        network_svg([np.ones((2, 64))], [np.ones(64)])



def test_a_label_may_have_two_lines_and_meets_no_other():
    layout = network_layout((2, 3, 1), (68, 136, 84), 800, 2)
    places = list(layout.labels.values())
    wide, high = layout.label_size
    for one, other in combinations(places, 2):
        assert abs(one[0] - other[0]) >= wide or abs(one[1] - other[1]) >= high
    svg = network_svg([[[0.5]]], [[0.1]], labels={("weight", 0, 0, 0): "w\n+0.2"})
    assert ">w</text>" in svg and ">+0.2</text>" in svg
