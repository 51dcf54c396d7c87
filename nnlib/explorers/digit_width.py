"""Width: how well networks read digits, with no, a narrow or a wide hidden layer.

One run of each width says little, since another seed gives another accuracy. So the
picture shows up to twelve runs of each width, and the words compare them, run by run,
with those that have no hidden layer.
"""

import numpy as np

from nnlib import require
from nnlib.explorers.base import Explorer
from nnlib.explorers.controls import choice, list_slider, picture_image, slider
from nnlib.plots.digit_widths import WidthPicture

SAME, NEW = "the same for all runs", "dealt anew for each run"
DEALS = {SAME: "same", NEW: "new"}
FEWEST = 4  # runs: two or three that happen to agree have next to no spread


class DigitWidthExplorer(Explorer):
    """Choose a width and how many runs to look at; see accuracy, mean and spread.

    runs: a DataFrame with the columns deal ("same" or "new"), width, seed, parameters
    and test, as benchmarks/digit_widths.py makes it.
    """

    name = "digit-width"
    alts = {
        "widths": (
            "Test accuracy for each number of hidden units: all of it, and its upper "
            "part enlarged"
        ),
    }

    @require.in_words
    def __init__(self, runs) -> None:
        self.widths = sorted({int(width) for width in runs["width"]})
        self.parameters = dict(zip(runs["width"], runs["parameters"], strict=True))
        tables = {name: self._table(runs, deal) for name, deal in DEALS.items()}
        self.accuracies = tables
        most = self.accuracies[SAME].shape[1]
        controls = {
            "width": list_slider("Hidden units", self.widths, 4),
            "runs": slider("Runs looked at", 1, 1, most),
            "deal": choice("Test images", [SAME, NEW]),
        }
        self._picture = WidthPicture(self.widths)
        frame = picture_image(self._picture.canvas.width)
        super().__init__(controls, {"widths": frame})

    def _table(self, runs, deal: str) -> np.ndarray:
        """Test accuracies of a deal, a row for each width, a column for each run."""
        ordered = runs[runs["deal"] == deal].sort_values(["width", "seed"])
        return ordered["test"].to_numpy(float).reshape(len(self.widths), -1)

    def draw(self, values: dict) -> tuple[dict[str, bytes], str]:
        """All runs of all widths, the chosen width marked; and how it compares."""
        found = self.accuracies[values["deal"]][:, : values["runs"]]
        chosen = self.widths.index(values["width"])
        words = f"{self._say_width(values['width'])} {_say_runs(found[chosen])}"
        if chosen:
            words += f" {_say_comparison(found[chosen], found[0])}"
        return {"widths": self._picture.png(found, chosen)}, words

    def _say_width(self, width: int) -> str:
        units = f"{width} hidden unit{'s' * (width > 1)}"
        units = units if width else "No hidden layer"
        return f"{units}, {self.parameters[width]:,} parameters."


def _say_runs(found: np.ndarray) -> str:
    if len(found) == 1:
        return f"One run: {found[0]:.3f} of the test images are read correctly."
    middle = f"mean {found.mean():.3f}, spread {found.std(ddof=1):.3f}"
    return f"{len(found)} runs: from {found.min():.3f} to {found.max():.3f}, {middle}."


def _say_comparison(found: np.ndarray, baseline: np.ndarray) -> str:
    """Compare run by run with no hidden layer, and say whether that is certain."""
    ahead, n = found - baseline, len(found)
    if n == 1:
        way = "below" if ahead[0] < 0 else "above" if ahead[0] > 0 else "equal to"
        told = f"That is {way} the {baseline[0]:.3f} without a hidden layer"
        return f"{told}; but it is one run, and may be luck."
    wins, mean = int((ahead > 0).sum()), ahead.mean()
    error = ahead.std(ddof=1) / np.sqrt(n)
    told = f"Without a hidden layer the mean is {baseline.mean():.3f}"
    are = "is" if wins == 1 else "are"
    told += f"; seed by seed, {wins} of {n} runs {are} better, and the "
    told += f"mean difference is {_signed(mean)} ± {error:.4f}"
    return f"{told}: {_verdict(mean, error, n)}."


def _verdict(mean: float, error: float, n: int) -> str:
    if n < FEWEST:
        return f"{n} runs are too few to decide"
    if abs(mean) <= 2 * error:
        return "less than twice its error, so these runs do not decide"
    return "clearly better" if mean > 0 else "clearly worse"


def _signed(number: float) -> str:
    return f"{number:+.4f}".replace("-", "−")
