"""Five sick runs: look at the curves and the weights, and say what is wrong.

A loss that does not fall can have several causes, and each needs another cure. What
tells them apart is seen in the two loss curves, in how the weights have moved, and in
how many units are off.
"""

from nnlib.explorers.base import Explorer
from nnlib.explorers.controls import button, choice, picture_image
from nnlib.explorers.sick_networks import DISEASES, Findings, examine
from nnlib.explorers.sick_words import DIAGNOSES, verdict
from nnlib.plots.numbers import number_text
from nnlib.plots.sick_run_picture import SickRunPicture

RUNS = {f"run {number}": disease for number, disease in enumerate(DISEASES, start=1)}
OPEN = "choose a diagnosis"


class SickRunsExplorer(Explorer):
    """Choose a run, choose a diagnosis, press Check, and be told why.

    A run remembers the last diagnosis that was checked. Reset forgets them all.
    """

    name = "sick-runs"
    alts = {
        "run": "The loss curves of the run, and how its weights are spread",
    }

    def __init__(self) -> None:
        picture = SickRunPicture()
        self._pictures = {
            run: picture.png(*losses_of(found), found.start_weights, found.end_weights)
            for run, found in ((run, examine(disease)) for run, disease in RUNS.items())
        }
        controls = {
            "run": choice("Run", [*RUNS]),
            "diagnosis": choice("Diagnosis", [OPEN, *DIAGNOSES]),
            "check": button("Check", "Is this what is wrong with the run?", self.check),
        }
        super().__init__(controls, {"run": picture_image(picture.width)})

    def start(self) -> None:
        """Forget all diagnoses."""
        self.checked: dict[str, list[str]] = {run: [] for run in RUNS}

    def check(self) -> None:
        """Take the diagnosis that is set for the run that is shown."""
        run, diagnosis = self.values["run"], self.values["diagnosis"]
        if diagnosis != OPEN and diagnosis not in self.checked[run][-1:]:
            self.checked[run].append(diagnosis)
        self.refresh()

    def draw(self, values: dict) -> tuple[dict[str, bytes], str]:
        """The curves and weights of the run, and what there is to say about them."""
        run, diagnosis = values["run"], values["diagnosis"]
        told = f"{run.capitalize()}: {findings_words(examine(RUNS[run]))}"
        if diagnosis in self.checked[run][-1:]:
            words = f"{verdict(RUNS[run], diagnosis)} {self._score()} {told}"
        else:
            words = f"{told} What is wrong? Choose a diagnosis and press Check."
        return {"run": self._pictures[run]}, words

    def _score(self) -> str:
        solved = [run for run, tried in self.checked.items() if RUNS[run] in tried]
        at_once = sum(self.checked[run][0] == RUNS[run] for run in solved)
        return f"Solved: {len(solved)} of {len(RUNS)}, {at_once} at the first try."

    def _on_change(self, change) -> None:
        if change["owner"] is self.controls["run"]:
            tried = self.checked[change["new"]]
            self.controls["diagnosis"].value = tried[-1] if tried else OPEN
        super()._on_change(change)


def findings_words(found: Findings) -> str:
    """The numbers of a run, without a word on what they mean."""
    train, validation = losses_of(found)
    lowest = validation.argmin()
    spread = [
        number_text(one.std(), 2) for one in (found.start_weights, found.end_weights)
    ]
    return (
        f"training loss {number_text(train[0], 2)} after the first epoch and "
        f"{number_text(train[-1], 2)} after epoch {len(train)}; validation loss lowest "
        f"at epoch {lowest + 1} with {number_text(validation[lowest], 2)}, at the end "
        f"{number_text(validation[-1], 2)}. Spread of the weights {spread[0]} at the "
        f"start, {spread[1]} at the end. {silent_words(found)}"
    )


def losses_of(found: Findings) -> list:
    """The training and the validation loss of every epoch."""
    names = ("train_loss", "validation_loss")
    return [found.history.column(name) for name in names]


def silent_words(found: Findings) -> str:
    """How many hidden units are off for every sample, and in which layers."""
    if not any(found.silent):
        return f"Of the {found.n_units} hidden units, not one is off for every sample."
    each = " and ".join(f"{n} in layer {k}" for k, n in enumerate(found.silent, 1) if n)
    verb = "is" if sum(found.silent) == 1 else "are"
    return f"Of the {found.n_units} hidden units, {each} {verb} off for every sample."
