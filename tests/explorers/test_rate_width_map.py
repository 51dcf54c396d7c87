"""Lesson 10: the sweep behind the map, what a cell says, and choosing by click."""

import asyncio
import random
import re
from itertools import islice

import numpy as np
import pytest

from nnlib.explorers import rate_width_map
from nnlib.explorers.rate_width_map import (
    RateWidthMapExplorer,
    best_words,
    cell_words,
    median_score,
)
from nnlib.explorers.rate_width_runs import (
    N_RUNS,
    RATES,
    STARTS,
    WIDTHS,
    results_of,
    stored_results,
    train_cell,
)
from nnlib.sweep import results_table
from tests.explorers.kernel_loop import in_notebook, until
from tests.explorers.sweep import check_explorer, check_state


@pytest.fixture(scope="module")
def explorer():
    return RateWidthMapExplorer()


@pytest.fixture(autouse=True)
def as_new(explorer):
    explorer.reset()


def picture(explorer, name="map"):
    return bytes(explorer.pictures[name].value)


def cells_of(explorer):
    grid = explorer._map_cells
    return {one.tooltip: one for one in grid.children}


def result(score, losses=(0.5, 0.1)):
    return {"r_squared": score, "losses": list(losses)}


def test_passes_the_sweep():
    check_explorer(RateWidthMapExplorer(), random_combinations=10)


def test_first_words_tell_of_the_stored_runs(explorer):
    assert explorer.words_text == (
        "Learning rate 0.03, width 16: R² of its 3 runs from 0.79 to 0.83, median 0.83."
        " These are stored results of 120 runs. Press Run to do them anew."
    )
    assert explorer.progress.value == explorer.progress.max == N_RUNS == 120


@pytest.mark.parametrize("start", STARTS)
def test_stored_results_are_those_of_the_sweep(start):
    stored = stored_results(start)
    assert len(stored) == N_RUNS and not any(one["error"] for one in stored)
    for fresh, kept in zip(islice(results_of(start), 12), stored, strict=False):
        names = ("run", "seed", "rate", "width", "start")
        assert {k: fresh[k] for k in names} == {k: kept[k] for k in names}
        if kept["rate"] <= 0.1:  # beyond, rounding of the last digit grows too soon
            assert fresh["losses"] == pytest.approx(kept["losses"], rel=0.05)
    table = results_table(stored)
    assert set(table["rate"]) == set(RATES) and set(table["width"]) == set(WIDTHS)


def test_what_lesson_10_says_about_start_weights():
    """He widens the range of rates; the best medians are about equal."""
    best, usable = {}, {}
    for start in STARTS:
        cells = {}
        for one in stored_results(start):
            cells.setdefault((one["width"], one["rate"]), []).append(one)
        medians = {cell: median_score(runs) for cell, runs in cells.items()}
        best[start] = max(medians.values())
        good = [rate for (width, rate), m in medians.items() if width == 64 and m > 0.7]
        usable[start] = max(good)
    assert usable == {"He": 0.03, "uniform −1 to 1": 0.001}
    assert abs(best["He"] - best["uniform −1 to 1"]) < 0.03


@pytest.mark.parametrize("start", STARTS)
def test_no_cell_is_told_with_powers_of_ten(explorer, start):
    explorer.controls["start"].value = start
    for runs in explorer._cells.values():
        assert not re.search(r"\de\d|\de−", cell_words(runs)), cell_words(runs)
    explorer.select(0.3, 16)
    far_below = "2 of 3 runs diverged; R² of the other below −100. These are stored"
    assert (far_below in explorer.words_text) == start.startswith("uniform")


def test_a_run_that_diverges_gives_its_curve_up_to_there():
    lost = train_cell(rate=1.0, width=64, start="He", seed=0)
    assert lost["r_squared"] is None and len(lost["losses"]) < 15
    fine = train_cell(rate=0.03, width=16, start="He", seed=0)
    assert fine["r_squared"] > 0.7 and len(fine["losses"]) == 15
    assert fine == train_cell(rate=0.03, width=16, start="He", seed=0)


def test_a_median_counts_diverged_runs_as_the_worst():
    assert np.isnan(median_score([]))
    assert median_score([result(0.5), result(0.9), result(0.7)]) == 0.7
    assert median_score([result(0.5), result(None), result(0.7)]) == 0.5
    assert median_score([result(None), result(None), result(0.7)]) == -np.inf
    assert median_score([result(0.5), result(0.7)]) == pytest.approx(0.6)
    assert median_score([result(None), result(0.7)]) == -np.inf
    assert median_score([result(None)] * 2) == -np.inf


