"""The stop button of JupyterLab, in a real kernel, at random moments of each work."""

import numpy as np
import pytest

from tests.load.kernel import BEGUN, Kernel

MOMENTS = 20
SET_UP = """
import numpy as np
from nnlib.checks.lesson_09 import check_epoch_of_goal
from nnlib.explorers.trainer import TrainerExplorer
from nnlib.losses import squared_error
from nnlib.network import build_mlp
from nnlib.optimizers import Adam
from nnlib.schedules import constant
from nnlib.storage import load, save
from nnlib.sweep import grid, results_table, sweep
from nnlib.training import train, training_epochs

inputs = np.random.default_rng(0).normal(size=(200, 2))
targets = inputs.sum(axis=1, keepdims=True)
network, kept = build_mlp([2, 64, 64, 1]), "network.npz"
run = {"optimizer": Adam(), "schedule": constant(0.01), "batch_size": 20}
save(network, kept)
trainer = TrainerExplorer()

def one_run(width, seed):
    one, settings = build_mlp([2, width, 1], seed=seed), {**run, "optimizer": Adam()}
    return train(one, inputs, targets, squared_error, epochs=2, **settings)[-1][1]

def endless(reports, goal):
    while True:
        pass
"""
WORKS = {
    "train": "train(network, inputs, targets, squared_error, epochs=10**6, **run)",
    "training_epochs": """
for report in training_epochs(
        network, inputs, targets, squared_error, epochs=10**6, **run):
    pass""",
    "save": """
while True:
    save(network, kept)""",
    "sweep": "results_table(sweep(one_run, grid(width=range(2, 10**4))))",
    "check": "check_epoch_of_goal(endless)",
    "explorer": """
while True:
    for rate in (0.1, 0.01, 0.001):
        trainer.controls["rate"].value = rate
        trainer.step()""",
}
AFTERWARDS = """
assert np.isfinite(network.parameters).all()
assert np.isfinite(load(kept).parameters).all()
history = train(network, inputs, targets, squared_error, epochs=1, **run)
assert np.isfinite(history[-1].train_loss) and not history.stopped
save(network, kept)
assert (load(kept).parameters == network.parameters).all()
assert len(results_table(sweep(one_run, grid(width=[2, 3])))) == 2
"""
EXPLORER_AFTERWARDS = """
trainer.reset()
assert not trainer.error and trainer.words_text == TrainerExplorer().words_text
trainer.step()
assert "epoch 1:" in trainer.words_text
"""


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    with Kernel(tmp_path_factory.mktemp("interrupts")) as kernel:
        kernel.good(SET_UP)
        yield kernel


@pytest.mark.parametrize("work", WORKS)
def test_stopped_at_random_moments(kernel, work):
    for seconds in np.random.default_rng(0).uniform(0, 0.4, MOMENTS):
        words, error = kernel.interrupt(WORKS[work], seconds)
        assert BEGUN in words
        assert error in ("", "KeyboardInterrupt: "), error
        kernel.good(AFTERWARDS)
    kernel.good(EXPLORER_AFTERWARDS)


def test_an_endless_answer_is_told_what_happened(kernel):
    words, error = kernel.interrupt(WORKS["check"], 0.5)
    assert "interrupted; is there a loop without an end?" in words and not error


def test_a_stopped_training_says_after_how_many_epochs(kernel):
    words, error = kernel.interrupt(f"print({WORKS['train']}.stopped)", 0.5)
    assert "interrupted after " in words and not error


def test_the_stop_button_while_a_trainer_plays(kernel):
    kernel.good("trainer.reset(); trainer.play()")
    for _ in range(MOMENTS):
        kernel.manager.interrupt_kernel()
        kernel.good("assert trainer.playing and not trainer.error")
    assert "True" in kernel.good(
        "import asyncio\nbefore = trainer.frame_count\nawait asyncio.sleep(1)\n"
        "trainer.frame_count > before"
    )
    kernel.good("trainer.pause()")
    kernel.good(EXPLORER_AFTERWARDS)
