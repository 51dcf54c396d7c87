"""The playground: true words and maps, code that repeats the run, nothing breaks it."""

import asyncio
import gc
import random
import re
import tracemalloc

import numpy as np
import pytest
from matplotlib.text import Text

from nnlib import data
from nnlib.explorers.live_run import MOST_CHANGES, MOST_PHASES, MOST_POINTS
from nnlib.explorers.playground import PlaygroundExplorer
from nnlib.explorers.unit_maps import CELLS, unit_maps
from nnlib.losses import binary_cross_entropy
from nnlib.network import build_mlp
from nnlib.plots.playground_pictures import MOST_SHOWN, Curves
from nnlib.plots.style import minimum_text_points
from nnlib.room import projector
from tests.explorers.kernel_loop import in_notebook, until
from tests.explorers.sweep import check_explorer, check_state, values_of


@pytest.fixture
def playground():
    return PlaygroundExplorer()


def set_controls(playground, **values):
    for name, value in values.items():
        playground.controls[name].value = value


def train(playground, epochs):
    """As many epochs at once, as Play does between two pictures."""
    for _ in range(epochs):
        playground.advance()
    playground.refresh()


def parameters(playground):
    return playground.run.network.parameters.copy()


def shown(playground):
    return bytes(playground.pictures["network"].value)


def test_passes_the_sweep(playground):
    check_explorer(playground, random_combinations=10)


def test_first_words_speak_of_an_untrained_network(playground):
    assert playground.words_text == (
        "Network 2 → 4 → 1, epoch 0: of 200 training points 40.5 % lie on their side "
        "(loss 0.7231), of 200 test points 49 % (loss 0.7027). It is not trained yet: "
        "press Play."
    )


@pytest.mark.parametrize("name", ["xor", "moons", "circles", "spirals", "blobs"])
def test_words_tell_the_numbers_of_the_network(playground, name):
    set_controls(playground, data=name, noise=0.2, seed=3)
    train(playground, 30)
    points = getattr(data, name)(400, noise=0.2, seed=3)
    network = build_mlp([2, 4, 1], activation="tanh")
    network.parameters[:] = playground.run.network.parameters
    told = re.findall(
        r"points ([\d.]+) % [^(]*\(loss ([\d.]+)\)", playground.words_text
    )
    for (share, loss), pair in zip(
        told, data.split(*points, fraction=0.5, seed=3), strict=True
    ):
        scores = network.predict(pair[0])
        right = ((scores > 0) == pair[1]).mean()
        assert float(share) == pytest.approx(100 * right, rel=3e-3)
        expected = binary_cross_entropy.value(scores, pair[1])
        assert float(loss) == pytest.approx(expected, rel=1e-3)


def test_each_map_is_what_its_unit_answers(playground):
    train(playground, 10)
    network, limit = playground.run.network, 1.0
    inputs, hidden, scores = unit_maps(network, limit, MOST_SHOWN)
    assert [len(one) for one in (inputs, hidden, scores)] == [2, 4, 1]
    row, column = 7, 31  # rows count from the lowest
    place = -limit + (2 * np.array([column, row]) + 1) * limit / CELLS
    assert np.allclose(inputs[:, row, column], place / limit)
    first, last = network.dense_layers
    answers = np.tanh(place @ first.weights + first.biases)
    assert np.allclose(hidden[:, row, column], answers)
    score = answers @ last.weights + last.biases
    assert np.allclose(scores[:, row, column], score)


@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid", "identity"])
def test_maps_of_hidden_units_use_the_whole_range(playground, activation):
    set_controls(playground, activation=activation, depth=3, width=20)
    train(playground, 5)
    maps = unit_maps(playground.run.network, 1.5, MOST_SHOWN)
    assert [len(one) for one in maps] == [2, 8, 8, 8, 1]
    for layer in maps[1:-1]:
        assert np.abs(layer).max() <= 1
        if activation == "relu":
            assert layer.min() >= 0
        if activation in ("relu", "identity"):
            peaks = np.abs(layer).max(axis=(1, 2))
            assert np.isin(peaks.round(9), [0, 1]).all()


def test_a_unit_that_is_off_everywhere_has_an_empty_map():
    network = build_mlp([2, 3, 1])
    network.dense_layers[0].weights[:] = 0
    network.dense_layers[0].biases[:] = -1
    assert not unit_maps(network, 1.0, MOST_SHOWN)[1].any()


