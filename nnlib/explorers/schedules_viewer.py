"""The schedule viewer: how the rate changes during a run, and what that does to it.

The plan is drawn at once. Play follows it with a small network on the articles'
surface; each run that comes to its end stays in a list, so that plans can be compared.
"""

from collections.abc import Callable

import numpy as np

from nnlib import require
from nnlib.explorers.controls import choice, log_slider, picture_image, slider
from nnlib.explorers.live_run import OPTIMIZERS
from nnlib.explorers.player import Player
from nnlib.explorers.trainer import r_squared_text, surface_problem
from nnlib.losses import r_squared, squared_error
from nnlib.network import build_mlp
from nnlib.plots.numbers import number_text
from nnlib.plots.schedule_pictures import EARLIER, ROWS, SchedulePictures
from nnlib.schedules import constant, cosine_annealing, step_decay, warm_up
from nnlib.training import DivergenceError, training_epochs

EPOCHS, BATCH, SIZES = 120, 100, [2, 32, 32, 32, 1]
FIRST_RATE = 10**-1.7  # 0.02, on a mark of the slider
SCHEDULES = ["constant", "step decay", "cosine annealing"]
NEEDS = {"drops": "step decay", "factor": "step decay", "final": "cosine annealing"}


class Run:
    """One run on 1,000 samples, in batches of 100, always from one start.

    losses: of the epochs so far. share: R² on the grid, once the run is at its end.
    """

    def __init__(self, optimizer: str, schedule: Callable[[float], float]) -> None:
        self.plan = [schedule(epoch / EPOCHS) for epoch in range(EPOCHS)]
        self.losses: list[float] = []
        self.diverged, self.share = False, None
        self._network = build_mlp(SIZES, seed=0, dtype=np.float32)
        self._reports = training_epochs(
            self._network,
            surface_problem().inputs,
            surface_problem().targets,
            squared_error,
            epochs=EPOCHS,
            optimizer=OPTIMIZERS[optimizer](),
            schedule=schedule,
            batch_size=BATCH,
        )

    @property
    def over(self) -> bool:
        """Whether it has come to its end, good or bad."""
        return self.diverged or len(self.losses) == EPOCHS

    def train_epoch(self) -> None:
        """Go on for one epoch; after the last one, look at the grid."""
        try:
            self.losses.append(next(self._reports).train_loss)
        except DivergenceError:
            self.diverged = True
        if len(self.losses) == EPOCHS:
            self.share = self._share_on_grid()

    def _share_on_grid(self) -> float:
        problem = surface_problem()
        scaled = self._network.predict(problem.grid).astype(float)
        return r_squared(problem.height_scale.undo(scaled), problem.heights)


