"""Every PDF holds the whole lesson, page for page, and can be given away."""

import ctypes

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from tests.handouts.test_pages import LESSONS, long_words, words_of_prose

FILES = [*LESSONS, "glossary"]
A4 = (595, 842)  # points
MOST_PAGES = 30


def squeezed(text):
    """A text without blanks and hyphens: lines break where they like."""
    return "".join(text.replace("\ufffe", "").split())


def link_targets(page):
    """The addresses outside of the PDF that its links lead to."""
    place, link, targets = ctypes.c_int(0), pdfium.FPDF_LINK(), []
    while pdfium.FPDFLink_Enumerate(page, place, link):
        action = pdfium.FPDFLink_GetAction(link)
        size = pdfium.FPDFAction_GetURIPath(page.pdf, action, None, 0)
        text = ctypes.create_string_buffer(max(size, 1))
        pdfium.FPDFAction_GetURIPath(page.pdf, action, text, size)
        targets.append(text.value.decode())
    return [one for one in targets if one]


@pytest.fixture(scope="module")
def pages(printed):
    """`pages(name)` is each page of a PDF."""
    files = {}

    def read(name):
        if name not in files:
            files[name] = pypdfium2.PdfDocument(printed(name))
        return list(files[name])

    return read


@pytest.mark.parametrize("name", FILES)
def test_pages_are_a4_and_not_too_many(pages, name):
    found = pages(name)
    assert 2 < len(found) <= MOST_PAGES
    assert {tuple(map(round, page.get_size())) for page in found} == {A4}


@pytest.mark.parametrize("name", FILES)
def test_no_page_is_blank(pages, name):
    for page in pages(name):
        text = page.get_textpage().get_text_bounded()
        assert len(text) > 150  # more than the line at the bottom
        picture = page.render(scale=0.3, grayscale=True).to_numpy()
        assert (picture < 200).mean() > 0.005


@pytest.mark.parametrize("name", LESSONS)
def test_all_prose_is_there(pages, name):
    """Also what is folded on the screen: only what wraps is looked at in one piece."""
    text = " ".join(page.get_textpage().get_text_bounded() for page in pages(name))
    missing = words_of_prose(LESSONS[name]) - long_words(text)
    assert [word for word in missing if word not in squeezed(text)] == []


@pytest.mark.parametrize("name", LESSONS)
def test_headings_and_page_numbers_are_there(pages, name):
    texts = [squeezed(page.get_textpage().get_text_bounded()) for page in pages(name)]
    headings = [LESSONS[name].headings(level) for level in (1, 2, 3)]
    for heading in sum(headings, []):
        assert squeezed(heading.replace("`", "")) in "".join(texts)
    title = squeezed(LESSONS[name].headings(1)[0])
    assert all(title in text for text in texts)
    places = enumerate(texts, start=1)
    assert all(f"{number}/{len(texts)}" in text for number, text in places)


@pytest.mark.parametrize("name", FILES)
def test_no_link_leads_to_a_file_of_this_computer(pages, name):
    targets = {target for page in pages(name) for target in link_targets(page)}
    assert [target for target in targets if not target.startswith("https://")] == []
