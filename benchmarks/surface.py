"""How long until the surface is learned, and how long do others take for the same?

Each contender trains the same network from the same start weights on the same 10,000
points, with the same batches, Adam and annealing, in 32 bits unless it says otherwise.
After each epoch it is looked at: the table has the seconds and updates until R² on the
untouched grid first reaches each target. The article's method runs beside them for its
4,000 epochs, in 64 bits as there, with nnlib's own loop.

All take turns on one thread, so that a busy machine is busy for each of them; what is
counted is processor time, without the looking; figures are medians over the seeds.
PyTorch and scikit-learn take part where they are installed.
`python benchmarks/surface.py [seeds]` (a minute or two for each seed)
"""
# ruff: noqa: E402

import os
import sys
from contextlib import suppress
from time import process_time

for variable in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM"):  # before NumPy starts
    os.environ[f"{variable}_NUM_THREADS"] = "1"

import numpy as np

from nnlib.data import Standardizer, sample_surface, surface_grid
from nnlib.layers import uniform_start
from nnlib.losses import r_squared, squared_error
from nnlib.network import build_mlp
from nnlib.optimizers import SGD, Adam
from nnlib.schedules import constant, cosine_annealing
from nnlib.training import training_epochs

TARGETS = (0.99, 0.999, 0.9999)
POINTS, TURNS, BATCH_SIZE = 10_000, 160, 200  # a turn is an epoch
SIZES, SQUARE_DECAY, SCHEDULE = [2, 48, 48, 48, 48, 1], 0.99, cosine_annealing(0.01)
ARTICLE_SIZES, ARTICLE_EPOCHS = [2, 64, 64, 64, 1], 25  # epochs in a turn: 4,000 in all


def tables(dtype="float32"):
    """Return inputs, targets, grid places and grid heights, all standardized."""
    samples, (places, heights) = sample_surface(POINTS), surface_grid()
    place_scale = Standardizer.fit(samples[["x", "y"]])
    height_scale = Standardizer.fit(samples[["height"]])
    standardized = (
        place_scale.apply(samples[["x", "y"]]),
        height_scale.apply(samples[["height"]]),
        place_scale.apply(places),
        height_scale.apply(heights),
    )
    return [table.astype(dtype) for table in standardized]


def start_network(seed, dtype="float32"):
    """Return the network from whose weights every contender starts."""
    return build_mlp(SIZES, activation="tanh", seed=seed, dtype=dtype)


def nnlib_run(seed, dtype="float32"):
    """Yield a function that predicts the grid: at the start and after each turn."""
    network, (inputs, targets, grid, _) = start_network(seed, dtype), tables(dtype)
    run = training_epochs(
        network,
        inputs,
        targets,
        squared_error,
        epochs=TURNS,
        batch_size=BATCH_SIZE,
        optimizer=Adam(square_decay=SQUARE_DECAY),
        schedule=SCHEDULE,
        seed=seed,
    )
    yield lambda: network.predict(grid)
    for _ in run:
        yield lambda: network.predict(grid)


def nnlib_double_run(seed):
    """The same in 64 bits, which is what nnlib uses when nothing is said."""
    return nnlib_run(seed, "float64")


def torch_run(seed):
    """PyTorch with fused Adam, which is the fastest of its kinds."""
    import torch

    torch.set_num_threads(1)
    inputs, targets, grid, _ = map(torch.tensor, tables())
    shuffle, layers = torch.Generator().manual_seed(seed), []
    for layer in start_network(seed).dense_layers:
        layers += [torch.nn.Linear(layer.n_in, layer.n_out), torch.nn.Tanh()]
        layers[-2].weight.data = torch.tensor(layer.weights.T.copy())
        layers[-2].bias.data = torch.tensor(layer.biases)
    model, loss = torch.nn.Sequential(*layers[:-1]), torch.nn.MSELoss()
    betas, predict = (0.9, SQUARE_DECAY), torch.no_grad()(lambda: model(grid).numpy())
    optimizer = torch.optim.Adam(model.parameters(), betas=betas, fused=True)
    yield predict
    for turn in range(TURNS):
        optimizer.param_groups[0]["lr"] = SCHEDULE(turn / TURNS)
        for rows in torch.randperm(POINTS, generator=shuffle).split(BATCH_SIZE):
            optimizer.zero_grad()
            loss(model(inputs[rows]), targets[rows]).backward()
            optimizer.step()
        yield predict


def sklearn_model(seed):
    """Return an MLPRegressor with our settings and start weights."""
    from sklearn.neural_network import MLPRegressor

    layers = iter(start_network(seed).dense_layers)

    class Regressor(MLPRegressor):
        def _init_coef(self, *_):
            layer = next(layers)
            return layer.weights.copy(), layer.biases.copy()

    return Regressor(
        hidden_layer_sizes=SIZES[1:-1],
        activation="tanh",
        alpha=0,
        batch_size=BATCH_SIZE,
        learning_rate_init=SCHEDULE(0),
        beta_2=SQUARE_DECAY,
        random_state=np.random.RandomState(seed),
    )


