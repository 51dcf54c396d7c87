"""Build the student's copy of the course: a zip with all lessons and no solutions.

`make student` runs this. The same course gives the same bytes: every file has the same
date, and the order is fixed.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from teaching.student_texts import (
    KEPT_REQUIREMENTS,
    student_makefile,
    student_notebook,
    student_readme,
)

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "build" / "neural-networks-student.zip"
FOLDER = "neural-networks"
DATE = (2026, 1, 1, 0, 0, 0)
PATTERNS = (
    *("LICENSE", "CITATION.cff", "Makefile", "README.md", "pyproject.toml"),
    "setup.py",
    *(*KEPT_REQUIREMENTS, "settings/**/*"),
    *("notebooks/*.ipynb", "notebooks/glossary.md"),
    *("notebooks/images/*", "notebooks/results/*.csv"),
    *(f"nnlib/**/*.{kind}" for kind in ("py", "js", "json", "csv.gz")),
)
SCRIPT = re.compile(r"\.\./(benchmarks/\w+\.py)")  # what lessons offer to run


def student_files(root: Path = ROOT) -> dict[str, bytes]:
    """Name and content of every file of the student's copy, in order."""
    found = {path for pattern in PATTERNS for path in root.glob(pattern)}
    found |= {root / name for name in scripts_of_lessons(root)}
    files = [path for path in found if path.is_file()]
    names = sorted(path.relative_to(root).as_posix() for path in files)
    return {name: student_content(root, name, names) for name in names}


def scripts_of_lessons(root: Path) -> Iterator[str]:
    """The scripts that a lesson tells its reader to run."""
    for lesson in root.glob("notebooks/*.ipynb"):
        yield from SCRIPT.findall(lesson.read_text(encoding="utf-8"))


def student_content(root: Path, name: str, names: list[str]) -> bytes:
    """What the student's copy of one file holds."""
    content = (root / name).read_bytes()
    if name.endswith(".ipynb"):
        return student_notebook(content.decode()).encode()
    if name == "Makefile":
        return student_makefile(content.decode()).encode()
    if name == "README.md":
        return student_readme(content.decode(), in_folder(names)).encode()
    return content


def in_folder(names: list[str]) -> Callable[[str], bool]:
    """Whether a place is one of these files, or a folder with one of them in it."""
    folders = {str(parent) for name in names for parent in Path(name).parents}
    return lambda place: place in names or place.rstrip("/") in folders


def write_zip(target: Path, files: dict[str, bytes]) -> None:
    """Write the files into one folder of a zip, each with the same date and rights."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(target, "w") as archive:
        for name, content in files.items():
            entry = ZipInfo(f"{FOLDER}/{name}", DATE)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, content, ZIP_DEFLATED, 9)


def main() -> None:
    """Build the zip and say where it is."""
    files = student_files()
    write_zip(TARGET, files)
    size = TARGET.stat().st_size / 1e6
    place = TARGET.relative_to(ROOT)
    print(f"{place}: {len(files)} files, {size:.1f} MB, no solutions")


if __name__ == "__main__":
    main()
