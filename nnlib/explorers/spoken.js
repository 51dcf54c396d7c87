// Gives the parts of an explorer the names that a screen reader says. ipywidgets leaves
// the handles of sliders, their numbers and all pictures without any. Nothing is shown.

const ROOTS = ".nn-explorer, .nn-question";
const LOOK_AGAIN = 50; // milliseconds, until this element is on the page

let count = 0;
const identified = (element) => (element.id ||= `nn-spoken-${++count}`);

function set(element, name, value) {
  if (element && element.getAttribute(name) !== value) element.setAttribute(name, value);
}

const textOf = (element, selector) =>
  element.querySelector(selector)?.textContent.replace(/\s+/g, " ").trim() ?? "";

function nameSlider(slider) {
  const handle = slider.querySelector(".noUi-handle");
  const readout = slider.querySelector(".widget-readout");
  if (!handle || !readout) return;
  const label = textOf(slider, ".widget-label");
  const shown = readout.textContent.trim();
  const value = handle.getAttribute("aria-valuetext");
  set(handle, "aria-label", label);
  const off = slider.querySelector(".noUi-target")?.hasAttribute("disabled");
  set(handle, "aria-disabled", String(Boolean(off)));
  if (shown && (value !== shown || handle.dataset.spoken !== shown)) {
    handle.dataset.value = value; // a position or an exponent: no number to be read out
    handle.dataset.spoken = shown;
    set(handle, "aria-valuetext", shown);
  }
  if (readout.isContentEditable) {
    set(readout, "role", "textbox");
    set(readout, "aria-label", `${label}: type a number`);
  }
}

function nameQuestion(box) {
  const asked = box.querySelector(":scope > .nn-asked");
  const reply = box.querySelector(":scope > .nn-control-reply");
  if (!asked || !reply) return;
  const choices = reply.querySelector(".widget-radio-box");
  for (const one of choices?.querySelectorAll("input") ?? [])
    set(one, "name", identified(reply)); // one stop of Tab, and arrow keys within it
  set(choices, "role", "radiogroup");
  set(choices, "aria-labelledby", identified(asked));
  set(reply.querySelector("input[type=text]"), "aria-describedby", identified(asked));
}

function nameParts(root) {
  const names = root.querySelector(".nn-names")?.dataset ?? {};
  set(root, "role", "group");
  if (names.title) set(root, "aria-label", names.title);
  // The line of words stays and only what is in it changes: such changes are read out.
  for (const words of root.querySelectorAll(".nn-words:not(.nn-asked)")) {
    set(words, "role", "status");
    set(words, "aria-live", "polite");
    set(words, "aria-atomic", "false"); // so that parts can be left out by aria-live
  }
  for (const [name, alt] of Object.entries(JSON.parse(names.alts ?? "{}")))
    for (const picture of root.querySelectorAll(`img.nn-picture-${name}`))
      set(picture, "alt", alt);
  root.querySelectorAll(".widget-slider").forEach(nameSlider);
  root.querySelectorAll(".nn-question-box").forEach(nameQuestion);
}

// In an output, JupyterLab takes arrows and letters for its own shortcuts: an arrow key
// on a list would go to the next cell, two D on it would delete the cell.
function keepKeys(event) {
  const leaves = event.key === "Tab" || event.key === "Escape" || /^F\d/.test(event.key);
  const combined = event.ctrlKey || event.metaKey || event.altKey;
  if (!leaves && !combined && !(event.shiftKey && event.key === "Enter"))
    event.stopPropagation();
}

function render({ el }) {
  let timer = null;
  let observer = null;
  const begin = () => {
    const root = el.closest(ROOTS);
    if (!root) {
      timer = setTimeout(begin, LOOK_AGAIN);
      return;
    }
    root.addEventListener("keydown", keepKeys); // once, however often it is rendered
    observer = new MutationObserver(() => nameParts(root));
    const attributeFilter = ["aria-valuetext", "contenteditable", "disabled"];
    observer.observe(root, { childList: true, subtree: true, attributeFilter });
    nameParts(root);
  };
  begin();
  return () => {
    clearTimeout(timer);
    observer?.disconnect();
  };
}

export default { render };
