"""Data: the articles' surface, standardizing, splitting, batches, point sets."""

import random
import tracemalloc

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import data
from nnlib.data import DIGITS_FILE, PIXELS, load_digits

POINT_SETS = [data.moons, data.circles, data.spirals, data.xor, data.blobs]


def test_surface_by_hand():
    assert data.surface(0, 0) == 1
    assert data.surface(3.0, 0.0) == pytest.approx(np.sin(3) + 3 + 3)
    assert data.surface(-3.0, np.pi) == pytest.approx(-0.14112 + 3 + np.pi + 1 / 3)
    assert data.surface(np.array([3, 6]), np.zeros(2))[1] == pytest.approx(
        np.sin(6) + 6 + 9
    )


def test_sample_surface_is_a_table_on_the_surface():
    sample = data.sample_surface(1000)
    assert list(sample.columns) == ["x", "y", "height"] and len(sample) == 1000
    assert (sample[["x", "y"]].abs() <= 10).all(axis=None)
    assert (sample[["x", "y"]].abs().max() > 9.9).all()
    assert sample["height"].equals(data.surface(sample["x"], sample["y"]))
    assert data.sample_surface(5, limit=0.5)["x"].abs().max() <= 0.5


def test_surface_grid_reshapes_to_a_picture_y_upwards():
    places, heights = data.surface_grid(3, limit=2)
    assert places.shape == (9, 2) and heights.shape == (9, 1)
    np.testing.assert_array_equal(places[:4], [[-2, -2], [0, -2], [2, -2], [-2, 0]])
    assert heights.reshape(3, 3)[0, 2] == data.surface(2.0, -2.0)
    assert len(data.surface_grid()[0]) == 10_000


def test_standardizer_by_hand():
    standardizer = data.Standardizer.fit([[1, 10], [3, 30]])
    np.testing.assert_array_equal(standardizer.means, [2, 20])
    np.testing.assert_array_equal(standardizer.spreads, [1, 10])
    np.testing.assert_array_equal(standardizer.apply([[4, 20]]), [[2, 0]])
    np.testing.assert_array_equal(standardizer.undo([[2, 0]]), [[4, 20]])


columns = st.lists(st.floats(-1e9, 1e9), min_size=3, max_size=30)


@given(columns)
def test_standardizer_round_trip_or_a_sentence(column):
    table = np.array(column).reshape(-1, 1)
    try:
        standardizer = data.Standardizer.fit(table)
    except ValueError as error:
        assert np.ptp(table) < 1e-100 and f"{table[0, 0]:g}" in str(error)
        return
    scaled = standardizer.apply(table)
    scale = abs(table).max()
    np.testing.assert_allclose(standardizer.undo(scaled), table, atol=1e-12 * scale)
    if np.ptp(table) > 1e-6 * scale:
        assert scaled.mean() == pytest.approx(0, abs=1e-6)
        assert scaled.std() == pytest.approx(1)


@pytest.mark.parametrize("value", [0.1, 5, 1e17, -0.3])
@pytest.mark.parametrize("n", [1, 3, 10, 1000])
def test_constant_columns_are_refused_by_number_and_value(value, n):
    table = np.column_stack([np.arange(n) + 0.5, np.full(n, value)])[:, n == 1 :]
    with pytest.raises(ValueError) as caught:
        data.Standardizer.fit(table)
    assert f"column {int(n > 1)}: it is always {value:g}" in str(caught.value)


@given(st.integers(2, 60), st.floats(0.05, 0.95), st.integers(0, 99))
def test_split_is_disjoint_and_complete(n, fraction, seed):
    inputs, targets = np.arange(2.0 * n).reshape(n, 2), np.arange(1.0 * n)[:, None]
    if not 0 < round(fraction * n) < n:
        with pytest.raises(ValueError, match=f"{fraction:g} of {n} rows"):
            data.split(inputs, targets, fraction=fraction)
        return
    kept, held = data.split(inputs, targets, fraction=fraction, seed=seed)
    assert len(held[0]) == len(held[1]) == round(fraction * n)
    rows = np.concatenate([kept[1], held[1]]).ravel()
    np.testing.assert_array_equal(np.sort(rows), np.arange(n))
    for part_inputs, part_targets in (kept, held):
        np.testing.assert_array_equal(part_inputs[:, :1], 2 * part_targets)


