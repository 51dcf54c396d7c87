"""The running network with one weight to turn: the first explorer of the series.

Only one weight at a time leaves its start value. So whatever changes in the picture,
that one weight did it; and what changed is marked, from the weight to the prediction.
"""

import numpy as np

from nnlib.explorers.base import Explorer
from nnlib.explorers.controls import choice, picture_svg, slider
from nnlib.network import Network
from nnlib.plots.diagram import network_svg
from nnlib.plots.numbers import number_text
from nnlib.plots.picture import Diagram
from nnlib.running import INPUTS, TARGETS, running_network

Place = tuple[int, int, int]  # layer, from node i, to node j
TARGET = float(TARGETS[0, 0])

WEIGHTS: dict[str, Place] = {
    "w7, from h1 to the prediction": (1, 0, 0),
    "w8, from h2 to the prediction": (1, 1, 0),
    "w9, from h3 to the prediction": (1, 2, 0),
    "w1, from x1 to h1": (0, 0, 0),
    "w2, from x1 to h2": (0, 0, 1),
    "w3, from x1 to h3": (0, 0, 2),
    "w4, from x2 to h1": (0, 1, 0),
    "w5, from x2 to h2": (0, 1, 1),
    "w6, from x2 to h3": (0, 1, 2),
}


class Flow:
    """What flows through the running network: inputs, sums, outputs, prediction."""

    def __init__(self, network: Network) -> None:
        stages = [INPUTS]
        for layer in network.layers:
            stages.append(layer.forward(stages[-1]).round(12))
        self.network = network
        self.inputs, self.sums, self.hidden, self.outputs = map(np.ravel, stages)
        self.prediction = float(self.outputs[0])

    def nodes(self) -> dict[tuple, float]:
        """The number in every node that a weight can change, by its name."""
        columns = {("z", 1): self.sums, ("node", 1): self.hidden}
        columns[("node", 2)] = self.outputs
        return {(*k, j): v for k, one in columns.items() for j, v in enumerate(one)}


class RunningNetworkExplorer(Explorer):
    """Choose one weight of the running network, turn it, and see what follows."""

    name = "running-network"
    alts = {
        "network": "The running network with one weight turned",
    }

    def __init__(self) -> None:
        first = next(iter(WEIGHTS))
        controls = {
            "which": choice("Weight to turn", list(WEIGHTS)),
            "weight": slider("Its value", start_value(first), -2.0, 2.0, 0.05),
        }
        controls["which"].observe(self._go_to_start_value, names="value")
        super().__init__(controls, {"network": picture_svg()})

    def draw(self, values: dict) -> tuple[dict[str, str], str]:
        """The network with one weight turned, and what that did to the prediction."""
        which, weight = values["which"], values["weight"]
        words = turning_words(which, weight)
        return {"network": turned_svg(which, weight, words)}, words

    def _go_to_start_value(self, change) -> None:
        self.controls["weight"].value = start_value(change.new)


def start_value(which: str) -> float:
    """The value of a weight in the running network, as every lesson knows it."""
    layer, i, j = WEIGHTS[which]
    return float(running_network().dense_layers[layer].weights[i, j])


def turned_flow(which: str, weight: float) -> Flow:
    """What flows when one weight is turned and all others are left alone."""
    network = running_network()
    layer, i, j = WEIGHTS[which]
    network.dense_layers[layer].weights[i, j] = weight
    return Flow(network)


def turned_svg(which: str, weight: float, words: str) -> str:
    """The diagram; the turned weight and every number that it changed are marked."""
    flow, start = turned_flow(which, weight), Flow(running_network()).nodes()
    changed = {key for key, value in flow.nodes().items() if value != start[key]}
    turned = ("weight", *WEIGHTS[which])
    name, route = which.split(", ")
    label = f"{name} = {number_text(weight)}"
    return flow_svg(
        flow,
        highlight={turned} | changed,
        labels={turned: label},
        titles={turned: f"{label}, {route}"},
        words=words,
    )


def flow_svg(flow: Flow, **options) -> str:
    """The diagram with all numbers of a flow; options as in `network_svg`."""
    return network_svg(
        [layer.weights for layer in flow.network.dense_layers],
        [layer.biases for layer in flow.network.dense_layers],
        [flow.inputs, flow.hidden, flow.outputs],
        [flow.sums, flow.outputs],
        target=TARGET,
        **options,
    )


def running_network_diagram() -> Diagram:
    """The running network at its start values, as a drawing that stands still."""
    return Diagram(flow_svg(Flow(running_network())))


def turning_words(which: str, weight: float) -> str:
    """What the turn did to the prediction, and how far it is from the target."""
    name, start = which.split(", ")[0], start_value(which)
    before, after = Flow(running_network()), turned_flow(which, weight)
    prediction = number_text(after.prediction)
    distance = distance_words(after.prediction)
    if abs(weight - start) < 1e-9:
        at_start = f"{name} is at its start value, {number_text(start)}."
        return f"{at_start} The prediction is {prediction}. {distance}"
    turn = f"With {name} = {number_text(weight)} instead of {number_text(start)}"
    if after.prediction == before.prediction:
        why = silence_words(WEIGHTS[which], after)
        return f"{turn}, the prediction is still {prediction}. {why}"
    old = number_text(before.prediction)
    follows = f"the prediction is {prediction} instead of {old}."
    return " ".join([f"{turn}, {follows}", distance, *switch_words(before, after)])


def distance_words(prediction: float) -> str:
    """Where a prediction lies, seen from the target."""
    target, missing = number_text(TARGET), round(prediction - TARGET, 12)
    side = "below" if missing < 0 else "above"
    if missing == 0:
        return "That is the target."
    return f"That is {number_text(abs(missing))} {side} the target {target}."


def silence_words(place: Place, flow: Flow) -> str:
    """Why turning this weight did not move the prediction."""
    layer, i, j = place
    if layer == 1:
        return f"h{i + 1} is off: it passes on 0, and 0 times any weight is 0."
    total = number_text(flow.sums[j])
    return f"h{j + 1} is still off, because its sum z{j + 1} = {total} is not above 0."


def switch_words(before: Flow, after: Flow) -> list[str]:
    """Which hidden units the turn has switched on or off."""
    pairs = enumerate(zip(before.hidden > 0, after.hidden > 0, strict=True), start=1)
    return [
        f"h{unit} is now {'on' if is_on else 'off'}."
        for unit, (was_on, is_on) in pairs
        if was_on != is_on
    ]
