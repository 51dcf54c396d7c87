"""Pictures of results over several seeds: the middle run, and how far the others lie.

R² close to 1 is hard to tell apart by eye. So these pictures show what is left over,
1 − R², on a scale where every tenfold improvement is one step of equal length.
"""

from collections.abc import Sequence

import numpy as np

from nnlib import require
from nnlib.plots.style import BLUE, GRAY, ORANGE, class_style

SHARES = {1e-4: "0.01 %", 1e-3: "0.1 %", 1e-2: "1 %", 0.1: "10 %", 1.0: "100 %"}


@require.in_words
def draw_ladder(ax, rows, names: Sequence[str]) -> None:
    """A line for each row of a table of runs, from its best seed to its worst.

    rows: a table with the columns lowest, median and highest, R² of several seeds.
    """
    places = np.arange(len(rows))
    low, middle, high = (1 - rows[name] for name in ("highest", "median", "lowest"))
    ax.hlines(places, low, high, color=BLUE, lw=3)
    ax.plot(middle, places, "o", color=BLUE, ms=8)
    ax.set(xscale="log", xlabel="left over on the grid, 1 − R²",
           ylim=(len(rows) - 0.5, -0.5))  # fmt: skip
    ax.set_yticks(places, names)
    ax.set_xticks([*SHARES][:4], [*SHARES.values()][:4])


@require.in_words
def draw_rates(ax, rows) -> None:
    """What each optimizer leaves over at each rate; seeds that diverged are counted.

    rows: a table with the columns optimizer, rate, lowest, median, highest, diverged.
    """
    for k, (name, group) in enumerate(rows.groupby("optimizer", sort=False)):
        middle = 1 - group["median"]
        reach = [group["highest"] - group["median"], group["median"] - group["lowest"]]
        rates = group["rate"] * 1.06 ** (k - 1)  # side by side, not on top
        ax.errorbar(rates, middle, reach, **class_style(k), ms=8, capsize=3, label=name)
        for rate, left, lost in zip(rates, middle, group["diverged"], strict=True):
            if lost:
                ax.annotate(f"{lost} diverged", (rate, left), (8, -4),
                            textcoords="offset points")  # fmt: skip
    ax.set(xscale="log", yscale="log", xlabel="learning rate",
           ylabel="left over, 1 − R²", xlim=(7e-4, 0.35), ylim=(3e-3, 1.2))  # fmt: skip
    ticks = sorted(set(rows["rate"]))
    ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.set_yticks([*SHARES][2:], [*SHARES.values()][2:])
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3, frameon=False)


@require.in_words
def draw_two_losses(ax, history, title: str) -> None:
    """Training and validation loss of a run; a diamond at the lowest validation."""
    epochs, loss = history.column("epoch"), history.column("train_loss")
    held_out = history.column("validation_loss")
    some = slice(None, None, max(1, len(epochs) // 200))  # about one for each pixel
    ax.plot(epochs[some], loss[some], color=BLUE, label="training")
    ax.plot(epochs[some], held_out[some], "--", color=ORANGE, label="validation")
    lowest = held_out.argmin()
    ax.plot(epochs[lowest], held_out[lowest], "D", color=ORANGE, ms=8)
    ax.axhline(held_out[lowest], color=GRAY, lw=1, ls=":")
    ax.set(xlabel="epoch", ylabel="loss", title=title, yscale="log", ylim=(0.02, 1))
    ax.set_yticks([0.1, 1], ["0.1", "1"])
