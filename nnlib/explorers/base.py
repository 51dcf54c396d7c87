"""The base of every explorer: controls, pictures, and words that say what they show.

A subclass names its controls and pictures and says in ``draw`` what the pictures and
words are for given values. When to draw, on which thread, how often, and what a page
without a running kernel shows is settled here.
"""

from collections.abc import Mapping
from html import escape
from threading import Lock

import ipywidgets as widgets

from nnlib.explorers.controls import button, focus_css, room_css, text_scale, words_html
from nnlib.explorers.spoken import names_html, spoken
from nnlib.plots.picture import image_bundle, image_html, to_be_stored
from nnlib.room import on_projector, room

_STYLE = """<style>
.nn-explorer { max-width: 1240px; }
.nn-explorer .widget-label, .nn-explorer .widget-readout { font-size: SIZEpx; }
.nn-explorer .widget-label { overflow: visible; text-overflow: clip; }
.nn-explorer .widget-button { font-size: SIZEpx; padding: 0 14px; }
.nn-explorer .nn-controls { gap: 2px 20px; align-items: center; }
.nn-explorer .nn-pictures { gap: 8px; }
.nn-explorer .nn-picture { background: white; border-radius: 3px; }
.nn-explorer .nn-picture svg { display: block; max-width: 100%; height: auto; }
.nn-explorer .widget-html-content { line-height: 1.45; white-space: normal; }
.nn-explorer .nn-words { color: var(--jp-ui-font-color1, inherit); max-width: LINEpx; }
</style>"""

_ALIGNED = (
    widgets.IntSlider,
    widgets.FloatSlider,
    widgets.FloatLogSlider,
    widgets.SelectionSlider,
    widgets.Dropdown,
)


class Explorer(widgets.VBox):
    """A small app: move a control, and the pictures and the words follow.

    A subclass sets ``name``, passes ``controls`` (name to widget, see ``controls.py``)
    and ``pictures`` (name to ``picture_image`` or ``picture_svg``) to ``__init__``, and
    gives ``draw``. What ``draw`` needs must be set before ``super().__init__``.
    """

    name = "explorer"
    alts: Mapping[str, str] = {}  # what each picture is, for those who cannot see it
    kept_by_reset: frozenset[str] = frozenset()  # controls that Reset leaves alone
    _words_live = "polite"  # when a screen reader speaks the words: polite or off

    def __init__(self, controls: dict, pictures: dict) -> None:
        self._lock, self._stale = Lock(), False
        self.error: Exception | None = None  # what went wrong in the last callback
        self.words_text = ""
        self.controls, self.pictures = dict(controls), dict(pictures)
        self._words = widgets.HTML()
        self._first_values = self.values
        super().__init__()
        self._name_parts()
        self.children = self._build_rows()
        self.start()
        self._paint()
        for control in self._settings().values():
            control.observe(self._on_change, names="value")

    def draw(self, values: dict) -> tuple[dict[str, bytes | str], str]:
        """The content of each picture, and one or two plain sentences about them."""
        raise NotImplementedError

    def start(self) -> None:
        """Go to the first state. Called before the first picture and by Reset."""

    @property
    def values(self) -> dict:
        """What the controls are set to at the moment, by name."""
        return {name: control.value for name, control in self._settings().items()}

    def refresh(self) -> None:
        """Draw, unless another thread is drawing: then that one draws once more.

        Whoever changes something marks the picture stale first and then tries the lock.
        The holder looks at the mark again after letting go, so no change is lost and no
        queue can form.
        """
        self._stale = True
        while self._stale and self._lock.acquire(blocking=False):
            try:
                self._paint()
            except Exception as error:
                self._stop_with(error)
            finally:
                self._lock.release()

    def reset(self) -> None:
        """Return every control to its first value, if it is not kept; draw once."""
        with self._lock:  # while it is held, changed controls only mark the picture
            for name, control in self._settings().items():
                if name not in self.kept_by_reset:
                    control.value = self._first_values[name]
            self.error = None
            self.start()
        self.refresh()

    def __repr__(self) -> str:
        return f"{type(self).__name__}: {self.words_text}"

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        bundle = super()._repr_mimebundle_() or {}
        contents = {k: to_be_stored(one.value) for k, one in self.pictures.items()}
        stills = [image_html(one, self.alts.get(k, k)) for k, one in contents.items()]
        bundle["text/plain"] = repr(self)
        bundle |= image_bundle(next(iter(contents.values())))
        bundle["text/html"] = (
            f"{' '.join(stills)}<p>{escape(self.words_text)}</p>"
            "<p><i>Run this cell to get the sliders and buttons.</i></p>"
        )
        return bundle

    def _settings(self) -> dict:
        return {k: c for k, c in self.controls.items() if c.has_trait("value")}

    def _on_change(self, change) -> None:
        self.refresh()

    def _paint(self) -> None:
        self._stale = False
        contents, words = self.draw(self.values)
        for name, content in contents.items():
            self.pictures[name].value = content
        self.error = None
        self._say(words)

    def _say(self, words: str) -> None:
        self.words_text = words
        self._words.value = words_html(words, self._words_live)

    def _stop_with(self, error: Exception) -> None:
        self.error = error
        self._stale = False
        self._say(f"This setting cannot be shown: {error}")

    def _buttons(self) -> dict:
        return {"reset": button("Reset", "Back to the first values", self.reset)}

    def _name_parts(self) -> None:
        self.add_class("nn-explorer").add_class(f"nn-{self.name}")
        self._words.add_class("nn-words")
        for name, picture in self.pictures.items():
            picture.add_class("nn-picture").add_class(f"nn-picture-{name}")
        self._named_buttons = self._buttons()
        for name, control in (self.controls | self._named_buttons).items():
            control.add_class("nn-control").add_class(f"nn-control-{name}")
        self._align_labels()

    def _align_labels(self) -> None:
        labelled = [c for c in self.controls.values() if isinstance(c, _ALIGNED)]
        longest = max((len(control.description) for control in labelled), default=0)
        label_width = round((7.4 * longest + 8) * text_scale()) + 4 * on_projector()
        for control in labelled:
            control.style.description_width = f"{label_width}px"
            wide = label_width + _track(label_width, getattr(control, "options", ()))
            control.layout.width = f"{wide}px"

    def _build_rows(self) -> list:
        wrapped = {"flex_flow": "row wrap"}
        buttons = widgets.HBox([*self._named_buttons.values()])
        controls = [*self.controls.values(), buttons]
        rows = [
            widgets.HBox(controls, layout=wrapped).add_class("nn-controls"),
            widgets.HBox([*self.pictures.values()], layout=wrapped),
        ]
        rows[1].add_class("nn-pictures")
        style = _STYLE.replace("SIZE", str(room().text_pixels))
        style = style.replace("LINE", "1080" if on_projector() else "900")
        more = focus_css(".nn-explorer") + room_css(".nn-explorer")
        style = style.replace("</style>", more + "</style>")
        title = f"Explorer: {self.name.replace('-', ' ')}"
        parts = [widgets.HTML(style + names_html(title, self.alts)), spoken()]
        unseen = widgets.VBox(parts, layout={"display": "none"})
        return [unseen, *rows, self._words]


def _track(label_width: int, options=()) -> int:
    """Room for the slider beside its label; large ones fit two by two in a row."""
    if not on_projector():
        return 240
    names = [one[0] if isinstance(one, tuple) else str(one) for one in options]
    longest = 12.4 * max(map(len, names), default=0) + 56
    return round(max(min(310, max(240, 530 - label_width)), longest))