def test_hidden_units_that_are_not_shown_are_counted(playground):
    assert "than shown" not in playground.words_text
    set_controls(playground, width=32, depth=2)
    assert "(24 more units in each layer than shown)" in playground.words_text
    set_controls(playground, width=9)
    assert "(1 more unit in each layer than shown)" in playground.words_text
    set_controls(playground, depth=0)
    assert "than shown" not in playground.words_text
    assert "Network 2 → 1," in playground.words_text


def test_a_step_is_an_epoch_and_always_the_same():
    first, second = PlaygroundExplorer(), PlaygroundExplorer()
    for playground in (first, second):
        for _ in range(4):
            playground.step()
        assert playground.run.epoch == 4
    assert (parameters(first) == parameters(second)).all()
    assert shown(first) == shown(second)


def test_play_trains_like_step():
    async def steps():
        player, stepper = PlaygroundExplorer(), PlaygroundExplorer()
        player.play()
        await until(lambda: player.step_count > 30)
        player.pause()
        for _ in range(player.run.epoch):
            stepper.advance()
        assert (parameters(player) == parameters(stepper)).all()

    in_notebook(steps)


@pytest.mark.parametrize(
    "name, value", [("rate", 0.3), ("batch", 200), ("optimizer", "plain"), ("l2", 0.1)]
)
def test_how_it_is_trained_counts_without_a_new_network(playground, name, value):
    train(playground, 10)
    network, before = playground.run.network, shown(playground)
    set_controls(playground, **{name: value})
    assert playground.run.network is network and playground.run.epoch == 10
    assert (shown(playground) != before) == (name in ("rate", "l2"))
    playground.step()
    assert playground.run.epoch == 11 and playground.run.changes == [10]


@pytest.mark.parametrize(
    "name, value",
    [
        *[("data", "moons"), ("noise", 0.3), ("seed", 5), ("width", 7), ("depth", 3)],
        *[("activation", "relu"), ("dropout", 0.5)],
    ],
)
def test_another_problem_begins_anew(playground, name, value):
    train(playground, 5)
    before = shown(playground)
    set_controls(playground, **{name: value})
    assert playground.run.epoch == 0 and playground.run.phases == []
    assert "It is not trained yet" in playground.words_text
    assert shown(playground) != before


def test_l2_pulls_the_weights_towards_zero(playground):
    sizes = []
    for pull in (0.0, 0.03, 0.3):
        playground.reset()
        set_controls(playground, l2=pull)
        train(playground, 60)
        layers = playground.run.network.dense_layers
        sizes.append(sum(np.square(one.weights).sum() for one in layers))
    assert sizes[0] > 2 * sizes[1] > 4 * sizes[2]


def test_dropout_is_off_where_losses_are_measured(playground):
    set_controls(playground, dropout=0.8)
    train(playground, 10)
    network, (inputs, targets) = playground.run.network, playground._training
    assert playground.run.loss == binary_cross_entropy.value(
        network.predict(inputs), targets
    )


@pytest.mark.parametrize("name", ["xor", "moons", "circles", "blobs"])
def test_every_set_but_the_spirals_is_solved_in_seconds(playground, name):
    set_controls(playground, data=name)
    train(playground, 200)
    assert playground.scores[1].share >= 0.94, playground.words_text


def test_the_spirals_can_be_solved(playground):
    set_controls(playground, data="spirals", noise=0.0, width=8, depth=3, rate=0.01)
    train(playground, 400)
    assert playground.scores[1].share >= 0.94, playground.words_text


def test_lesson_11_tells_the_truth_about_the_playground(playground):
    """What to notice: rings of three units, two layers for spirals, L2 on moons."""
    shares = []
    for width in (1, 2, 3):
        set_controls(playground, data="circles", width=width)
        train(playground, 300)
        shares.append(playground.scores[1].share)
    assert shares[0] < 0.75 < shares[1] < 0.9 < shares[2]
    for width, depth, least, most in ((4, 1, 0.6, 0.8), (8, 2, 0.85, 1)):
        set_controls(playground, data="spirals", noise=0.05, width=width, depth=depth)
        train(playground, 400)
        assert least < playground.scores[1].share <= most, playground.words_text
    set_controls(playground, data="moons", noise=0.35, width=32, depth=2)
    train(playground, 300)
    assert playground.words_text.endswith("training loss fell: over-fitting.")
    before = playground.run.test_loss
    set_controls(playground, l2=0.01)
    train(playground, 100)
    assert playground.run.test_loss < 0.8 * before
    less = "risen while the test loss fell: L2 works against over-fitting."
    assert playground.words_text.endswith(less)


