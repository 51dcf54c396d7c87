"""The rate × width map: a sweep over learning rates and widths that fills as it runs.

One run says little: another seed gives another result, and the best rate depends on the
width. The map shows three runs for each pair, all with the same budget, and which of
them diverged. The sweep itself is `nnlib.sweep`.
"""

from statistics import median
from time import perf_counter

import ipywidgets as widgets
import numpy as np

from nnlib.explorers.controls import choice, list_slider, picture_image
from nnlib.explorers.player import Player
from nnlib.explorers.rate_width_runs import (
    N_EPOCHS,
    N_RUNS,
    RATES,
    STARTS,
    WIDTHS,
    results_of,
    stored_results,
)
from nnlib.explorers.trainer import r_squared_text
from nnlib.plots.numbers import number_text
from nnlib.plots.rate_width_pictures import (
    AREA,
    MAP_HIGH,
    MAP_WIDE,
    CurvesPicture,
    MapPicture,
)

LONGEST_WAIT = 2.0  # seconds, though the computer may have slept during a run
_LEFT, _BOTTOM, _WIDE, _HIGH = AREA
_STYLE = f"""<style>
.nn-rate-width-map .nn-map {{ position: relative; overflow: visible;
  align-self: flex-start; }}
.nn-rate-width-map .nn-map .nn-picture {{ margin: 0; }}
.nn-rate-width-map .nn-map-cells {{ position: absolute;
  left: {100 * _LEFT / MAP_WIDE:.3f}%; width: {100 * _WIDE / MAP_WIDE:.3f}%;
  bottom: {100 * _BOTTOM / MAP_HIGH:.3f}%; height: {100 * _HIGH / MAP_HIGH:.3f}%; }}
.nn-rate-width-map .nn-map-cell {{ background: transparent; margin: 0; padding: 0;
  width: auto; height: auto; box-shadow: none; cursor: pointer; }}
.nn-rate-width-map .nn-map-cell:hover {{ outline: 2px solid white; }}
</style>"""