def sklearn_run(seed):
    """scikit-learn, an epoch at a time with `partial_fit`."""
    model, (inputs, targets, grid, _) = sklearn_model(seed), tables()
    yield lambda: start_network(seed).predict(grid)
    for turn in range(TURNS):
        if turn:  # its optimizer is made in the first epoch
            model._optimizer.learning_rate_init = SCHEDULE(turn / TURNS)
        model.partial_fit(inputs, targets.ravel())
        yield lambda: model.predict(grid).reshape(-1, 1)


def article_run(seed):
    """The article's method: all points at once, plain descent; 25 epochs in a turn."""
    inputs, targets, grid, _ = tables("float64")
    network = build_mlp(ARTICLE_SIZES, start=uniform_start(-1, 1), seed=seed)
    run = training_epochs(
        network,
        inputs,
        targets,
        squared_error,
        epochs=TURNS * ARTICLE_EPOCHS,
        optimizer=SGD(),
        schedule=constant(0.001),
    )
    yield lambda: network.predict(grid)
    for report in run:
        if report.epoch % ARTICLE_EPOCHS == 0:
            yield lambda: network.predict(grid)


CONTENDERS = {  # what runs, and how many updates it makes in a turn
    "nnlib": (nnlib_run, POINTS // BATCH_SIZE),
    "nnlib, 64 bits": (nnlib_double_run, POINTS // BATCH_SIZE),
    "PyTorch": (torch_run, POINTS // BATCH_SIZE),
    "scikit-learn": (sklearn_run, POINTS // BATCH_SIZE),
    "the article": (article_run, ARTICLE_EPOCHS),
}


def started_runs(seed):
    """Return the runs of all contenders that are installed, ready for a first turn."""
    runs = {}
    for name, (contender, _) in CONTENDERS.items():
        run = contender(seed)
        with suppress(ImportError):
            next(run)
            runs[name] = run
    return runs


def race(seed):
    """Return for each contender (seconds so far, R²) after each of its turns."""
    *_, heights = tables("float64")
    runs = started_runs(seed)
    seen = {name: [(0.0, -np.inf)] for name in runs}
    for _ in range(TURNS):
        for name, run in runs.items():
            begun = process_time()
            predict = next(run)
            seconds = seen[name][-1][0] + process_time() - begun
            seen[name].append((seconds, r_squared(predict().astype(float), heights)))
    return seen


def arrival(seen, target):
    """Return seconds and turns until R² first reached the target; inf if never."""
    for turn, (seconds, score) in enumerate(seen):
        if score >= target:
            return seconds, turn
    return np.inf, np.inf


def row(races, name):
    """Return seconds, updates and ratio for each target, then the best R², as text."""
    for target in TARGETS:
        time, turns = np.median([arrival(r[name], target) for r in races], axis=0)
        own, _ = np.median([arrival(r["nnlib"], target) for r in races], axis=0)
        updates = turns * CONTENDERS[name][1]
        reached = np.isfinite([time, own]).all()
        yield from (f"{time:.2f}", f"{updates:,.0f}") if time < np.inf else ("–", "–")
        yield f"{time / own:.1f}" if reached else "–"
    yield f"{np.median([max(score for _, score in r[name]) for r in races]):.5f}"


def article_sentence(races):
    """Return how the article's run, stopped at its best, compares to the last row."""
    tops = [max(r["the article"], key=lambda seen: seen[1]) for r in races]
    seconds, score = np.median(tops, axis=0)
    own, _ = np.median([arrival(r["nnlib"], TARGETS[-1]) for r in races], axis=0)
    return (
        f"the article's method, stopped at its best, reaches R² {score:.3f} in "
        f"{seconds:.1f} s: {seconds / own:.0f} times as long as nnlib to {TARGETS[-1]}"
    )


def main(seeds=3):
    """Print the table, a line for each contender, then what is missing."""
    races = [race(seed) for seed in range(seeds)]
    titles = [f"R² {target} | updates | ratio" for target in TARGETS]
    print("seconds and updates to each R², and how many times as long as nnlib\n")
    print("| contender |", " | ".join(titles), "| best R² |")
    print("|---|" + "--:|" * (3 * len(TARGETS) + 1))
    for name in races[0]:
        print("|", name, "|", " | ".join(row(races, name)), "|")
    print("\n" + article_sentence(races))
    for name in CONTENDERS.keys() - races[0].keys():
        print(f"{name} is not installed: its row is missing")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
