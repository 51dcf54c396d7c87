"""Bad calls of what lessons import from above the core; see `core.py` for the form."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from nnlib.checks.backward_sheet import running_sheet
from nnlib.checks.lesson_03 import bump, bump_gap
from nnlib.explorers.backward_picture import changes_diagram
from nnlib.explorers.detectors import detector_table
from nnlib.explorers.digit_width import DigitWidthExplorer
from nnlib.explorers.downhill import DownhillExplorer
from nnlib.explorers.draw_digit import DrawDigitExplorer
from nnlib.explorers.fill_in import FillInExplorer
from nnlib.explorers.guess import Guess
from nnlib.explorers.loss_dragger import LossDragger
from nnlib.explorers.neuron import NeuronExplorer, compare_lines, count_right, day
from nnlib.explorers.optimizer_race import OptimizerRaceExplorer
from nnlib.explorers.perceptron import PerceptronExplorer
from nnlib.explorers.quiz import Question, Quiz
from nnlib.explorers.rate_width_runs import train_cell
from nnlib.explorers.schedules_viewer import ScheduleExplorer
from nnlib.frameworks.available import installed
from nnlib.frameworks.cluster import cluster_executor
from nnlib.frameworks.parity import curves
from nnlib.frameworks.source_code import SideBySide
from nnlib.frameworks.twins import flat
from nnlib.network import build_mlp
from nnlib.plots import curves as plot_curves
from nnlib.plots import (
    decisions,
    descent,
    diagram,
    digits,
    gates,
    neuron,
    picture,
    style,
    surface,
    tables,
    techniques,
)
from nnlib.plots import losses as plot_losses
from nnlib.training import EpochReport, History

TABLE = np.arange(6.0).reshape(3, 2)
X = np.linspace(0, 1, 5)
NANS = np.full((5, 2), np.nan)
HISTORY = History([EpochReport(1, 0.5, 0.6, 0.1), EpochReport(2, 0.4, 0.5, 0.1)])
RUNS = pd.DataFrame({"lowest": [0.9], "median": ["good"], "highest": [0.99]})


def on_ax(draw, *values, **options):
    """Draw on a fresh figure, which is then painted, as a lesson does."""
    figure = Figure()
    draw(figure.subplots(), *values, **options)
    figure.canvas.draw()


def svg(*values, **options):
    return diagram.network_svg(*values, **options)


def product(*values):
    return tables.product_diagram(*values)


def opened(*address, **options):
    with cluster_executor(*address, **options):
        pass


CALLS = {
    # plots
    "plots.curves.draw_hinges": [
        (lambda: on_ax(plot_curves.draw_hinges, X, "abc"), "draw_hinges", "'abc'"),
        (lambda: on_ax(plot_curves.draw_hinges, [], []), "draw_hinges", "[]"),
        (lambda: plot_curves.draw_hinges("ax", X, [X]), "draw_hinges", "'ax'"),
    ],
    "plots.curves.draw_fit": [
        (lambda: on_ax(plot_curves.draw_fit, X, X[:3], X, ""), "draw_fit", "size of 3"),
        (lambda: on_ax(plot_curves.draw_fit, X, "text", X, ""), "draw_fit", "'text'"),
    ],
    "plots.curves.draw_decision_square": [
        (
            lambda: on_ax(plot_curves.draw_decision_square, 5, TABLE, np.arange(3)),
            "draw_decision_square",
            "5",
        ),
    ],
    "plots.decisions.draw_decision": [
        (lambda: on_ax(decisions.draw_decision, 7, TABLE, X[:3]), "decision", "7"),
        (lambda: on_ax(decisions.draw_decision, np.sum, NANS, X), "decision", "nan"),
        (lambda: on_ax(decisions.draw_decision, len, "a", "b"), "decision", "'a'"),
    ],
    "plots.decisions.add_class_legend": [
        (lambda: decisions.add_class_legend("figure"), "class_legend", "'figure'"),
    ],
    "plots.decisions.draw_train_and_test": [
        (lambda: on_ax(decisions.draw_train_and_test, [0.5]), "train_and_t", "[0.5]"),
        (lambda: on_ax(decisions.draw_train_and_test, History()), "train_and_t", "[]"),
    ],
    "plots.decisions.draw_confusion_table": [
        (lambda: on_ax(decisions.draw_confusion_table, 5, "ab"), "confusion", "5"),
        (
            lambda: on_ax(decisions.draw_confusion_table, [[1, 0], [0, 1]], ["yes"]),
            "confusion",
            "['yes']",
        ),
    ],
    "plots.descent.draw_landscape": [
        (
            lambda: on_ax(descent.draw_landscape, ["w"], [5], X, 1.0),
            "landscape",
            "[5]",
        ),
        (
            lambda: on_ax(descent.draw_landscape, ["w"], [X], "high", 1.0),
            "landscape",
            "'high'",
        ),
    ],
    "plots.descent.draw_path": [
        (lambda: on_ax(descent.draw_path, "home", X), "draw_path", "'home'"),
        (lambda: on_ax(descent.draw_path, None, X), "draw_path", "None"),
    ],
    "plots.diagram.network_svg": [
        (lambda: svg(5, 5), "network_svg", "5"),
        (lambda: svg([TABLE], [np.ones(3)]), "layer 0", "(3, 2)"),
        (lambda: svg([TABLE], ["ab"]), "network_svg", "'ab'"),
        (lambda: svg([np.full((2, 1), np.nan)], [np.ones(1)]), "network_svg", "nan"),
    ],
    "plots.digits.draw_numbers": [
        (lambda: on_ax(digits.draw_numbers, X), "(8,8)", "5"),
        (lambda: on_ax(digits.draw_numbers, "seven"), "draw_numbers", "'seven'"),
    ],
    "plots.digits.draw_tiles": [
        (lambda: on_ax(digits.draw_tiles, 5), "draw_tiles", "5"),
        (
            lambda: on_ax(digits.draw_tiles, digits.ink_colors(np.ones(64)), columns=0),
            "draw_tiles",
            "0",
        ),
    ],
    "plots.digits.ink_colors": [
        (lambda: digits.ink_colors(X), "ink_colors", "5"),
        (lambda: digits.ink_colors("ink"), "ink_colors", "'ink'"),
    ],
    "plots.digits.weight_colors": [
        (lambda: digits.weight_colors(X), "weight_colors", "array"),
        (lambda: digits.weight_colors(None), "weight_colors", "None"),
    ],
    "plots.gates.draw_crossing": [
        (lambda: gates.draw_crossing(3), "draw_gate", "3"),
    ],
    "plots.gates.draw_cut": [
        (lambda: on_ax(gates.draw_cut, (1,), 0), "draw_cut", "(1,)"),
        (lambda: on_ax(gates.draw_cut, "up", 0), "draw_cut", "'up'"),
    ],
    "plots.gates.draw_gate": [
        (lambda: on_ax(gates.draw_gate, 5), "draw_gate", "5"),
        (lambda: on_ax(gates.draw_gate, "AND"), "draw_gate", "'AND'"),
    ],
    "plots.losses.draw_costs": [
        (lambda: plot_losses.draw_costs(None), "draw_costs", "None"),
    ],
    "plots.losses.draw_squared_error": [
        (lambda: on_ax(plot_losses.draw_squared_error, "a", 0.6), "numbers", "'a'"),
        (lambda: on_ax(plot_losses.draw_squared_error, 0.3, None), "squared", "None"),
    ],
    "plots.losses.draw_weight_sweep": [
        (lambda: plot_losses.draw_weight_sweep(5, X, {"a": X}, 0), "sweep", "5"),
        (lambda: plot_losses.draw_weight_sweep([], X, [X], 0), "sweep", "array"),
    ],
    "plots.neuron.draw_pulses": [
        (lambda: on_ax(neuron.draw_pulses, 5), "draw_pulses", "5"),
        (lambda: on_ax(neuron.draw_pulses, "fast"), "draw_pulses", "'fast'"),
    ],
    "plots.neuron.neuron_svg": [
        (lambda: neuron.neuron_svg(1, 2, 3, 4, 5), "neuron_svg", "1, 2, 3"),
        (lambda: neuron.neuron_svg([1, 2], [1], 0, 0, 0), "neuron_svg", "[1, 2]"),
        (lambda: neuron.neuron_svg(["a"], ["b"], 0, 0, 0), "neuron_svg", "'a'"),
    ],
    "plots.picture.Diagram": [
        (lambda: picture.Diagram(5), "Diagram", "5"),
        (lambda: picture.Diagram("no words"), "words", "none"),
    ],
    "plots.picture.Picture": [
        (lambda: picture.Picture("figure", "words"), "Picture", "'figure'"),
        (lambda: picture.Picture(style.new_figure()[0], " "), "words", "none"),
        (lambda: picture.Picture(style.new_figure()[0], 7), "Picture", "7"),
    ],
    "plots.style.new_figure": [
        (lambda: style.new_figure(columns=0), "columns", "0"),
        (lambda: style.new_figure(columns=10**6), "columns", "1000000"),
        (lambda: style.new_figure(width="wide"), "width", "'wide'"),
        (lambda: style.new_figure(height=10**9), "height", "1000000000"),
    ],
    "plots.surface.draw_contours": [
        (lambda: on_ax(surface.draw_contours, X), "n × n", "(5,)"),
    ],
    "plots.surface.draw_difference": [
        (lambda: on_ax(surface.draw_difference, "a"), "draw_difference", "'a'"),
        (lambda: on_ax(surface.draw_difference, X), "n × n", "(5,)"),
    ],
    "plots.surface.draw_loss": [
        (lambda: on_ax(surface.draw_loss, [0.5]), "draw_loss", "[0.5]"),
        (lambda: on_ax(surface.draw_loss, History()), "draw_loss", "[]"),
    ],
    "plots.surface.draw_samples": [
        (lambda: on_ax(surface.draw_samples, {"x": 1}), "draw_samples", "{'x': 1}"),
        (lambda: on_ax(surface.draw_samples, TABLE), "draw_samples", "array"),
    ],
    "plots.surface.draw_surface": [
        (lambda: on_ax(surface.draw_surface, X), "n × n", "(5,)"),
        (lambda: on_ax(surface.draw_surface, X[:4], limit="x"), "surface", "'x'"),
    ],
    "plots.tables.product_diagram": [
        (lambda: product(TABLE, TABLE, 0, 0), "product_diagram", "array"),
        (lambda: product(TABLE, TABLE.T, 9, 0), "product_diagram", "9"),
        (lambda: product("a", TABLE, 0, 0), "product_diagram", "'a'"),
    ],
    "plots.techniques.draw_ladder": [
        (lambda: on_ax(techniques.draw_ladder, RUNS, ["one"]), "ladder", "good"),
        (lambda: on_ax(techniques.draw_ladder, {}, []), "ladder", "{}"),
    ],
    "plots.techniques.draw_rates": [
        (lambda: on_ax(techniques.draw_rates, [1]), "draw_rates", "[1]"),
        (lambda: on_ax(techniques.draw_rates, RUNS), "draw_rates", "good"),
    ],
    "plots.techniques.draw_two_losses": [
        (lambda: on_ax(techniques.draw_two_losses, [], ""), "two_losses", "[]"),
        (lambda: on_ax(techniques.draw_two_losses, History(), "a"), "two_l", "[]"),
    ],
    # explorers
    "explorers.backward_picture.changes_diagram": [
        (lambda: changes_diagram("w99"), "changes_diagram", "'w99'"),
        (lambda: changes_diagram(7), "changes_diagram", "7"),
    ],
    "explorers.detectors.detector_table": [
        (lambda: detector_table(0), "n_samples", "0"),
        (lambda: detector_table("all"), "n_samples", "'all'"),
        (lambda: detector_table(10**12), "n_samples", "1000000000000"),
    ],
    "explorers.digit_width.DigitWidthExplorer": [
        (lambda: DigitWidthExplorer(5), "DigitWidthExplorer", "5"),
        (lambda: DigitWidthExplorer(pd.DataFrame()), "DigitWidthExplorer", "Empty"),
    ],
    "explorers.downhill.DownhillExplorer": [
        (lambda: DownhillExplorer("hill"), "DownhillExplorer", "'hill'"),
        (lambda: DownhillExplorer(3), "DownhillExplorer", "3"),
    ],
    "explorers.draw_digit.DrawDigitExplorer": [
        (lambda: DrawDigitExplorer(build_mlp([2, 1])), "64 inputs", "2 and 1"),
        (lambda: DrawDigitExplorer("network"), "DrawDigitExplorer", "'network'"),
    ],
    "explorers.fill_in.FillInExplorer": [
        (lambda: FillInExplorer("one"), "number", "'one'"),
        (lambda: FillInExplorer(-1), "number", "-1"),
        (lambda: FillInExplorer(10**12), "number", "1000000000000"),
    ],
    "explorers.guess.Guess": [
        (lambda: Guess("How?", answer="no", because="it is"), "number", "'no'"),
        (lambda: Guess("?", answer=1, because="", choices=["a"]), "choices", "1"),
        (lambda: Guess(5, answer=1, because=""), "text", "5"),
        (lambda: Guess("How?", answer=np.nan, because=""), "number", "nan"),
        (lambda: Guess("?", answer="a", because="", choices="abc"), "list", "'abc'"),
    ],
    "explorers.loss_dragger.LossDragger": [
        (lambda: LossDragger("absolute"), "loss", "'absolute'"),
        (lambda: LossDragger(score="low"), "score", "'low'"),
        (lambda: LossDragger(score=np.nan), "score", "nan"),
    ],
    "explorers.neuron.NeuronExplorer": [
        (lambda: NeuronExplorer("night"), "NeuronExplorer", "'night'"),
    ],
    "explorers.neuron.compare_lines": [
        (lambda: compare_lines(day(), {"a": (1,)}), "compare_lines", "(1,)"),
        (lambda: compare_lines(day(), {}), "columns", "0"),
    ],
    "explorers.neuron.count_right": [
        (lambda: count_right(5, 1, 1, 0), "count_right", "5"),
        (lambda: count_right(day(), "a", 1, 0), "count_right", "'a'"),
    ],
    "explorers.optimizer_race.OptimizerRaceExplorer": [
        (lambda: OptimizerRaceExplorer("moon"), "OptimizerRace", "'moon'"),
    ],
    "explorers.perceptron.PerceptronExplorer": [
        (lambda: PerceptronExplorer("NAND?"), "PerceptronExplorer", "'NAND?'"),
    ],
    "explorers.question.Question": [
        (lambda: Question("How many?"), "number", "None"),
        (lambda: Question("?", ["a"], "a", feedback={"b": ""}), "feedback", "'b'"),
        (lambda: Question("?", answer=True), "number", "True"),
        (lambda: Question("?", answer=1, tolerance=-1), "tolerance", "-1"),
    ],
    "explorers.quiz.Quiz": [
        (lambda: Quiz(5), "Quiz", "5"),
        (lambda: Quiz(["What?"]), "Quiz", "'What?'"),
    ],
    "explorers.rate_width_runs.train_cell": [
        (lambda: train_cell(0.1, 4, "Xavier", 0), "train_cell", "'Xavier'"),
        (lambda: train_cell(-1, 4, "He", 0), "learning rate", "-1"),
        (lambda: train_cell(0.1, 10**12, "He", 0), "n_out", "1000000000000"),
    ],
    "explorers.schedules_viewer.ScheduleExplorer": [
        (lambda: ScheduleExplorer("weekly"), "ScheduleExplorer", "'weekly'"),
    ],
    # checks
    "checks.backward_sheet.running_sheet": [
        (lambda: running_sheet("a", 1), "running_sheet", "'a'"),
    ],
    "checks.lesson_03.bump": [
        (lambda: bump("high"), "bump", "'high'"),
    ],
    "checks.lesson_03.bump_gap": [
        (lambda: bump_gap([1, 2], [1]), "bump_gap", "[1, 2]"),
        (lambda: bump_gap(None, [1]), "bump_gap", "None"),
    ],
    # frameworks
    "frameworks.available.installed": [
        (lambda: installed(5), "installed", "5"),
    ],
    "frameworks.cluster.cluster_executor": [
        (lambda: opened(n_workers=0), "n_workers", "0"),
        (lambda: opened(5), "address", "5"),
        (lambda: opened(wait=np.nan), "wait", "nan"),
    ],
    "frameworks.parity.curves": [
        (lambda: curves(0, ["nnlib"]), "epochs", "0"),
        (lambda: curves(1, ["abacus"]), "curves", "'abacus'"),
    ],
    "frameworks.source_code.SideBySide": [
        (lambda: SideBySide(ours=5), "ours", "5"),
        (lambda: SideBySide(ours=print), "ours", "print"),
    ],
    "frameworks.twins.flat": [
        (lambda: flat(5), "flat", "5"),
        (lambda: flat([]), "flat", "[]"),
    ],
}

NOTHING = "takes nothing"
FOREIGN = "needs Keras; see tests/frameworks"
EXCEPTIONS = {
    "checks.lesson_00.setup_report": NOTHING,
    "checks.lesson_10.patients": NOTHING,
    "explorers.activations.ActivationExplorer": NOTHING,
    "explorers.bug_clinic.BugClinic": NOTHING,
    "explorers.forward.ForwardExplorer": NOTHING,
    "explorers.forward.empty_network": NOTHING,
    "explorers.gradient_check.GradientCheckExplorer": NOTHING,
    "explorers.hinges.HingeExplorer": NOTHING,
    "explorers.linear_depth.LinearDepthExplorer": NOTHING,
    "explorers.neuron.day": NOTHING,
    "explorers.neuron.night": NOTHING,
    "explorers.pass_stepper.PassStepper": NOTHING,
    "explorers.playground.PlaygroundExplorer": NOTHING,
    "explorers.rate_width_map.RateWidthMapExplorer": NOTHING,
    "explorers.running_network.RunningNetworkExplorer": NOTHING,
    "explorers.running_network.running_network_diagram": NOTHING,
    "explorers.shapes.ShapesExplorer": NOTHING,
    "explorers.sick_runs.SickRunsExplorer": NOTHING,
    "explorers.start_scale.StartScaleExplorer": NOTHING,
    "explorers.trainer.TrainerExplorer": NOTHING,
    "frameworks.available.FrameworksHere": NOTHING,
    "frameworks.parity.short_article_classifier": NOTHING,
    "frameworks.twins.import_keras": FOREIGN,
    "frameworks.twins.set_keras_weights": FOREIGN,
    "plots.neuron.cell_svg": NOTHING,
}
