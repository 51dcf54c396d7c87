"""The bug clinic: seven real bugs, four detectors, and what each of them notices.

Choose a bug, and the same network is trained with it and without it. Beside the two
loss curves stand the detectors: a triangle marks those that have noticed something, a
circle those that stay silent. The number of samples matters to some of them.
"""

from html import escape

import numpy as np

from nnlib.explorers import buggy_network as bugs
from nnlib.explorers.base import Explorer
from nnlib.explorers.controls import choice, picture_image, picture_svg, slider
from nnlib.explorers.detectors import MOST_SAMPLES, N_UPDATES, Examination, examine
from nnlib.plots import style
from nnlib.plots.canvas import Canvas
from nnlib.plots.numbers import number_text
from nnlib.plots.svg import px, svg_document
from nnlib.room import on_projector, room

LOWEST, HIGHEST = 3e-3, 1.5
_WIDTH, _ROW_HEIGHT = 350, 76

WHAT_IT_IS = {
    bugs.NO_BUG: "Nothing is wrong.",
    bugs.OVERWRITTEN: "At each of the two forks the gradient of one path replaces "
    "that of the other, so the hidden layer gets a quarter of what it should.",
    bugs.NOT_CLEARED: "Each pass adds its gradient to all those before, and every "
    "update follows the whole heap.",
    bugs.HALF: "The gradient is that of half the mean squared error, but the loss is "
    "printed without the half: measured slopes are 2 times those of the backward pass.",
    bugs.NO_SLOPE: "The backward pass does not multiply by the slope of ReLU, so units "
    "that are off are changed too.",
    bugs.UPDATED: "The output weights are updated first, and the change for the hidden "
    "layer is sent back through the new ones.",
    bugs.NOT_RETURNED: "The forward pass returns its prediction only, and the backward "
    "pass asks for the hidden outputs.",
    bugs.WRONG_AXIS: "The gradient of the hidden biases is summed along the rows, so "
    "it has one number for each sample instead of one for each unit.",
}


class BugClinic(Explorer):
    """Choose a bug and see which of four detectors notice it."""

    name = "bug-clinic"
    alts = {
        "loss": "Loss curves of this run and of a run without the bug",
        "detectors": "Four detectors of bugs, each silent or ringing",
    }

    def __init__(self) -> None:
        controls = {
            "bug": choice("Bug", [bugs.NO_BUG, *bugs.BUGS]),
            "samples": slider("Samples", MOST_SAMPLES, 1, MOST_SAMPLES),
        }
        self._picture = ClinicPicture()
        pictures = {
            "loss": picture_image(self._picture.canvas.width),
            "detectors": picture_svg(),
        }
        super().__init__(controls, pictures)

    def draw(self, values: dict) -> tuple[dict[str, bytes], str]:
        """Both loss curves, the four detectors, and what the bug does."""
        found = examine(values["bug"], values["samples"])
        right = examine(bugs.NO_BUG, values["samples"])
        words = [WHAT_IT_IS[values["bug"]], detector_words(found)]
        words.append(loss_words(values["bug"], found.losses, right.losses))
        if values["bug"] == bugs.WRONG_AXIS and values["samples"] == bugs.N_HIDDEN:
            words.append("4 samples, 4 hidden units: the shapes fit by accident.")
        png = self._picture.png(found, right)
        return {"loss": png, "detectors": detectors_svg(found)}, " ".join(words)


def detector_words(found: Examination) -> str:
    """Which detectors have noticed something."""
    noticed = [name for name, one in found.findings.items() if one.noticed]
    if len(noticed) == len(found.findings):
        return "All four detectors notice it."
    if not noticed:
        return "All four detectors are silent."
    names = " and ".join([", ".join(noticed[:-1]), noticed[-1]][len(noticed) == 1 :])
    verb = "notices" if len(noticed) == 1 else "notice"
    rest = "the other is" if len(noticed) == 3 else "the others are"
    return f"Of the four detectors, {names} {verb} it; {rest} silent."


def loss_words(bug: str, losses: np.ndarray, right: np.ndarray) -> str:
    """Where the loss goes, and where it goes without the bug."""
    if len(losses) <= N_UPDATES:
        return "The run stops with an error in its first round."
    start, end, end_right = (number_text(x, 2) for x in (*losses[[0, -1]], right[-1]))
    if bug == bugs.NO_BUG:
        return f"The loss goes from {start} to {end} in {N_UPDATES} updates."
    side = "lower than" if losses[-1] < right[-1] - 1e-12 else "against"
    return (
        f"The loss goes from {start} to {end} in {N_UPDATES} updates, {side} "
        f"{end_right} without the bug."
    )


def detectors_svg(found: Examination) -> str:
    """The four detectors below each other: triangles have noticed, circles are silent.

    Drawn as SVG, because that is quicker than text painted by matplotlib.
    """
    parts = []
    for k, (name, finding) in enumerate(found.findings.items()):
        y = _ROW_HEIGHT * (k + 0.5)
        color = style.ORANGE_TEXT if finding.noticed else style.GRAY
        corners = f"{px(26)},{px(y - 16)} {px(43)},{px(y + 14)} {px(9)},{px(y + 14)}"
        parts.append(
            f'<polygon points="{corners}" fill="{style.ORANGE}"/>'
            if finding.noticed
            else f'<circle cx="26" cy="{px(y)}" r="13" fill="none" stroke="{color}"/>'
        )
        verdict = "NOTICED" if finding.noticed else "silent"
        parts += [
            _left_text(y - 10, name, style.BLACK, 'font-weight="600"'),
            _left_text(y + 12, f"{verdict}: {finding.text}", color),
        ]
    width = 365 if on_projector() else _WIDTH
    return svg_document(parts, width, 4 * _ROW_HEIGHT, detector_words(found))


def _left_text(y: float, content: str, color: str, more: str = "") -> str:
    size = max(14, room().svg_pixels)
    return (
        f'<text x="54" y="{px(y + 5)}" font-size="{size}" text-anchor="start" '
        f'fill="{color}" {more}>{escape(content, quote=False)}</text>'
    )


class ClinicPicture:
    """The kept figure: the loss curves with and without the bug."""

    def __init__(self) -> None:
        figure, ax = style.new_figure(width=450 if on_projector() else 490, height=330)
        ax.set(xlim=(-1, N_UPDATES), ylim=(LOWEST, HIGHEST), yscale="log")
        ax.set(xlabel="updates", ylabel="printed loss (log scale)")
        self.canvas = Canvas(figure)
        moving, x = self.canvas.moving, np.arange(N_UPDATES + 1)
        look = {"color": style.BLUE, "lw": 5, "alpha": 0.5, "label": "without the bug"}
        self.right = moving(ax.plot(x, x + 1, **look)[0])
        look = {"color": style.ORANGE, "marker": "^", "markevery": 6, "ms": 7}
        self.curve = moving(ax.plot(x, x + 1, **look, label="this run")[0])
        self.stop = moving(ax.text(3, 1, "stopped", color=style.ORANGE_TEXT))
        ax.legend(loc="upper right", frameon=False)

    def png(self, found: Examination, right: Examination) -> bytes:
        """Paint both runs."""
        x = np.arange(len(found.losses))
        self.curve.set_data(x, found.losses)
        self.right.set_ydata(right.losses)
        self.stop.set_visible(len(x) <= N_UPDATES)
        self.stop.set_y(found.losses[0])
        return self.canvas.png()
