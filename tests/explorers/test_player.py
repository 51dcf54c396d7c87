"""Play, Pause, Step and Reset."""

import asyncio
import threading

import pytest

from nnlib.explorers.player import rest_seconds
from tests.explorers.kernel_loop import in_notebook, until
from tests.explorers.sweep import check_explorer

STEP_LIMIT = 20


def named(player, name):
    return player._named_buttons[name]


def test_passes_the_sweep(halving):
    check_explorer(halving)


def test_step_moves_once_and_works_without_a_notebook(halving):
    before = bytes(halving.pictures["curve"].value)
    halving.step()
    assert halving.numbers == [8, 4]
    assert halving.words_text == "After step 1: 4."
    assert bytes(halving.pictures["curve"].value) != before


def test_play_without_a_notebook_says_so(halving):
    halving.play()
    assert halving.words_text.startswith("Play needs a running notebook.")
    assert not halving.playing


def test_nothing_plays_by_itself(halving):
    assert not halving.playing and halving.step_count == 0


def test_plays_to_the_end_and_can_be_played_again(make_halving):
    async def steps():
        player = make_halving()
        player.play()
        assert named(player, "play").description == "Pause"
        await until(lambda: player.finished)
        assert player.step_count == STEP_LIMIT and not player.playing
        assert named(player, "play").description == "Play"
        assert named(player, "step").disabled
        player.play()
        await until(lambda: player.playing and player.step_count < STEP_LIMIT)
        assert not named(player, "step").disabled

    in_notebook(steps)


def test_pause_and_step_stop_it_within_a_fifth_of_a_second(make_halving):
    async def steps():
        player = make_halving()
        for stop, more in ((player.pause, 0), (player.step, 1)):
            player.reset()
            player.play()
            await until(lambda: player.step_count >= 3)
            count = player.step_count
            stop()
            assert not player.playing
            await asyncio.sleep(0.1)
            assert player.step_count == count + more

    in_notebook(steps)


def test_play_twice_is_harmless(make_halving):
    async def steps():
        player = make_halving()
        player.wait_seconds = 0.2
        player.play()
        player.play()
        await asyncio.sleep(0.1)
        assert player.step_count == 1
        player.pause()
        player.play()  # while the first press still waits for its next frame
        await asyncio.sleep(0.3)
        assert player.step_count == 3

    in_notebook(steps)


def test_reset_while_playing_returns_to_the_first_state(make_halving):
    async def steps():
        player = make_halving()
        first = bytes(player.pictures["curve"].value), player.words_text
        player.controls["rate"].value = 0.1
        player.play()
        await until(lambda: player.step_count >= 3)
        player.reset()
        await asyncio.sleep(0.1)
        assert not player.playing and player.step_count == 0
        assert (bytes(player.pictures["curve"].value), player.words_text) == first

    in_notebook(steps)


def test_a_moved_slider_counts_from_the_next_frame(make_halving):
    async def steps():
        player = make_halving()
        player.play()
        await until(lambda: player.step_count >= 2)
        player.controls["rate"].value = 1.0
        await until(lambda: player.numbers[-1] == 0)
        assert player.playing

    in_notebook(steps)


def test_a_restarting_control_begins_anew_and_plays_on(make_halving):
    async def steps():
        player = make_halving()
        player.play()
        await until(lambda: player.step_count >= 5)
        player.controls["start"].value = 2
        await until(lambda: player.numbers[0] == 2 and player.step_count >= 1)
        assert player.playing

    in_notebook(steps)


def test_a_diverged_run_stops_in_words(make_halving):
    async def steps():
        player = make_halving()
        player.controls["rate"].value = 10.0
        player.play()
        await until(lambda: not player.playing)
        assert player.words_text == "Stopped: it exploded at step 3."
        assert named(player, "play").description == "Play"
        player.controls["rate"].value = 0.5
        assert player.words_text == "Stopped: it exploded at step 3."
        player.play()
        await until(lambda: player.finished)
        assert player.error is None

    in_notebook(steps)


def test_buttons_pressed_on_another_thread(make_halving):
    async def steps():
        player = make_halving()
        await asyncio.to_thread(player.play)
        await until(lambda: player.step_count >= 3)
        await asyncio.to_thread(player.pause)
        count = player.step_count
        await asyncio.to_thread(player.step)
        assert player.step_count == count + 1
        await asyncio.to_thread(player.reset)
        assert player.step_count == 0 and player.error is None

    in_notebook(steps)


def test_sliders_hammered_on_another_thread_while_playing(make_halving):
    async def steps():
        player = make_halving()
        values = [0.001 * i for i in range(10, 400)]

        def hammer():
            for value in values:
                player.controls["rate"].value = value

        player.play()
        thread = threading.Thread(target=hammer)
        thread.start()
        await until(lambda: player.finished)
        await asyncio.to_thread(thread.join)
        assert player.error is None and player.step_count == STEP_LIMIT

    in_notebook(steps)


def test_only_one_player_plays(make_halving):
    async def steps():
        first, second = make_halving(), make_halving()
        first.play()
        second.play()
        assert second.playing and not first.playing
        make_halving()  # the cell is run again
        assert not second.playing

    in_notebook(steps)


def test_closing_stops_it(make_halving):
    async def steps():
        player = make_halving()
        player.play()
        await until(lambda: player.step_count >= 1)
        player.close()
        count = player.step_count
        await asyncio.sleep(0.1)
        assert player.step_count == count

    in_notebook(steps)


def test_speed_is_measured(make_halving):
    async def steps():
        player = make_halving()
        player.frame_seconds = 0.01
        player.advance = lambda: sum(range(10_000))
        player.play()
        await until(lambda: player.frames_per_second > 0)
        assert player.frames_per_second < 40
        assert player.steps_per_second > 2 * player.frames_per_second
        player.pause()

    in_notebook(steps)


def test_words_are_read_out_again_when_it_stops(make_halving):
    async def steps():
        player = make_halving()
        assert 'aria-live="off"' not in player._words.value
        player.play()
        await until(lambda: player.step_count >= 2)
        assert 'aria-live="off"' in player._words.value  # or it would never be silent
        player.pause()
        assert 'aria-live="off"' not in player._words.value

    in_notebook(steps)


@pytest.mark.parametrize(
    "took, worked, rest",
    [
        (0.01, 0.01, 0.018),  # nobody else is there: 28 ms from frame to frame
        (0.05, 0.05, 0.0),  # a slow frame, but all of it was work
        (0.05, 0.03, 0.08),  # held up for 20 ms
        (9.0, 0.03, 1.0),  # a very busy machine
        (3600.0, 0.03, 0.028),  # the clock was set
        (-3600.0, 0.03, 0.028),
    ],
)
def test_a_frame_that_was_held_up_rests(took, worked, rest):
    assert rest_seconds(took, worked, 0.028) == pytest.approx(rest)
