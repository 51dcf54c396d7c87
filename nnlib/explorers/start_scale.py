"""Start scale: the same network on XOR, begun with small, medium or large weights.

Tiny start weights make every sigmoid unit say one half to everything, and all units
alike. Training then has hardly any slope to follow, and the cost stays where it is.
"""

import numpy as np

from nnlib.explorers.controls import list_slider, picture_image, slider
from nnlib.explorers.player import Player
from nnlib.layers import normal_start
from nnlib.losses import binary_cross_entropy
from nnlib.network import build_mlp
from nnlib.optimizers import SGD
from nnlib.plots.numbers import number_text
from nnlib.plots.starts import HIGHEST, StartPicture, corner_grid
from nnlib.training import fill_gradient

CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], float)
TARGETS = np.array([[0], [1], [1], [0]], float)
SCALES = (0.01, 0.03, 0.1, 0.3, 1, 3, 10)
RATES = (0.1, 0.5, 1, 5)
HIDDEN, LAST, SEEDS = 4, 10_000, 20
LOOK = 10  # so often it is looked whether all corners are right, as in the lesson
NOT_TRAINED = "not trained yet"
COIN = float(np.log(2))  # the cost of saying 0.5 to everything


class StartScaleExplorer(Player):
    """Choose how large the start weights are, and watch the hidden units part or not.

    One step is one iteration at first; later it is a tenth of those made so far, up to
    200. A new rate is used from the next step on; a new start begins anew.
    """

    name = "start-scale"
    alts = {
        "network": (
            "The answers on the plane, those of the four hidden units, and the cost "
            "so far"
        ),
    }
    wait_seconds = 0.04
    restart_controls = frozenset({"scale", "seed"})

    def __init__(self) -> None:
        controls = {
            "scale": list_slider("Start weights ×", SCALES, 0.01),
            "rate": list_slider("Learning rate", RATES, 0.5),
            "seed": slider("Start number", 0, 0, SEEDS - 1),
        }
        self._grid, self._picture = corner_grid(), StartPicture(CORNERS, TARGETS)
        width = self._picture.canvas.width
        super().__init__(controls, {"network": picture_image(width)})

    def restart(self) -> None:
        """Build the network of the chosen start, with nothing learned yet."""
        start, seed = normal_start(self.values["scale"]), self.values["seed"]
        sizes, self._optimizer = [2, HIDDEN, 1], SGD()
        self.network = build_mlp(sizes, activation="sigmoid", start=start, seed=seed)
        self.iterations, self.solved_at = [0], None
        self.costs = [self._cost()]
        self._note_solved(0)

    def advance(self) -> bool:
        """Train for a tenth of the iterations made so far, from 1 to 200."""
        made = self.iterations[-1]
        count = min(max(1, made // 10), 200, LAST - made)
        rate = self.values["rate"]
        for iteration in range(made + 1, made + count + 1):
            fill_gradient(self.network, CORNERS, TARGETS, binary_cross_entropy)
            self._optimizer.step(self.network.parameters, self.network.gradient, rate)
            if iteration % LOOK == 0:
                self._note_solved(iteration)
        self.iterations.append(made + count)
        self.costs.append(self._cost())
        return made + count < LAST

    def hidden_outputs(self, places: np.ndarray) -> np.ndarray:
        """What the hidden units say at these places (n, 2), one column for each."""
        dense, sigmoid = self.network.layers[:2]
        return sigmoid.forward(dense.forward(places)).copy()

    def n_right(self) -> int:
        """How many of the four corners are decided as they should be."""
        return int(((self.network.predict(CORNERS) > 0) == (TARGETS == 1)).sum())

    def draw(self, values: dict) -> tuple[dict[str, bytes], str]:
        """The answers, the four hidden units, the cost so far; and what they show."""
        scores = self.network.predict(self._grid)
        hidden = self.hidden_outputs(self._grid)
        png = self._picture.png(scores, hidden, self.iterations, self.costs)
        return {"network": png}, self._say_state(values)

    def _say_state(self, values: dict) -> str:
        made = self.iterations[-1]
        scale, rate = number_text(values["scale"]), number_text(values["rate"])
        start = f"Start weights × {scale}, rate {rate}"
        when = f"after {made:,} iteration{'s' * (made > 1)}" if made else NOT_TRAINED
        above = " (above the picture)" if self.costs[-1] > HIGHEST else ""
        state = f"{start}, {when}: cost {self.costs[-1]:.4f}{above}, "
        state += f"{self.n_right()} of 4 corners right. {self._say_units()}"
        return f"{state} {self._say_end(made)}".strip()

    def _say_units(self) -> str:
        outputs = self.hidden_outputs(CORNERS)
        low, high = f"{outputs.min():.3f}", f"{outputs.max():.3f}"
        return f"At the corners the hidden units say between {low} and {high}."

    def _say_end(self, made: int) -> str:
        if self.solved_at is not None:
            return f"All four were right after {self.solved_at:,} iterations."
        if made < LAST:
            return "" if made else "Press Play."
        stuck = abs(self.costs[-1] - COIN) < 0.001
        why = ", and it says 0.5 to everything" if stuck else ""
        return f"Time is up: XOR is not solved{why}."

    def _note_solved(self, iteration: int) -> None:
        if self.solved_at is None and self.n_right() == 4:
            self.solved_at = iteration

    def _cost(self) -> float:
        return binary_cross_entropy.value(self.network.predict(CORNERS), TARGETS)
