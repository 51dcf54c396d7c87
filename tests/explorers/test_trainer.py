"""The trainer: true words, live settings, no end to Play, and no way to break it."""

import asyncio
import gc
import random
import re
import signal
import time
import tracemalloc

import numpy as np
import pytest

from nnlib.data import Standardizer, sample_surface, surface_grid
from nnlib.explorers.live_run import MOST_CHANGES, MOST_POINTS, LiveRun, Settings
from nnlib.explorers.trainer import (
    TrainerExplorer,
    _advice_on_the_curve,
    r_squared_text,
)
from nnlib.losses import r_squared, squared_error
from nnlib.network import build_mlp
from nnlib.optimizers import SGD
from tests.explorers.kernel_loop import in_notebook, until
from tests.explorers.sweep import check_explorer, check_state, values_of


@pytest.fixture
def trainer():
    return TrainerExplorer()


def set_controls(trainer, **values):
    for name, value in values.items():
        trainer.controls[name].value = value


def train(trainer, epochs):
    """As many epochs at once, as Play does between two pictures."""
    for _ in range(epochs):
        trainer.advance()
    trainer.refresh()


def pictures(trainer):
    return {name: bytes(one.value) for name, one in trainer.pictures.items()}


def test_passes_the_sweep(trainer):
    check_explorer(trainer)


def test_first_words_speak_of_an_untrained_network(trainer):
    assert trainer.words_text == (
        "Network 2 → 32 → 32 → 32 → 1, epoch 0: training loss 1.003. On 10,000 grid "
        "points it was not trained on: R² −0.9174, largest error 59. It is not trained "
        "yet: press Play."
    )


def test_words_tell_the_numbers_of_the_network(trainer):
    train(trainer, 40)
    samples, (places, heights) = sample_surface(1000), surface_grid()
    place_scale = Standardizer.fit(samples[["x", "y"]])
    height_scale = Standardizer.fit(samples[["height"]])
    exact = build_mlp([2, 32, 32, 32, 1])  # the same network in 64 bits
    exact.parameters[:] = trainer.run.network.parameters
    answers = height_scale.undo(exact.predict(place_scale.apply(places)))
    told = re.search(r"R² ([\d.]+), largest error ([\d.]+)\.", trainer.words_text)
    share, worst = float(told[1]), float(told[2])
    assert share == pytest.approx(r_squared(answers, heights), abs=2e-4)
    assert worst == pytest.approx(abs(answers - heights).max(), rel=1e-2)
    loss = float(re.search(r"training loss ([\d.]+)\.", trainer.words_text)[1])
    assert loss == pytest.approx(trainer.run.loss, rel=1e-3)
    now = squared_error.value(
        exact.predict(place_scale.apply(samples[["x", "y"]])),
        height_scale.apply(samples[["height"]]),
    )
    assert loss == pytest.approx(now, rel=0.5)  # told as it was during the epoch


def test_lesson_09_tells_the_truth_about_the_trainer(trainer):
    for epoch in range(1, 13):
        assert trainer.step() is None
        assert (trainer.r_squared > 0.9051) == (epoch == 12), epoch
    train(trainer, 188)
    assert trainer.r_squared > 0.99
    trainer.reset()
    set_controls(trainer, depth=0)
    train(trainer, 50)
    assert trainer.r_squared == pytest.approx(0.6, abs=0.02)
    assert trainer.words_text.endswith("the prediction stays a plane.")


def test_a_step_is_an_epoch_and_always_the_same():
    first, second = TrainerExplorer(), TrainerExplorer()
    for trainer in (first, second):
        for _ in range(5):
            trainer.step()
        assert trainer.run.epoch == 5
    assert (first.run.network.parameters == second.run.network.parameters).all()
    assert pictures(first) == pictures(second)
    first.reset()
    for _ in range(5):
        first.step()
    assert pictures(first) == pictures(second)


def test_play_trains_like_step():
    async def steps():
        player, stepper = TrainerExplorer(), TrainerExplorer()
        player.play()
        await until(lambda: player.step_count > 40)
        player.pause()
        for _ in range(player.run.epoch):
            stepper.step()
        assert (player.run.network.parameters == stepper.run.network.parameters).all()

    in_notebook(steps)


def test_the_truth_is_painted_once(trainer):
    sent = []
    trainer.pictures["truth"].observe(sent.append, "value")
    train(trainer, 3)
    set_controls(trainer, width=5)
    assert not sent


