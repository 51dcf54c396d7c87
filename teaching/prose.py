"""Prose for handouts: Markdown to HTML that needs no script and no network.

Formulas become MathML, which browsers draw by themselves. Links between notebooks
become links between handouts. Tables get the marks that a screen reader goes by.
"""

import re

from bs4 import BeautifulSoup, Tag
from latex2mathml.converter import convert
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

THIN_SPACE = '<mspace width="0.17em"></mspace>'
NARROW_COLUMNS = 4  # a table with more may have to be scrolled on a phone


class HandoutRenderer(IPythonRenderer):
    """HTML from Markdown, with formulas as MathML."""

    def block_math(self, body: str) -> str:
        """A formula on a line of its own."""
        return formula(body, "block")

    def inline_math(self, body: str) -> str:
        """A formula within a line."""
        return formula(body, "inline")


def formula(latex: str, display: str) -> str:
    """MathML of a formula, with the little room that sin x needs around its name."""
    mathml = convert(latex.strip(), display=display)
    return re.sub(r"(<mi>[a-z]{2,}</mi>)", rf"{THIN_SPACE}\1{THIN_SPACE}", mathml)


def prose_html(markdown: str) -> str:
    """HTML of a piece of Markdown."""
    renderer = HandoutRenderer(escape=False, exclude_anchor_links=True)
    return tidy_html(MarkdownWithMath(renderer=renderer).render(markdown))


def tidy_html(html: str) -> str:
    """The same HTML with working links, headings to link to, and marked tables."""
    soup = BeautifulSoup(html, "html.parser")
    for link in soup.find_all("a", href=True):
        _mend_link(link)
    for heading in soup.find_all(re.compile(r"^h[1-6]$")):
        heading["id"] = re.sub(r"\W+", "-", heading.get_text().lower()).strip("-")
    for style in soup.find_all("style"):
        style.decompose()
    for table in soup.find_all("table"):
        _mend_table(table)
    return str(soup)


def handout_address(target: str) -> str:
    """Where a link of a notebook leads in the handouts; empty: nowhere."""
    if target.startswith(("#", "https:", "http:")):
        return target
    page = re.fullmatch(r"(\w+)\.(?:ipynb|md)(#.*)?", target)
    return f"{page[1]}.html{page[2] or ''}" if page else ""


def _mend_link(link: Tag) -> None:
    link["href"] = handout_address(link["href"])
    if not link["href"]:  # a file of the course that is no handout, such as a solution
        link.name, link.attrs = "code", {}


def _mend_table(table: Tag) -> None:
    table.attrs = {}
    for cell in table.find_all(["th", "td"]):
        _mark_cell(cell)
    columns = max(len(row.find_all(["th", "td"])) for row in table.find_all("tr"))
    frame = table.wrap(Tag(name="div", attrs={"class": "table"}))
    if columns > NARROW_COLUMNS:
        frame.attrs |= {"class": "table wide", "tabindex": "0", "role": "group"}
        frame["aria-label"] = f"Table with {columns} columns"


def _mark_cell(cell: Tag) -> None:
    spans = {k: v for k, v in cell.attrs.items() if k in ("colspan", "rowspan")}
    right = "right" in cell.get("style", "")
    cell.attrs = spans | ({"class": "right"} if right else {})
    if not cell.get_text(strip=True):
        cell.name = "td"
    if cell.name == "th":
        side = "col" if cell.find_parent("thead") else "row"
        many = f"{side}span" in spans
        cell["scope"] = f"{side}group" if many else side
