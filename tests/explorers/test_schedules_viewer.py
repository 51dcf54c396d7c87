"""The schedule viewer: plans are the schedules, runs follow them, the list is true."""

import numpy as np
import pytest

from nnlib.explorers.schedules_viewer import (
    EPOCHS,
    NEEDS,
    SCHEDULES,
    ScheduleExplorer,
    plan_words,
    schedule_of,
)
from nnlib.plots.schedule_pictures import SchedulePictures
from nnlib.room import projector
from nnlib.schedules import constant, cosine_annealing, step_decay, warm_up
from tests.explorers.sweep import check_explorer


@pytest.fixture
def viewer():
    return ScheduleExplorer()


def follow(viewer, **values):
    """Set controls and go on to the end of the run."""
    for name, value in values.items():
        viewer.controls[name].value = value
    while not viewer.finished:
        viewer.finished = viewer.advance() is False
    viewer.refresh()
    return viewer.words_text


def test_passes_the_sweep(viewer):
    check_explorer(viewer, random_combinations=25)


PLANS = [
    ({}, constant(0.1)),
    ({"warm": 20}, warm_up(constant(0.1), fraction=0.2)),
    (
        {"schedule": "step decay", "drops": 3, "factor": 20},
        step_decay(0.1, factor=0.2, n_drops=3),
    ),
    (
        {"schedule": "cosine annealing", "final": 10},
        cosine_annealing(0.1, final=0.01),
    ),
]


@pytest.mark.parametrize("values, schedule", PLANS)
def test_the_plan_is_the_schedule(viewer, values, schedule):
    for name, value in {"rate": 0.1, **values}.items():
        viewer.controls[name].value = value
    wanted = [schedule(epoch / EPOCHS) for epoch in range(EPOCHS)]
    assert viewer.run.plan == pytest.approx(wanted)
    assert schedule_of(viewer.values)(0.7) == pytest.approx(schedule(0.7))


def test_the_run_follows_the_plan(viewer):
    viewer.controls["schedule"].value = "cosine annealing"
    viewer.controls["optimizer"].value = "plain"
    run, network = viewer.run, viewer.run._network
    for epoch in range(3):
        viewer.step()
        report_rate = run.plan[epoch]
        assert f"epoch {epoch + 1} of {EPOCHS}" in viewer.words_text
        assert report_rate <= run.plan[0]
    assert len(run.losses) == 3 and np.isfinite(network.parameters).all()


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_only_what_counts_can_be_moved(viewer, schedule):
    viewer.controls["schedule"].value = schedule
    for name, needed in NEEDS.items():
        assert viewer.controls[name].disabled == (schedule != needed)


# What lesson 10 says about the three plans from the largest rate 0.02.
RESULTS = [("constant", 0.9756), ("step decay", 0.9934), ("cosine annealing", 0.9955)]


def test_annealing_wins_at_the_first_rate(viewer):
    for schedule, share in RESULTS:
        words = follow(viewer, schedule=schedule)
        assert viewer.run.share == pytest.approx(share, abs=2e-4)
        assert f"after {EPOCHS} epochs" in words
    assert words.endswith("The best of 3 runs so far.")
    follow(viewer, schedule="constant", rate=0.003)
    assert "runs so far: cosine 0.02 to 0, Adam, R² 0.99" in viewer.words_text
    assert len(viewer.finished_runs) == 4
    viewer.reset()
    assert viewer.finished_runs == {} and "Press Play." in viewer.words_text


def test_a_run_that_is_left_is_not_listed(viewer):
    viewer.step()
    viewer.controls["warm"].value = 10
    assert viewer.run.losses == [] and viewer.finished_runs == {}


def test_the_same_plan_counts_once(viewer):
    follow(viewer)
    first = viewer.run.losses
    viewer._begin_anew()
    follow(viewer)
    assert len(viewer.finished_runs) == 1 and viewer.run.losses == first


def test_a_diverged_run_says_when(viewer):
    words = follow(viewer, optimizer="plain", rate=1.0)
    assert "the run diverged in epoch 1." in words
    assert viewer.finished_runs == {} and viewer.run.share is None


def test_first_words(viewer):
    assert viewer.words_text == (
        "Constant 0.02, Adam: the first epoch has the rate 0.02, the last one 0.02. "
        "Press Play."
    )
    viewer.controls["schedule"].value = "step decay"
    assert viewer.words_text.startswith("Step decay 0.02, 4 × 50 %, Adam: the first")


def test_a_list_that_stays_is_not_painted_anew(viewer, monkeypatch):
    follow(viewer)
    painted = []
    paint = viewer._pictures._paint_list
    monkeypatch.setattr(
        viewer._pictures, "_paint_list", lambda *all: painted.append(all) or paint(*all)
    )
    viewer.controls["schedule"].value = "cosine annealing"  # its run is not listed yet
    for _ in range(3):
        viewer.step()
    assert len(painted) == 1  # the diamond became a dot
    follow(viewer)
    assert len(painted) == 2 and len(viewer.finished_runs) == 2


@pytest.mark.parametrize("exponent", np.arange(-4, 0.01, 0.1))
def test_a_rate_that_stays_to_the_end_is_allowed(exponent):
    values = {"schedule": "cosine annealing", "final": 100, "warm": 0}
    rate = 10.0**exponent
    assert schedule_of(values | {"rate": rate})(1.0) == pytest.approx(rate)


def test_the_two_axes_share_the_picture(viewer):
    viewer.step()
    left, right = viewer._pictures.run.figure.axes
    assert left.get_position().width > 0.35 and right.get_position().width > 0.35


def test_more_runs_than_rows_show_the_best(viewer):
    runs = {str(k): viewer.run for k in range(9)}
    viewer.finished_runs.update(runs)
    viewer.run.share = 0.5
    viewer.refresh()
    assert viewer.error is None


@pytest.mark.parametrize("projected", [False, True])
@pytest.mark.parametrize("schedule", SCHEDULES)
def test_the_longest_name_fits_into_the_list(schedule, projected):
    projector(projected)
    try:
        pictures = SchedulePictures(EPOCHS)
    finally:
        projector(False)
    values = {"schedule": schedule, "drops": 8, "factor": 90, "final": 90}
    name = plan_words(values | {"rate": 10**-3.9, "warm": 50}) + ", momentum"
    pictures.list_png([name], [0.1], [True])
    assert pictures._names[0].get_window_extent().x0 > 0
