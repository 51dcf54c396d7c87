// How large each text within `root` is on the screen, in CSS pixels: [size, text, place].
(root) => {
  // formulas come with the size of the prose around them; prompts only count cells
  const UNREAD = "style, script, title, option, mjx-container, .jp-InputPrompt";
  const rows = [];
  const place = (one) => one.closest(".nn-explorer, .nn-question")?.className ?? "page";
  const seen = (one) => one.checkVisibility() && one.getBoundingClientRect().width > 0;
  const note = (size, text, one) => rows.push([size, text.trim().slice(0, 40), place(one)]);
  for (const one of root.querySelectorAll("*")) {
    if (!seen(one) || one.closest(UNREAD)) continue;
    const size = parseFloat(getComputedStyle(one).fontSize);
    const own = [...one.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    const text = own.map((node) => node.textContent).join(" ").trim();
    const drawing = one.closest("svg");
    const typed = one.matches("textarea, select, input:not([type=radio], [type=checkbox])");
    if (one.matches("img") && one.src.startsWith("data:image/png")) {
      // the house style makes every text of a figure at least 16 points at 100 dpi
      const shrunk = one.getBoundingClientRect().width / one.naturalWidth;
      note(shrunk * 16 * 100 / 72, one.alt, one);
    } else if (one.matches("img") && one.src.startsWith("data:image/svg")) {
      const svg = decodeURIComponent(one.src);
      const drawn = [...svg.matchAll(/font-size="([\d.]+)"/g)].map((found) => +found[1]);
      const wide = +svg.match(/viewBox="0 0 ([\d.]+)/)[1];
      note(Math.min(...drawn) * one.getBoundingClientRect().width / wide, one.alt, one);
    } else if (drawing && text && drawing.viewBox.baseVal.width) {
      const scale = drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width;
      note(scale * size, text, one);
    } else if (!drawing && (text || typed)) {
      note(size, text || one.value, one);
    }
  }
  return rows;
}
