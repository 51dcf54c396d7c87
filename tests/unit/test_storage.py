"""Storage: the same network back, or one sentence; and never half a file."""

import os
import pickle
import signal
import stat
import time
import zipfile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import storage
from nnlib.network import build_mlp
from nnlib.running import INPUTS, running_network
from nnlib.storage import load, save


def assert_same(copy, network):
    assert copy.recipe() == network.recipe() and repr(copy) == repr(network)
    assert copy.parameters.dtype == network.parameters.dtype
    np.testing.assert_array_equal(copy.parameters, network.parameters)


def check_identical_or_refused(path, network):
    """Whatever the bytes: the network that was saved, or one short sentence."""
    try:
        copy = load(path)
    except ValueError as error:
        words = str(error)
        assert words == f"{path} is damaged or not a network of nnlib"
        assert error.__suppress_context__
        return False
    assert_same(copy, network)
    return True


@pytest.fixture
def saved(tmp_path):
    network, path = running_network(), tmp_path / "network.npz"
    save(network, path)
    return network, path


def test_the_same_network_comes_back(saved):
    network, path = saved
    assert_same(load(path), network)
    assert load(path).predict(INPUTS)[0, 0] == network.predict(INPUTS)[0, 0]
    assert_same(load(str(path)), network)


@given(
    sizes=st.lists(st.integers(1, 5), min_size=2, max_size=4),
    activation=st.sampled_from(["relu", "tanh", "sigmoid", "identity"]),
    output=st.sampled_from(["identity", "sigmoid", "softmax"]),
    dropout=st.sampled_from([0.0, 0.1, 1 / 3]),
    dtype=st.sampled_from([np.float32, np.float64]),
)
def test_every_kind_of_network(tmp_path_factory, sizes, **settings):
    path = tmp_path_factory.getbasetemp() / "every_kind.npz"
    network = build_mlp(sizes, seed=1, **settings)
    save(network, path)
    assert_same(load(path), network)


def test_sizes_counted_by_numpy_can_be_saved(tmp_path):
    network = build_mlp(list(np.array([2, 3, 1])))
    save(network, tmp_path / "network")
    assert_same(load(tmp_path / "network"), network)


def test_the_name_is_taken_as_it_is_and_nothing_else_is_left(tmp_path):
    save(running_network(), tmp_path / "mine.network")
    save(running_network(), tmp_path / "mine.network")
    assert os.listdir(tmp_path) == ["mine.network"]


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX file rights")
def test_the_file_has_the_usual_rights(saved):
    _, path = saved
    (path.parent / "ordinary").write_text("")
    rights = [os.stat(p).st_mode for p in (path, path.parent / "ordinary")]
    assert stat.S_IMODE(rights[0]) == stat.S_IMODE(rights[1])


@pytest.mark.parametrize("error", [OSError(28, "No space left"), KeyboardInterrupt()])
@pytest.mark.parametrize("where", ["savez", "fsync", "replace"])
def test_a_failure_while_writing_leaves_the_old_file_alone(
    saved, monkeypatch, where, error
):
    network, path = saved

    def fails(*_, **__):
        raise error

    monkeypatch.setattr(np if where == "savez" else storage.os, where, fails)
    with pytest.raises(type(error)) as caught:
        save(build_mlp([2, 5, 1]), path)
    if isinstance(error, OSError):
        expected = f"cannot save to {path}: No space left; nothing was changed, "
        assert str(caught.value) == expected + "try another folder or disk"
    monkeypatch.undo()
    assert os.listdir(path.parent) == [path.name]
    assert_same(load(path), network)


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    for path in ("nowhere/network.npz", "file/network.npz", "folder"):
        with pytest.raises(OSError, match=f"cannot save to .*{path}.*nothing was"):
            save(running_network(), tmp_path / path)
    assert sorted(os.listdir(tmp_path)) == ["file", "folder"]


