"""How large a nudge? The step size of a gradient check, and what goes wrong with it.

A large step looks past the place in question: the loss is curved, or has a kink. A tiny
step changes the loss by less than its last digits can show. The best step lies between,
and it depends on how many digits the numbers have.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from nnlib.explorers.base import Explorer
from nnlib.explorers.controls import choice, log_slider, picture_image
from nnlib.gradcheck import gradient_table
from nnlib.losses import squared_error
from nnlib.network import Network, build_mlp
from nnlib.plots.canvas import Canvas
from nnlib.plots.numbers import number_text
from nnlib.plots.style import BLUE, GRAY, GREEN, ORANGE, new_figure
from nnlib.running import running_network

Array = np.ndarray

SMOOTH, KINKED = "tanh (smooth)", "ReLU (with kinks)"
LOW, HIGH, STRIDE = -14, 0, 0.25  # exponents of the steps
STEPS = 10.0 ** np.arange(LOW, HIGH + STRIDE, STRIDE)
FIRST_STEP, SMALLEST_ERROR = 0.1, 1e-16
NUDGES = np.linspace(-1.5, 1.5, 121)  # in steps
PRECISIONS = {"64-bit": float, "32-bit": np.float32}


class CheckResult(NamedTuple):
    """A gradient check at one step: its largest error, and where that is."""

    error: float
    parameter: int
    name: str
    slope: float


def checked_network(units: str, dtype: type = float) -> Network:
    """Return the running network, its hidden units as they are or with tanh."""
    activation = "relu" if units == KINKED else "tanh"
    network = build_mlp([2, 3, 1], activation=activation, dtype=dtype)
    network.parameters[:] = running_network().parameters
    return network


@cache
def checked_samples(dtype: type = float) -> tuple[Array, Array]:
    """Return 20 random pairs of inputs from 0 to 1, and their averages."""
    inputs = np.random.default_rng(0).uniform(0, 1, (20, 2))
    return inputs.astype(dtype), inputs.mean(axis=1, keepdims=True).astype(dtype)


@cache
def check_at(units: str, precision: str, step: float) -> CheckResult:
    """Check all 13 parameters with this step, and say where the error is largest."""
    dtype = PRECISIONS[precision]
    network = checked_network(units, dtype)
    table = gradient_table(network, *checked_samples(dtype), squared_error, step=step)
    worst = max(range(len(table)), key=lambda k: table[k].error)
    row = table[worst]
    return CheckResult(row.error, worst, row.name, row.backward)


@cache
def error_curve(units: str, precision: str) -> Array:
    """Return the largest error for each of the steps."""
    errors = [check_at(units, precision, float(step)).error for step in STEPS]
    return np.maximum(errors, SMALLEST_ERROR)


class GradientCheckExplorer(Explorer):
    """Move the step of a gradient check, and see the error fall and rise again."""

    name = "gradient-check"
    alts = {
        "check": "Error of the check for each step size, and the loss within one step",
    }

    def __init__(self) -> None:
        controls = {
            "step": log_slider("Step size", FIRST_STEP, LOW, HIGH, step=STRIDE),
            "units": choice("Hidden units", [SMOOTH, KINKED]),
        }
        self._picture = CheckPicture()
        pictures = {"check": picture_image(self._picture.canvas.width)}
        super().__init__(controls, pictures)

    def draw(self, values: dict) -> tuple[dict[str, bytes], str]:
        """Error against step on the left; the loss within one step on the right."""
        units, step = values["units"], nearest_step(values["step"])
        results = {name: check_at(units, name, step) for name in PRECISIONS}
        png = self._picture.png(units, step, results)
        causes = [
            f"{name} numbers: error about {power_text(one.error)}, "
            f"{cause(units, name, step)}."
            for name, one in results.items()
        ]
        place = f"The 64-bit error is largest at {place_text(results['64-bit'].name)}."
        return {"check": png}, f"Step {step_text(step)}. {' '.join(causes)} {place}"


def place_text(name: str) -> str:
    """The name of a parameter, with the word unit where only a number stood."""
    return name.replace("bias of", "bias of unit").replace(" to ", " to unit ")


def nearest_step(step: float) -> float:
    """Return the step of the curve that lies closest."""
    return float(STEPS[np.abs(np.log10(STEPS / step)).argmin()])


def step_text(step: float) -> str:
    """The step as a power of ten if it is one, else as a rounded number."""
    exponent = np.log10(step)
    is_power = abs(exponent - round(exponent)) < 1e-9
    return power_text(step) if is_power else number_text(step, 2)


def power_text(value: float) -> str:
    """The power of ten that is nearest to a number from 0 to 10."""
    exponent = round(np.log10(max(value, SMALLEST_ERROR)))
    digits = str(-exponent).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return "1" if exponent == 0 else f"10⁻{digits}"


def cause(units: str, precision: str, step: float) -> str:
    """Where the error at this step comes from, in words."""
    network = checked_network(units, PRECISIONS[precision])
    start = network.parameters
    if (start + start.dtype.type(step) == start).all():
        return "because no parameter has digits enough to show such a small nudge"
    if units == KINKED and kink_is_crossed(check_at(units, precision, step), step):
        return "from a kink: within this step a unit switches on or off"
    best = STEPS[error_curve(units, precision).argmin()]
    if units == SMOOTH and step > best * 1.01:
        return "from curvature: the step is large enough to see the loss bend"
    return "from rounding: the losses differ in their last digits only"


def kink_is_crossed(result: CheckResult, step: float) -> bool:
    """Whether nudging the worst parameter up or down switches a unit on or off."""
    network, (inputs, _) = checked_network(KINKED), checked_samples()
    on = []
    for nudge in (-step, 0, step):
        network.parameters[result.parameter] += nudge
        on.append(network.layers[0].forward(inputs) > 0)
        network.parameters[result.parameter] -= nudge
    return any((one != on[1]).any() for one in on)


def loss_within_step(units: str, step: float, result: CheckResult) -> Array:
    """Return how far the loss rises for each of the nudges, which are in steps."""
    network, (inputs, targets) = checked_network(units), checked_samples()
    start, losses = network.parameters[result.parameter], []
    for nudge in [0.0, *NUDGES]:
        network.parameters[result.parameter] = start + nudge * step
        losses.append(squared_error.value(network.forward(inputs), targets))
    return np.subtract(losses[1:], losses[0])


class CheckPicture:
    """The kept figure: two error curves, and the loss under a magnifying glass."""

    def __init__(self) -> None:
        figure, (ax, glass) = new_figure(2, width=900, height=370)
        ax.set(xscale="log", yscale="log", xlim=(0.5e-14, 2), ylim=(1e-16, 30))
        ax.set(xlabel="step size (log scale)", ylabel="largest error (log scale)")
        glass.set(xlim=(-1.5, 1.5), ylim=(-1.2, 2.2), xlabel="nudge (in steps)")
        glass.set_ylabel("rise of the loss (largest = 1)")
        self.canvas = Canvas(figure)
        moving = self.canvas.moving
        looks = {"64-bit": (BLUE, "o", "-"), "32-bit": (ORANGE, "^", "--")}
        self.curves, self.marks = {}, {}
        for name, (color, marker, dash) in looks.items():
            line = ax.plot(STEPS, STEPS, color=color, ls=dash, lw=1.5)[0]
            style = {"color": color, "marker": marker, "ls": dash, "ms": 10}
            self.curves[name] = moving(line)
            self.marks[name] = moving(ax.plot([1], [1], label=name, **style)[0])
        self.now = moving(ax.axvline(1, color=GRAY, lw=1))
        ax.legend(loc="lower left", frameon=False, title="numbers")
        self.tangent = moving(glass.plot(
            [-1.5, 1.5], [0, 0], color=GREEN, ls="--", label="slope by backward")[0]
        )  # fmt: skip
        self.loss = moving(glass.plot(NUDGES, NUDGES, color=BLUE, label="loss")[0])
        style = {"color": ORANGE, "marker": "s", "ms": 8, "label": "slope by nudging"}
        self.nudged = moving(glass.plot([-1, 1], [0, 0], **style)[0])
        glass.legend(loc="upper center", frameon=False)
        glass.set_title("the loss where the 64-bit error is largest", loc="left")

    def png(self, units: str, step: float, results: dict[str, CheckResult]) -> bytes:
        """Paint both curves with the current step, and what happens within it."""
        for name, result in results.items():
            self.curves[name].set_ydata(error_curve(units, name))
            self.marks[name].set_data([step], [max(result.error, SMALLEST_ERROR)])
        self.now.set_xdata([step, step])
        worst = results["64-bit"]
        rise = loss_within_step(units, step, worst)
        both = np.array([rise, worst.slope * step * NUDGES])
        rise, tangent = both / abs(both).max()
        self.loss.set_ydata(rise)
        self.nudged.set_ydata(np.interp([-1, 1], NUDGES, rise))
        self.tangent.set_ydata(tangent[[0, -1]])
        return self.canvas.png()
