"""How long from a key press on a slider to the painted picture, in a real browser?

One row for each slider of each explorer in the lessons named, or in all lessons: the
median of 20 presses in ms. Run it from the top folder, with nothing else running:
`python benchmarks/latency.py notebooks/00_start_here.ipynb`.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the harness is part of the tests, which are no package

from tests.browser.harness import NO_CHROMIUM, Lab, find_chromium  # noqa: E402


def latency_rows(lab: Lab, path: Path):
    """Lesson, explorer, slider and median ms, one slider at a time."""
    page, seen = lab.open(path), []
    for name, sliders in page.slider_names():
        explorer = page.explorer(name, index=seen.count(name))
        seen.append(name)
        for slider in sliders:
            explorer.click("Reset")  # so that no earlier move hides the effect
            yield path.stem, name, slider, explorer.painted_latency(slider, count=20)
    page.close()


def main(names: list[str]) -> int:
    """Print the table for these notebooks, or for all lessons."""
    paths = [Path(name) for name in names]
    paths = paths or sorted((ROOT / "notebooks").glob("*.ipynb"))
    chromium = find_chromium()
    if chromium is None:
        print(NO_CHROMIUM)
        return 1
    print("| lesson | explorer | slider | median ms |\n|---|---|---|---|")
    with TemporaryDirectory() as folder:
        lab = Lab(Path(folder), chromium)
        for path in paths:
            for *names, latency in latency_rows(lab, path):
                print("|", " | ".join(names), f"| {latency:.0f} |", flush=True)
        lab.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
