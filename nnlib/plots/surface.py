"""Pictures of the surface to be learned: as it is, as predicted, and what is missing.

Heights are given as the grid of `nnlib.data.surface_grid` gives them: row by row from
the lower left, so that north is up. The same color always means the same height, in
every picture and in every lesson; what lies beyond the scale takes its last color.
"""

import numpy as np
from matplotlib.patheffects import withStroke
from matplotlib.ticker import FuncFormatter, LogLocator, MultipleLocator, NullLocator

from nnlib import require
from nnlib.plots.numbers import number_text
from nnlib.plots.stripes import striped
from nnlib.plots.style import BLACK, BLUE, ORANGE, SIGNED, SURFACE, minimum_text_points

HEIGHTS = (-16.0, 55.0)  # of the surface, lowest and highest
DIFFERENCES = (-10.0, 10.0)
CONTOURS = np.arange(-10, 51, 10)
_PLAIN = FuncFormatter(lambda value, position: f"{value:,g}")


def square(heights) -> np.ndarray:
    """Return n² values of a grid, in any shape, as an n × n picture."""
    heights = np.asarray(heights, float)
    n = round(heights.size**0.5)
    if n * n != heights.size or n < 2:
        raise ValueError(f"a grid has n × n values, got the shape {heights.shape}")
    return heights.reshape(n, n)


@require.in_words
def draw_surface(ax, heights, *, title="", limit=10.0, color_bar=True):
    """Paint the heights of a grid, dark for low and bright for high; return the image.

    limit: the grid reaches from -limit to limit in x and in y.
    """
    image = _show(ax, heights, SURFACE, HEIGHTS, limit, title)
    if color_bar:
        draw_color_bar(image, "height")
    return image


@require.in_words
def draw_difference(ax, differences, *, title="", limit=10.0, color_bar=True):
    """Paint prediction minus truth: blue is too high, orange too low, white is right.

    Orange is striped as well. Returns the image.
    """
    shown = striped_differences(differences)
    image = _show(ax, shown, SIGNED, DIFFERENCES, limit, title)
    if color_bar:
        draw_color_bar(image, "prediction − truth")
    return image


def striped_differences(differences):
    """The differences of a grid as they are painted: those below 0 with stripes."""
    return striped(square(np.clip(differences, *DIFFERENCES)), sign=-1)


@require.in_words
def draw_contours(ax, heights, *, title="", limit=10.0) -> None:
    """Draw lines of equal height over the painted surface, as on a hiking map."""
    draw_surface(ax, heights, title=title, limit=limit)
    heights = square(heights)
    axis = np.linspace(-limit, limit, len(heights))
    style = {"colors": "white", "linewidths": 1.2, "linestyles": "solid"}
    lines = ax.contour(axis, axis, heights, CONTOURS, **style)
    size = minimum_text_points()
    names = ax.clabel(lines, CONTOURS[:-1], fmt=number_text, fontsize=size)
    for name in names:  # the highest line runs along the edge: no room for its name
        name.set(path_effects=[withStroke(linewidth=3, foreground=BLACK)])


@require.in_words
def draw_samples(ax, samples, *, title="", limit=10.0) -> None:
    """Dot every sample, a table with x, y and height, in the color of its height."""
    low, high = HEIGHTS
    dots = ax.scatter(
        samples["x"],
        samples["y"],
        16,
        samples["height"],
        cmap=SURFACE,
        vmin=low,
        vmax=high,
        linewidths=0,
        antialiased=False,  # a thousand soft edges would treble the file
    )
    _map_axes(ax, limit, title)
    draw_color_bar(dots, "height")


@require.in_words
def draw_loss(ax, history, *, title="", lazy_loss=None) -> None:
    """Draw the losses of a run, as `train` returns it; both scales are logarithmic.

    lazy_loss: that of a network which answers the mean everywhere; a dashed line.
    """
    epochs, losses = history.column("epoch"), history.column("train_loss")
    ax.plot(epochs, losses, color=BLUE, label="training")
    held_out = history.column("validation_loss")
    if np.isfinite(held_out).any():
        ax.plot(epochs, held_out, "--", color=ORANGE, label="validation")
        ax.legend()
    label_loss_axes(ax, title)
    ax.set_xscale("log")
    ax.xaxis.set_major_formatter(_PLAIN)
    ax.margins(y=0.15)
    _name_the_peak(ax, epochs, losses)
    if lazy_loss is not None:
        ax.axhline(lazy_loss, color=BLACK, linestyle="--", linewidth=1.2)
        place = {"va": "bottom", "ha": "right", "transform": ax.get_yaxis_transform()}
        ax.text(0.99, lazy_loss * 1.15, f"lazy network {lazy_loss:g}", **place)


def _name_the_peak(ax, epochs, losses) -> None:
    """Write epoch and loss beside the highest point, if the loss rose to it."""
    peak = np.argmax(losses)
    if losses[peak] > 2 * losses[0]:
        text = f"epoch {epochs[peak]:.0f}: {losses[peak]:,.0f}"
        ax.plot(epochs[peak], losses[peak], "o", color=BLUE)
        place = {"xytext": (9, 0), "textcoords": "offset points", "va": "center"}
        ax.annotate(text, (epochs[peak], losses[peak]), **place)


def _show(ax, heights, colors, scale, limit, title):
    low, high = scale
    _map_axes(ax, limit, title)
    return ax.imshow(
        square(heights),
        cmap=colors,
        vmin=low,
        vmax=high,
        origin="lower",
        extent=(-limit, limit, -limit, limit),
        interpolation="nearest",
    )


def _map_axes(ax, limit, title) -> None:
    ax.grid(False)
    ends = (-limit, limit)
    ax.set(xlabel="x", ylabel="y", title=title, xlim=ends, ylim=ends, aspect="equal")
    ax.set_xticks([-limit, 0, limit], [number_text(v) for v in (-limit, 0, limit)])
    ax.set_yticks([-limit, 0, limit], [number_text(v) for v in (-limit, 0, limit)])


def draw_color_bar(shown, label: str = ""):
    """Add the scale of an image or of dots beside it; return its own drawing area."""
    bar = shown.figure.colorbar(shown, ax=shown.axes, extend="both", shrink=0.95)
    step = 20 if shown.norm.vmax > 20 else 5
    bar.locator = MultipleLocator(step)
    bar.set_label(label)
    if shown.cmap is SIGNED:  # as what is below 0 is striped on the map
        look = {"facecolor": "none", "edgecolor": "#FFFFFF99", "linewidth": 0}
        bar.ax.axhspan(shown.norm.vmin, 0, hatch="///", **look)
    return bar.ax


def label_loss_axes(ax, title: str = "") -> None:
    """Prepare the axes of a loss curve: epochs across, losses on a log scale up."""
    ax.set_yscale("log")
    ax.yaxis.set_major_locator(LogLocator(10, numticks=20))  # each factor of ten
    ax.yaxis.set_minor_locator(NullLocator())
    ax.yaxis.set_major_formatter(_PLAIN)
    ax.set(xlabel="epoch", ylabel="training loss", title=title)
