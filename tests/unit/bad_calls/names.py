"""Which names are public: read from the modules, and from what the lessons import."""

import ast
import importlib
import inspect
import json
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def core_names() -> Iterator[str]:
    """Name every public function, class and method of the modules of the core."""
    for path in sorted((ROOT / "nnlib").glob("[a-z]*.py")):
        module = importlib.import_module(f"nnlib.{path.stem}")
        for name, member in vars(module).items():
            if is_public(name, member) and member.__module__ == module.__name__:
                yield f"{path.stem}.{name}"
                yield from (f"{path.stem}.{name}.{one}" for one in methods(member))


def is_public(name: str, member: object) -> bool:
    """Tell functions and classes without a leading underscore."""
    made = inspect.isfunction(member) or inspect.isclass(member)
    return made and not name.startswith("_")


def methods(member: type) -> Iterator[str]:
    """Name the public methods that a class defines itself."""
    for name, method in vars(member).items() if inspect.isclass(member) else ():
        method = getattr(method, "__func__", method)
        if inspect.isfunction(method) and not name.startswith("_"):
            yield name


def lesson_names() -> Iterator[str]:
    """Name every function and class from above the core that a lesson imports."""
    for module_name, name in sorted(set(lesson_imports())):
        member = getattr(importlib.import_module(module_name), name)
        if is_public(name, member) and not name.startswith("check_"):
            yield f"{member.__module__.removeprefix('nnlib.')}.{name}"


def lesson_imports() -> Iterator[tuple[str, str]]:
    """Yield module and name of every import from above the core."""
    for path in (ROOT / "notebooks").rglob("[0-9]*.ipynb"):
        for cell in json.loads(path.read_text())["cells"]:
            if cell["cell_type"] == "code" and "nnlib" in "".join(cell["source"]):
                yield from imports_of("".join(cell["source"]))


def imports_of(source: str) -> Iterator[tuple[str, str]]:
    """Yield the imports of one cell; its magic lines are no Python."""
    lines = [line for line in source.splitlines() if not line.startswith("%")]
    for node in ast.walk(ast.parse("\n".join(lines))):
        if isinstance(node, ast.ImportFrom) and str(node.module).count(".") > 1:
            yield from ((node.module, alias.name) for alias in node.names)