def ran(playground):
    """Run the code that is shown, in a cell of its own."""
    namespace = {}
    exec(playground.code_box.code, namespace)
    return namespace


def check_code(playground, capsys):
    """The code ends with the same network, and prints the losses of the words."""
    cell = ran(playground)
    run, network = playground.run, cell["network"]
    assert np.abs(network.parameters - run.network.parameters).max() <= 1e-12
    lines = capsys.readouterr().out.splitlines()
    for line, score in zip(lines, playground.scores, strict=True):
        loss, share = re.search(r"loss ([\d.e+-]+), accuracy ([\d.]+)%", line).groups()
        assert float(loss) == pytest.approx(score.loss, rel=1e-3)
        assert float(share) == pytest.approx(100 * score.share)
    for pair, loss in (("training", run.loss), ("test", run.test_loss)):
        inputs, targets = cell[pair]
        value = binary_cross_entropy.value(network.predict(inputs), targets)
        assert value == pytest.approx(loss, abs=1e-12)


CODES = [
    {},
    {"data": "moons", "noise": 0.3, "seed": 7},
    {"data": "circles", "width": 16, "depth": 2, "activation": "relu"},
    {"data": "spirals", "noise": 0.05, "depth": 3, "rate": 0.003, "batch": 10},
    {"data": "blobs", "depth": 0, "optimizer": "plain", "rate": 0.3, "l2": 0.001},
    {"dropout": 0.3, "activation": "sigmoid", "width": 12},
    {"activation": "identity", "optimizer": "momentum", "batch": 200},
    {"dropout": 0.8, "depth": 4, "width": 32, "l2": 0.0001, "noise": 0.5},
]


@pytest.mark.parametrize("values", CODES)
def test_the_code_repeats_the_run(playground, values, capsys):
    playground._toggle_code()
    set_controls(playground, **values)
    train(playground, 25)
    assert "after epoch 25. Copy it" in playground.code_box.words
    assert "epochs=25," in playground.code_box.code
    check_code(playground, capsys)


def test_the_code_repeats_a_run_with_changes_on_the_way(playground, capsys):
    playground._toggle_code()
    set_controls(playground, dropout=0.2, width=6)
    for epochs, change in [
        (7, {"rate": 0.3}),
        (5, {"batch": 50, "l2": 0.01}),
        (3, {"optimizer": "plain"}),
        (4, {"rate": 0.1}),
        (6, {"optimizer": "Adam", "rate": 0.01}),
        (5, {}),
    ]:
        train(playground, epochs)
        set_controls(playground, **change)
    assert playground.code_box.code.count("train_more(") == 1 + 6
    assert "not in it yet" not in playground.code_box.words
    check_code(playground, capsys)
    set_controls(playground, rate=1.0)
    assert "The last change of a control is not in it yet." in playground.code_box.words
    check_code(playground, capsys)


def test_the_code_of_an_untrained_network_trains_it(playground):
    playground._toggle_code()
    assert "Python for 100 epochs" in playground.code_box.words
    cell = ran(playground)
    train(playground, 100)
    assert np.allclose(cell["network"].parameters, parameters(playground), atol=1e-12)


def test_after_very_many_changes_the_code_says_that_it_is_another_run(playground):
    for number in range(MOST_PHASES + 5):
        set_controls(playground, rate=(0.01, 0.03)[number % 2])
        playground.advance()
    playground._toggle_code()
    assert playground.code_box.words.startswith("The settings were changed too often")
    assert "epochs=100," in playground.code_box.code
    ran(playground)


@pytest.mark.parametrize("values", CODES)
def test_the_code_is_in_the_style_of_the_house(playground, values):
    set_controls(playground, **values)
    playground._toggle_code()
    lines = playground.code_box.code.splitlines()
    assert max(map(len, lines)) <= 88
    imported = re.findall(r"import (.*)", playground.code_box.code)
    for name in ", ".join(imported).split(", "):
        assert playground.code_box.code.count(name) > 1, f"{name} is not used"


def test_the_button_shows_and_hides_the_code_and_pauses():
    async def steps():
        playground = PlaygroundExplorer()
        button = playground._named_buttons["code"]
        assert not playground.code_box.shown and playground.code_box.code == ""
        playground.play()
        await until(lambda: playground.run.epoch > 3)
        button.click()
        assert playground.code_box.shown and not playground.playing
        assert button.description == "Hide the code"
        assert f"epochs={playground.run.epoch}," in playground.code_box.code
        before = playground.code_box.code
        playground.play()
        await until(lambda: playground.step_count > 10)
        assert playground.code_box.code == before, "it stays while it is read"
        playground.pause()
        assert f"epochs={playground.run.epoch}," in playground.code_box.code
        button.click()
        assert not playground.code_box.shown
        assert button.description == "Show me the code"

    in_notebook(steps)


