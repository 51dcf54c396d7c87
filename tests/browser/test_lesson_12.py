"""Lesson 12 in a real JupyterLab: draw a digit with mouse, finger and keyboard."""

import json
import statistics

import pytest

from tests.browser.harness import CHANGE_SECONDS, ROOT

DRAWN = json.loads((ROOT / "tests" / "explorers" / "drawn_digits.json").read_text())
EMPTY = "The pad is empty."
WON = """([root, digit]) => {
  const texts = [...root.querySelectorAll('.nn-picture-bars text')];
  const row = (one) => one.getBoundingClientRect().y;
  const arrow = texts.find(one => one.textContent === '◀');
  const label = texts.find(
    one => one.textContent === digit && one.getAttribute('x') < 30);
  return arrow && Math.abs(row(arrow) - row(label)) < 4 }"""
CELLS = """() => { const notebook = jupyterapp.shell.currentWidget.content;
  return [notebook.widgets.length, notebook.activeCellIndex, notebook.mode] }"""
POINTER = """(canvas, [type, id, x, y, options]) => {
  const box = canvas.getBoundingClientRect();
  canvas.dispatchEvent(new PointerEvent(type, {bubbles: true, cancelable: true,
    pointerId: id, pointerType: 'touch', isPrimary: true,
    clientX: box.left + x * box.width, clientY: box.top + y * box.height,
    ...options})) }"""
INK = """canvas => canvas.getContext('2d')
  .getImageData(0, 0, canvas.width, canvas.height).data.some(one => one > 0)"""
ARM = """canvas => { const start = () => Object.assign(__probe,
    {pressed: performance.now(), painted: null});
  canvas.addEventListener('pointermove', start, {once: true}) }"""


@pytest.fixture
def page(lesson):
    return lesson("12_reading_digits")


@pytest.fixture
def reader(page):
    """The explorer with an empty pad."""
    driver = page.explorer("draw-digit")
    driver.click("Clear")
    driver.wait_for_words(EMPTY)
    return driver


def pad(reader):
    return reader.root.locator(".nn-pad-canvas")


def draw(reader, strokes):
    """Draw with the mouse; strokes may lead out of the pad."""
    canvas, mouse = pad(reader), reader.page.mouse
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()

    def to(x, y):
        mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])

    for stroke in strokes:
        to(*stroke[0])
        mouse.down()
        for point in stroke[1:]:
            to(*point)
        mouse.up()


def drawing(digit):
    """The first of the stored drawings of a digit."""
    return next(one["strokes"] for one in DRAWN["first"] if one["digit"] == digit)


def wait_for_winner(reader, digit):
    """Wait until the arrow stands in the row of this digit, and the words say so."""
    arguments = [reader.root.element_handle(), str(digit)]
    reader.page.wait_for_function(WON, arg=arguments, timeout=CHANGE_SECONDS * 1000)
    reader.wait_for_words(f"The network reads {digit}, with probability")


def touch(reader, kind, x, y, finger=7, **options):
    pad(reader).evaluate(POINTER, [kind, finger, x, y, options])


def has_ink(reader):
    return pad(reader).evaluate(INK)


def wait_for_pen(reader, text):
    reader.root.get_by_text(text, exact=True).wait_for()


def press(reader, *keys):
    for key in keys:
        reader.page.keyboard.press(key)


@pytest.mark.parametrize("digit", [0, 3, 7])
def test_the_mouse_draws_and_the_right_bar_wins(page, reader, digit):
    with reader.picture_changes("bars"), reader.picture_changes("sees"):
        draw(reader, drawing(digit))
    wait_for_winner(reader, digit)
    page.screenshot(f"lesson_12_mouse_{digit}")
    with reader.picture_changes("sees"):
        reader.click("Clear")
    reader.wait_for_words(EMPTY)
    reader.page.wait_for_function(f"canvas => !({INK})(canvas)", arg=handle(reader))


def handle(reader):
    return pad(reader).element_handle()


def test_the_keyboard_draws_a_one(page, reader):
    pad(reader).focus()
    press(reader, *["ArrowUp"] * 12, "Space", *["ArrowDown"] * 24)
    wait_for_pen(reader, "Pen down")
    wait_for_winner(reader, 1)
    page.screenshot("lesson_12_keyboard")
    press(reader, "Space")
    wait_for_pen(reader, "Pen up")
    press(reader, "Tab", "Enter")  # the button Clear
    reader.wait_for_words(EMPTY)


