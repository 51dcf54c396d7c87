"""Walk through the explorers and questions of a page as somebody without a mouse does.

Tab goes from control to control. Each must come in the order of the page, have a name
to be read out, show that it has the focus, and answer to its keys; and behind the last
one the way must lead on. `keyboard_problems` says in words what is not so.
"""

TO_THE_NOTEBOOK = """() => {  // a test may have opened another page on top of it
  const pages = [...jupyterapp.shell.widgets('main')];
  const notebook = pages.find(one => one.node.querySelector('.jp-Notebook'));
  if (notebook) jupyterapp.shell.activateById(notebook.id);
}"""
ROOTS = ".nn-explorer, .nn-question"
HELP = """window.__stops ??= {
  ways: 'a[href], button, input, select, textarea, [contenteditable=true], [tabindex]',
  open: one => (one.tabIndex >= 0 || one.isContentEditable) && !one.disabled
    && one.getClientRects().length > 0,
  among: root => [...root.querySelectorAll(__stops.ways)].filter(__stops.open)
    .filter(one => one.type !== 'radio' || one === __stops.firstOf(root, one)),
  firstOf: (root, one) => {  // Tab stops once in a group: at what is chosen there
    const group = [...root.querySelectorAll('input[type=radio]')]
      .filter(other => other.name === one.name);
    return group.find(other => other.checked) ?? group[0];
  },
  name: one => [one.getAttribute('aria-label'),
    ...[...(one.labels ?? [])].map(label => label.textContent), one.title,
    one.tagName === 'SELECT' ? '' : one.textContent]
    .map(text => text?.trim()).find(text => text) ?? '',
  kind: one => one.ariaDisabled === 'true' ? 'disabled'
    : one.getAttribute('role') ?? one.type ?? one.tagName,
  value: one => one.type === 'checkbox' ? one.checked
    : one.dataset.value ?? one.getAttribute('aria-valuetext') ?? one.value,
}"""
DESCRIBE = """root => (__stops.list = __stops.among(root)).map(one => ({
  kind: __stops.kind(one), name: __stops.name(one)}))"""
HERE = """root => {
  const one = document.activeElement, look = getComputedStyle(one);
  return {index: __stops.list.indexOf(one),
    framed: look.outlineStyle === 'solid' && parseFloat(look.outlineWidth) >= 2};
}"""
FOCUS = """(root, index) => {
  __stops.list[index].focus();
  return __stops.value(__stops.list[index]);
}"""
AFTER = """() => [__stops.value(document.activeElement),
  document.activeElement.closest('.nn-explorer, .nn-question') !== null]"""
SILENT = """root => [...root.querySelectorAll('img, svg')]
  .filter(one => one.getClientRects().length && !one.closest('button'))
  .filter(one => !(one.alt ?? one.getAttribute('aria-label'))).length"""
UNHEARD = ".nn-words:not(.nn-asked):not([aria-live=polite])"
KEYS = {  # the second for what is at its end
    "slider": ["ArrowRight", "ArrowLeft"],
    "select-one": ["ArrowDown", "ArrowUp"],
    "checkbox": ["Space"],
    "radio": ["ArrowDown"],
    "text": ["7"],
}


def keyboard_problems(page):
    """Everything on this page that cannot be done, or not be known, by keyboard."""
    page.evaluate(TO_THE_NOTEBOOK)
    page.evaluate(HELP)
    roots = page.locator(ROOTS)
    problems = []
    for k in range(roots.count()):
        root = roots.nth(k)
        if not root.is_visible():
            continue
        root.scroll_into_view_if_needed()
        where = root.get_attribute("aria-label") or f"number {k + 1} without a name"
        stops = root.evaluate(DESCRIBE)
        found = [*unspoken(root), *walk(page, root, stops)]
        found += try_keys(page, root, stops)
        problems += [f"{where}: {problem}" for problem in found]
    return problems


def unspoken(root):
    """What a screen reader has no words for, or would not read out when it changes."""
    if silent := root.evaluate(SILENT):
        yield f"{silent} pictures have no alternative text"
    if root.locator(UNHEARD).count():
        yield "its words are not read out when they change"


def walk(page, root, stops):
    """Press Tab from the first control to behind the last one, without a change."""
    for k, stop in enumerate(stops):
        page.keyboard.press("Tab") if k else root.evaluate(FOCUS, 0)
        here = root.evaluate(HERE)
        name = f"{stop['kind']} {stop['name'] or k + 1}"
        if not stop["name"]:
            yield f"{name} has no name"
        if here["index"] != k:
            yield f"{name} is not reached by Tab, but number {here['index'] + 1}"
            return
        if k and not here["framed"]:  # the first was not reached by a key
            yield f"{name} does not show that it has the focus"
    page.keyboard.press("Tab")
    if stops and root.evaluate(HERE)["index"] >= 0:
        yield "Tab does not lead out of it"


def try_keys(page, root, stops):
    """Press a key on each control that has a value."""
    for k, stop in enumerate(stops):
        if stop["kind"] not in KEYS:
            continue
        now = before = root.evaluate(FOCUS, k)
        for key in KEYS[stop["kind"]]:
            if now == before:
                page.keyboard.press(key)
                now, inside = page.evaluate(AFTER)
        if not inside:
            yield f"{stop['kind']} {stop['name']} loses the focus"
        elif now == before and not off(page):
            yield f"{stop['kind']} {stop['name']} does not answer to its keys"


def off(page):
    """Whether the last change has just switched off what has the focus."""
    page.wait_for_timeout(500)
    return page.evaluate("() => __stops.kind(document.activeElement)") == "disabled"
