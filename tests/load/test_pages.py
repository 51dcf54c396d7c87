"""Accidents under an open lesson, in the browser: nothing that was written is lost."""

import nbformat
import pytest

from nnlib.storage import load
from tests.browser.harness import PROBE, ROOT, WINDOW, LessonPage
from tests.load.desk import Desk
from tests.load.small_disk import fill_up, small_disk

LESSON = ROOT / "notebooks" / "01_a_neuron_decides.ipynb"
STUB = "def neuron(inputs, weights, bias):"
ANSWER = f"""{STUB}
    z = weights[0] * inputs[0] + weights[1] * inputs[1] + bias
    return 1 if z > 0 else 0


check_neuron(neuron)"""
A_TRY = """from nnlib.checks.lesson_09 import check_new_r_squared

new_r_squared = 0.5  # a try
check_new_r_squared(new_r_squared, network)"""
TRAIN_FOR_EVER = """from nnlib.storage import load, save
save(network, "mine.npz")
while True:
    train(network, inputs, targets, squared_error,
          epochs=100, optimizer=SGD(), schedule=constant(1e-5))
    save(network, "mine.npz")"""
LOAD_AGAIN = """from nnlib.storage import load
print("parameters kept:", load("mine.npz").parameters.size)"""
KEPT = "parameters kept: 8577"


@pytest.fixture
def open_desk(lab):
    pages = []

    def open_one(path):
        pages.append(lab.open(path))
        return Desk(pages[-1], lab.server)

    yield open_one
    for page in pages:
        page.close()


def move_a_weight(desk):
    """The neuron's explorer answers: a new picture for a new weight."""
    neuron = desk.page.explorer("neuron")
    with neuron.picture_changes():
        neuron.press("w1", "ArrowRight")


def test_the_kernel_is_killed_in_mid_training(open_desk):
    desk = open_desk(ROOT / "notebooks" / "09_full_training.ipynb")
    desk.write("new_r_squared = ...", A_TRY)
    desk.write("wide_parameters = ...", TRAIN_FOR_EVER)
    desk.run("while True:")
    model = desk.folder / "mine.npz"
    desk.wait_until(model.exists, "nothing was saved")
    desk.kill_kernel()
    dialog = desk.dialog("appears to have died")
    desk.page.screenshot("fault_kernel_killed")
    desk.dismiss(dialog, "Ok")
    assert load(model).parameters.size == 8577
    desk.write("while True:", LOAD_AGAIN)
    desk.clear_outputs()
    desk.page.run_all()
    desk.wait_for_output("parameters kept", KEPT)
    trainer = desk.page.explorer("trainer")
    with trainer.picture_changes("surfaces"):
        trainer.click("Step")
    trainer.wait_for_words("epoch 1:")
    desk.save()
    desk.wait_until(lambda: "0.5  # a try" in desk.saved(), "the answer was not saved")


def test_the_server_is_restarted_under_an_open_lesson(open_desk, lab):
    desk = open_desk(LESSON)
    desk.write(STUB, ANSWER)
    lab.server.stop()
    dialog = desk.dialog("JupyterLab will continue trying to reconnect")
    lab.server.start()
    desk.page.screenshot("fault_server_restarted")
    desk.dismiss(dialog, "Close")
    assert desk.has(ANSWER)
    desk.clear_outputs()
    desk.save()
    desk.wait_until(lambda: "> 0" in desk.saved(), "the answer was not saved")
    desk.page.page.reload()  # or wait: it finds the server again, within minutes
    desk.page.run_all()
    desk.wait_for_output(STUB, "not yet: return the sum z itself")
    move_a_weight(desk)


def test_two_windows_on_one_lesson(open_desk, lab):
    first = open_desk(LESSON)
    second = Desk(second_window(lab, first.page.name), lab.server)
    second.page.run_all()
    for desk in (first, second, first):
        move_a_weight(desk)
    first.write("z_of_h3 = ...", "z_of_h3 = 'from the first window'")
    second.write(STUB, ANSWER)
    first.save()
    first.wait_until(lambda: "first window" in first.saved(), "nothing was saved")
    second.save()
    dialog = second.dialog("changed on disk")
    second.page.screenshot("fault_two_windows")
    assert "first window" in first.saved()
    second.dismiss(dialog, "Cancel")
    assert second.has(ANSWER) and "first window" in first.saved()
    second.page.page.context.close()


def second_window(lab, name):
    context = lab._browser.new_context(viewport=WINDOW)
    context.add_init_script(PROBE)
    return LessonPage(context.new_page(), lab.server, name)


def test_the_disk_is_full_when_a_lesson_is_saved(lab):
    folder = lab.server.notebooks / "full"
    folder.mkdir()
    with small_disk(folder, 1024):
        notebook = nbformat.read(LESSON, as_version=4)
        for cell in filter(lambda one: one.cell_type == "code", notebook.cells):
            cell.outputs, cell.execution_count = [], None
        nbformat.write(notebook, folder / LESSON.name)
        desk = Desk(second_window(lab, f"full/{LESSON.name}"), lab.server)
        desk.page.run_all()
        filler = fill_up(folder)
        desk.write(STUB, ANSWER)
        desk.save()
        dialog = desk.dialog("No space left on device")
        desk.page.screenshot("fault_disk_full")
        desk.dismiss(dialog, "Close")
        assert STUB in desk.saved() and desk.has(ANSWER)
        filler.unlink()
        desk.save()
        desk.wait_until(lambda: "> 0" in desk.saved(), "the answer was not saved")
        desk.page.close()
