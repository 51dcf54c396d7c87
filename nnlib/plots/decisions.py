"""What a network answers all over the plane of its two inputs, and how often it errs.

Blue and circles are class 0, orange and triangles class 1; the ground has the color of
the probability, and the black line is where it is one half. A confusion table counts
the answers: a row for each true class, a column for each answer.
"""

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from nnlib import require
from nnlib.functions import sigmoid
from nnlib.plots import style
from nnlib.plots.stripes import striped

Array = np.ndarray
GRID_SIDE, SHADES = 121, 10  # few shades make small files, and steps to be seen
RIGHT_FILL, WRONG_FILL = "#DCEFE7", "#FBE8BF"


def plane_grid(low: float, high: float, n: int = GRID_SIDE) -> Array:
    """The places of an n × n grid, row by row from the lower left, (n², 2)."""
    side = np.linspace(low, high, n)
    return np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)


@require.in_words
def draw_decision(
    ax: Axes,
    scores: Callable[[Array], Array],
    inputs: Array,
    targets: Array,
    *,
    title: str = "",
    size: float = 5,
) -> None:
    """Color the plane by the probability of class 1 and put the samples on it.

    scores: takes places (n, 2), gives the raw score of each, such as a network's
    `predict`. inputs: (samples, 2); targets: 0 or 1, one for each. size: of the
    markers, in points.
    """
    middle, reach = (inputs.min() + inputs.max()) / 2, 0.55 * np.ptp(inputs)
    low, high = middle - reach, middle + reach
    values = sigmoid(np.reshape(scores(plane_grid(low, high)), (GRID_SIDE, GRID_SIDE)))
    draw_ground(ax, np.round(values * SHADES) / SHADES, low, high)
    if values.min() < 0.5 < values.max():
        side = np.linspace(low, high, GRID_SIDE)
        ax.contour(side, side, values, [0.5], colors=style.BLACK, linewidths=1.4)
    draw_samples(ax, inputs, targets, size=size)
    ax.set(xlabel="x1", ylabel="x2", title=title)


def draw_ground(ax: Axes, values: Array, low: float, high: float):
    """Color a square by probabilities (n, n), paler than markers are; the image."""
    ax.grid(False)
    image = ax.imshow(
        striped(values, middle=0.5), origin="lower", extent=(low, high, low, high),
        cmap=style.CLASSES, vmin=-0.5, vmax=1.5, interpolation="nearest",
    )  # fmt: skip
    ax.set(xlim=(low, high), ylim=(low, high), aspect="equal")
    return image


def draw_samples(ax: Axes, inputs: Array, targets: Array, *, size: float = 5) -> None:
    """The samples (n, 2) with the color and the marker of their class, 0 or 1."""
    for k in (0, 1):
        look = style.class_style(k) | {"linestyle": "none", "markersize": size}
        look |= {"markeredgecolor": style.WHITE, "markeredgewidth": size / 10}
        ax.plot(*inputs[np.ravel(targets) == k].T, **look, label=f"class {k}")


@require.in_words
def add_class_legend(figure, *, boundary: bool = True) -> None:
    """Say below the picture what the two markers and the black line mean."""
    look = {"linestyle": "none", "markersize": 8, "markeredgecolor": style.WHITE}
    handles = [
        Line2D([], [], **look, **style.class_style(k), label=f"class {k}")
        for k in (0, 1)
    ]
    if boundary:
        line = Line2D([], [], color=style.BLACK, lw=1.4, label="probability 0.5")
        handles.append(line)
    with style.house_style():
        figure.legend(handles=handles, loc="outside lower center", ncols=len(handles))


@require.in_words
def draw_train_and_test(ax: Axes, history, *, names=("training", "test")) -> None:
    """The two losses of a run with validation data, epoch by epoch, on a log scale."""
    epochs = history.column("epoch")
    columns = ("train_loss", "validation_loss")
    for name, column, look in zip(names, columns, ("-", "--"), strict=True):
        color = style.BLUE if look == "-" else style.ORANGE
        ax.plot(epochs, history.column(column), look, color=color, label=f"{name} loss")
    ax.set(xlabel="epoch", ylabel="cross-entropy", yscale="log")
    ax.set(xlim=(0, epochs[-1]))
    ax.yaxis.set_major_formatter("{x:g}")
    ax.legend(loc="upper right", bbox_to_anchor=(1, 0.8), frameon=False)


@require.in_words
def draw_confusion_table(
    ax: Axes, table: Array, names: Sequence[str], remarks: Sequence | None = None
) -> None:
    """Counts (n, n): row = true class, column = answer; right ones on the diagonal.

    names: of the classes. remarks: a word for each cell, row by row, written below it.
    Mistakes that were never made stay white.
    """
    table = np.asarray(table)
    n = len(table)
    for (row, column), count in np.ndenumerate(table):
        fill = RIGHT_FILL if row == column else WRONG_FILL if count else style.WHITE
        corner = (column - 0.48, row - 0.48)
        box = {"facecolor": fill, "edgecolor": style.GRAY, "linewidth": 1}
        ax.add_patch(Rectangle(corner, 0.96, 0.96, **box))
        lift = 0.12 if remarks else 0
        points = style.minimum_text_points()
        where = {"ha": "center", "va": "center", "color": style.BLACK}
        ax.text(column, row - lift, f"{count:,}", fontsize=points + 5, **where)
        if remarks:
            ax.text(column, row + 0.24, remarks[row][column], **where)
    ax.grid(False)
    ax.set(xlim=(-0.5, n - 0.5), ylim=(n - 0.5, -0.5), aspect=0.55)
    ax.set(xticks=range(n), xticklabels=names, yticks=range(n), yticklabels=names)
    ax.set(xlabel="the network's answer", ylabel="the truth")
    ax.xaxis.set_label_position("top")
    ax.tick_params(length=0, labeltop=True, labelbottom=False)
    ax.spines[:].set_visible(False)