def save_until_killed(path):
    try:
        network, value = build_mlp([2, 50, 50, 1]), 0.0
        while True:
            value += 1
            network.parameters[:] = value
            save(network, path)
    finally:
        os._exit(1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_in_the_middle_of_saving(tmp_path):
    path = tmp_path / "network.npz"
    save(build_mlp([2, 50, 50, 1]), path)
    for pause in np.random.default_rng(0).uniform(0.002, 0.03, 30):
        child = os.fork()
        if child == 0:
            save_until_killed(path)
        time.sleep(pause)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert len(set(load(path).parameters)) > 0
    assert len(set(load(path).parameters)) == 1  # the children did save


def test_cut_off_at_any_length(saved):
    network, path = saved
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert not check_identical_or_refused(path, network)


def test_any_bit_may_flip(saved):
    network, path = saved
    whole, rng = path.read_bytes(), np.random.default_rng(0)
    outcomes = []
    for position, bit in rng.integers((0, 0), (len(whole), 8), (800, 2)):
        damaged = bytearray(whole)
        damaged[position] ^= 1 << bit
        path.write_bytes(damaged)
        outcomes.append(check_identical_or_refused(path, network))
    assert outcomes.count(False) > 400


def test_appended_and_shuffled_bytes(saved):
    network, path = saved
    whole = path.read_bytes()
    for damaged in (whole + b"x", whole[::-1], whole * 2, b"", b"\0" * 1000):
        path.write_bytes(damaged)
        check_identical_or_refused(path, network)


class Bomb:
    def __reduce__(self):
        return os.mkdir, ("exploded",)


def test_foreign_files_are_refused_and_nothing_in_them_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    np.savez("plain.npz", parameters=np.zeros(3))
    np.save("single.npy", np.zeros(3))
    (tmp_path / "text.npz").write_text("a network, honestly")
    (tmp_path / "empty.npz").write_text("")
    (tmp_path / "pickle.npz").write_bytes(pickle.dumps(Bomb()))
    objects = np.array([Bomb(), Bomb()], dtype=object)
    np.savez("objects.npz", recipe="{}", parameters=objects, fingerprint="x")
    np.savez("recipe.npz", recipe=objects, parameters=np.zeros(3), fingerprint="x")
    with zipfile.ZipFile("zipped.npz", "w") as archive:
        archive.writestr("recipe.npy", pickle.dumps(Bomb()))
    for name in os.listdir(tmp_path):
        assert not check_identical_or_refused(name, None)
    assert "exploded" not in os.listdir(tmp_path)
    pickle.loads(pickle.dumps(Bomb()))  # it would have gone off
    assert "exploded" in os.listdir(tmp_path)


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    """A network that reads digits, as lesson 12 has it, and its file."""
    network = build_mlp([64, 32, 10], seed=1)
    path = tmp_path_factory.mktemp("reader") / "reader.npz"
    save(network, path)
    return network, path.read_bytes()


def test_a_reader_of_digits_cut_off_or_with_flipped_bits(reader, tmp_path):
    network, whole = reader
    rng, path, refused = np.random.default_rng(12), tmp_path / "spoiled.npz", 0
    for _ in range(600):
        length = len(whole) if rng.random() < 0.6 else int(rng.integers(len(whole)))
        damaged = bytearray(whole[:length])
        for _ in range(int(rng.integers(1, 5)) if length else 0):
            damaged[rng.integers(length)] ^= 1 << int(rng.integers(8))
        path.write_bytes(damaged)
        refused += not check_identical_or_refused(path, network)
    assert refused > 500


@pytest.mark.parametrize("name", ["recipe", "parameters", "fingerprint", "extra"])
def test_a_pickled_object_inside_a_saved_network_never_runs(
    reader, tmp_path, monkeypatch, name
):
    monkeypatch.chdir(tmp_path)
    network, whole = reader
    (tmp_path / "whole.npz").write_bytes(whole)
    bombs = {name: np.array([Bomb()], dtype=object)}
    np.savez("inside.npz", **dict(np.load("whole.npz")) | bombs)
    loaded = check_identical_or_refused("inside.npz", network)
    assert loaded == (name == "extra")  # what is not asked for is not even read
    assert "exploded" not in os.listdir(tmp_path)


@pytest.mark.parametrize("recipe", ["{}", "[]", "not json", '{"dtype": "float", '])
def test_recipes_that_are_none_are_refused(tmp_path, recipe):
    contents = {"recipe": recipe, "parameters": np.zeros(13)}
    fingerprint = storage._fingerprint(**contents)
    np.savez(tmp_path / "odd.npz", fingerprint=fingerprint, **contents)
    assert not check_identical_or_refused(tmp_path / "odd.npz", None)


def test_numbers_that_were_exchanged_are_noticed(saved):
    _, path = saved
    contents = dict(np.load(path))
    contents["parameters"][0] += 1e-12
    np.savez(path, **contents)
    assert not check_identical_or_refused(path, None)


def test_a_missing_file_or_a_folder_is_named(tmp_path):
    for path in (tmp_path / "nothing.npz", tmp_path):
        with pytest.raises(FileNotFoundError, match=str(path)):
            load(path)