def test_the_keyboard_draws_a_seven_with_two_keys_held(page, reader):
    pad(reader).focus()
    press(reader, *["ArrowUp"] * 18, *["ArrowLeft"] * 6, "Space")
    press(reader, *["ArrowRight"] * 20)
    for _ in range(10):
        reader.page.keyboard.down("ArrowLeft")
        press(reader, "ArrowDown")  # aslant
        reader.page.keyboard.up("ArrowLeft")
        press(reader, "ArrowDown", "ArrowDown")
    wait_for_winner(reader, 7)
    page.screenshot("lesson_12_keyboard_seven")


def test_jupyterlab_does_not_take_the_keys(page, reader):
    draw(reader, [[[0.5, 0.1], [0.5, 0.5]]])
    assert pad(reader).evaluate("one => one === document.activeElement")
    before = page.page.evaluate(CELLS)
    press(reader, *"xddabmy", "ArrowUp", "ArrowDown", "Enter", "Escape", "Space")
    wait_for_pen(reader, "Pen down")
    assert page.page.evaluate(CELLS) == before
    press(reader, "Tab")  # leaving the pad lifts the pen
    wait_for_pen(reader, "Pen up")


def test_a_finger_draws_and_a_second_one_does_not(reader):
    touch(reader, "pointerdown", 0.5, 0.1)
    touch(reader, "pointerdown", 0.9, 0.9, finger=8)
    for k in range(10):
        touch(reader, "pointermove", 0.5, 0.1 + 0.08 * k)
        touch(reader, "pointermove", 0.9, 0.9 - 0.08 * k, finger=8)
    touch(reader, "pointerup", 0.9, 0.2, finger=8)
    wait_for_pen(reader, "Pen down")
    touch(reader, "pointerup", 0.5, 0.9)
    wait_for_pen(reader, "Pen up")
    reader.wait_for_words("The network reads 1, with probability")


@pytest.mark.parametrize("end", ["pointercancel", "pointerleave", "lostpointercapture"])
def test_an_interrupted_stroke_stays_and_ends(reader, end):
    touch(reader, "pointerdown", 0.5, 0.1)
    touch(reader, "pointermove", 0.5, 0.8)
    touch(reader, end, 0.5, 0.9)
    wait_for_pen(reader, "Pen up")
    touch(reader, "pointermove", 0.9, 0.9)
    reader.wait_for_words("The network reads 1, with probability")


def test_a_stroke_that_leaves_the_pad_follows_its_edge(reader):
    draw(reader, [[[0.5, 0.5], [0.5, -0.3], [1.2, -0.3], [0.5, 0.9]]])
    reader.wait_for_words("probability")
    assert has_ink(reader)


def test_other_buttons_do_not_draw(reader):
    touch(reader, "pointerdown", 0.5, 0.1, button=2)
    touch(reader, "pointermove", 0.5, 0.8)
    touch(reader, "pointerup", 0.5, 0.8)
    draw(reader, [[[0.5, 0.5]]])
    reader.wait_for_words("That is no more than a dot.")


def test_ten_thousand_points_are_drawn(reader):
    pad(reader).evaluate(
        """(canvas, points) => { const send = (type, x, y) => ("""
        + POINTER
        + """)(canvas, [type, 7, x, y, {}]);
        send('pointerdown', 0.5, 0.1);
        for (let k = 0; k < points; k++)
          send('pointermove', 0.5 + 0.4 * Math.sin(k / 40), (k % 997) / 997);
        send('pointerup', 0.5, 0.5); }""",
        10_000,
    )
    reader.wait_for_words("probability", seconds=3 * CHANGE_SECONDS)


def test_a_stroke_is_read_soon(reader):
    reader._watch("bars")
    canvas, mouse = pad(reader), reader.page.mouse
    draw(reader, [[[0.3, 0.2], [0.6, 0.1]]])
    box = canvas.bounding_box()
    mouse.down()
    times = []
    for x, y in drawing(3)[0][::3]:
        canvas.evaluate(ARM)
        mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        times += painted_times(reader)
    mouse.up()
    print(f"stroke to painted bars: {statistics.median(times):.0f} ms")


def test_a_key_press_is_read_soon(reader):
    reader._watch("bars")
    pad(reader).focus()
    press(reader, *["ArrowUp"] * 20, "Space", *["ArrowDown"] * 6)
    reader.wait_for_words("probability")
    times = []
    for key in ["ArrowRight", "ArrowDown"] * 5:
        reader.page.evaluate("Object.assign(__probe, {armed: true, painted: null})")
        press(reader, key)
        times += painted_times(reader)
    print(f"key press to painted bars: {statistics.median(times):.0f} ms")


def painted_times(reader):
    """Milliseconds until new bars were painted; nothing if they stayed as they were."""
    reader.page.wait_for_timeout(1000)
    soon = reader.page.evaluate("__probe.painted && __probe.painted - __probe.pressed")
    return [soon] if soon else []
