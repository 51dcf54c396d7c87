"""Draws the digits of drawn_digits.json: `python -m tests.explorers.drawing_hand`.

Nobody's hand was recorded. The shapes below were written down point by point, as people
of several countries write the ten digits (1 with and without flag and base, 7 with and
without bar, 4 open and closed, 9 straight and bent), before any network saw them. Each
drawing is one of them, bent, slanted, turned, trembling, at some size, place and speed.
Both sets were drawn once, and no drawing was changed or left out.

The pad's way to 8 × 8 was worked out with other drawings of the first shapes. The
second set was first read when that was finished (0.967 right, first set 0.929). Later
changes (`TALLER`, `EDGE` in strokes.py) were made for real handwriting, which is not
stored here, and not for either set.

A shape: points x,y from 0 to 100 (y down) that a smooth line goes through; ` | ` is a
sharp corner, ` / ` lifts the pen.
"""

import json
from pathlib import Path

import numpy as np

DRAWN = Path(__file__).with_name("drawn_digits.json")
EACH = 7  # drawings of each digit in a set

FIRST = {
    0: [
        "50,0 15,15 2,50 18,88 50,100 85,85 98,48 80,12 48,0",
        "60,4 30,2 5,30 3,70 30,98 65,96 95,65 92,25 62,3 50,10",
        "45,2 78,8 98,45 80,92 45,98 12,80 4,40 22,8 50,0",
    ],
    1: [
        "50,0 50,50 50,100",
        "20,28 50,0 | 50,0 50,100",
        "25,25 52,0 | 52,0 52,100 / 20,100 82,100",
        "10,45 60,0 | 60,0 58,100",
    ],
    2: [
        "5,25 25,3 60,0 88,20 75,50 30,80 2,98 | 2,98 95,98",
        "8,18 40,0 80,12 78,40 40,72 10,92 18,80 38,86 70,99 98,90",
        "5,5 40,0 80,8 85,28 55,60 0,100 | 0,100 100,96",
    ],
    3: [
        "8,10 45,0 82,15 72,40 35,48 | 35,48 80,55 92,80 55,100 5,92",
        "5,4 85,2 | 85,2 42,42 | 42,42 85,55 88,82 50,100 5,90",
        "10,18 40,2 75,12 70,38 40,46 75,52 95,75 65,98 25,98 2,82",
    ],
    4: [
        "45,0 25,30 2,62 | 2,62 98,62 / 70,35 68,100",
        "10,0 5,55 | 5,55 95,52 / 80,2 78,100",
        "65,0 2,68 | 2,68 100,68 / 65,0 66,100",
        "72,100 70,0 | 70,0 3,66 | 3,66 98,68",
    ],
    5: [
        "85,2 18,2 | 18,2 12,42 | 12,42 50,36 88,55 85,85 45,100 5,88",
        "20,2 15,45 | 15,45 55,38 90,62 75,92 35,100 5,90 / 20,2 90,0",
        "90,4 50,2 22,8 18,25 20,42 55,42 85,60 80,88 40,100 3,92",
    ],
    6: [
        "70,0 35,20 8,60 15,90 50,100 85,85 82,60 50,50 18,68",
        "55,0 18,40 5,75 30,98 70,96 88,72 62,55 25,62 10,78",
        "85,6 55,2 20,25 5,65 25,97 65,98 92,72 70,50 35,52 8,72",
    ],
    7: [
        "2,2 98,2 | 98,2 60,50 38,100",
        "2,4 95,0 | 95,0 58,45 40,100 / 22,52 88,48",
        "5,18 6,2 | 6,2 96,4 | 96,4 65,45 50,100",
        "0,3 92,2 88,20 55,60 35,100 / 25,50 80,50",
    ],
    8: [
        ("82,12 45,0 15,18 35,42 75,58 88,82 50,100 10,84 25,58 70,40 85,15 75,6"),
        "50,48 18,30 28,4 65,2 85,25 50,48 12,72 22,97 70,99 90,75 50,48",
        (
            "50,2 20,12 22,38 50,46 80,36 82,10 50,2 / 50,46 12,62 14,92 50,100 "
            "88,90 88,62 50,46"
        ),
    ],
    9: [
        "85,22 50,0 12,15 15,45 50,52 82,35 85,22 | 85,22 80,65 68,100",
        "82,10 40,0 8,22 20,48 60,48 85,15 | 85,15 86,70 60,98 15,94",
        "50,50 15,38 18,8 55,0 85,18 75,42 48,50 / 85,10 84,100",
    ],
}
SECOND = {
    0: [
        "30,8 8,35 5,65 25,95 60,100 90,80 96,40 75,8 40,0 25,10",
        "50,0 88,20 92,70 60,99 25,92 4,60 12,20 42,1 58,0",
    ],
    1: [
        "55,0 48,100",
        "35,18 58,2 | 58,2 50,60 45,100",
        "15,30 48,0 | 48,0 48,98 / 15,99 50,98 85,100",
        "50,2 52,40 50,80 54,100",
    ],
    2: [
        "12,30 18,8 50,0 82,15 80,38 50,66 5,96 | 5,96 50,92 95,100",
        "4,12 50,2 84,22 60,58 28,84 5,96 30,82 60,92 96,94",
        "10,20 35,0 72,6 82,30 62,58 8,98 | 8,98 92,98",
    ],
    3: [
        "10,6 60,0 85,20 65,42 40,47 | 40,47 78,52 95,78 60,100 2,96",
        "2,2 50,3 92,3 | 92,3 48,40 | 48,40 90,58 82,90 42,100 4,86",
        "15,12 50,0 80,18 62,42 45,45 70,50 88,72 60,97 12,96",
    ],
    4: [
        "20,2 8,50 | 8,50 60,55 92,50 / 72,20 74,100",
        "55,0 30,35 0,70 | 0,70 92,66 / 62,40 58,98",
        "28,0 6,52 40,58 75,52 | 75,52 80,5 | 80,5 72,100",
        "68,98 72,2 | 72,2 0,60 | 0,60 100,62",
    ],
    5: [
        "80,0 22,3 | 22,3 14,44 40,38 78,50 86,78 55,99 8,96",
        "88,2 20,0 | 20,0 20,48 | 20,48 60,40 92,70 60,100 10,92",
        "22,5 20,45 50,42 84,58 80,90 40,98 4,90 / 18,4 92,6",
    ],
    6: [
        "60,2 25,30 6,70 28,98 72,94 82,68 50,55 14,70",
        "48,0 15,35 2,75 40,100 80,88 78,60 45,56 8,80",
        "78,4 40,12 12,50 12,88 48,100 84,82 66,54 22,62",
    ],
    7: [
        "0,0 50,4 96,2 | 96,2 70,40 55,100",
        "4,6 96,4 | 96,4 44,100 / 30,46 86,52",
        "8,22 10,4 95,2 | 95,2 62,52 48,98",
        "2,2 94,4 80,40 40,98",
    ],
    8: [
        "75,8 35,2 20,25 60,48 85,75 55,100 15,85 35,55 75,28 78,10",
        "45,45 15,25 40,0 78,15 55,45 15,70 35,100 80,92 82,62 45,45",
        "48,0 22,22 48,44 76,22 48,0 / 48,44 10,75 48,100 92,72 48,44",
    ],
    9: [
        "80,15 45,2 10,25 35,52 75,40 82,12 | 82,12 84,60 78,100",
        "78,20 50,0 18,20 30,50 70,42 80,18 80,60 55,95 18,98",
        "45,48 10,30 30,2 72,5 82,25 45,48 / 82,5 70,55 50,100",
    ],
}


