"""Somebody sets the clock, or closes the lid for an hour: players go on as before."""

import time

import pytest

from nnlib.explorers import player as player_module
from nnlib.explorers import rate_width_map
from nnlib.explorers.rate_width_map import LONGEST_WAIT, RateWidthMapExplorer
from nnlib.explorers.trainer import TrainerExplorer
from tests.explorers.kernel_loop import in_notebook, until

HOUR = 3600.0


class Clock:
    """The real clock until `jump` is set; jumps again at each `every`-th look."""

    def __init__(self):
        self.jump, self.every, self._looks = 0.0, 5, 0

    def __call__(self):
        self._looks += 1
        return time.perf_counter() + self.jump * (self._looks // self.every)


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    for module in (player_module, rate_width_map):
        monkeypatch.setattr(module, "perf_counter", clock)
    return clock


@pytest.mark.parametrize("jump", [-HOUR, HOUR])
@pytest.mark.parametrize("every", [2, 5, 7])
def test_a_player_plays_on(make_halving, clock, jump, every):
    async def steps():
        player = make_halving()
        clock.jump, clock.every = jump, every
        player.play()
        await until(lambda: player.finished)
        assert player.step_count == 20 and player.error is None
        assert player.frame_count > 15  # step by step

    in_notebook(steps)


@pytest.mark.parametrize("jump", [-HOUR, HOUR])
def test_the_trainer_tells_no_nonsense_about_its_speed(clock, jump):
    async def steps():
        trainer = TrainerExplorer()
        trainer.play()
        await until(lambda: trainer.steps_per_second > 0)
        clock.jump, clock.every = jump, 10**6
        clock._looks = 10**6  # a single jump
        before = trainer.step_count
        await until(lambda: trainer.step_count > before + 20)
        assert 1 < trainer.frames_per_second < 100
        assert " 0 epochs per second" not in trainer.words_text
        trainer.pause()

    in_notebook(steps)


@pytest.mark.parametrize("jump", [-HOUR, HOUR])
def test_the_sweep_does_not_wait_for_an_hour(clock, jump):
    explorer = RateWidthMapExplorer()
    clock.jump, clock.every = jump, 1
    explorer.step()
    assert 0 <= explorer.wait_seconds <= LONGEST_WAIT + 0.1