def diverge(playground):
    """Rate · L2 = 3: every step takes the weights to minus their double."""
    set_controls(playground, optimizer="plain", rate=10.0, l2=0.3, batch=200)
    before = None
    for _ in range(200):
        if playground.finished:
            return before
        before = parameters(playground)
        playground.step()
    raise AssertionError(f"it did not diverge: {playground.words_text}")


def test_a_diverged_run_says_when_and_what_to_do(playground):
    before = diverge(playground)
    assert playground.run.diverged
    epoch = playground.run.epoch + 1
    assert f"The run diverged: in epoch {epoch} the scores" in playground.words_text
    assert "Choose a smaller rate and press Play" in playground.words_text
    assert (parameters(playground) == before).all(), "that epoch is taken back"
    assert all(np.isfinite(one).all() for one in playground.columns)
    check_state(playground, "after divergence")

    async def steps():
        set_controls(playground, rate=0.01)
        assert "diverged" in playground.words_text
        playground.play()
        await until(lambda: playground.run.epoch > 5)
        assert not playground.run.diverged
        playground.pause()
        assert "diverged" not in playground.words_text

    in_notebook(steps)


def test_the_code_of_a_diverged_run_is_of_the_epochs_before(playground, capsys):
    playground._toggle_code()
    diverge(playground)
    assert playground.run.epoch > 5
    check_code(playground, capsys)


@pytest.mark.parametrize(
    "values",
    [
        {"rate": 10.0, "l2": 1.0, "optimizer": "plain"},
        {"rate": 10.0, "activation": "identity", "depth": 4, "optimizer": "plain"},
    ],
)
def test_a_run_that_diverges_at_once_says_so(playground, values):
    playground._toggle_code()
    set_controls(playground, **values)
    playground.step()
    assert "The run diverged: in epoch 1 " in playground.words_text
    assert playground.code_box.words.startswith("This run diverged at once")
    check_state(playground, "after divergence")


ADVICE = [
    ({}, 0, "It is not trained yet: press Play."),
    ({}, 3, "It has only begun."),
    ({}, 100, "Nearly all test points lie on their side."),
    ({"depth": 0}, 40, "can only draw a straight boundary."),
    ({"activation": "identity"}, 40, "can only draw a straight boundary."),
    ({"depth": 0, "data": "blobs"}, 60, "Nearly all test points lie on their side."),
    ({"data": "moons", "noise": 0.4, "width": 32, "depth": 2}, 300, "over-fitting."),
    ({"rate": 0.001, "optimizer": "plain"}, 40, "little better than guessing."),
    (
        {"data": "moons", "rate": 0.003},
        40,
        "The training loss is falling.",
    ),
]


@pytest.mark.parametrize("values, epochs, words", ADVICE)
def test_advice_fits_the_run(playground, values, epochs, words):
    set_controls(playground, **values)
    train(playground, epochs)
    assert playground.words_text.endswith(words)


RISES = [
    ({"data": "xor"}, {"l2": 0.3}, "try less L2, or a smaller rate."),
    ({"data": "moons", "noise": 0.3}, {"rate": 3.0}, "try a smaller rate."),
]


@pytest.mark.parametrize("values, change, advice", RISES)
def test_a_far_higher_training_loss_is_told(playground, values, change, advice):
    set_controls(playground, **values)
    train(playground, 60)
    set_controls(playground, **change)
    train(playground, 5)
    assert playground.run.l2 == change.get("l2", 0)
    told = f"The training loss was far lower before: {advice}"
    assert playground.words_text.endswith(told)


def test_a_layer_that_is_off_is_told(playground):
    set_controls(playground, activation="relu")
    playground.run.network.dense_layers[0].biases[:] = -100
    train(playground, 1)
    assert "Every unit of a hidden layer is off" in playground.words_text


def test_over_fitting_names_the_epoch_of_the_lowest_test_loss(playground):
    set_controls(playground, data="moons", noise=0.4, width=32, depth=2)
    train(playground, 300)
    run = playground.run
    told = int(re.search(r"lowest about epoch ([\d,]+)", playground.words_text)[1])
    assert told == run.curve()[0][int(np.argmin(run.test_curve()))] < run.epoch


