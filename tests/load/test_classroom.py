"""A small class, so that the big one is known to work before it is asked for."""

from tests.load.classroom import WORKS, hold_class
from tests.load.table import print_table


def test_three_students(capsys):
    classroom = hold_class(3, play_seconds=2)
    assert {work: len(took) for work, took in classroom.took.items()} == dict.fromkeys(
        WORKS, 3
    )
    assert list(classroom.drives) == [1, 3]
    assert len(classroom.drives[3]["standing"]) == 30
    assert min(classroom.drives[3]["frames"]) > 0
    assert len(classroom.after_driving[1]) == 3
    print_table(classroom, 0.0)
    assert "None failed" in capsys.readouterr().out
