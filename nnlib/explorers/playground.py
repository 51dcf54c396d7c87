"""The playground: teach a network of your own choice to tell two classes apart.

The picture follows a point's way through the network, from its two numbers by way of
the hidden units to the output; every unit shows what it answers anywhere in the plane.
The Python that would do the same is shown on request.
"""

import ipywidgets as widgets
import numpy as np

from nnlib import data
from nnlib.explorers.code_box import CodeBox
from nnlib.explorers.controls import (
    button,
    choice,
    list_slider,
    picture_image,
    slider,
    text_scale,
)
from nnlib.explorers.live_run import OPTIMIZERS, LiveRun, Settings
from nnlib.explorers.player import Player
from nnlib.explorers.playground_code import (
    N_POINTS,
    Problem,
    code_caption,
    code_text,
)
from nnlib.explorers.playground_words import Score, advice
from nnlib.explorers.unit_maps import unit_maps
from nnlib.losses import binary_cross_entropy
from nnlib.network import build_mlp
from nnlib.plots.numbers import number_text
from nnlib.plots.playground_pictures import MOST_SHOWN, Curves, PlaygroundPictures

Array = np.ndarray

SETS = [("XOR", "xor"), *[(k,) * 2 for k in ("moons", "circles", "spirals", "blobs")]]
ACTIVATIONS = [("tanh",) * 2, ("ReLU", "relu"), ("sigmoid",) * 2, ("none", "identity")]
RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
PULLS = (0.0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
NOISES = tuple(k / 20 for k in range(11))
FRACTIONS = tuple(k / 10 for k in range(9))
N_TRAINING = N_POINTS // 2
BATCHES = [("10", 10), ("20", 20), ("50", 50), (f"all {N_TRAINING}", N_TRAINING)]
BUSY_SECONDS = 0.009  # of each frame, for training; painting takes about as long
_STYLE = """<style>.nn-playground .nn-controls .widget-readout {
min-width: 3.8em; flex: 0 0 3.8em; margin: 0; }</style>"""


class PlaygroundExplorer(Player):
    """Train a network on points of two classes, live.

    Learning rate, optimizer, batch size and L2 count from the next epoch on; every
    other control begins with new points or a new network. Step trains for one epoch.
    "Show me the code" pauses, and gives the run so far as Python to be copied.
    """

    name = "playground"
    alts = {
        "network": (
            "The network with what each unit answers all over the plane, its output, "
            "and the loss curves"
        ),
    }
    restart_controls = frozenset(
        {"data", "noise", "seed", "width", "depth", "activation", "dropout"}
    )

    def __init__(self) -> None:
        self._pictures = PlaygroundPictures()
        self.code_box = CodeBox()
        controls = {
            "data": choice("Data set", SETS, "xor"),
            "noise": list_slider("Noise", NOISES, 0.1),
            "seed": slider("Seed", 0, 0, 20),
            "depth": slider("Hidden layers", 1, 0, 4),
            "width": slider("Units in a layer", 4, 1, 32),
            "activation": choice("Activation", ACTIVATIONS, "tanh"),
            "rate": list_slider("Learning rate", RATES, 0.03),
            "optimizer": choice("Optimizer", [*OPTIMIZERS], "Adam"),
            "batch": choice("Batch size", BATCHES, 20),
            "l2": list_slider("L2", PULLS, 0.0),
            "dropout": list_slider("Dropout", FRACTIONS, 0.0),
        }
        width = self._pictures.canvas.width
        super().__init__(controls, {"network": picture_image(width)})

    @property
    def frame_seconds(self) -> float:
        """Nothing at first, so that the start is seen epoch by epoch; then more."""
        return min(BUSY_SECONDS, self.step_count * 1e-4)

    def restart(self) -> None:
        """Sample points and make a network, always the same ones for these values."""
        problem, seed = self.problem(), self.values["seed"]
        sample = getattr(data, problem.data)
        points = sample(N_POINTS, noise=problem.noise, seed=seed)
        self._training, self._test = data.split(*points, fraction=0.5, seed=seed)
        self._limit = np.ceil(2 * np.abs(points[0]).max()) / 2
        network = build_mlp(
            problem.sizes,
            activation=problem.activation,
            dropout=problem.dropout,
            seed=seed,
        )
        settings = {"loss": binary_cross_entropy, "test": self._test, "seed": seed}
        self.run = LiveRun(network, *self._training, **settings)
        self._pictures.show_network(problem.sizes)
        self._pictures.show_points(self._training, self._test, self._limit)
        self._looked_at = None

    def advance(self) -> bool:
        """Train for one epoch."""
        return self.run.train_epoch(self.settings())

    def problem(self) -> Problem:
        """The points and the network that the controls name."""
        values = self.values
        kept = {name: values[name] for name in Problem._fields if name in values}
        sizes = [2, *[values["width"]] * values["depth"], 1]
        return Problem(sizes=sizes, **kept)

    def settings(self) -> Settings:
        """How the next epoch is trained."""
        return Settings(*[self.values[k] for k in ("rate", "batch", "optimizer", "l2")])

    def draw(self, values: dict) -> tuple[dict[str, bytes], str]:
        """Paint what each unit answers now; say how good that is and what to try."""
        self._look(values)
        straight = values["depth"] == 0 or values["activation"] == "identity"
        told = advice(self.run, *self.scores, straight=straight)
        if self.code_box.shown and not self.playing:
            self._write_code()
        words = f"{self._report(values)} {self._speed()}{told}"
        return {"network": self._png}, words

    def _look(self, values: dict) -> None:
        """Let the network answer everywhere, unless it learned nothing since."""
        note = f"rate {values['rate']:g}, L2 {values['l2']:g}"
        if self._looked_at == (self.run.epoch, note):
            return
        self._looked_at, run = (self.run.epoch, note), self.run
        self.scores = [
            _score(run.network, self._training, run.loss),
            _score(run.network, self._test, run.test_loss),
        ]
        self.columns = unit_maps(run.network, self._limit, MOST_SHOWN)
        weights = [layer.weights for layer in run.network.dense_layers]
        curves = Curves(*run.curve(), run.test_curve(), note)
        self._png = self._pictures.png(self.columns, weights, curves)

    def _speed(self) -> str:
        if not (self.playing and self.steps_per_second):
            return ""
        number = f"{self.steps_per_second:.0f}"
        return f"{number} epoch{'' if number == '1' else 's'} per second. "

    def _report(self, values: dict) -> str:
        training, test = self.scores
        sizes = " → ".join(str(size) for size in self.problem().sizes)
        more = _more_text(values["width"] - MOST_SHOWN) if values["depth"] else ""
        return (
            f"Network {sizes}{more}, epoch {self.run.epoch:,}: of {training.n_points} "
            f"training points {_percent(training.share)} lie on their side (loss "
            f"{number_text(training.loss)}), of {test.n_points} test points "
            f"{_percent(test.share)} (loss {number_text(test.loss)})."
        )

    def _buttons(self) -> dict:
        tooltip = "Python that makes this network, to be copied into a cell"
        code = button("Show me the code", tooltip, self._toggle_code)
        return super()._buttons() | {"code": code}

    def _align_labels(self) -> None:
        label, whole = (round(width * text_scale()) for width in (112, 270))
        for control in self.controls.values():
            control.style.description_width = f"{label}px"
            control.layout.width = f"{whole}px"

    def _build_rows(self) -> list:
        style = widgets.HTML(_STYLE, layout={"display": "none"})
        return [*super()._build_rows(), self.code_box, style]

    def _toggle_code(self) -> None:
        shown = self.code_box.shown = not self.code_box.shown
        text = "Hide the code" if shown else "Show me the code"
        self._named_buttons["code"].description = text
        if shown:
            self.pause()

    def _write_code(self) -> None:
        now = self.settings()
        code = code_text(self.problem(), self.run.phases, now)
        self.code_box.write(code_caption(self.run, now), code)


def _score(network, points, loss: float) -> Score:
    inputs, classes = points
    right = (network.predict(inputs) > 0) == classes
    return Score(int(right.sum()), len(classes), loss)


def _more_text(n: int) -> str:
    units = "unit" if n == 1 else "units"
    return f" ({n} more {units} in each layer than shown)" if n > 0 else ""


def _percent(share: float) -> str:
    return f"{number_text(100 * share, 3)} %"
