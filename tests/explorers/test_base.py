"""The base of all explorers: drawing, Reset, threads, and pages without a kernel."""

import threading
import time

import pytest

from nnlib.explorers.base import Explorer
from nnlib.explorers.controls import log_slider, picture_svg, slider
from tests.explorers.sweep import check_explorer


def test_passes_the_sweep(one_weight):
    check_explorer(one_weight)


def test_a_control_changes_picture_and_words(one_weight):
    before = one_weight.pictures["network"].value
    one_weight.controls["weight"].value = -0.5
    assert one_weight.pictures["network"].value != before
    assert one_weight.words_text == "The prediction is −1."


def test_draws_once_at_construction_and_once_at_reset(one_weight):
    assert one_weight.draws == 1
    one_weight.controls["weight"].value = 1.0
    one_weight.controls["size"].value = 5
    assert one_weight.draws == 3
    one_weight.reset()
    assert one_weight.draws == 4
    assert one_weight.values == {"weight": 0.5, "size": 2}


def test_repr_is_short_and_stable(one_weight):
    assert repr(one_weight) == "OneWeight: The prediction is 1."


def test_page_without_a_kernel_shows_picture_and_words(one_weight):
    bundle = one_weight._repr_mimebundle_()
    assert bundle["text/plain"] == repr(one_weight)
    assert '<img alt="A unit with one weight"' in bundle["text/html"]
    assert "<p>The prediction is 1.</p>" in bundle["text/html"]
    assert {"image/png", "image/svg+xml"} & set(bundle)


def test_page_without_a_kernel_shows_all_pictures(one_weight):
    one_weight.pictures["more"] = picture_svg()
    one_weight.pictures["more"].value = "<svg>more</svg>"
    html = one_weight._repr_mimebundle_()["text/html"]
    assert html.count("<img ") == html.count(' alt="') == 2
    assert "%3Csvg%3Emore%3C/svg%3E" in html


def test_a_failing_draw_is_told_in_words(one_weight):
    one_weight.draw = lambda values: 1 / 0
    one_weight.controls["weight"].value = 0.0
    assert one_weight.words_text == "This setting cannot be shown: division by zero"
    assert isinstance(one_weight.error, ZeroDivisionError)
    del one_weight.draw
    one_weight.reset()
    assert one_weight.error is None


class Slow(Explorer):
    """Takes its time to draw, and notes how many draw at once."""

    name = "slow"

    def __init__(self):
        self.at_once, self.most_at_once, self.draws = 0, 0, 0
        super().__init__({"x": slider("x", 0, 0, 10_000)}, {"p": picture_svg()})

    def draw(self, values):
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        time.sleep(0.002)
        self.at_once -= 1
        self.draws += 1
        return {"p": f"<svg>{values['x']}</svg>"}, f"x is {values['x']}."


def test_last_value_wins_when_threads_hammer_a_control():
    slow = Slow()

    def hammer(first):
        for value in range(first, first + 400, 2):
            slow.controls["x"].value = value

    threads = [threading.Thread(target=hammer, args=(first,)) for first in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    final = slow.controls["x"].value
    assert slow.words_text == f"x is {final}."
    assert slow.pictures["p"].value == f"<svg>{final}</svg>"
    assert slow.most_at_once == 1
    assert slow.error is None


def test_values_that_arrive_while_drawing_are_drawn_once():
    slow = Slow()
    with slow._lock:  # as if another thread were drawing
        for value in range(1, 50):
            slow.controls["x"].value = value
    slow.refresh()
    assert slow.draws == 2
    assert slow.words_text == "x is 49."


def test_log_slider_keeps_its_value():
    rate = log_slider("Rate", 0.1, -4, 0)
    assert (rate.value, rate.min, rate.max) == (0.1, -4, 0)


@pytest.mark.parametrize("value, step", [(1, 1), (1.0, 0.25)])
def test_slider_of_whole_numbers_and_of_fractions(value, step):
    one = slider("Size", value, 0, 2, step, unit="units")
    assert type(one.value) is type(value)
    assert one.description == "Size (units)"
    assert one.tooltip == "Size (units), 0 to 2"
    assert one.continuous_update