def test_reset_returns_to_the_first_state(playground):
    before = shown(playground), playground.values, playground.words_text
    set_controls(playground, data="spirals", noise=0.5, seed=9, width=20, depth=4)
    set_controls(playground, rate=0.1, batch=50, optimizer="plain", l2=0.1, dropout=0.4)
    train(playground, 7)
    playground.reset()
    assert (shown(playground), playground.values, playground.words_text) == before


def test_all_texts_can_be_read_in_both_rooms():
    try:
        for on in (False, True):
            projector(on)
            playground = PlaygroundExplorer()
            set_controls(playground, width=32, depth=4)
            train(playground, 60)
            texts = playground._pictures.canvas.figure.findobj(Text)
            sizes = {t.get_fontsize() for t in texts if t.get_text()}
            assert min(sizes) >= minimum_text_points()
    finally:
        projector(False)


def test_an_hour_of_play_does_not_grow(playground):
    """A shorter hour: what would grow with each frame or epoch is counted."""
    figure = playground._pictures.canvas.figure
    set_controls(playground, width=2)
    train(playground, 1200)
    parts = len(figure.findobj())
    tracemalloc.start()
    play_frames(playground, 10)
    before = memory()
    play_frames(playground, 40)
    grown = memory() - before
    tracemalloc.stop()
    run = playground.run
    assert run.epoch == 1700
    assert len(run.epochs) == len(run.losses) == len(run.test_losses) <= MOST_POINTS
    assert len(run.changes) <= MOST_CHANGES and len(run.phases) <= MOST_PHASES
    assert len(figure.findobj()) == parts
    assert grown < 200_000, f"{grown} bytes more after 40 frames"


def play_frames(playground, frames):
    for frame in range(frames):
        for _ in range(10):
            playground.advance()
        set_controls(playground, rate=(0.001, 0.003)[frame % 8 == 0])
        playground.refresh()


def memory():
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def test_another_network_leaves_nothing_of_the_last_one(playground):
    figure = playground._pictures.canvas.figure
    set_controls(playground, width=12, depth=3)
    parts = len(figure.findobj())
    for depth in (0, 4, 1, 2, 3):
        set_controls(playground, depth=depth)
    assert len(figure.findobj()) == parts


async def act_at_random(playground, chance):
    names, actions = list(playground.controls), ["play", "pause", "step", "reset"]
    for _ in range(chance.randrange(3, 9)):
        action = chance.choice([*actions, "_toggle_code", "move", "move", "wait"])
        if action == "move":
            control = playground.controls[chance.choice(names)]
            control.value = chance.choice(values_of(control))
        elif action == "wait":
            await asyncio.sleep(chance.choice([0, 0.01, 0.05]))
        else:
            getattr(playground, action)()
        check_run(playground)


def check_run(playground):
    assert playground.error is None
    run = playground.run
    assert np.isfinite(run.network.parameters).all() and np.isfinite(run.loss)
    assert np.isfinite(run.test_losses).all()
    assert all(np.isfinite(one).all() for one in playground.columns)
    assert playground.code_box.shown == (
        playground._named_buttons["code"].description == "Hide the code"
    )


def check_rest(playground):
    """Once it is still, everything told belongs to the present network."""
    run, words = playground.run, playground.words_text
    check_state(playground, "at rest")
    assert f"epoch {run.epoch:,}:" in words
    sizes = " → ".join(str(size) for size in playground.problem().sizes)
    assert f"Network {sizes}" in words
    assert ("diverged" in words) == run.diverged
    inputs, targets = playground._test
    scores = run.network.predict(inputs)
    assert run.test_loss == binary_cross_entropy.value(scores, targets)
    assert playground.scores[1].n_right == ((scores > 0) == targets).sum()


def test_a_hundred_random_sequences_of_actions():
    chance = random.Random(1)

    async def steps():
        playground = PlaygroundExplorer()
        for _ in range(100):
            await act_at_random(playground, chance)
            playground.pause()
            await asyncio.sleep(0)
            check_rest(playground)
        playground.reset()
        check_rest(playground)

    in_notebook(steps)


@pytest.mark.parametrize("loss, mark", [(0.0004, "v"), (0.001, "o"), (500.0, "^")])
def test_a_loss_outside_the_axis_points_to_where_it_is(loss, mark):
    pictures = PlaygroundExplorer()._pictures
    _, dot = pictures._lines[0]
    pictures._show_losses(Curves([0, 1], [0.7, loss], [0.7, 0.7]))
    assert dot.get_marker() == mark
