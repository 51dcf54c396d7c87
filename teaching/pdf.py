"""Handouts as PDF: printed by Chromium, with everything unfolded and pages numbered."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Route, sync_playwright

# On paper nothing unfolds, and a link to a file leads nowhere.
PREPARE = """() => {
  document.querySelectorAll('details').forEach(one => one.open = true);
  document.querySelectorAll('a[href]').forEach(link => {
    if (!/^(#|https?:)/.test(link.getAttribute('href'))) link.removeAttribute('href');
  });
  return Promise.all([...document.images].map(image => image.decode()));
}"""
FOOTER = """<div style="width: 100%; margin: 0 16mm; display: flex; color: #444;
  font: 8pt sans-serif; justify-content: space-between"><span class="title"></span>
  <span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>
"""
LAYOUT = {
    "prefer_css_page_size": True,
    "print_background": True,
    "display_header_footer": True,
    "header_template": "<span></span>",
    "footer_template": FOOTER,
    "tagged": True,
    "outline": True,
}


@contextmanager
def offline_browser(chromium: str) -> Iterator[BrowserContext]:
    """Windows of a browser that cannot reach anything but files of this computer."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        context = browser.new_context(offline=True)
        context.route("**/*", _only_files)
        yield context
        browser.close()


def print_pdf(page: Page, html_file: Path) -> Path:
    """Print one handout next to it; return the file."""
    page.goto(html_file.as_uri())
    page.evaluate(PREPARE)
    target = html_file.with_suffix(".pdf")
    page.pdf(path=target, **LAYOUT)
    return target


def _only_files(route: Route) -> None:
    if route.request.url.startswith(("file:", "data:")):
        route.continue_()
    else:
        route.abort()
