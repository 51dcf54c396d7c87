// What slides need beyond jupyterlab-rise 0.43.1, so that explorers are alive in them.
//
// 1. ipywidgets 8 asks the page for the module @jupyterlab/console, of which it uses one
//    name only, to serve consoles. The page of the slides has no consoles and no such
//    module, so ipywidgets would not start and explorers would be pictures that do not
//    move: issues 119 and 126 of jupyterlab-contrib/rise. Here is a module with that
//    name. In JupyterLab itself, which has the real one, it is not used.
// 2. On a slide, Ctrl+Enter runs all code of the slide and stays there, wherever the
//    focus is; a folded cell need not be unfolded, which would show its answers.
// 3. Keys pressed in an explorer, such as the arrows of a slider, stay there: they do
//    not turn to another slide.
//
// And in notebooks: a folded output shows its first line, which may be the answer to the
// question above it. Here it shows dots only.

const NAME = "@jupyterlab/console";
const standIn = { IConsoleTracker: { name: `${NAME}:IConsoleTracker` } };
const NO_ANSWERS = ".jp-OutputPlaceholder .jp-PlaceholderText { display: none; }";
const SLIDE = "section.present section.present";

async function runSlide(app) {
  const notebook = app.shell.currentWidget.content;
  for (const [index, cell] of notebook.widgets.entries()) {
    if (cell.model.type === "code" && cell.node.closest(SLIDE)) {
      notebook.activeCellIndex = index;
      await app.commands.execute("notebook:run-cell");
    }
  }
}

const plugin = {
  id: "nnlib-slides:keys",
  autoStart: true,
  activate: (app) => {
    const look = document.createElement("style");
    look.textContent = NO_ANSWERS;
    document.head.append(look);
    const onSlide = () => document.querySelector(`.rise-enabled ${SLIDE}`);
    const listen = (event) => {
      const widget = event.target.closest?.(".jupyter-widgets");
      if (!onSlide()) return;
      if (widget) event.target.dataset.lmSuppressShortcuts = "true"; // the notebook's
      if (event.key !== "Enter" || !event.ctrlKey) return;
      if (widget || event.target.closest?.(".cm-editor")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      runSlide(app);
    };
    window.addEventListener("keydown", listen, true);
    document.body.addEventListener("keydown", (event) => {
      if (event.target.closest(".rise-enabled .jupyter-widgets")) event.stopPropagation();
    });
  },
};

window._JUPYTERLAB = window._JUPYTERLAB || {};
window._JUPYTERLAB["nnlib-slides"] = {
  init(scope) {
    scope[NAME] = scope[NAME] || {
      "4.3.4": { get: async () => () => standIn, from: "nnlib-slides", loaded: 1 },
    };
  },
  async get() {
    return () => ({ __esModule: true, default: [plugin] });
  },
};
