"""Files that are no saved network, each wrong in a way of its own."""

import zipfile
from pathlib import Path

import numpy as np

from nnlib import storage
from nnlib.running import running_network


def write_spoiled_files(folder: Path) -> None:
    """Fill the folder with files that `load` must refuse."""
    (folder / "folder").mkdir()
    (folder / "empty.npz").write_bytes(b"")
    (folder / "text.npz").write_text("a network, honestly")
    (folder / "picture.npz").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    np.save(folder / "single_array.npy", np.zeros(3))
    np.savez(folder / "other_arrays.npz", weights=np.zeros(3))
    storage.save(running_network(), folder / "whole.npz")
    whole = (folder / "whole.npz").read_bytes()
    (folder / "cut_off.npz").write_bytes(whole[: len(whole) // 2])
    with zipfile.ZipFile(folder / "other_zip.npz", "w") as archive:
        archive.writestr("letter.txt", "dear reader")
    write_network(folder / "wrong_recipe.npz", '{"dtype": "float", "layers": [3]}')
    huge = '{"dtype": "float", "layers": [["dense", 1000000000000, 1]]}'
    write_network(folder / "huge_recipe.npz", huge)
    write_bomb(folder / "zip_bomb.npz")


def write_network(path: Path, recipe: str) -> None:
    """Write a file whose fingerprint is right, whatever the recipe."""
    contents = {"recipe": recipe, "parameters": np.zeros(13)}
    fingerprint = storage._fingerprint(**contents)
    np.savez(path, fingerprint=fingerprint, **contents)


def write_bomb(path: Path, megabytes: int = 64) -> None:
    """Write a small file that unfolds to many zeros."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("recipe.npy", bytes(megabytes * 2**20))
