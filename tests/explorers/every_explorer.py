"""Every explorer of the course, as the line of Python that shows it in a lesson."""

EXPLORERS = {
    "RunningNetworkExplorer()": "running_network",
    "NeuronExplorer()": "neuron",
    "PerceptronExplorer()": "perceptron",
    "LinearDepthExplorer()": "linear_depth",
    "ActivationExplorer()": "activations",
    "HingeExplorer()": "hinges",
    "ForwardExplorer()": "forward",
    "ShapesExplorer()": "shapes",
    "LossDragger(score=2)": "loss_dragger",
    "DownhillExplorer()": "downhill",
    'DownhillExplorer("ravine")': "downhill",
    "FillInExplorer()": "fill_in",
    "PassStepper()": "pass_stepper",
    "GradientCheckExplorer()": "gradient_check",
    "BugClinic()": "bug_clinic",
    "TrainerExplorer()": "trainer",
    "OptimizerRaceExplorer()": "optimizer_race",
    "ScheduleExplorer()": "schedules_viewer",
    "RateWidthMapExplorer()": "rate_width_map",
    "SickRunsExplorer()": "sick_runs",
    "StartScaleExplorer()": "start_scale",
    "PlaygroundExplorer()": "playground",
    "DigitWidthExplorer(runs)": "digit_width",
    "DrawDigitExplorer(reader)": "draw_digit",
}
GIVEN = """import pandas as pd
from nnlib.network import build_mlp
runs = pd.read_csv("results/digit_widths.csv")
reader = build_mlp([64, 32, 10], seed=0)
"""


def source(line: str) -> str:
    """The Python of a cell that shows an explorer."""
    name = line.partition("(")[0]
    return f"from nnlib.explorers.{EXPLORERS[line]} import {name}\n{line}"
