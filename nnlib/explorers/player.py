"""Explorers that move by themselves: Play, Pause, Step and Reset.

Play runs as a task on the kernel's own event loop, one frame at a time, so that
buttons and sliders are answered in between. Nothing plays until it is asked to, and at
most one player of a notebook plays at a time.
"""

import asyncio
import weakref
from time import perf_counter, thread_time

from nnlib.explorers.base import Explorer
from nnlib.explorers.controls import button

_SHORTEST_FRAME = 0.028  # faster frames would queue up in the browser
_COURTESY = 4  # how much longer than it was held up a frame rests, to let others in
_LONGEST_REST = 1.0  # seconds
_LONGEST_WINDOW = 60.0  # seconds; beyond it the clock was set or the computer slept
_now_playing: "weakref.ref[Player] | None" = None


class Player(Explorer):
    """An explorer with a model that moves: give ``advance``, ``restart`` and ``draw``.

    ``frame_seconds`` is how long one frame may compute: ``advance`` is called until the
    time is over, at least once. ``wait_seconds`` is the least time from one frame to
    the next, for steps to be followed by eye. A change of a control that is named in
    ``restart_controls`` begins anew.
    """

    frame_seconds = 0.0
    wait_seconds = 0.0
    restart_controls: frozenset[str] = frozenset()

    def __init__(self, controls: dict, pictures: dict) -> None:
        _pause_player(like=type(self))  # a cell that is run again leaves nothing behind
        self._loop = _running_loop()
        self._restart_wanted = False
        super().__init__(controls, pictures)

    def advance(self) -> bool | None:
        """Move the model one step. ``False`` means that it had come to its end."""
        raise NotImplementedError

    def restart(self) -> None:
        """Put the model into its first state, for the present ``self.values``."""
        raise NotImplementedError

    @property
    def playing(self) -> bool:
        """Whether it moves by itself at the moment."""
        return self._run is not None

    def start(self) -> None:
        """Stop, and go to the first state."""
        self._run: object | None = None  # a new object for every press of Play
        self._begin_anew()

    def play(self) -> None:
        """Move by itself until paused or finished. Harmless when it already does."""
        if self.playing:
            return
        if self._loop is None or not self._loop.is_running():
            self._loop = _running_loop()
        if self._loop is None:
            self._say("Play needs a running notebook. Step works everywhere.")
            return
        _pause_player()
        self._mark_playing()
        self._loop.call_soon_threadsafe(self._spawn, self._run)

    def pause(self) -> None:
        """Stop where it is."""
        self._run = None
        self.refresh()

    def step(self) -> None:
        """Pause, then move one step."""
        self._run = None
        self._frame(None)

    def close(self) -> None:
        """Stop, and leave the page."""
        self._run = None
        super().close()

    def _mark_playing(self) -> None:
        global _now_playing
        _now_playing = weakref.ref(self)
        with self._lock:
            if self.finished:
                self._begin_anew()
            self._run = object()
            self._window = perf_counter(), self.step_count, self.frame_count
        self._show_buttons()

    def _spawn(self, run: object) -> None:
        self._task = self._loop.create_task(self._play_on(run))

    async def _play_on(self, run: object) -> None:
        try:
            while self._run is run:
                begun, worked = perf_counter(), thread_time()
                self._frame(run)
                took, worked = perf_counter() - begun, thread_time() - worked
                least = max(self.wait_seconds, _SHORTEST_FRAME)
                await asyncio.sleep(rest_seconds(took, worked, least))
        finally:
            self._run = None if self._run is run else self._run

    def _frame(self, run: object | None) -> None:
        with self._lock:
            if self._run is not run:
                return
            try:
                self._advance_for(self.frame_seconds if run else 0.0)
            except Exception as error:
                self._stop_with(error)
                return
        self.refresh()

    def _advance_for(self, seconds: float) -> None:
        begun = perf_counter()
        self._restart_if_wanted()
        while not self.finished:
            self.finished = self.advance() is False
            self.step_count += not self.finished
            if not 0 <= perf_counter() - begun < seconds:  # or the clock was set back
                break
        self.frame_count += 1
        self._run = None if self.finished else self._run
        self._measure_speed()

    def _measure_speed(self) -> None:
        begun, steps, frames = self._window
        seconds = perf_counter() - begun
        if 0 <= seconds < 0.5:
            return
        if self.playing and 0 < seconds < _LONGEST_WINDOW:
            self.steps_per_second = (self.step_count - steps) / seconds
            self.frames_per_second = (self.frame_count - frames) / seconds
        self._window = perf_counter(), self.step_count, self.frame_count

    def _begin_anew(self) -> None:
        self._restart_wanted = self.finished = False
        self.error = None
        self.step_count = self.frame_count = 0
        self.steps_per_second = self.frames_per_second = 0.0
        self._window = perf_counter(), 0, 0
        self.restart()

    def _restart_if_wanted(self) -> None:
        if self._restart_wanted:
            self._begin_anew()

    def _on_change(self, change) -> None:
        restarting = [self.controls[name] for name in self.restart_controls]
        self._restart_wanted |= any(change["owner"] is one for one in restarting)
        super()._on_change(change)

    def _paint(self) -> None:
        self._restart_if_wanted()
        failure = self.error
        super()._paint()
        if failure is not None:  # what stopped it stays to be read until it moves again
            self._stop_with(failure)
        self._show_buttons()

    def _say(self, words: str) -> None:
        self._words_live = "off" if self.playing else "polite"
        super()._say(words)

    def _stop_with(self, error: Exception) -> None:
        self._run, self.finished = None, True
        super()._stop_with(error)
        self._say(f"Stopped: {error}")
        self._show_buttons()

    def _buttons(self) -> dict:
        return {
            "play": button("Play", "Press again to pause", self._toggle),
            "step": button("Step", "Pause and move one step", self.step),
            **super()._buttons(),
        }

    def _toggle(self) -> None:
        self.pause() if self.playing else self.play()

    def _show_buttons(self) -> None:
        play, step = (self._named_buttons[name] for name in ("play", "step"))
        play.description = "Pause" if self.playing else "Play"
        play.icon = "pause" if self.playing else "play"
        step.disabled = self.finished


def rest_seconds(took: float, worked: float, least: float) -> float:
    """How long to rest after a frame that took so long and worked for a part of it.

    At least until ``least`` seconds have gone by. Where other kernels of the machine
    held the frame up, much longer: then a whole class gets its answers, and its
    pictures more slowly. All in seconds.
    """
    if not 0 <= took < _LONGEST_WINDOW:
        return least  # the clock was set, or the computer slept
    held_up = max(0.0, took - worked)
    return max(0.0, least - took, min(_COURTESY * held_up, _LONGEST_REST))


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _pause_player(like: type | None = None) -> None:
    other = _now_playing() if _now_playing else None
    if other is not None and other.playing and type(other) is (like or type(other)):
        other.pause()