def test_rate_batch_and_optimizer_count_without_a_new_network(trainer):
    train(trainer, 20)
    network, before = trainer.run.network, trainer.run.network.parameters.copy()
    for number, (name, value) in enumerate(
        [("rate", 0.001), ("batch", 1000), ("optimizer", "plain")], start=1
    ):
        was = pictures(trainer)["loss"]
        set_controls(trainer, **{name: value})
        assert trainer.run.network is network and trainer.run.epoch == 19 + number
        if name == "rate":
            assert (network.parameters == before).all()
            assert pictures(trainer)["loss"] != was, "the new rate is shown at once"
        trainer.step()
        assert trainer.run.changes, "the change is marked on the curve"
    smaller = network.parameters.copy()
    trainer.step()  # plain, all samples, rate .001: a step of exactly rate · gradient
    step = smaller - network.parameters
    assert np.allclose(step, 0.001 * network.gradient, atol=1e-7)


@pytest.mark.parametrize("name, value", [("width", 8), ("depth", 1)])
def test_width_and_depth_begin_with_a_new_network(trainer, name, value):
    train(trainer, 3)
    before = pictures(trainer)
    set_controls(trainer, **{name: value})
    assert trainer.run.epoch == 0 and trainer.run.changes == []
    assert "It is not trained yet" in trainer.words_text
    assert pictures(trainer)["surfaces"] != before["surfaces"]


def test_reset_returns_to_the_first_state(trainer):
    before = pictures(trainer), trainer.values, trainer.words_text
    set_controls(trainer, rate=0.1, width=4, depth=2, batch=32, optimizer="plain")
    train(trainer, 7)
    trainer.reset()
    assert (pictures(trainer), trainer.values, trainer.words_text) == before


def test_a_diverged_run_says_when_and_keeps_a_finite_network(trainer):
    set_controls(trainer, rate=1, batch=1000, optimizer="plain")
    while not trainer.finished:
        before = trainer.run.network.parameters.copy()
        trainer.step()
    assert "diverged: in epoch 3 " in trainer.words_text
    assert trainer.run.epoch == 2
    assert (trainer.run.network.parameters == before).all(), "it is taken back"
    assert np.isfinite(trainer.predictions).all()
    check_state(trainer, "after divergence")
    trainer.step()
    assert trainer.run.epoch == 2, "it stays at its end"

    async def steps():
        set_controls(trainer, rate=0.01)
        trainer.play()
        await until(lambda: trainer.run.epoch > 5)
        assert not trainer.run.diverged
        trainer.pause()

    in_notebook(steps)


def tiny_run(**sizes):
    rng = np.random.default_rng(0)
    inputs = rng.normal(size=(8, 2))
    return LiveRun(build_mlp([2, 2, 1]), inputs, inputs.sum(axis=1, keepdims=True))


def test_an_interrupted_run_goes_on():
    """The stop button while a step trains: the next step finds a usable network."""
    run, settings = tiny_run(), Settings(0.01, 8, "plain")
    run.train_epoch(settings)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(SGD, "step", lambda *_: signal.raise_signal(signal.SIGINT))
        run.train_epoch(settings)
    assert run.train_epoch(settings) and run.epoch == 2
    assert np.isfinite(run.network.parameters).all()


def test_a_run_of_thousands_of_epochs_does_not_grow():
    run, settings = tiny_run(), Settings(0.01, 8, "plain")
    tracemalloc.start()
    for _ in range(3000):
        run.train_epoch(settings)
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    for epoch in range(20_000):
        rate = 0.01 + 0.001 * (epoch % 500 == 0)
        run.train_epoch(settings._replace(learning_rate=rate))
    gc.collect()
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    epochs, losses = run.curve()
    assert len(epochs) == len(losses) <= MOST_POINTS + 1
    assert len(run.changes) <= MOST_CHANGES
    assert grown < 100_000, f"{grown} bytes more after 20,000 epochs"
    assert epochs[0] == 0 and epochs[-1] == 23_000
    assert (np.diff(epochs) > 0).all() and np.ptp(np.diff(epochs)[:-1]) == 0


def test_the_curve_always_ends_at_the_last_epoch():
    run = tiny_run()
    for epoch in range(1, 2 * MOST_POINTS):
        run.train_epoch(Settings(0.01, 3, "Adam"))
        epochs, losses = run.curve()
        assert epochs[-1] == run.epoch == epoch and losses[-1] == run.loss


ADVICE = [
    ({"rate": 0.01}, 5, "It has only begun."),
    ({"rate": 0.01}, 40, "The loss is falling."),
    ({"rate": 0.0001, "optimizer": "plain", "batch": 1000}, 40, "The loss hardly"),
    (
        {"rate": 1.0, "optimizer": "momentum", "width": 8, "depth": 2},
        9,
        "every unit of a hidden layer is off for every sample",
    ),
    ({"rate": 0.01}, 12, "A good start."),
    ({"rate": 0.01}, 200, "More than 99 %"),
    ({"depth": 0}, 30, "stays a plane"),
]


