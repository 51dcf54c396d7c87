"""Lesson 02: every right answer is correct, every typical mistake is named."""

import numpy as np
import pytest

from nnlib.checks.base import CORRECT, NOT_ATTEMPTED, NOT_YET
from nnlib.checks.lesson_02 import (
    check_broken_and,
    check_first_repeat,
    check_or,
    check_update,
)

POINTS = [(0, 0), (0, 1), (1, 0), (1, 1)]


def named(feedback, part):
    assert feedback.verdict == NOT_YET
    assert part in feedback.sentence


# Exercise 1


@pytest.mark.parametrize(
    "answer", [(4, (1, 1), 0), (4.0, [1.0, 1.0], 0.0), (4, np.ones(2), np.int64(0))]
)
def test_or_is_right(answer):
    assert check_or(*answer).verdict == CORRECT


@pytest.mark.parametrize("answer", [(..., ..., ...), (4, ..., 0), (4, (1, ...), 0)])
def test_or_is_not_attempted(answer):
    assert check_or(*answer).verdict == NOT_ATTEMPTED


@pytest.mark.parametrize(
    "answer, part",
    [
        ((3, (1, 1), 0), "first two passes"),
        ((1, (0, 1), 1), "first pass alone"),
        ((5, (1, 1), -1), "silent"),
        ((10, (2, 1), -2), "AND"),
        ((4, (0, 1), 0), "after the first pass"),
        ((4, (1, 1), 1), "one update is still to come"),
        ((4, (1, 1), -1), "silent"),
        ((6, (1, 1), 0), "count them pass by pass"),
        ((4, (2, 1), 0), "last time in pass 2"),
        ((4, (1, 1), 2), "last time in pass 3"),
        ((4, 1, 0), "shape"),
        ((4, (1, 1, 0), 0), "shape"),
        ((4, (1, (1, 1)), 0), "expected numbers"),
        (("four", (1, 1), 0), "expected numbers"),
    ],
)
def test_or_mistakes(answer, part):
    named(check_or(*answer), part)


# Exercise 2


def fires(inputs, weights, bias):
    z = sum(x * w for x, w in zip(inputs, weights, strict=True)) + bias
    return 1 if z > 0 else 0


def by_loop(inputs, target, weights, bias, learning_rate):
    z = bias
    for i in range(len(inputs)):
        z += inputs[i] * weights[i]
    output = 1 if z > 0 else 0
    new = []
    for x, w in zip(inputs, weights, strict=True):
        new.append(w + learning_rate * (target - output) * x)
    return new, bias + learning_rate * (target - output)


def by_array(inputs, target, weights, bias, learning_rate):
    x, w = np.array(inputs), np.array(weights)
    change = learning_rate * (target - (x @ w + bias > 0))
    return w + change * x, bias + change


def by_cases(inputs, target, weights, bias, learning_rate):
    output = fires(inputs, weights, bias)
    if output == target:
        return [weights, bias]
    sign = 1 if target == 1 else -1
    pairs = zip(inputs, weights, strict=True)
    new = tuple(w + sign * learning_rate * x for x, w in pairs)
    return new, np.array([bias + sign * learning_rate])


@pytest.mark.parametrize("update", [by_loop, by_array, by_cases])
def test_update_is_right(update):
    assert check_update(update).verdict == CORRECT


def output(inputs, weights, bias):
    return fires(inputs[:2], weights[:2], bias)


def by_output(inputs, target, weights, bias, learning_rate):
    change = learning_rate * (target - output(inputs, weights, bias))
    new = [w + change * x for x, w in zip(inputs, weights, strict=True)]
    return new, bias + change


def test_update_is_not_attempted():
    def update(inputs, target, weights, bias, learning_rate): ...

    assert check_update(update).verdict == NOT_ATTEMPTED
    assert check_update(...).verdict == NOT_ATTEMPTED


def mistaken(step=None, used=None, bias_used=1.0, test=None):
    """An update with another factor, other inputs, or another test for firing."""

    def update(inputs, target, weights, bias, learning_rate):
        x, w = np.array(inputs, float), np.array(weights, float)
        z = x @ w + bias
        output = float(test(z, bias) if test else z > 0)
        factor = step or (lambda t, o, z, rate: rate * (t - o))
        change = factor(target, output, z, learning_rate)
        along = used(x, w, output) if used else x
        share = bias_used(x) if callable(bias_used) else bias_used
        return list(w + change * along), bias + change * share

    return update


