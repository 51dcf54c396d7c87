"""The playground's run as Python: the same calls of nnlib, to be copied and run.

Nothing is left out and nothing is approximate: run in a new cell, the text makes the
same points, the same start weights, the same batches, and ends with the same numbers.
"""

from collections.abc import Sequence
from typing import NamedTuple

from nnlib.explorers.live_run import OPTIMIZERS, LiveRun, Phase, Settings

SUGGESTED_EPOCHS = 100  # for a run that has not begun
N_POINTS = 400
LONGEST_LINE = 88


class Problem(NamedTuple):
    """What a run begins with: points and a network. `data` names a set of nnlib."""

    data: str
    noise: float
    seed: int
    sizes: Sequence[int]
    activation: str
    dropout: float


def code_text(problem: Problem, phases: Sequence[Phase], now: Settings) -> str:
    """Python for a run of these phases; without any, for the first 100 epochs of one.

    now: the settings of the next epoch.
    """
    phases = phases or [Phase(SUGGESTED_EPOCHS, now)]
    parts = [
        _imports(problem, phases),
        _beginning(problem),
        _training(problem, phases) if len(phases) == 1 else _stages(problem, phases),
        _JUDGEMENT,
    ]
    return "\n".join(parts)


def code_caption(run: LiveRun, now: Settings) -> str:
    """What the code is good for, in a sentence or two."""
    copy = "Copy it into a new cell and run it."
    if run.phases:
        new = run.phases[-1].settings != now
        later = " The last change of a control is not in it yet." if new else ""
        return f"Python for this network, after epoch {run.epoch:,}. {copy}{later}"
    if run.diverged:
        return "This run diverged at once: lower the rate before you copy the code."
    why = "The settings were changed too often to tell them all. " if run.epoch else ""
    return f"{why}Python for {SUGGESTED_EPOCHS} epochs with these settings. {copy}"


def _imports(problem: Problem, phases: Sequence[Phase]) -> str:
    kinds = sorted({OPTIMIZERS[one.settings.optimizer].__name__ for one in phases})
    names = sorted([problem.data, "split"])
    generator = "import numpy as np\n\n" if len(phases) > 1 else ""
    return (
        f"{generator}from nnlib.data import {', '.join(names)}\n"
        "from nnlib.losses import binary_cross_entropy\n"
        "from nnlib.network import build_mlp\n"
        f"from nnlib.optimizers import {', '.join(kinds)}\n"
        "from nnlib.schedules import constant\n"
        "from nnlib.training import train\n"
    )


def _beginning(problem: Problem) -> str:
    dropout = f", dropout={problem.dropout!r}" if problem.dropout else ""
    seed, sizes = f"seed={problem.seed}", list(problem.sizes)
    network = f'{sizes}, activation="{problem.activation}"{dropout}, {seed}'
    if len(network) > LONGEST_LINE - len("network = build_mlp()"):
        network = f"\n    {network}\n"
    return f"""\
inputs, targets = {problem.data}({N_POINTS}, noise={problem.noise!r}, {seed})
training, test = split(inputs, targets, fraction=0.5, {seed})
network = build_mlp({network})
"""


def _training(problem: Problem, phases: Sequence[Phase]) -> str:
    epochs, settings = phases[0]
    l2 = f"\n    l2={settings.l2!r}," if settings.l2 else ""
    return f"""\
train(
    network,
    *training,
    binary_cross_entropy,
    epochs={epochs},
    optimizer={OPTIMIZERS[settings.optimizer].__name__}(),
    schedule=constant({settings.learning_rate!r}),
    batch_size={settings.batch_size},{l2}
    seed={problem.seed},
)
"""


def _stages(problem: Problem, phases: Sequence[Phase]) -> str:
    lines, before = [], None
    for n, (rate, size, optimizer, l2) in phases:
        if optimizer != before:
            lines.append(f"optimizer = {OPTIMIZERS[optimizer].__name__}()")
        before = optimizer
        lines.append(f"train_more({n}, rate={rate!r}, batch_size={size}, l2={l2!r})")
    calls = "\n".join(lines)
    return f"""\
rng = np.random.default_rng({problem.seed})


def train_more(epochs, rate, **settings):
    train(
        network,
        *training,
        binary_cross_entropy,
        epochs=epochs,
        optimizer=optimizer,
        schedule=constant(rate),
        seed=rng,
        **settings,
    )


{calls}
"""


_JUDGEMENT = """\
for name, (points, classes) in {"training": training, "test": test}.items():
    scores = network.predict(points)
    loss = binary_cross_entropy.value(scores, classes)
    accuracy = ((scores > 0) == classes).mean()
    print(f"{name}: loss {loss:.4g}, accuracy {accuracy:.1%}")
"""
