"""Schedules at both ends, in the middle, and never above their start."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib.schedules import constant, cosine_annealing, step_decay, warm_up

rates, progress = st.floats(1e-6, 10), st.floats(0, 1)


def test_constant():
    assert [constant(0.3)(p) for p in (0, 0.5, 1)] == [0.3] * 3


def test_step_decay_by_hand():
    schedule = step_decay(0.8, factor=0.5, n_drops=3)
    moments = (0, 0.24, 0.25, 0.5, 0.75, 0.99, 1)
    expected = [0.8, 0.8, 0.4, 0.2, 0.1, 0.1, 0.1]
    assert [schedule(p) for p in moments] == pytest.approx(expected)


def test_cosine_annealing_by_hand():
    schedule = cosine_annealing(1, final=0.2)
    moments = (0, 1 / 3, 0.5, 2 / 3, 1)
    expected = [1, 0.8, 0.6, 0.4, 0.2]
    assert [schedule(p) for p in moments] == pytest.approx(expected)
    assert cosine_annealing(1)(1) == pytest.approx(0)
    assert cosine_annealing(1, final=1)(0.7) == 1


def test_warm_up_by_hand():
    schedule = warm_up(cosine_annealing(1), fraction=0.2)
    expected = [0.01, 0.5, 1, 0.5, 0]
    moments = (0, 0.1, 0.2, 0.6, 1)
    assert [schedule(p) for p in moments] == pytest.approx(expected)


@given(rates, progress, st.floats(0.01, 0.99))
def test_rates_stay_between_zero_and_the_start(rate, p, fraction):
    plain = [constant(rate), step_decay(rate), cosine_annealing(rate)]
    for schedule in plain + [warm_up(s, fraction=fraction) for s in plain]:
        assert 0 <= schedule(p) <= rate * (1 + 1e-12)


@given(rates, progress, progress)
def test_decays_never_rise(rate, p, q):
    for schedule in (step_decay(rate), cosine_annealing(rate)):
        assert schedule(max(p, q)) <= schedule(min(p, q)) * (1 + 1e-12)