def main():
    """Draw both sets and store them."""
    sets = {"first": drawings(FIRST, seed=1), "second": drawings(SECOND, seed=2)}
    lines = [f'"{name}": [\n{rows(items)}\n]' for name, items in sets.items()]
    DRAWN.write_text("{\n" + ",\n".join(lines) + "\n}\n")


def rows(items):
    return ",\n".join(json.dumps(item, separators=(",", ":")) for item in items)


def drawings(shapes, seed):
    """Every digit EACH times, its shapes in turns."""
    rng = np.random.default_rng(seed)
    return [
        {"digit": digit, "strokes": drawing(forms[k % len(forms)], rng)}
        for digit, forms in shapes.items()
        for k in range(EACH)
    ]


def drawing(shape, rng):
    """One shape as a hand would draw it: strokes of [x, y] on a pad from 0 to 1."""
    aspect, slant, turn = rng.normal([0.62, 0.1, 0], [0.1, 0.16, 0.06])
    bend = rng.normal(0, 0.03, (2, 2))
    waves, phases = rng.uniform(2, 5, (2, 2)), rng.uniform(0, 2 * np.pi, (2, 2))
    size, every = rng.uniform(0.3, 0.85), rng.integers(2, 9)  # fast: few points
    rotation = [[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]
    strokes = []
    for stroke in lines_of(shape):
        bent = np.sin(waves[:, None] * stroke[:, ::-1] * 1.6 + phases[:, None])
        stroke = stroke + (bend[:, None] * bent).sum(axis=2).T
        stroke += rng.normal(0, 0.02, 2)  # each stroke begins a little off
        stroke += tremor(stroke.shape, rng)
        stroke *= [aspect, 1]
        stroke[:, 0] -= slant * stroke[:, 1]
        strokes.append(stroke @ rotation * size)
    together = np.concatenate(strokes)
    low, high = together.min(axis=0), together.max(axis=0)
    place = rng.uniform(0.03, 0.97, 2) * (1 - (high - low)) - low
    kept = [np.concatenate([one[:-1:every], one[-1:]]) for one in strokes]
    return [(one + place).round(3).tolist() for one in kept]


def tremor(shape, rng):
    shaking = rng.normal(0, 0.006, shape)
    return (shaking + np.roll(shaking, 1, axis=0) + np.roll(shaking, -1, axis=0)) / 1.7


def lines_of(shape):
    """The strokes of a shape as arrays of many points, around 0."""
    for stroke in shape.split(" / "):
        pieces = [
            np.array([point.split(",") for point in piece.split()], float)
            for piece in stroke.split(" | ")
        ]
        yield np.concatenate([smooth(points) for points in pieces]) / 100 - 0.5


def smooth(points, n=80):
    """About n points of a line that bends gently through these (Catmull and Rom)."""
    first, last = 2 * points[0] - points[1], 2 * points[-1] - points[-2]
    around = np.concatenate([[first], points, [last]])
    t = np.linspace(0, 1, max(2, n // (len(points) - 1)), endpoint=False)[:, None]
    parts = [
        b
        + (c - a) / 2 * t
        + (a - 2.5 * b + 2 * c - d / 2) * t**2
        + (1.5 * b - a / 2 - 1.5 * c + d / 2) * t**3
        for a, b, c, d in zip(around, around[1:], around[2:], around[3:], strict=False)
    ]
    return np.concatenate([*parts, points[-1:]])


if __name__ == "__main__":
    main()
