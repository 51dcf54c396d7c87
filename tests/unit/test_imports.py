"""The house's arrows, read from the imports: who may know whom, and how long it is."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2] / "nnlib"
MODULES = sorted(HOUSE.rglob("*.py"))

# `require` is the lowest module: everything may import it.
CORE = {
    "require": set(),
    "room": set(),
    "functions": set(),
    "layers": {"functions"},
    "network": {"layers"},
    "losses": {"functions"},
    "optimizers": set(),
    "schedules": set(),
    "data": set(),
    "training": {"data"},
    "gradcheck": set(),
    "storage": {"network"},
    "sweep": set(),
    "running": {"network"},
    "perceptron": set(),
}
ABOVE = {
    "plots": CORE.keys() | {"plots"},
    "explorers": CORE.keys() | {"plots", "checks", "explorers"},
    "checks": CORE.keys() | {"checks"},
    "frameworks": CORE.keys() | {"frameworks"},
}
ALLOWED = {name: below | {"require"} for name, below in (CORE | ABOVE).items()}
PICTURES = {"matplotlib", "PIL"}
WIDGETS = {"ipywidgets", "anywidget", "traitlets", "IPython"}
FRAMEWORKS = {"torch", "keras", "distributed"}  # only where they are needed
PACKAGES = {
    "data": {"numpy", "pandas"},
    "sweep": {"numpy", "pandas"},
    "plots": {"numpy"} | PICTURES,
    "explorers": {"numpy"} | PICTURES | WIDGETS,
    "frameworks": {"numpy"} | FRAMEWORKS,
}


def place_of(path):
    """The module of the core, or the package above it, that a file belongs to."""
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def imports_of(path):
    """Every dotted name that a file imports, wherever the import stands."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports relatively"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from names if node.module == "nnlib" else [node.module]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_arrows_point_down(path):
    place, outside = place_of(path), set()
    for name in imports_of(path):
        package, *inside = name.split(".")
        if package == "nnlib":
            assert place != "__init__", "nnlib re-exports nothing"
            assert inside[0] in ALLOWED[place], f"{place} may not import {name}"
        elif package not in sys.stdlib_module_names:
            outside.add(package)
    assert outside <= PACKAGES.get(place, {"numpy"})


@pytest.mark.parametrize("path", sorted(HOUSE.rglob("__init__.py")), ids=str)
def test_packages_re_export_nothing(path):
    body = ast.parse(path.read_text()).body
    assert all(isinstance(node, ast.Expr) for node in body)


def test_every_module_has_its_place():
    assert {place_of(path) for path in MODULES} - {"__init__"} <= ALLOWED.keys()


def loaded_by(module):
    code = f"import sys, {module}; print(*sys.modules)"
    run = [sys.executable, "-c", code]
    names = subprocess.run(run, capture_output=True, text=True, check=True, cwd="/")
    return {name.split(".")[0] for name in names.stdout.split()}


def test_the_network_costs_numpy_and_nothing_else():
    loaded = loaded_by("nnlib.network")
    assert "numpy" in loaded
    assert not loaded & {"pandas", "matplotlib", "ipywidgets", "IPython", "PIL"}
    assert loaded - sys.stdlib_module_names - loaded_by("numpy.random") == {"nnlib"}


@pytest.mark.parametrize("path", sorted((HOUSE / "frameworks").glob("*.py")), ids=str)
def test_frameworks_are_imported_when_they_are_needed(path):
    for node in ast.parse(path.read_text()).body:
        names = [alias.name for alias in getattr(node, "names", [])]
        names.append(getattr(node, "module", "") or "")
        assert not FRAMEWORKS & {name.split(".")[0] for name in names}


def test_the_core_can_be_read_in_an_hour():
    lengths = {
        path.stem: sum(1 for line in path.read_text().splitlines() if line.strip())
        for path in HOUSE.glob("*.py")
    }
    beside = {"sweep", "perceptron", "running", "room", "require"}  # not on the way
    read = lengths.keys() - beside
    assert sum(lengths[name] for name in read) <= 1000
    for path in HOUSE.glob("*.py"):
        assert len(path.read_text().splitlines()) <= 200, path.name