@pytest.mark.parametrize(
    "scores, words",
    [
        ([], "not run yet."),
        ([0.8311], "R² 0.83 in the one run so far."),
        ([None], "the one run so far diverged."),
        ([None] * 3, "all 3 runs diverged."),
        ([0.5, 0.7, 0.6], "R² of its 3 runs from 0.5 to 0.7, median 0.6."),
        ([0.5, None, 0.7], "1 of 3 runs diverged; R² of the others 0.5 to 0.7."),
        ([None, None, 0.7], "2 of 3 runs diverged; R² of the other 0.7."),
        ([None, None, -1.5e18], "2 of 3 runs diverged; R² of the other below −100."),
        ([-1.5e18], "R² below −100 in the one run so far."),
    ],
)
def test_words_of_a_cell(scores, words):
    assert cell_words([result(score) for score in scores]) == words


def test_the_best_cell():
    assert best_words({(4, 0.1): [], (8, 0.1): [result(None)]}) == ""
    cells = {(4, 0.1): [result(0.5)], (8, 0.01): [result(0.61234)]}
    assert best_words(cells) == (
        "The best median so far is 0.61, at learning rate 0.01 and width 8."
    )


def test_step_clears_the_map_and_fills_one_cell(explorer):
    before = picture(explorer)
    explorer.step()
    assert picture(explorer) != before and explorer.progress.value == 1
    assert "width 16: not run yet. 1 of 120 runs are done." in explorer.words_text
    assert explorer._progress_words.value == "1 of 120 runs done"
    explorer.controls["rate"].value, explorer.controls["width"].value = RATES[0], 4
    assert "width 4: R² 0 in the one run so far." in explorer.words_text
    explorer.reset()
    assert picture(explorer) == before


def test_at_its_end_the_sweep_has_filled_the_whole_map(explorer, monkeypatch):
    stored_again = lambda start: iter(stored_results(start))  # noqa: E731
    monkeypatch.setattr(rate_width_map, "results_of", stored_again)
    before = picture(explorer)
    for _ in range(N_RUNS):
        assert not explorer.finished
        explorer.step()
    assert explorer.finished and explorer._named_buttons["step"].disabled
    assert picture(explorer) == before
    assert "120 of 120 runs are done. The best median so far" in explorer.words_text


def test_a_click_on_a_cell_chooses_it(explorer):
    cells = cells_of(explorer)
    assert len(cells) == 40
    before = picture(explorer), picture(explorer, "runs")
    cells["Choose learning rate 1, width 64"].click()
    assert explorer.values == {"rate": 1.0, "width": 64, "start": "He"}
    assert "width 64: all 3 runs diverged." in explorer.words_text
    assert picture(explorer) != before[0] and picture(explorer, "runs") != before[1]
    first = cells["Choose learning rate 0.0003, width 64"]
    assert explorer._map_cells.children[0] is first  # the upper left one


def test_other_start_weights_bring_their_own_stored_map(explorer):
    before = picture(explorer)
    explorer.controls["start"].value = "uniform −1 to 1"
    assert picture(explorer) != before
    explorer.controls["width"].value = 64
    assert "width 64: all 3 runs diverged. These are stored" in explorer.words_text


def test_run_and_stop():
    async def steps():
        explorer = RateWidthMapExplorer()
        button = explorer._named_buttons["play"]
        assert button.description == "Run"
        button.click()
        assert button.description == "Stop"
        await until(lambda: 3 <= explorer.progress.value < N_RUNS)
        explorer.controls["width"].value = 4  # choosing goes on meanwhile
        assert explorer.playing
        button.click()
        done = explorer.progress.value
        await asyncio.sleep(0.3)
        assert explorer.progress.value == done and button.description == "Run"
        button.click()  # goes on where it was
        await until(lambda: explorer.progress.value > done)
        explorer.pause()

    in_notebook(steps)


def test_a_hundred_random_sequences(monkeypatch):
    stored_again = lambda start: iter(stored_results(start))  # noqa: E731
    monkeypatch.setattr(rate_width_map, "results_of", stored_again)

    async def steps():
        chance, explorer = random.Random(0), RateWidthMapExplorer()
        cells = list(cells_of(explorer).values())
        for _ in range(100):
            for _ in range(4):
                act_at_random(explorer, cells, chance)
                await asyncio.sleep(chance.choice([0, 0, 0.02]))
            explorer.pause()
            check_state(explorer, f"{explorer.values}")
        explorer.reset()
        assert explorer.words_text == RateWidthMapExplorer().words_text

    in_notebook(steps)


def act_at_random(explorer, cells, chance):
    action = chance.choice(["play", "pause", "step", "reset", "click", "start"])
    if action == "click":
        chance.choice(cells).click()
    elif action == "start":
        explorer.controls["start"].value = chance.choice([*STARTS])
    else:
        getattr(explorer, action)()
