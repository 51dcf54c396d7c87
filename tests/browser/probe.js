// Injected into every page: notes when a key goes down and when a picture is painted.
// `selector` says which picture counts; `frames` holds the time of each new picture.
(() => {
  const probe = (window.__probe = {
    selector: ".nn-picture",
    armed: false,
    pressed: null,
    painted: null,
    frames: [],
  });

  const counts = (node) => {
    const element = node instanceof Element ? node : node.parentElement;
    return element !== null && element.closest(probe.selector) !== null;
  };

  const newPicture = () => {
    probe.frames.push(performance.now());
    if (probe.pressed === null || probe.painted !== null) return;
    requestAnimationFrame(() => {
      probe.painted ??= performance.now();
    });
  };

  const onKey = () => {
    if (!probe.armed) return;
    Object.assign(probe, { armed: false, pressed: performance.now(), painted: null });
  };
  document.addEventListener("keydown", onKey, true);

  // An Image widget: `load` comes when the new PNG is decoded.
  const onLoad = (event) => {
    if (event.target.tagName === "IMG" && counts(event.target)) newPicture();
  };
  document.addEventListener("load", onLoad, true);

  // An HTML widget: a new SVG element is put in.
  const onChange = (changes) => {
    const drawn = changes.some(
      ({ target, addedNodes }) =>
        counts(target) && [...addedNodes].some((node) => node instanceof SVGElement),
    );
    if (drawn) newPicture();
  };
  new MutationObserver(onChange).observe(document, { subtree: true, childList: true });
})();
