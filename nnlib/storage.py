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

from nnlib.network import Network, network_from_recipe


def save(network: Network, path: str | Path) -> None:
    """Write the network to `path`, replacing what is there in a single move.

    Raises OSError in words if the folder cannot be written; the old file stays then.
    """
    path, recipe = Path(path), json.dumps(network.recipe())
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
        raise OSError(f"cannot save to {path}: {reason}; nothing was changed") from None
    finally:
        if os.path.exists(temporary):
            temporary.unlink()


def load(path: str | Path) -> Network:
    """Return the network saved at `path`; ValueError says that it is not whole."""
    if not Path(path).is_file():
        raise FileNotFoundError(f"there is no saved network at {path}")
    try:
        with np.load(path, allow_pickle=False) as file:
            recipe, parameters = str(file["recipe"]), file["parameters"]
            if str(file["fingerprint"]) != _fingerprint(recipe, parameters):
                raise ValueError("the fingerprint is that of other contents")
        network = network_from_recipe(json.loads(recipe))
        network.parameters[:] = parameters
    except Exception:  # damage can show anywhere in the zip, npy and JSON readers
        raise ValueError(f"{path} is damaged or not a network of nnlib") from None
    return network


def _fingerprint(recipe: str, parameters: np.ndarray) -> str:
    return hashlib.sha256(recipe.encode() + parameters.tobytes()).hexdigest()