@pytest.mark.parametrize("values, epochs, words", ADVICE)
def test_advice_fits_the_run(trainer, values, epochs, words):
    set_controls(trainer, **values)
    train(trainer, epochs)
    assert words in trainer.words_text


def test_steps_that_became_too_long_are_told(trainer):
    train(trainer, 25)
    set_controls(trainer, rate=0.1)
    train(trainer, 3)
    assert "The loss was far lower before" in trainer.words_text


@pytest.mark.parametrize("first, wild", [(30, 1), (30, 20)])
def test_a_map_that_went_flat_is_not_told_to_go_on(trainer, first, wild):
    for rate, epochs in [(0.01, first), (1.0, wild), (0.0001, 200)]:
        set_controls(trainer, rate=rate)
        train(trainer, epochs)
    outputs = trainer.run.network.predict(trainer._problem.inputs)
    assert np.ptp(outputs) < 1e-3, "it is flat on the samples"
    assert any(layer.all() for layer in trainer.run.silent_units())
    assert "The map has gone flat" in trainer.words_text
    assert trainer.words_text.endswith("Press Reset.")


@pytest.mark.parametrize(
    "rate, told", [(0.1, "lower the rate."), (0.0001, "press Reset.")]
)
def test_after_a_jump_no_lower_rate_than_the_lowest_is_asked_for(rate, told):
    low, high = np.full(20, 0.1), np.full(20, 5.0)
    assert _advice_on_the_curve(np.append(low, high), rate).endswith(told)
    falling = np.linspace(9, 1, 20)
    assert "falling again" in _advice_on_the_curve(np.append(low, falling), rate)


def test_one_epoch_is_not_called_epochs(trainer, monkeypatch):
    monkeypatch.setattr(TrainerExplorer, "playing", True)
    for speed, words in [(1.2, "1 epoch per"), (0.3, "0 epochs per"), (2, "2 epochs")]:
        trainer.steps_per_second = speed
        assert trainer._speed().startswith(words)


def test_r_squared_is_told_in_few_digits():
    told = [r_squared_text(v) for v in (0.99876, -0.00001, -16.3637, -1e9)]
    assert told == ["0.9988", "0", "−16.36", "below −100"]


@pytest.mark.parametrize("width, depth", [(8, 3), (32, 3), (64, 4)])
def test_frames_come_quickly_and_pause_at_once(width, depth):
    async def steps():
        trainer = TrainerExplorer()
        set_controls(trainer, width=width, depth=depth)
        trainer.play()
        await until(lambda: trainer.step_count > 50)
        frames, begun = trainer.frame_count, time.perf_counter()
        await asyncio.sleep(1.0)
        speed = (trainer.frame_count - frames) / (time.perf_counter() - begun)
        assert "epochs per second" in trainer.words_text
        begun = time.perf_counter()
        trainer.pause()
        epoch, taken = trainer.run.epoch, time.perf_counter() - begun
        await asyncio.sleep(0.1)
        assert trainer.run.epoch == epoch and "per second" not in trainer.words_text
        print(f"width {width}: {speed:.0f} frames/s, pause in {1000 * taken:.0f} ms")
        assert speed > 0

    in_notebook(steps)


async def act_at_random(trainer, chance):
    names = list(trainer.controls)
    for _ in range(chance.randrange(3, 9)):
        action = chance.choice(["play", "pause", "step", "reset", "move", "wait"])
        if action == "move":
            control = trainer.controls[chance.choice(names)]
            control.value = chance.choice(values_of(control))
        elif action == "wait":
            await asyncio.sleep(chance.choice([0, 0.01, 0.05]))
        else:
            getattr(trainer, action)()
        check_run(trainer)


def check_run(trainer):
    assert trainer.error is None
    assert np.isfinite(trainer.run.network.parameters).all()
    assert np.isfinite(trainer.run.losses).all() and np.isfinite(trainer.r_squared)


def test_a_hundred_random_sequences():
    async def steps():
        chance, trainer = random.Random(0), TrainerExplorer()
        for _ in range(100):
            await act_at_random(trainer, chance)
            trainer.pause()
            check_state(trainer, f"{trainer.values}, epoch {trainer.run.epoch}")
            assert f"epoch {trainer.run.epoch:,}:" in trainer.words_text
            told = r_squared_text(trainer.r_squared)
            assert f"R² {told}," in trainer.words_text
            assert trainer.run.diverged == ("diverged" in trainer.words_text)
        trainer.reset()
        assert trainer.words_text == TrainerExplorer().words_text

    in_notebook(steps)
