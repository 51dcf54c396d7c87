"""Pictures of a schedule and of the run that follows it, painted many times a second.

On the left the plan: the rate of every epoch. On the right what comes of it: the loss,
with earlier runs in gray. Below, the runs that were followed to their end.
"""

from collections.abc import Sequence

import numpy as np

from nnlib.plots.canvas import Canvas
from nnlib.plots.style import BLACK, BLUE, GRAY, ORANGE, house_style, new_figure
from nnlib.plots.surface import label_loss_axes
from nnlib.room import on_projector

LOSSES = (3e-4, 10.0)
LEFT_OVER = (1e-3, 1.0)
EARLIER = 3  # runs that stay to be seen in gray
ROWS = 6  # finished runs that are listed


class SchedulePictures:
    """The plan, the loss, and the list of finished runs of so many epochs."""

    def __init__(self, epochs: int) -> None:
        with house_style():
            self._build_run(epochs)
            self._build_list()
        self._listed: tuple = ()  # what the list showed last, and its picture

    def _build_run(self, epochs: int) -> None:
        figure, (left, right) = new_figure(columns=2, width=860, height=280)
        self.run = Canvas(figure)
        left.set(xlim=(0, epochs), ylim=(0, 1.08), xlabel="epoch",
                 ylabel="rate (largest = 1)", title="the plan")  # fmt: skip
        label_loss_axes(right, "the run")
        right.set(xlim=(0, epochs), ylim=LOSSES)
        moving = self.run.moving
        gray = {"color": GRAY, "lw": 1, "alpha": 0.6}
        self._earlier = [moving(right.plot([], [], **gray)[0]) for _ in range(EARLIER)]
        self._plan = moving(left.stairs(np.zeros(epochs), np.arange(epochs + 1.0),
                                        color=BLUE, lw=2, baseline=None))  # fmt: skip
        self._now = moving(left.plot([], [], "D", color=ORANGE, ms=8)[0])
        self._loss = moving(right.plot([], [], color=BLUE, lw=1.8)[0])
        self._head = moving(right.plot([], [], "D", color=ORANGE, ms=8)[0])
        for diamond in (self._now, self._head):
            diamond.set_clip_on(False)
            diamond.set_in_layout(False)  # it moves, and the axes must not

    def _build_list(self) -> None:
        figure, ax = new_figure(width=860, height=230)
        self.list = Canvas(figure)
        figure.set_layout_engine("none")
        left = 0.66 if on_projector() else 0.58  # the longest name fits
        ax.set_position([left, 0.24, 0.96 - left, 0.73])
        ax.set(xscale="log", xlim=LEFT_OVER, ylim=(ROWS - 0.4, -0.6), yticks=[],
               xlabel="left over on the grid: 1 − R²")  # fmt: skip
        ax.set_xticks([0.001, 0.01, 0.1, 1], ["0.1 %", "1 %", "10 %", "100 %"])
        place = {"ha": "right", "va": "center", "color": BLACK}
        place["transform"] = ax.get_yaxis_transform()
        moving = self.list.moving
        self._names = [moving(ax.text(-0.02, k, "", **place)) for k in range(ROWS)]
        self._dots = moving(ax.plot([], [], "o", color=BLUE, ms=8)[0])
        self._marked = moving(ax.plot([], [], "D", color=ORANGE, ms=9)[0])

    def run_png(self, plan: Sequence[float], losses: Sequence[float],
                earlier: Sequence[Sequence[float]]) -> bytes:  # fmt: skip
        """Paint the rates of all epochs, largest 1, the losses so far, earlier ones."""
        self._plan.set_data(plan)
        epoch = len(losses)
        following = min(epoch, len(plan) - 1)
        self._now.set_data([following + 0.5], [plan[following]])
        for line, old in zip(self._earlier, [*earlier, *[[]] * EARLIER], strict=False):
            line.set_data(np.arange(len(old)) + 1, np.clip(old, *LOSSES))
        inside = np.clip(losses, *LOSSES)
        self._loss.set_data(np.arange(epoch) + 1, inside)
        self._head.set_data([epoch][-epoch:], inside[-1:])
        return self.run.png()

    def list_png(
        self, names: Sequence[str], left_over: Sequence[float], now: Sequence[bool]
    ) -> bytes:
        """Paint the names of runs, at most ROWS, and the share that each left over.

        now: which of them is the one in the picture above; it is a diamond here, too.
        Text takes long to paint, so a list that has not changed is not painted anew.
        """
        wanted = [*names], [*left_over], [*now]
        if self._listed[:1] != (wanted,):
            self._listed = wanted, self._paint_list(*wanted)
        return self._listed[1]

    def _paint_list(
        self, names: list[str], left_over: list[float], now: list[bool]
    ) -> bytes:
        for k, text in enumerate(self._names):
            text.set_text(names[k] if k < len(names) else "")
        rows, inside = np.arange(len(names)), np.clip(left_over, *LEFT_OVER)
        now = np.array(now, bool)
        self._dots.set_data(inside[~now], rows[~now])
        self._marked.set_data(inside[now], rows[now])
        return self.list.png()