def test_split_shuffles_and_repeats():
    frame = data.sample_surface(50)
    first, again, other = [
        data.split(frame[["x", "y"]], frame[["height"]], seed=seed)[1][0]
        for seed in (0, 0, 1)
    ]
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()
    assert not np.isin(first, frame[["x", "y"]].to_numpy()[-10:]).all()


@given(st.integers(1, 50), st.integers(1, 60), st.integers(0, 99))
def test_batches_cover_all_rows_once(n, batch_size, seed):
    inputs, targets = np.arange(2.0 * n).reshape(n, 2), np.arange(1.0 * n)[:, None]
    rng = np.random.default_rng(seed)
    pairs = list(data.batches(inputs, targets, batch_size, rng))
    sizes = [len(batch) for batch, _ in pairs]
    assert sum(sizes) == n and all(size <= batch_size for size in sizes)
    assert set(sizes[:-1]) <= {batch_size} and len(sizes) == -(-n // batch_size)
    rows = np.concatenate([batch for _, batch in pairs]).ravel()
    np.testing.assert_array_equal(np.sort(rows), np.arange(n))
    for batch, wanted in pairs:
        np.testing.assert_array_equal(batch[:, :1], 2 * wanted)


def test_batches_differ_from_epoch_to_epoch():
    rows, rng = np.arange(100.0)[:, None], np.random.default_rng(0)
    first, second = [next(data.batches(rows, rows, 10, rng))[0] for _ in range(2)]
    assert (first != second).any()


def by_columns(path, rows):
    """As a DataFrame hands it out: column after column."""
    return np.asfortranarray(rows[:, :2])


def by_part(path, rows):
    """Two of the three columns of a file that stays on the disk."""
    np.save(path, rows)
    return np.load(path, mmap_mode="r")[:, :2]


@pytest.mark.parametrize("make", [by_columns, by_part])
def test_batches_take_no_more_than_their_rows(make, tmp_path):
    rows = np.random.default_rng(0).normal(size=(50_000, 3))
    table, rng = make(tmp_path / "rows.npy", rows), np.random.default_rng(0)
    assert not table.flags.c_contiguous
    pairs = data.batches(table, rows[:, 2:], 100, rng)
    next(pairs)  # the order is made here
    tracemalloc.start()
    batch, wanted = next(pairs)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < table.nbytes / 20
    order = np.random.default_rng(0).permutation(len(rows))[100:200]
    np.testing.assert_array_equal(np.hstack([batch, wanted]), rows[order])


@pytest.mark.parametrize("make", POINT_SETS)
def test_point_sets(make):
    inputs, labels = make(201)
    assert inputs.shape == (201, 2) and labels.shape == (201, 1)
    assert inputs.dtype == labels.dtype == float
    assert set(labels.ravel()) == {0, 1} and labels.sum() == 100
    assert abs(inputs).max() < 2 and abs(inputs.mean(axis=0)).max() < 0.2
    np.testing.assert_array_equal(make(201)[0], inputs)
    assert (make(201, seed=1)[0] != inputs).any()
    assert (make(201, noise=0)[0] != inputs).any()


def test_point_sets_without_noise_are_where_they_should_be():
    (places, labels) = data.circles(100, noise=0)
    np.testing.assert_allclose(np.hypot(*places.T), np.where(labels, 0.5, 1).ravel())
    places, labels = data.xor(100, noise=0)
    np.testing.assert_array_equal(places.prod(axis=1) < 0, labels.ravel() == 1)
    places, labels = data.blobs(100, noise=0)
    np.testing.assert_array_equal(places > 0, np.repeat(labels == 1, 2, axis=1))
    assert len(np.unique(data.xor(100, noise=0)[0], axis=0)) == 4


def test_no_line_parts_the_hard_ones():
    for make in (data.moons, data.circles, data.spirals, data.xor):
        inputs, labels = make(400, noise=0)
        design = np.column_stack([inputs, np.ones(400)])
        fit = design @ np.linalg.lstsq(design, 2 * labels - 1, rcond=None)[0]
        assert ((fit > 0) == labels).mean() < 0.95


def test_global_generators_are_left_alone():
    states = random.getstate(), repr(np.random.get_state())
    for make in POINT_SETS:
        make(10)
    data.sample_surface(10)
    data.split(np.eye(5), np.eye(5))
    assert states == (random.getstate(), repr(np.random.get_state()))


def test_a_missing_value_is_named_by_its_column():
    frame = pd.DataFrame({"x": [1.0, 2], "height": [3, None]})
    with pytest.raises(ValueError, match="nan in column 'height', row 1"):
        data.Standardizer.fit(frame)


# --- digits -------------------------------------------------------------------------


def test_digits_are_all_there():
    digits = load_digits()
    assert digits.shape == (1797, 65) and list(digits)[:2] == ["digit", "r0c0"]
    counts = [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert list(np.bincount(digits["digit"])) == counts
    pixels = digits[PIXELS].to_numpy()
    assert pixels.min() == 0 and pixels.max() == 16 and pixels.sum() == 561_718
    first = digits.loc[0, PIXELS].to_numpy().reshape(8, 8)
    assert list(first[0]) == [0, 0, 5, 13, 9, 1, 0, 0] and digits.loc[0, "digit"] == 0


def test_digits_take_less_room_than_a_photo():
    assert DIGITS_FILE.stat().st_size <= 150_000


@pytest.fixture
def digits_at(tmp_path, monkeypatch):
    """Let the loader read a copy of the file, which a test may spoil."""
    path = tmp_path / "digits.csv.gz"
    path.write_bytes(DIGITS_FILE.read_bytes())
    monkeypatch.setattr(data, "DIGITS_FILE", path)
    return path


def test_missing_digits_are_told(digits_at):
    digits_at.unlink()
    with pytest.raises(FileNotFoundError, match=f"digits are missing.*{digits_at}"):
        load_digits()


def loads_or_says_so(path):
    with pytest.raises(ValueError) as caught:
        load_digits()
    words = f"{path} does not hold 1,797 digits from 0 to 9 with 64 pixels"
    assert str(caught.value).startswith(words)


@pytest.mark.parametrize("length", [0, 1, 10, 1000, 20_000, 53_000, -8, -1])
def test_digits_cut_off_are_told(digits_at, length):
    digits_at.write_bytes(DIGITS_FILE.read_bytes()[:length])
    loads_or_says_so(digits_at)


def test_digits_with_flipped_bits_are_the_same_or_refused(digits_at):
    whole, rng = DIGITS_FILE.read_bytes(), np.random.default_rng(0)
    expected = load_digits()
    for position in [0, 3, *rng.integers(10, len(whole), 20)]:
        spoiled = bytearray(whole)
        spoiled[position] ^= 1 << int(rng.integers(8))
        digits_at.write_bytes(spoiled)
        try:
            assert load_digits().equals(expected)
        except ValueError:
            loads_or_says_so(digits_at)


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.iloc[:-1],
        lambda one: one.drop(columns="r7c7"),
        lambda one: one.rename(columns={"digit": "label"}),
        lambda one: one.replace(16, 17),
        lambda one: one.replace(16, -1),
        lambda one: one.replace({"digit": {9: 10}}),
        lambda one: one.astype(float) / 16,
        lambda one: one.astype(object).replace(16, "ink"),
        lambda one: one.astype(object).replace(16, ""),
        lambda one: one.iloc[:0],
    ],
)
def test_another_table_is_refused(digits_at, change):
    change(load_digits()).to_csv(digits_at, index=False)
    loads_or_says_so(digits_at)
