"""A class in lesson 09: so many students, one Jupyter server, all at once.

`make load` runs this and prints one table. LOAD_STUDENTS is the size of the class (30),
LOAD_SECONDS how long the trainers play for each column of the table (10). Each student
runs all cells, moves the rate slider while the trainer stands still and while it plays,
pauses, resets and saves. What fails for anybody ends it all.

Whoever lets a class share one account needs the setting NO_HISTORY as well: all kernels
of an account write their history into one database, and 30 at once lock each other out.
"""

import asyncio
import os
import shutil
import tempfile
import time
from pathlib import Path

import numpy as np

from tests.browser.harness import ROOT
from tests.browser.jupyter_server import JupyterServer
from tests.load.student import LESSON, Student
from tests.load.table import print_table
from tests.load.use import server_and_kernels

SIZES = (1, 5, 10, 30)
MOST_SECONDS = 1500
NO_HISTORY = 'c.HistoryManager.hist_file = ":memory:"  # of IPython, not the notebook\n'
POSITIONS = -2 + np.sin(np.arange(1, 11))  # of the slider, as exponents
WORKS = ("open", "run_all", "reset", "save", "close")


class Classroom:
    """The students and their server, and what was measured.

    took: for each of WORKS the seconds of each student. drives: for each number of
    students who are active at once, what `_drive` found.
    """

    def __init__(self, folder, n_students, play_seconds):
        profile = folder / "ipython" / "profile_default"
        profile.mkdir(parents=True)
        (profile / "ipython_kernel_config.py").write_text(NO_HISTORY)
        self._server, self._play_seconds = JupyterServer(folder), play_seconds
        self.students = [Student(self._server, k) for k in range(1, n_students + 1)]
        self.took, self.drives = {}, {}
        for student in self.students:
            self._hand_out(self._server.notebooks / student.name)

    def _hand_out(self, folder):
        folder.mkdir()
        shutil.copy(ROOT / "notebooks" / LESSON, folder)
        shutil.copytree(ROOT / "notebooks" / "results", folder / "results")

    async def lesson(self):
        """The whole lesson, with everybody at once."""
        await self._all_at_once("open")
        await self._all_at_once("run_all")
        self.after_run_all = self._use()
        n_students = len(self.students)
        for size in sorted({min(size, n_students) for size in (*SIZES, n_students)}):
            self.drives[size] = await self._drive(self.students[:size])
        self.after_driving = self._use()
        for work in ("reset", "save", "close"):
            await self._all_at_once(work)

    async def _all_at_once(self, work):
        timed = (_timed(one, work) for one in self.students)
        self.took[work] = await asyncio.gather(*timed)

    async def _drive(self, students):
        standing = await asyncio.gather(*(_drag(one) for one in students))
        await asyncio.gather(*(one.play() for one in students))
        begun, length = time.perf_counter(), self._play_seconds
        works = (_play_along(one, k, length) for k, one in enumerate(students))
        playing = await asyncio.gather(*works)
        seconds = time.perf_counter() - begun
        return {
            "standing": sum(standing, []),
            "playing": sum(playing, []),
            "frames": [one.frames_since(begun) / seconds for one in students],
            "pause": await asyncio.gather(*(one.pause() for one in students)),
        }

    def _use(self):
        return server_and_kernels(self._server.process.pid)

    def close(self):
        """End the server."""
        self._server.stop()


async def _timed(student, work):
    begun = time.perf_counter()
    await getattr(student, work)()
    return time.perf_counter() - begun


async def _drag(student):
    """Drag the slider: the next position goes out when the last one was answered."""
    return [await student.move_rate(exponent) for exponent in POSITIONS]


async def _play_along(student, number, seconds):
    """Move the slider about once a second while it plays."""
    rng, answers = np.random.default_rng(number), []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        await asyncio.sleep(rng.uniform(0.5, 1.5))
        answers.append(await student.move_rate(rng.uniform(-4, -2)))
    return answers


def hold_class(n_students, play_seconds):
    """Hold the lesson and return the classroom with its figures."""
    with tempfile.TemporaryDirectory(prefix="load_") as folder:
        classroom = Classroom(Path(folder), n_students, play_seconds)
        try:
            lesson = classroom.lesson()
            asyncio.run(asyncio.wait_for(lesson, MOST_SECONDS))
        except BaseException:
            print((Path(folder) / "server.log").read_text()[-5000:])
            raise
        finally:
            classroom.close()
    return classroom


def main():
    """Hold the class that the environment asks for, and print the table."""
    n_students = int(os.environ.get("LOAD_STUDENTS", 30))
    play_seconds = float(os.environ.get("LOAD_SECONDS", 10))
    load_before = os.getloadavg()[0]
    print_table(hold_class(n_students, play_seconds), load_before)


if __name__ == "__main__":
    main()
