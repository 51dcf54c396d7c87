"""The perceptron rule to step through: the line moves whenever it was wrong.

One step looks at one of the four points. The plane shows the line, the accounts beside
it show the sums of that step and what each pass over the points has come to.
"""

from collections.abc import Sequence

from nnlib import require
from nnlib.explorers.controls import choice, picture_image, picture_svg, slider
from nnlib.explorers.perceptron_training import Look, Pass, PerceptronTraining, Weights
from nnlib.explorers.player import Player
from nnlib.perceptron import POINTS
from nnlib.plots.formulas import in_brackets, weighted_sum_text
from nnlib.plots.numbers import number_text
from nnlib.plots.perceptron import PlanePainter, ledger_svg

TASKS = {
    "AND": (0, 0, 0, 1),
    "OR": (0, 1, 1, 1),
    "x1 and not x2": (0, 0, 1, 0),
    "XOR": (0, 1, 1, 0),
}
PASSES_SHOWN = 7


class PerceptronExplorer(Player):
    """Step through the perceptron rule: one point at a time, the line moves."""

    name = "perceptron"
    alts = {
        "plane": (
            "The plane of both inputs with the four points and the line between "
            "firing and silence"
        ),
        "ledger": "The sums of the last step, and a table of the passes so far",
    }
    wait_seconds = 0.6
    restart_controls = frozenset({"task", "learning_rate"})

    @require.in_words
    def __init__(self, task: str = "AND") -> None:
        controls = {
            "task": choice("Gate", list(TASKS), task),
            "learning_rate": slider("Learning rate", 1.0, 0.25, 2.0, 0.25),
        }
        self._plane = PlanePainter()
        pictures = {
            "plane": picture_image(self._plane.canvas.width),
            "ledger": picture_svg(),
        }
        super().__init__(controls, pictures)

    def restart(self) -> None:
        """Begin at zero weights, for the chosen task and learning rate."""
        values = self.values
        self.training = PerceptronTraining(
            TASKS[values["task"]], values["learning_rate"]
        )

    def advance(self) -> bool:
        """Look at one point. ``False`` when that ends a pass without a mistake."""
        self.training.advance()
        return not self.training.finished

    def draw(self, values: dict) -> tuple[dict[str, bytes | str], str]:
        """The plane, the sums of the last step with the passes so far, and words."""
        training, last = self.training, self.training.last
        words = training_words(values["task"], training)
        line = training.weights, training.bias
        moved = last is not None and last.before != last.after
        plane = self._plane.png(
            training.targets,
            line,
            last.before if moved else None,
            None if last is None else last.place,
            training.wrong,
        )
        ledger = ledger_svg(sum_lines(training), pass_rows(training.passes), words)
        return {"plane": plane, "ledger": ledger}, words


def training_words(task: str, training: PerceptronTraining) -> str:
    """Where the training is, what the last look found, and what is still wrong."""
    last, now = training.last, state_text(training.weights, training.bias)
    if last is None:
        return (
            f"{task}, before the first look: {now}. Every sum is 0, so the neuron is "
            f"silent everywhere and there is no line. {wrong_words(training)}"
        )
    number = (training.looks - 1) // 4 + 1
    point, found = POINTS[last.place], "fires" if last.output else "is silent"
    verdict = "right, nothing changes" if last.error == 0 else "wrong, an update"
    parts = [
        f"{task}, pass {number}, point {point}: the neuron {found}, the target is",
        f"{last.target}: {verdict}.",
        f"After {counted(training.updates, 'update')}: {now}.",
        "" if any(training.weights) else "Both weights are 0: there is no line.",
        end_words(training),
    ]
    return " ".join(part for part in parts if part)


def end_words(training: PerceptronTraining) -> str:
    """Finished, going around in a circle, or which points are still wrong."""
    passes = training.passes
    if training.finished:
        return f"Finished: pass {len(passes)} found no mistake."
    repeats = [n for n, one in enumerate(passes, 1) if one.same_as is not None]
    if not repeats:
        return wrong_words(training)
    return (
        f"{wrong_words(training)} Weights and bias after pass {repeats[0]} were the "
        f"same as after pass {passes[repeats[0] - 1].same_as}: it goes around forever."
    )


def wrong_words(training: PerceptronTraining) -> str:
    """The points that the present weights and bias get wrong."""
    places = ", ".join(str(POINTS[i]) for i in training.wrong)
    return f"Still wrong: {places}." if places else "No point is wrong now."


def sum_lines(training: PerceptronTraining) -> list[str]:
    """The arithmetic of the last look, one line of text for each sum."""
    last, rate = training.last, number_text(training.learning_rate)
    if last is None:
        return [f"Start at zero, learning rate {rate}", "w1 = 0", "w2 = 0", "b = 0"]
    z = weighted_sum_text(POINTS[last.place], *last.before)
    found = "above 0, so output 1" if last.output else "not above 0, so output 0"
    lines = [
        f"Point {POINTS[last.place]}, target {last.target}, learning rate {rate}",
        f"z = {z} = {number_text(last.z)}",
        f"z is {found}",
        f"target − output = {last.target} − {last.output} = {number_text(last.error)}",
    ]
    if last.error == 0:
        return [*lines, "Right: w1, w2 and b stay as they are"]
    return lines + update_lines(last, rate)


def update_lines(last: Look, rate: str) -> list[str]:
    """How weights and bias came to their new values."""
    olds = *last.before[0], last.before[1]
    news = *last.after[0], last.after[1]
    factors = [f"·{x}" for x in POINTS[last.place]] + [""]
    change = f"{rate}·{in_brackets(last.error)}"
    return [
        f"{name} = {number_text(old)} + {change}{factor} = {number_text(new)}"
        for name, old, factor, new in zip(
            ("w1", "w2", "b"), olds, factors, news, strict=True
        )
    ]


def pass_rows(passes: Sequence[Pass]) -> list[tuple[str, ...]]:
    """One row of text for each of the last passes, and the start while it fits."""
    rows = [("start", "", "0", "0", "0", "")] if len(passes) < PASSES_SHOWN else []
    for number, one in list(enumerate(passes, start=1))[-PASSES_SHOWN:]:
        values = map(number_text, (*one.weights, one.bias))
        rows.append((str(number), str(one.updates), *values, remark(one)))
    return rows


def remark(one: Pass) -> str:
    """What is special about a pass."""
    if one.updates == 0:
        return "no mistake"
    return "" if one.same_as is None else f"as after {one.same_as}"


def state_text(weights: Weights, bias: float) -> str:
    """Weights and bias as a short text, for example ``w = (2, 1), b = −2``."""
    first, second = map(number_text, weights)
    return f"w = ({first}, {second}), b = {number_text(bias)}"


def counted(n: int, noun: str) -> str:
    """A count with its noun, for example ``1 update`` or ``2 updates``."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"