def only_the_change(inputs, target, weights, bias, learning_rate):
    change = learning_rate * (target - fires(inputs, weights, bias))
    return [change * x for x in inputs], change


def weights_without_the_old(inputs, target, weights, bias, learning_rate):
    change = learning_rate * (target - fires(inputs, weights, bias))
    return [change * x for x in inputs], bias + change


def in_place(inputs, target, weights, bias, learning_rate):
    change = learning_rate * (target - fires(inputs, weights, bias))
    for i, x in enumerate(inputs):
        weights[i] += change * x
    return weights, bias + change


@pytest.mark.parametrize(
    "update, part",
    [
        (mistaken(lambda t, o, z, rate: rate * (o - t)), "the wrong way"),
        (mistaken(bias_used=0.0), "the bias did not move"),
        (mistaken(lambda t, o, z, rate: t - o), "learning rate is missing"),
        (mistaken(used=lambda x, w, o: o), "not by the output"),
        (mistaken(used=lambda x, w, o: w), "not by the weight"),
        (mistaken(used=lambda x, w, o: 1.0), "moved alike"),
        (mistaken(bias_used=lambda x: x.sum()), "belongs to no input"),
        (mistaken(lambda t, o, z, rate: rate * (t - z)), "not the sum z"),
        (mistaken(test=lambda z, b: z >= 0), "z > 0"),
        (mistaken(test=lambda z, b: z - b > 0), "missing the bias"),
        (mistaken(lambda t, o, z, rate: rate * t), "the target alone"),
        (mistaken(lambda t, o, z, rate: rate * (2 * t - 1)), "output is right"),
        (only_the_change, "add it to the old value"),
        (weights_without_the_old, "add it to the old weight"),
        (by_output, "`output` looks at two inputs only"),
        (lambda i, t, w, b, rate: (w, b), "silent, should fire"),
        (in_place, "changed its inputs"),
        (lambda *given: by_loop(*given)[0], "return a pair"),
        (lambda *given: (by_loop(*given)[0][:2], 0), "2 weights came back"),
        (lambda *given: (by_loop(*given)[0], [1, 1, 1]), "there is one bias"),
        (lambda *given: (by_loop(*given)[0], 7), "silent, should fire"),
        (lambda *given: 1 / 0, "ZeroDivisionError"),
        (lambda *given: print(end=""), "gives nothing back"),
    ],
)
def test_update_mistakes(update, part):
    named(check_update(update), part)


# Exercise 3


def one_pass(targets, weights, bias):
    for inputs, target in zip(POINTS, targets, strict=True):
        change = target - fires(inputs, weights, bias)
        pairs = zip(weights, inputs, strict=True)
        weights = tuple(w + change * x for w, x in pairs)
        bias = bias + change
    return weights, bias


def repeat_by_list(targets, weights, bias, max_passes):
    seen = [(weights, bias)]
    for number in range(1, max_passes + 1):
        weights, bias = one_pass(targets, weights, bias)
        if (weights, bias) in seen:
            return seen.index((weights, bias)), number
        seen.append((weights, bias))


def repeat_by_dictionary(targets, weights, bias, max_passes):
    seen, number = {}, 0
    while (*weights, bias) not in seen:
        if number == max_passes:
            return None
        seen[*weights, bias] = number
        weights, bias = one_pass(targets, weights, bias)
        number += 1
    return [seen[*weights, bias], number]


def repeat_by_neighbors(targets, weights, bias, max_passes):
    for number in range(max_passes):
        before = [*weights, bias]
        weights, bias = one_pass(targets, weights, bias)
        if [*weights, bias] == before:
            return np.array([number, number + 1])


@pytest.mark.parametrize(
    "first_repeat", [repeat_by_list, repeat_by_dictionary, repeat_by_neighbors]
)
def test_first_repeat_is_right(first_repeat):
    assert check_first_repeat(first_repeat).verdict == CORRECT


