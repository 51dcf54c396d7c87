// A pad to draw on, with mouse, finger or pen, or with arrow keys and space.
// It keeps the drawing as strokes, lists of [x, y] from 0 to 1 (y down), and hands them
// to Python as `value`, about twenty times a second while a line is drawn.

const WAIT = 50; // milliseconds between two messages
const GAP = 0.004; // of the pad: points closer than this add nothing
const STEP = 0.025; // of the pad: what one press of an arrow key moves
const MOST_POINTS = 20000;
const LINE = 0.035; // of the pad: thickness of the line that is shown
const HINT = "With keys: arrows move the pen, space puts it down or lifts it.";
const ARROWS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const within = (number) => Math.min(1, Math.max(0, number));
const rounded = (number) => Math.round(1000 * within(number)) / 1000;
const isPoint = (one) => Array.isArray(one) && one.length === 2 && one.every(Number.isFinite);

function build(name, className, text = "") {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

class Pad {
  constructor(model, element) {
    this.model = model;
    this.strokes = [];
    this.current = null; // the stroke that is being drawn
    this.pointer = null; // the mouse, finger or pen that draws it
    this.cursor = [0.5, 0.5]; // where the keyboard's pen is
    this.byKeys = false;
    this.held = new Set(); // arrow keys that are down: two of them go aslant
    this.timer = null;
    this.sent = -WAIT; // when the last message went
    this.buildElements(element);
    this.listen();
    this.adopt();
  }

  buildElements(element) {
    const side = this.model.get("side");
    element.classList.add("nn-pad");
    element.style.setProperty("--nn-pad-side", `${side}px`);
    element.style.setProperty("--nn-pad-text", `${this.model.get("text_size")}px`);
    element.setAttribute("data-lm-suppress-shortcuts", "true");
    const title = build("div", "nn-pad-title", this.model.get("description"));
    this.canvas = build("canvas", "nn-pad-canvas");
    this.scale = side * Math.max(1, window.devicePixelRatio || 1);
    this.canvas.width = this.canvas.height = Math.round(this.scale);
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute("role", "application");
    this.canvas.setAttribute("aria-label", this.model.get("help"));
    this.state = build("span", "nn-pad-state", "Pen up");
    this.state.setAttribute("role", "status");
    this.clear = build("button", "nn-pad-clear jupyter-button widget-button", "Clear");
    this.clear.title = "Take the drawing off the pad";
    const row = build("div", "nn-pad-row");
    row.append(this.clear, this.state);
    const keys = build("div", "nn-pad-keys", HINT);
    element.append(title, this.canvas, row, keys);
  }

  listen() {
    const canvas = this.canvas;
    canvas.addEventListener("pointerdown", (event) => this.pointerDown(event));
    canvas.addEventListener("pointermove", (event) => this.pointerMove(event));
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"])
      canvas.addEventListener(end, (event) => this.pointerEnd(event));
    canvas.addEventListener("pointerleave", (event) => this.pointerLeave(event));
    canvas.addEventListener("keydown", (event) => this.keyDown(event));
    canvas.addEventListener("keyup", (event) => this.held.delete(event.key));
    canvas.addEventListener("focus", () => this.paintSoon());
    canvas.addEventListener("blur", () => this.leave());
    this.clear.addEventListener("click", () => this.clearAll());
    this.clear.addEventListener("keydown", (event) => event.stopPropagation());
    this.onValue = () => this.sending || this.adopt();
    this.model.on("change:value", this.onValue);
  }

  close() {
    clearTimeout(this.timer);
    this.model.off("change:value", this.onValue);
  }

  // --- mouse, finger, pen

  place(event) {
    const box = this.canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  }

  pointerDown(event) {
    if (event.button !== 0) return;
    event.preventDefault(); // no text is selected, and the page does not scroll
    this.canvas.focus({ preventScroll: true });
    if (this.pointer !== null) return; // a second finger, or the heel of the hand
    try {
      this.canvas.setPointerCapture(event.pointerId);
    } catch {
      // a pointer that is already gone: its stroke ends where it leaves the pad
    }
    this.byKeys = false;
    this.end();
    this.pointer = event.pointerId;
    this.begin(this.place(event));
  }

  pointerMove(event) {
    if (event.pointerId !== this.pointer) return;
    const events = event.getCoalescedEvents?.() ?? [];
    for (const one of events.length ? events : [event]) this.add(this.place(one));
  }

  pointerLeave(event) {
    if (!this.canvas.hasPointerCapture(event.pointerId)) this.pointerEnd(event);
  }

  pointerEnd(event) {
    if (event.pointerId !== this.pointer) return;
    this.pointer = null;
    this.end();
  }

  // --- keyboard

  keyDown(event) {
    if (event.key === "Tab" || event.ctrlKey || event.metaKey || event.altKey) return;
    event.stopPropagation(); // or JupyterLab takes it for one of its shortcuts
    if (event.key === " " || event.key in ARROWS) event.preventDefault();
    if (event.key === " " && !event.repeat) this.togglePen();
    if (event.key in ARROWS) this.move(event.key);
  }

  togglePen() {
    if (this.pointer !== null) return;
    this.byKeys = true;
    if (this.current) this.end();
    else this.begin(this.cursor);
  }

  move(key) {
    if (this.pointer !== null) return;
    this.byKeys = true;
    this.held.add(key);
    for (const one of this.held)
      this.cursor = this.cursor.map((at, k) => within(at + STEP * ARROWS[one][k]));
    this.add(this.cursor);
    this.paintSoon();
  }

  leave() {
    this.held.clear();
    if (this.pointer === null) this.end();
    this.paintSoon();
  }

  // --- the drawing

  begin(place) {
    this.current = [place.map(rounded)];
    this.strokes.push(this.current);
    this.note();
  }

  add(place) {
    if (!this.current) return;
    const last = this.current[this.current.length - 1];
    const point = place.map(rounded);
    if (Math.hypot(point[0] - last[0], point[1] - last[1]) < GAP) return;
    if (this.strokes.reduce((sum, one) => sum + one.length, 0) >= MOST_POINTS) return;
    this.current.push(point);
    this.note();
  }

  end() {
    if (!this.current) return;
    this.cursor = this.current[this.current.length - 1];
    this.current = null;
    this.note();
    this.send();
  }

  clearAll() {
    this.strokes = [];
    this.current = this.pointer = null;
    this.cursor = [0.5, 0.5];
    this.note();
    this.send();
  }

  note() {
    const state = this.current ? "Pen down" : "Pen up";
    if (this.state.textContent !== state) this.state.textContent = state;
    const wait = Math.max(0, this.sent + WAIT - performance.now());
    this.timer ??= setTimeout(() => this.send(), wait);
    this.paintSoon();
  }

  send() {
    clearTimeout(this.timer);
    this.timer = null;
    this.sent = performance.now();
    this.sending = true;
    this.model.set("value", this.strokes.map((stroke) => stroke.slice()));
    this.sending = false;
    this.model.save_changes();
  }

  adopt() {
    // Python, or another view of this pad, has put another drawing on it.
    clearTimeout(this.timer);
    this.timer = this.current = this.pointer = null;
    const value = this.model.get("value");
    this.strokes = (Array.isArray(value) ? value : [])
      .map((stroke) => (Array.isArray(stroke) ? stroke.filter(isPoint) : []))
      .filter((stroke) => stroke.length);
    this.state.textContent = "Pen up";
    this.paintSoon();
  }

  // --- the picture of it

  paintSoon() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.paint();
    });
  }

  paint() {
    const context = this.canvas.getContext("2d");
    const side = this.scale;
    context.clearRect(0, 0, side, side);
    context.lineWidth = LINE * side;
    context.lineCap = context.lineJoin = "round";
    context.strokeStyle = "#1A1A1A";
    for (const stroke of this.strokes) {
      context.beginPath();
      context.moveTo(stroke[0][0] * side, stroke[0][1] * side);
      for (const [x, y] of stroke) context.lineTo(x * side, y * side);
      context.stroke();
    }
    if (this.byKeys && document.activeElement === this.canvas) this.paintCursor(context);
  }

  paintCursor(context) {
    const side = this.scale;
    const [x, y] = this.cursor.map((at) => at * side);
    context.beginPath();
    context.arc(x, y, 0.03 * side, 0, 2 * Math.PI);
    context.fillStyle = this.current ? "#D55E00" : "#FFFFFF";
    context.fill();
    context.lineWidth = 0.01 * side;
    context.strokeStyle = "#B34F00";
    context.stroke();
  }
}

function render({ model, el }) {
  const pad = new Pad(model, el);
  return () => pad.close();
}

export default { render };
