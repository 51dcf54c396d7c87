"""How long does one training step take, and how long do others take for the same?

A step is predictions, loss, gradient and update of a [2, 64, 64, 64, 1] ReLU network
on one thread. All contenders take turns within one run, so that a busy machine is busy
for each of them; figures are medians over the rounds. PyTorch and scikit-learn take
part where they are installed. `python benchmarks/step.py [rounds]`
"""
# ruff: noqa: E402

import os
import sys
import time
from contextlib import suppress
from itertools import product

for variable in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM"):  # before NumPy starts
    os.environ[f"{variable}_NUM_THREADS"] = "1"

import numpy as np

from nnlib.losses import squared_error
from nnlib.network import build_mlp
from nnlib.optimizers import SGD, Adam
from nnlib.training import fill_gradient

SIZES, RATE = [2, 64, 64, 64, 1], 1e-4
BATCH_SIZES = (32, 100, 256, 1_000, 10_000)


def nnlib_step(inputs, targets, adam):
    """The step of `nnlib.training`."""
    network = build_mlp(SIZES, dtype=inputs.dtype)
    optimizer = Adam() if adam else SGD()

    def step():
        fill_gradient(network, inputs, targets, squared_error)
        optimizer.step(network.parameters, network.gradient, RATE)

    return step


def plain_step(inputs, targets, adam):
    """The article's method as one would write it: lists of matrices, fresh arrays."""
    layers = build_mlp(SIZES, dtype=inputs.dtype).dense_layers
    parameters = [layer.weights for layer in layers] + [x.biases for x in layers]
    means, squares = [[0 * p for p in parameters] for _ in range(2)]
    n_layers, n_steps = len(layers), 0

    def step():
        nonlocal n_steps
        weights, biases, flow = parameters[:n_layers], parameters[n_layers:], [inputs]
        for w, b in zip(weights[:-1], biases[:-1], strict=True):
            flow.append(np.maximum(flow[-1] @ w + b, 0))
        change = targets - (flow[-1] @ weights[-1] + biases[-1])
        np.mean(change**2) / 2  # the loss, to be printed
        weight_changes, bias_changes = [], []
        for w, h in zip(weights[::-1], flow[::-1], strict=True):
            weight_changes.insert(0, h.T @ change / len(inputs))
            bias_changes.insert(0, change.mean(axis=0))
            change = (change @ w.T) * (h > 0)
        n_steps += 1
        for i, change in enumerate(weight_changes + bias_changes):
            if adam:
                means[i] = 0.9 * means[i] + 0.1 * change
                squares[i] = 0.999 * squares[i] + 0.001 * change**2
                size = np.sqrt(squares[i] / (1 - 0.999**n_steps)) + 1e-8
                change = means[i] / (1 - 0.9**n_steps) / size
            parameters[i] = parameters[i] + RATE * change

    return step


def torch_step(inputs, targets, adam):
    """PyTorch's layers, loss and optimizer with their usual settings."""
    import torch

    torch.set_num_threads(1)
    x, y, nn, layers = torch.tensor(inputs), torch.tensor(targets), torch.nn, []
    for n_in, n_out in zip(SIZES[:-1], SIZES[1:], strict=True):
        layers += [nn.Linear(n_in, n_out, dtype=x.dtype), nn.ReLU()]
    model, loss = nn.Sequential(*layers[:-1]), nn.MSELoss()
    kind = torch.optim.Adam if adam else torch.optim.SGD
    optimizer = kind(model.parameters(), RATE)

    def step():
        optimizer.zero_grad()
        loss(model(x), y).backward()
        optimizer.step()

    return step


def sklearn_step(inputs, targets, adam):
    """The inner step of MLPRegressor, without the checks that `fit` makes around it."""
    from sklearn.neural_network import MLPRegressor

    model = MLPRegressor(
        hidden_layer_sizes=SIZES[1:-1], solver="adam" if adam else "sgd", momentum=0
    ).partial_fit(inputs, targets.ravel())
    n, parameters = len(SIZES) - 1, model.coefs_ + model.intercepts_
    work = [[inputs] + [None] * n] + [[None] * n for _ in range(3)]

    def step():
        _, on_weights, on_biases = model._backprop(inputs, targets, None, *work)
        model._optimizer.update_params(parameters, on_weights + on_biases)

    return step


def products_step(inputs, targets, adam):
    """The floor: the matrix products that no step can do without, nothing else."""
    weights = [x.weights for x in build_mlp(SIZES, dtype=inputs.dtype).dense_layers]
    flow, change = [
        [np.full((len(inputs), n), 0.1, inputs.dtype) for n in SIZES] for _ in range(2)
    ]
    gradients = [np.empty_like(w) for w in weights]

    def step():
        for i, w in enumerate(weights):
            np.dot(flow[i], w, out=flow[i + 1])
        for i, w in reversed(list(enumerate(weights))):
            np.dot(flow[i].T, change[i + 1], out=gradients[i])
            if i:
                np.dot(change[i + 1], w.T, out=change[i])

    return step


CONTENDERS = {
    "nnlib": nnlib_step,
    "plain NumPy": plain_step,
    "PyTorch": torch_step,
    "scikit-learn": sklearn_step,
    "products only": products_step,
}


def seconds(step, n):
    """Return the mean time of n steps in a row."""
    start = time.perf_counter()
    for _ in range(n):
        step()
    return (time.perf_counter() - start) / n


def compare(dtype, adam, size, rounds):
    """Return nnlib's µs per step and all installed contenders' ratios to it."""
    rng, steps = np.random.default_rng(0), {}
    data = [rng.normal(size=(size, n)).astype(dtype) for n in (SIZES[0], SIZES[-1])]
    for name, contender in CONTENDERS.items():
        with suppress(ImportError):
            steps[name] = contender(*data, adam)
    repeats = [max(1, round(0.01 / seconds(step, 3))) for step in steps.values()]
    turns = [list(map(seconds, steps.values(), repeats)) for _ in range(rounds)]
    times = np.array(turns).T
    ratios = np.median(times / times[0], axis=1)
    return np.median(times[0]) * 1e6, dict(zip(steps, ratios, strict=True))


def main(rounds=15):
    """Print the table, a line for each setting, then what is missing."""
    _, *peers = CONTENDERS
    print("µs per step of nnlib, and how many times as long the others take\n")
    print("| precision | optimizer | batch | nnlib |", " | ".join(peers), "|")
    print("|---|---|" + "--:|" * (len(peers) + 2))
    for dtype, adam, size in product(("float32", "float64"), (0, 1), BATCH_SIZES):
        own, ratios = compare(dtype, adam, size, rounds)
        cells = [dtype, "Adam" if adam else "SGD", f"{size:,}", f"{own:,.0f}"]
        cells += [f"{ratios[peer]:.2f}" if peer in ratios else "" for peer in peers]
        print("|", " | ".join(cells), "|", flush=True)
    for peer in set(peers) - set(ratios):
        print(f"{peer} is not installed: its column is empty")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
