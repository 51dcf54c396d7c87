"""The two pictures of a perceptron at work: the plane it cuts, and its accounts."""

from collections.abc import Sequence
from html import escape

import numpy as np
from matplotlib.lines import Line2D

from nnlib.perceptron import POINTS
from nnlib.plots import style
from nnlib.plots.canvas import Canvas
from nnlib.plots.gates import HIGH, LOW, Weights, set_up_plane
from nnlib.plots.half_plane import Line, firing_region, line_ends
from nnlib.plots.stripes import GROUND, ground_key
from nnlib.plots.svg import px, svg_document
from nnlib.room import on_projector, room

_WIDTH, _HEIGHT, _LEFT, _LINE = 410, 480, 16, 25
_COLUMNS = (54, 136, 198, 244, 290, 320)  # middles, but the last one is a left end
_HEADINGS = ("after pass", "updates", "w1", "w2", "b")


class PlanePainter:
    """A kept figure of the four points, the line, and which points are still wrong."""

    def __init__(self) -> None:
        figure, ax = style.new_figure(width=420, height=480)
        set_up_plane(ax)
        ax.set_facecolor(style.BLUE_LIGHT)
        ax.grid(False)
        self.canvas = Canvas(figure)
        moving = self.canvas.moving
        self._tint = moving(ax.fill([], [], **GROUND, zorder=1)[0])
        old = {"color": style.GRAY, "linestyle": "--", "linewidth": 1.5}
        self._old_line = moving(ax.plot([], [], **old, zorder=2)[0])
        self._line = moving(ax.plot([], [], color=style.BLACK, zorder=3)[0])
        self._ring, self._crosses = map(moving, _marks(ax))
        self._classes = [*map(moving, _class_points(ax))]
        self._add_legend(figure)

    def png(
        self,
        targets: Sequence[int],
        line: tuple[Weights, float],
        old_line: tuple[Weights, float] | None,
        looked_at: int | None,
        wrong: Sequence[int],
    ) -> bytes:
        """The picture; a point is named by its place, 0 to 3, in ``POINTS``."""
        self._tint.set_xy(_closed(firing_region(_flat(line), LOW, HIGH)))
        self._line.set_data(*line_ends(_flat(line), LOW, HIGH).T)
        no_line = ((0, 0), 0)
        self._old_line.set_data(*line_ends(_flat(old_line or no_line), LOW, HIGH).T)
        for target, artist in enumerate(self._classes):
            artist.set_data(*_places([i for i in range(4) if targets[i] == target]))
        self._ring.set_data(*_places([] if looked_at is None else [looked_at]))
        self._crosses.set_data(*(_places(wrong) + 0.24))  # beside the point
        return self.canvas.png()

    def _add_legend(self, figure) -> None:
        names = ("target 0 (be silent)", "target 1 (fire)", "wrong now", "looked at")
        lines = ("line: z = 0", "line before this update")
        tints = ("silent here, and on the line", "fires here")
        moving = [*self._classes, self._crosses, self._ring, self._line, self._old_line]
        handles = [
            *map(_legend_sign, moving, names + lines),
            *ground_key(*tints),
        ]
        tight = {"handlelength": 1.6, "columnspacing": 1.2, "handletextpad": 0.6}
        with style.house_style():
            columns = 1 if on_projector() else 2
            place = {"loc": "outside lower center", "ncols": columns}
            figure.legend(handles=handles, **place, **tight)


def ledger_svg(
    sums: Sequence[str],
    passes: Sequence[Sequence[str]],
    words: str,
) -> str:
    """Sums of the last step, first line bold, above a table with one row per pass.

    A row is ``(pass, updates, w1, w2, b, remark)``.
    """
    parts = [
        _text(_LEFT, 30 + _LINE * i, line, bold=i == 0) for i, line in enumerate(sums)
    ]
    top = 30 + _LINE * 8.5
    parts.append(
        f'<path d="M{_LEFT} {top - 34}H{_WIDTH - _LEFT}" stroke="{style.GRAY_LIGHT}"/>'
    )
    rows = [_HEADINGS, *passes]
    for i, row in enumerate(rows):
        parts += _row(row, top + _LINE * i, heading=i == 0)
    return svg_document(parts, min(_WIDTH, room().widest - 357), _HEIGHT, words)


def _row(row: Sequence[str], y: float, *, heading: bool) -> list[str]:
    color = style.GRAY if heading else style.BLACK
    cells = zip(_COLUMNS, row, strict=False)
    return [
        _text(x, y, cell, color=color, anchor="start" if i == 5 else "middle")
        for i, (x, cell) in enumerate(cells)
    ]


def _text(x, y, content, *, bold=False, color=style.BLACK, anchor="start") -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{px(x)}" y="{px(y)}" text-anchor="{anchor}" fill="{color}"{weight}>'
        f"{escape(content, quote=False)}</text>"
    )


def _marks(ax):
    ring = {"marker": "o", "markersize": 31, "markerfacecolor": "none"}
    cross = {"marker": "x", "markersize": 11, "markeredgewidth": 3}
    look = {"linestyle": "none", "color": style.BLACK, "zorder": 5}
    return ax.plot([], [], **look, **ring)[0], ax.plot([], [], **look, **cross)[0]


def _class_points(ax):
    look = {"linestyle": "none", "markersize": 16, "zorder": 4}
    look["markeredgecolor"] = style.WHITE
    return [ax.plot([], [], **style.class_style(k), **look)[0] for k in range(2)]


def _legend_sign(line: Line2D, label: str) -> Line2D:
    """A small copy of a moving artist, with its name."""
    sign = Line2D([], [], label=label)
    sign.update_from(line)
    sign.set(markersize=min(line.get_markersize(), 11), animated=False, label=label)
    return sign


def _places(indices: Sequence[int]) -> np.ndarray:
    return np.array([POINTS[i] for i in indices], float).reshape(-1, 2).T


def _flat(line: tuple[Weights, float]) -> Line:
    return (*line[0], line[1])


def _closed(region: np.ndarray) -> np.ndarray:
    return region if len(region) else np.full((1, 2), np.nan)
