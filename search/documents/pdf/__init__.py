"""PDF: paragraphs across the ends of lines and pages, without what every page repeats.

characters.py  a page → the characters on it…
accents.py     …accents put together with their letters…
lines.py, pages.py
               …in pieces of lines, the marks of footnotes taken out…
furniture.py   …of which the running heads and page numbers are dropped…
justified.py, columns.py, rows.py
               …and the rest made whole lines and rows of tables, in reading order…
contents.py    …without tables of contents…
measures.py    …whose type, leading and right edges tell…
notes.py, headings.py, initials.py, paragraphs.py
               …notes, headings and paragraphs…
hyphens.py     …their lines joined, hyphens undone that are none of the word's

pypdfium2, which has the characters with their places, is the fastest there is and found most
of the phrases that cross a line end; how they make lines and paragraphs is decided here.
"""

from dataclasses import replace
from typing import Any

import pypdfium2

from ...errors import DocumentError
from .. import causes
from ..block import one_line
from ..dates import read_date
from ..header import Header, is_made_up
from ..structure import Outline
from .columns import in_reading_order
from .contents import without_contents
from .furniture import without_furniture
from .justified import whole_justified
from .lines import Page
from .pages import read_page
from .paragraphs import Layout
from .rows import whole_lines

#: Codes of FPDF_GetLastError (fpdfview.h).
_ENCRYPTED = (4, 5)


def read(path: str, content: bytes) -> Outline:
    """The outline of a PDF. Raises DocumentError if it's damaged, encrypted or only pictures."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        encrypted = getattr(error, "err_code", 0) in _ENCRYPTED or "password" in str(error).lower()
        cause = causes.ENCRYPTED if encrypted else causes.DAMAGED
        raise DocumentError(path=path, cause=cause, reason=str(error).rstrip(".")) from error
    try:
        return _outline(path, document)
    finally:
        document.close()


def _outline(path: str, document: Any) -> Outline:
    pages = [page for number in range(len(document)) if (page := _page(document, number))]
    if not any(page.lines for page in pages):
        raise DocumentError(path=path, cause=causes.PICTURES)
    for page in without_furniture(pages):
        page.lines = whole_lines(in_reading_order(whole_justified(page.lines)))
        without_contents(page)
    layout = Layout(pages, _contents(document))
    blocks, notes = layout.blocks()
    header = _header(document)
    if not header.title:
        header = replace(header, title=layout.title())
    return Outline(header, tuple(blocks), tuple(notes))


def _page(document: Any, number: int) -> Page | None:
    """A page; None if it is damaged: the others may not be."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return None
    try:
        return read_page(page, number + 1)
    except pypdfium2.PdfiumError:
        return None
    finally:
        page.close()


def _contents(document: Any) -> "list[tuple[str, int]]":
    """The outline of the file: each heading with its level, from 1."""
    try:
        marks = [(mark.get_title() or "", mark.level + 1) for mark in document.get_toc()]
    except (pypdfium2.PdfiumError, ValueError, UnicodeError):
        return []
    return marks


def _header(document: Any) -> Header:
    try:
        said = document.get_metadata_dict()
    except (pypdfium2.PdfiumError, UnicodeError):
        said = {}
    title = one_line(said.get("Title", ""))
    metadata = {"author": said.get("Author", ""), "tags": said.get("Keywords", "")}
    return Header(
        "" if is_made_up(title) else title,
        read_date(said.get("CreationDate", "")),
        False,
        "",
        {name: value for name, value in metadata.items() if value},
    )
