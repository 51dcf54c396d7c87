"""Storage: keep a trained network in one .npz file and get the same one back.

The file holds the recipe (which layers, as text), the parameters and a fingerprint of
both. It is written beside its final place and then renamed, so that a crash in the
middle leaves the old file whole. Loading never runs code from the file.
"""

import hashlib
import json
import os
from pathlib import Path

import numpy as np

from nnlib import require
from nnlib.network import Network, network_from_recipe


def save(network: Network, path: str | Path) -> None:
    """Write the network to `path`, replacing what is there in a single move.

    Raises OSError in words if the folder cannot be written; the old file stays then.
    Raises ValueError for what is no network or no path.
    """
    if not isinstance(network, Network):
        raise ValueError(f"only a Network can be saved, got {require.short(network)}")
    path, recipe = _checked(path), json.dumps(network.recipe())
    contents = {"recipe": recipe, "parameters": network.parameters}
    fingerprint = _fingerprint(**contents)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.unfinished")
    try:
        with open(temporary, "wb") as file:
            np.savez(file, fingerprint=fingerprint, **contents)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError as error:
        reason = error.strerror or error
        words = f"cannot save to {_ending(path)}: {reason}; nothing was changed, "
        raise OSError(words + "try another folder or disk") from None
    finally:
        if os.path.exists(temporary):
            temporary.unlink()


def load(path: str | Path) -> Network:
    """Return the network saved at `path`.

    Raises FileNotFoundError if there is none, ValueError if the file is not whole.
    """
    path = _checked(path)
    if not os.path.isfile(path):
        raise FileNotFoundError(f"there is no saved network at {_ending(path)}")
    try:
        with open(path, "rb") as raw, np.load(raw, allow_pickle=False) as file:
            if sum(part.file_size for part in file.zip.filelist) > path.stat().st_size:
                raise ValueError("it would unfold to more than is saved")
            recipe, parameters = str(file["recipe"]), file["parameters"]
            if str(file["fingerprint"]) != _fingerprint(recipe, parameters):
                raise ValueError("the fingerprint is that of other contents")
        network = network_from_recipe(json.loads(recipe))
        network.parameters[:] = parameters
    except Exception:  # damage can show anywhere in the zip, npy and JSON readers
        problem = "is damaged or not a network of nnlib"
        raise ValueError(f"{_ending(path)} {problem}") from None
    return network


def _checked(path: str | Path) -> Path:
    if isinstance(path, str | Path) and Path(path).name and "\0" not in str(path):
        return Path(path)
    raise ValueError(f"path must name a file, got {require.short(path)}")


def _ending(path: Path) -> str:
    return "".join(one if one.isprintable() else "?" for one in str(path)[-100:])


def _fingerprint(recipe: str, parameters: np.ndarray) -> str:
    return hashlib.sha256(recipe.encode() + parameters.tobytes()).hexdigest()
