"""Two lessons as slides, the way a teacher shows them: run, read, move, go on."""

import pytest

from tests.browser.classroom import BEAMER, READABLE
from tests.browser.harness import ARTIFACTS, ROOT

MOVES = {"running-network": "weight", "downhill": "rate"}


LESSONS = [("00_start_here", 1), ("06_downhill", 4)]


@pytest.mark.parametrize("lesson, n_explorers", LESSONS)
def test_a_lesson_is_shown_slide_by_slide(classroom, lesson, n_explorers):
    show, alive = classroom.show(ROOT / "notebooks" / f"{lesson}.ipynb"), 0
    ARTIFACTS.mkdir(exist_ok=True)
    for number in range(1, show.n_slides + 1):
        show.run()
        explorer = show.explorer()
        if explorer:
            with explorer.picture_changes():
                explorer.press(MOVES[explorer.name], "ArrowRight")
            show.page.screenshot(path=ARTIFACTS / f"slides_{lesson[:2]}_{alive}.png")
            alive += 1
        right, bottom = show.edges()
        assert right <= BEAMER["width"] and bottom <= BEAMER["height"], number
        small = [one for one in show.texts() if one[0] < READABLE - 0.05]
        assert not small, f"slide {number}: {small[:9]}"
        if number < show.n_slides:
            show.forward()
    assert alive == n_explorers
    assert not show.errors and not show.outside
    show.close()