class ScheduleExplorer(Player):
    """Choose a plan for the rate and let a run follow it. A new plan, a new run."""

    name = "schedules"
    alts = {
        "run": "The planned learning rate and the training loss, epoch by epoch",
        "list": "The runs that were finished, with what each leaves over",
    }
    restart_controls = frozenset(
        {"schedule", "rate", "drops", "factor", "final", "warm", "optimizer"}
    )

    @require.in_words
    def __init__(self, schedule: str = "constant") -> None:
        self._pictures = SchedulePictures(EPOCHS)
        controls = {
            "schedule": choice("Schedule", SCHEDULES, schedule),
            "rate": log_slider("Largest rate", FIRST_RATE, -4, 0),
            "optimizer": choice("Optimizer", [*OPTIMIZERS], "Adam"),
            "drops": slider("Drops", 4, 1, 8),
            "factor": slider("Each drop leaves", 50, 10, 90, 10, unit="%"),
            "final": slider("Ends at", 0, 0, 100, 5, unit="% of largest"),
            "warm": slider("Warm-up", 0, 0, 50, 5, unit="% of the run"),
        }
        pictures = {
            "run": picture_image(self._pictures.run.width),
            "list": picture_image(self._pictures.list.width),
        }
        super().__init__(controls, pictures)

    def start(self) -> None:
        """Forget the finished runs, and stand before the first epoch."""
        self.finished_runs: dict[str, Run] = {}
        super().start()

    def restart(self) -> None:
        """Stand before the first epoch of the chosen plan."""
        values = self.values
        self.run = Run(values["optimizer"], schedule_of(values))
        self.run_name = f"{plan_words(values)}, {values['optimizer']}"

    def advance(self) -> bool:
        """Train for one epoch; note the run when it is over."""
        if not self.run.over:
            self.run.train_epoch()
            if self.run.share is not None:
                self.finished_runs.pop(self.run_name, None)
                self.finished_runs[self.run_name] = self.run
        return not self.run.over

    def draw(self, values: dict) -> tuple[dict[str, bytes], str]:
        """The plan and how far it was followed, the losses, the finished runs."""
        for name, needed in NEEDS.items():
            self.controls[name].disabled = values["schedule"] != needed
        run, done = self.run, self.finished_runs
        earlier = [one.losses for one in done.values() if one is not run]
        ranked = sorted(done.items(), key=lambda pair: -pair[1].share)[:ROWS]
        plan = np.array(run.plan) / max(run.plan)
        contents = {
            "run": self._pictures.run_png(plan, run.losses, earlier[-EARLIER:]),
            "list": self._pictures.list_png(
                [name for name, _ in ranked],
                [1 - one.share for _, one in ranked],
                [one is run for _, one in ranked],
            ),
        }
        return contents, f"{sentence(self.run_name)}: {run_words(run, done)}"


def schedule_of(values: dict) -> Callable[[float], float]:
    """The schedule that the controls describe."""
    rate = values["rate"]
    if values["schedule"] == "step decay":
        factor = values["factor"] / 100
        plan = step_decay(rate, factor=factor, n_drops=values["drops"])
    elif values["schedule"] == "cosine annealing":
        plan = cosine_annealing(rate, final=rate * (values["final"] / 100))
    else:
        plan = constant(rate)
    return warm_up(plan, fraction=values["warm"] / 100) if values["warm"] else plan


def plan_words(values: dict) -> str:
    """The schedule that the controls describe, in a few words."""
    rate, name = number_text(values["rate"], 3), values["schedule"]
    words = f"constant {rate}"
    if name == "step decay":
        words = f"step decay {rate}, {values['drops']} × {values['factor']} %"
    elif name == "cosine annealing":
        end = number_text(values["rate"] * values["final"] / 100, 3)
        words = f"cosine {rate} to {end}"
    return words + (f", warm-up {values['warm']} %" if values["warm"] else "")


def run_words(run: Run, finished: dict[str, Run]) -> str:
    """How far a run has come, and how it compares with those before."""
    epoch = len(run.losses)
    if run.diverged:
        return (
            f"the run diverged in epoch {epoch + 1}. The rate was "
            f"{number_text(run.plan[epoch], 3)} there, too large for this start."
        )
    if epoch == 0:
        first, last = (number_text(run.plan[k], 3) for k in (0, -1))
        return f"the first epoch has the rate {first}, the last one {last}. Press Play."
    loss = number_text(run.losses[-1], 3)
    if not run.over:
        rate = number_text(run.plan[epoch], 3)
        return f"epoch {epoch} of {EPOCHS}, loss {loss}, next rate {rate}."
    return f"after {EPOCHS} epochs the loss is {loss}. {result_words(run, finished)}"


def result_words(run: Run, finished: dict[str, Run]) -> str:
    """What a finished run is worth on the grid, and its rank."""
    left = number_text(100 * (1 - run.share), 3)
    told = f"R² on the grid: {r_squared_text(run.share)}, so {left} % is left over."
    if len(finished) == 1:
        return f"{told} Now try another plan."
    best = max(finished, key=lambda name: finished[name].share)
    if finished[best] is run:
        return f"{told} The best of {len(finished)} runs so far."
    share = r_squared_text(finished[best].share)
    return f"{told} The best of {len(finished)} runs so far: {best}, R² {share}."


def sentence(text: str) -> str:
    """The text with a capital at its start."""
    return text[0].upper() + text[1:]