def test_first_repeat_is_not_attempted():
    def first_repeat(targets, weights, bias, max_passes): ...

    assert check_first_repeat(first_repeat).verdict == NOT_ATTEMPTED


def shifted(earlier, later):
    def first_repeat(*given):
        found = repeat_by_list(*given)
        return found[0] + earlier, found[1] + later

    return first_repeat


def repeat_in(passes, targets, weights, bias):
    seen = [(weights, bias)]
    for number in passes:
        weights, bias = one_pass(targets, weights, bias)
        if (weights, bias) in seen:
            return seen.index((weights, bias)), number
        seen.append((weights, bias))


def append_first(targets, weights, bias, max_passes):
    seen = [(weights, bias)]
    for number in range(1, max_passes + 1):
        weights, bias = one_pass(targets, weights, bias)
        seen.append((weights, bias))
        if (weights, bias) in seen:
            return seen.index((weights, bias)), number


def weights_only(targets, weights, bias, max_passes):
    seen = [weights]
    for number in range(1, max_passes + 1):
        weights, bias = one_pass(targets, weights, bias)
        if weights in seen:
            return seen.index(weights), number
        seen.append(weights)


@pytest.mark.parametrize(
    "first_repeat, part",
    [
        (lambda *given: repeat_by_list(*given)[::-1], "swapped"),
        (shifted(-1, -1), "the first pass is pass 1"),
        (shifted(-1, 0), "the start counts"),
        (weights_only, "compare the bias too"),
        (lambda t, w, b, n: repeat_in(range(n), t, w, b), "the first pass is pass 1"),
        (lambda t, w, b, n: repeat_in(range(1, n), t, w, b), "max_passes + 1"),
        (lambda t, w, b, n: repeat_in(range(1, n + 2), t, w, b), "return None"),
        (lambda t, w, b, n: repeat_by_list(t, w, b, 99), "return None"),
        (lambda t, w, b, n: repeat_by_list(t, w, b, n) or 0, "return None"),
        (append_first, "look before you append"),
        (lambda t, w, b, n: repeat_by_list(t, (0, 0), 0, n), "start that is given"),
        (lambda t, w, b, n: (n - 1, n), "stop at the first"),
        (lambda *given: repeat_by_list(*given)[1], "return two numbers"),
        (lambda *given: (7, 9), "from w = (1, 1), b = 1: expected (4, 5), got (7, 9)"),
        (lambda *given: print(end=""), "gives nothing back"),
    ],
)
def test_first_repeat_mistakes(first_repeat, part):
    named(check_first_repeat(first_repeat), part)


# Exercise 4


@pytest.mark.parametrize("targets", [[1, 0, 0, 1], (1, 0, 0, 1), np.eye(2).ravel()])
@pytest.mark.parametrize("letter", ["B", "b", " B"])
def test_broken_and_is_right(targets, letter):
    assert check_broken_and(targets, letter).verdict == CORRECT


@pytest.mark.parametrize("answer", [(..., ...), ([1, 0, 0, 1], ...), (..., "B")])
def test_broken_and_is_not_attempted(answer):
    assert check_broken_and(*answer).verdict == NOT_ATTEMPTED


@pytest.mark.parametrize(
    "targets, reason, part",
    [
        ([0, 1, 0, 1], "B", "still settles, in pass"),
        ([0, 0, 0, 0], "B", "still settles, in pass 1,"),
        ([0, 1, 1, 0], "B", "3 targets differ"),
        ([0, 0, 0, 1], "B", "0 targets differ"),
        ([1, 0, 0], "B", "four targets"),
        ([1, 0, 0, 2], "B", "each 0 or 1"),
        ("XNOR", "B", "four targets"),
        ([1, 0, 0, 1], "A", "where they lie"),
        ([1, 0, 0, 1], "C", "any start"),
        ([1, 0, 0, 1], "D", "smaller"),
        ([1, 0, 0, 1], "d", "smaller"),
        ([1, 0, 0, 1], "Z", "choose one of 'A', 'B', 'C', 'D'"),
        ([1, 0, 0, 1], 2, "choose one of 'A', 'B', 'C', 'D'"),
    ],
)
def test_broken_and_mistakes(targets, reason, part):
    named(check_broken_and(targets, reason), part)
