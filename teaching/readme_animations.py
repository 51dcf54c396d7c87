"""Film three explorers in the browser for the README.

Each film is a GIF that plays once, in less than five seconds. Its last picture is
stored as well, for readers who asked their system for less motion.
"""

import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image

from nnlib.explorers.playground import RATES
from tests.browser.harness import ROOT, ExplorerDriver, Lab, find_chromium

IMAGES = ROOT / "notebooks" / "images"
WIDTH = 720
FRAME_MS, LAST_FRAME_MS = 150, 1500
MAX_BYTES = 2_000_000


def turned_weight(explorer: ExplorerDriver) -> Iterator[None]:
    """Turn w7 up, then down, then to 1, where the prediction meets its target."""
    yield
    for key, times in (("ArrowRight", 10), ("ArrowLeft", 16), ("ArrowRight", 18)):
        for _ in range(times // 2):
            with explorer.picture_changes():
                explorer.press("weight", key, times=2)
            yield


def learned_surface(explorer: ExplorerDriver) -> Iterator[None]:
    """Train a network on the surface, epoch by epoch."""
    yield
    for epochs in (1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 6, 6, 8, 8, 10, 10, 12, 12, 12):
        step(explorer, epochs)
        yield


def learned_spirals(explorer: ExplorerDriver) -> Iterator[None]:
    """Teach a network of four hidden layers to part two spirals."""
    for control, label in (("data", "spirals"), ("activation", "tanh")):
        explorer.choose(control, label)
    explorer.press("noise", "Home")
    explorer.press("depth", "End")
    explorer.press("width", "ArrowRight", times=4)
    explorer.press("rate", "ArrowLeft", times=RATES.index(0.03) - RATES.index(0.01))
    explorer.wait_for_words("2 → 8 → 8 → 8 → 8 → 1")
    yield
    for epochs in [5] * 10 + [10] * 4 + [15] * 4 + [20] * 4:
        step(explorer, epochs)
        yield


def step(explorer: ExplorerDriver, epochs: int) -> None:
    """Press Step this many times, and wait for each picture."""
    for _ in range(epochs):
        with explorer.picture_changes():
            explorer.click("Step")


FILMS = {
    "turned_weight": ("00_start_here", "running-network", turned_weight),
    "learned_surface": ("09_full_training", "trainer", learned_surface),
    "learned_spirals": ("11_deciding_between_classes", "playground", learned_spirals),
}


def film(lab: Lab, lesson: str, name: str, acts) -> list[Image.Image]:
    """The explorer as the browser shows it after each act."""
    page = lab.open(ROOT / "notebooks" / f"{lesson}.ipynb")
    page.page.set_viewport_size({"width": 1300, "height": 1000})
    explorer = page.explorer(name)
    frames = [picture_of(explorer) for _ in acts(explorer)]
    page.close()
    return frames


def picture_of(explorer: ExplorerDriver) -> Image.Image:
    """A screenshot of the whole explorer, at the README's width."""
    shot = explorer.root.screenshot(animations="disabled", caret="hide")
    picture = Image.open(BytesIO(shot)).convert("RGB")
    height = round(picture.height * WIDTH / picture.width)
    return picture.resize((WIDTH, height), Image.Resampling.LANCZOS)


def with_one_palette(frames: list[Image.Image]) -> list[Image.Image]:
    """The frames at one height, in 256 colors that were chosen for all of them."""
    height = max(frame.height for frame in frames)
    sheet = Image.new("RGB", (WIDTH, height * len(frames)), "white")
    tops = range(0, sheet.height, height)
    for top, frame in zip(tops, frames, strict=True):
        sheet.paste(frame, (0, top))
    colors = sheet.quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=2)
    return [colors.crop((0, top, WIDTH, top + height)) for top in tops]


def store(name: str, frames: list[Image.Image]) -> int:
    """Write the film and its last picture; return their size in bytes."""
    first, *others = frames = with_one_palette(frames)
    gif, still = IMAGES / f"{name}.gif", IMAGES / f"{name}.png"
    times = [FRAME_MS] * len(others) + [LAST_FRAME_MS]
    first.save(gif, save_all=True, append_images=others, duration=times)
    frames[-1].save(still, optimize=True)
    return gif.stat().st_size + still.stat().st_size


def main() -> None:
    """Make all films; more than 2 MB in all is an error."""
    with tempfile.TemporaryDirectory() as folder:
        lab = Lab(Path(folder), find_chromium())
        sizes = {name: store(name, film(lab, *parts)) for name, parts in FILMS.items()}
        lab.close()
    for name, size in sizes.items():
        print(f"{name}: {size / 1000:.0f} kB")
    if sum(sizes.values()) > MAX_BYTES:
        raise SystemExit(f"{sum(sizes.values())} bytes in all, more than {MAX_BYTES}")


if __name__ == "__main__":
    main()
