"""Downhill: gradient descent on a bowl, in a ravine, and on a real loss landscape.

The learning rate decides what becomes of a descent. The explorer keeps a note of every
rate that was followed to its end, so that the limit between the rates that settle and
those that do not closes in, run by run.
"""

from functools import cached_property

import numpy as np

from nnlib import require
from nnlib.explorers.controls import choice, list_slider, picture_image
from nnlib.explorers.descent_words import descent_words, limit_words
from nnlib.explorers.landscapes import (
    FAILED,
    LANDSCAPES,
    Descent,
    Landscape,
    limit_between,
)
from nnlib.explorers.player import Player
from nnlib.plots.descent import LandscapePicture, RatesPicture

MARKS = (
    *(
        1,
        1.05,
        1.1,
        1.15,
        1.2,
        1.3,
        1.4,
        1.5,
        1.6,
        1.7,
        1.8,
        1.9,
        2,
        2.2,
        2.4,
        2.6,
        2.8,
    ),
    *(3, 3.2, 3.4, 3.6, 3.8, 4, 4.2, 4.5, 4.8, 5, 5.3, 5.6, 6, 6.3, 6.6, 7, 7.5),
    *(7.9, 8, 8.1, 8.5, 9, 9.5),
)  # in each power of ten; close to 8, because there the ravine has its limit
RATES = [round(mark * 10.0**k, 6) for k in range(-3, 1) for mark in MARKS] + [10.0]
SLOWLY = 30  # steps that Play shows one by one; after that, several in each picture
AT_ONCE = 6


class View:
    """A landscape, its picture, and the rates that were tried on it."""

    def __init__(self, name: str) -> None:
        self.landscape: Landscape = LANDSCAPES[name]()
        self.tried: dict[float, str] = {}

    @cached_property
    def picture(self) -> LandscapePicture:
        """The picture, painted when it is first looked at."""
        one = self.landscape
        return LandscapePicture(one.weights, *one.losses(), one.highest)


class DownhillExplorer(Player):
    """Choose a landscape and a learning rate, and walk down.

    A new rate begins a new walk; the rates tried on a landscape stay noted until Reset.
    """

    name = "downhill"
    alts = {
        "landscape": (
            "The loss landscape with the path that was walked, and the losses on the "
            "way"
        ),
        "rates": "The learning rates tried so far, and whether they settled or failed",
    }
    wait_seconds = 0.04
    restart_controls = frozenset({"landscape", "rate"})

    @require.in_words
    def __init__(self, landscape: str = "bowl") -> None:
        names = [*dict.fromkeys(["bowl", "ravine", "running network", landscape])]
        controls = {
            "landscape": choice("Landscape", names, landscape),
            "rate": list_slider("Learning rate", RATES, 0.1),
        }
        self._views = {name: View(name) for name in names}
        self._rates = RatesPicture(RATES[0], RATES[-1])
        width = self._views[landscape].picture.canvas.width
        pictures = {
            "landscape": picture_image(width),
            "rates": picture_image(self._rates.canvas.width),
        }
        super().__init__(controls, pictures)
        controls["rate"].layout.width = "500px"  # room for many marks

    def start(self) -> None:
        """Forget the rates that were tried, and go back to the start."""
        for view in self._views.values():
            view.tried.clear()
        super().start()

    def restart(self) -> None:
        """Stand at the start of the chosen landscape, with the chosen rate."""
        values = self.values
        self.view = self._views[values["landscape"]]
        self.descent = Descent(self.view.landscape, values["rate"])

    def advance(self) -> bool:
        """Take a step, or several once a walk that plays has become long."""
        long = self.playing and self.descent.steps >= SLOWLY
        for _ in range(AT_ONCE if long else 1):
            self.descent.step()
        moving = self.descent.verdict == "moving"
        if not moving:
            self.view.tried[self.descent.rate] = self.descent.verdict
        return moving

    def draw(self, values: dict) -> tuple[dict[str, bytes], str]:
        """The path on its landscape, its losses, the rates tried; what became of it."""
        walk, tried = self.descent, self.view.tried
        ahead = None
        if walk.verdict == "moving":
            ahead = walk.next_place, walk.landscape.loss(walk.next_place)
        landscape = self.view.picture.png(
            np.array(walk.places), np.array(walk.losses), walk.slope, ahead
        )
        limit = limit_between(tried)
        rates = self._rates.png(walk.losses, walk.rate, rates_by_end(tried), limit)
        words = f"{descent_words(values['landscape'], walk)} {limit_words(tried)}"
        return {"landscape": landscape, "rates": rates}, words.strip()


def rates_by_end(tried: dict[float, str]) -> dict[str, list[float]]:
    """The rates tried, by how they ended: failed, slow or settled."""
    ends = {"failed": [], "slow": [], "settled": []}
    for rate, verdict in tried.items():
        ends["failed" if verdict in FAILED else verdict].append(rate)
    return ends