class RateWidthMapExplorer(Player):
    """Run the sweep, and choose a cell by click or with the two sliders.

    At first the map shows stored results. Run begins anew and fills the cells one by
    one; Stop keeps what is done; Step does a single run; Reset brings back the stored.
    """

    name = "rate-width-map"
    alts = {
        "map": "Table of colored cells: the median R² for each learning rate and width",
        "runs": "The loss curves of the runs of the chosen cell",
    }
    restart_controls = frozenset({"start"})
    _busy_seconds = 0.0  # of the last run

    def __init__(self) -> None:
        self._map, self._curves = MapPicture(RATES, WIDTHS), CurvesPicture(N_EPOCHS)
        controls = {
            "rate": list_slider("Learning rate", RATES, 0.03),
            "width": list_slider("Units in a hidden layer", WIDTHS, 16),
            "start": choice("Start weights", [*STARTS]),
        }
        self.progress = widgets.IntProgress(
            value=0, max=N_RUNS, description="Runs", bar_style="info"
        ).add_class("nn-progress")
        self._progress_words = widgets.Label().add_class("nn-progress-words")
        pictures = {
            "map": picture_image(self._map.width),
            "runs": picture_image(self._curves.canvas.width),
        }
        super().__init__(controls, pictures)

    @property
    def wait_seconds(self) -> float:
        """As long as a run and its picture take, and a moment to answer the page."""
        return self._busy_seconds + 0.05

    def restart(self) -> None:
        """Show the stored results for the chosen start weights."""
        self.stored, self._results = True, None
        self._take(stored_results(self.values["start"]))

    def advance(self) -> bool:
        """Do the next run of the sweep; the first one clears the map."""
        if self.stored:
            self.stored, self._results = False, results_of(self.values["start"])
            self._take([])
        begun = perf_counter()
        self._take([*self.results, next(self._results)])
        self._busy_seconds = min(max(0.0, perf_counter() - begun), LONGEST_WAIT)
        return len(self.results) < N_RUNS

    def select(self, rate: float, width: int) -> None:
        """Choose a cell, as a click on it does."""
        with self._lock:  # two controls, one picture
            self.controls["rate"].value, self.controls["width"].value = rate, width
        self.refresh()

    def draw(self, values: dict) -> tuple[dict[str, bytes], str]:
        """The map with a frame around the chosen cell, and that cell's loss curves."""
        rate, width = values["rate"], values["width"]
        if self._shown is not self.results:
            self._show_results()
        runs = self._cells[width, rate]
        contents = {
            "map": self._map.png(RATES.index(rate), WIDTHS.index(width)),
            "runs": self._curves.png(
                [run["losses"] for run in runs],
                [run["r_squared"] is None for run in runs],
            ),
        }
        words = f"Learning rate {number_text(rate)}, width {width}: {cell_words(runs)}"
        return contents, f"{words} {self._state_words()}"

    def _take(self, results: list[dict]) -> None:
        self.results, self._shown = results, None

    def _show_results(self) -> None:
        self._cells = {(width, rate): [] for width in WIDTHS for rate in RATES}
        for result in self.results:
            self._cells[result["width"], result["rate"]].append(result)
        shape = len(WIDTHS), len(RATES)
        facts = [
            np.reshape([fact(runs) for runs in self._cells.values()], shape)
            for fact in (median_score, n_diverged, len)
        ]
        self._map.show(*facts)
        self._shown, self.progress.value = self.results, len(self.results)
        kind = "stored runs" if self.stored else "runs done"
        self._progress_words.value = f"{len(self.results)} of {N_RUNS} {kind}"

    def _state_words(self) -> str:
        n = len(self.results)
        if self.stored:
            return f"These are stored results of {n} runs. Press Run to do them anew."
        best = best_words(self._cells)
        return f"{n} of {N_RUNS} runs are done. {best}".strip()

    def _buttons(self) -> dict:
        buttons = super()._buttons()
        buttons["play"].tooltip = "Run the sweep; press again to stop"
        buttons["step"].tooltip = "Stop, and do one run"
        return buttons

    def _show_buttons(self) -> None:
        super()._show_buttons()
        play = self._named_buttons["play"]
        play.description = "Stop" if self.playing else "Run"
        play.icon = "stop" if self.playing else "play"

    def _build_rows(self) -> list:
        hidden, controls, pictures, words = super()._build_rows()
        image, curves = pictures.children
        wide = {"width": image.layout.width, "max_width": "100%"}
        image.layout.width = "100%"
        self._map_cells = self._build_cells()
        framed = widgets.Box([image, self._map_cells], layout=wide)
        pictures.children = [framed.add_class("nn-map"), curves]
        bar = widgets.HBox([self.progress, self._progress_words])
        style = widgets.HTML(_STYLE, layout={"display": "none"})
        return [hidden, style, controls, bar, pictures, words]

    def _build_cells(self) -> widgets.GridBox:
        """An invisible button above each cell, so that a click chooses it."""
        layout, look = widgets.Layout(), widgets.ButtonStyle()
        cells = [
            self._build_cell(rate, width, layout=layout, style=look)
            for width in reversed(WIDTHS)
            for rate in RATES
        ]
        tracks = {
            "grid_template_columns": f"repeat({len(RATES)}, minmax(0, 1fr))",
            "grid_template_rows": f"repeat({len(WIDTHS)}, minmax(0, 1fr))",
        }
        return widgets.GridBox(cells, layout=tracks).add_class("nn-map-cells")

    def _build_cell(self, rate: float, width: int, **look) -> widgets.Button:
        words = f"Choose learning rate {number_text(rate)}, width {width}"
        cell = widgets.Button(tooltip=words, tabbable=False, **look)
        cell.on_click(lambda _: self.select(rate, width))
        cell.add_class(f"nn-map-cell-{RATES.index(rate)}-{WIDTHS.index(width)}")
        return cell.add_class("nn-map-cell")


def n_diverged(runs: list[dict]) -> int:
    """How many of these runs diverged."""
    return sum(run["r_squared"] is None for run in runs)


def median_score(runs: list[dict]) -> float:
    """The median R²; a diverged run counts as −infinity, no runs at all give NaN."""
    scores = [run["r_squared"] for run in runs]
    scores = [-np.inf if score is None else score for score in scores]
    return median(scores) if scores else np.nan


def cell_words(runs: list[dict]) -> str:
    """What became of the runs of one cell."""
    if not runs:
        return "not run yet."
    n, lost = len(runs), n_diverged(runs)
    scores = [run["r_squared"] for run in runs if run["r_squared"] is not None]
    if not scores:
        return f"all {n} runs diverged." if n > 1 else "the one run so far diverged."
    low, high = score_text(min(scores)), score_text(max(scores))
    if n == 1:
        return f"R² {low} in the one run so far."
    if lost:
        others = f"other {low}" if len(scores) == 1 else f"others {low} to {high}"
        return f"{lost} of {n} runs diverged; R² of the {others}."
    middle = score_text(median_score(runs))
    return f"R² of its {n} runs from {low} to {high}, median {middle}."


def score_text(r_squared: float) -> str:
    """R² with two digits after the point, or that it is far below 0."""
    return r_squared_text(round(r_squared, 2))


def best_words(cells: dict) -> str:
    """Which cell has the best median so far."""
    medians = {cell: median_score(runs) for cell, runs in cells.items() if runs}
    if not medians or max(medians.values()) == -np.inf:
        return ""
    (width, rate), best = max(medians.items(), key=lambda item: item[1])
    return (
        f"The best median so far is {score_text(best)}, at learning rate "
        f"{number_text(rate)} and width {width}."
    )
