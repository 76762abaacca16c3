"""One article in every format, by real producers: the same text, to the character."""

from collections.abc import Iterable, Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
from records import documents

from search.documents import read_document
from search.errors import DocumentError
from search.model import Document
from tests.search.documents.same_text.producers import needs

GOLDEN = (Path(__file__).parent / "golden.txt").read_text("utf-8")

FAITHFUL = (
    "article.md pandoc.md pandoc-gfm.md pandoc-commonmark.md "
    "pandoc.html pandoc.docx pandoc.odt pandoc-2.epub pandoc-3.epub "
    "libreoffice-odt.docx libreoffice-docx.odt libreoffice-docx.fodt libreoffice-odt.fodt "
    "libreoffice-docx.rtf libreoffice-odt.rtf libreoffice-docx.html libreoffice-odt.html "
    "libreoffice-docx.pdf libreoffice-odt.pdf chromium.pdf chromium-running-heads.pdf "
    "html.eml"
).split()

#: What a producer leaves out, or a format can't hold: the reason, the text that differs and
#: what is found instead. It has to differ so, and in nothing else.
_FLAT = "plain text has no levels of headings"
_NO_LEVELS = (
    (_FLAT, "Une tour au-dessus des vagues › Le chantier, mois par mois › Ce", "Ce"),
    (_FLAT, "Une tour au-dessus des vagues › Le", "Le"),
    (_FLAT, "Une tour au-dessus des vagues › Et", "Et"),
)
_NO_MARKS = (
    *_NO_LEVELS,
    ("a line that ends as a sentence is one", "Et maintenant\xa0?", "    Et maintenant\xa0?"),
)
_NOTE = "\n\n    La portée est celle que mesure le service des phares par temps clair."
_BY_CELL = "LibreOffice writes each cell on a line; short lines alone are headings"
_IN_LIBREOFFICE_TEXT = (
    *_NO_MARKS,
    ("LibreOffice writes no notes", _NOTE, ""),
    ("LibreOffice writes the number of a note without it", "cette côte.", "cette côte.1"),
    (_BY_CELL, "Commune Somme", "Commune\n    Somme"),
    (_BY_CELL, "Saint-Gué 120", "Saint-Gué\n    120"),
    (_BY_CELL, "    L’Île-Haute 85", "L’Île-Haute\n    85"),
    (_BY_CELL, "    Trévarn 40", "Trévarn\n    40"),
)
_IN_LIBREOFFICE_EPUB = (
    ("LibreOffice's EPUB lacks the head of a table", "\n    Commune Somme en euros", ""),
)
_CAPTION = "\n    La coupole au moment de sa repose, en octobre."
DIFFERENT = {
    "pandoc.rtf": (("pandoc's RTF has pictures without captions", _CAPTION, ""),),
    "pandoc-wrapped.txt": _NO_MARKS,
    "pandoc-unwrapped.txt": _NO_MARKS,
    "libreoffice-docx.txt": _IN_LIBREOFFICE_TEXT,
    "libreoffice-odt.txt": _IN_LIBREOFFICE_TEXT,
    "libreoffice-docx.epub": _IN_LIBREOFFICE_EPUB,
    "libreoffice-odt.epub": _IN_LIBREOFFICE_EPUB,
    "plain.eml": _NO_MARKS,
    "flowed.eml": _NO_MARKS,
    "alternative.eml": _NO_MARKS,
    "quoted-printable.eml": _NO_MARKS,
    "base64.eml": _NO_MARKS,
    "records.jsonl": _NO_MARKS,
    "records.jsonl.gz": _NO_MARKS,
    "records.jsonl.zst": _NO_MARKS,
    "records.mbox": _NO_MARKS,
    "records.csv": _NO_MARKS,
    "records.tsv": _NO_MARKS,
}


def made(names: Iterable[str]) -> list[Any]:
    """Each is left out where what makes it is missing."""
    return [pytest.param(name, marks=pytest.mark.needs(*needs(name))) for name in names]


@pytest.mark.parametrize("name", made(FAITHFUL))
def test_a_file_that_holds_everything_is_read_to_the_character(make, name):
    assert_shown(GOLDEN, make(name))


@pytest.mark.parametrize("name", made(DIFFERENT))
def test_a_file_differs_only_in_what_it_can_not_hold(make, name):
    expected = GOLDEN
    for reason, golden, found in DIFFERENT[name]:
        assert golden in expected, f"declared in vain: {reason}"
        expected = expected.replace(golden, found)
    assert_shown(expected, make(name))


@pytest.mark.parametrize("name", made(["libreoffice-docx.doc", "libreoffice-odt.doc"]))
def test_a_file_of_the_old_office_is_told(make, name):
    with pytest.raises(DocumentError, match="it is an Office file of the old kind"):
        document_in(make(name))


def assert_shown(expected: str, path: Path) -> None:
    found = list(shown(document_in(path)))
    golden = expected.splitlines()
    difference = list(unified_diff(golden, found, "golden", path.name, n=0, lineterm=""))
    assert not difference, visible("\n".join(difference))


def document_in(path: Path) -> Document:
    if not path.name.startswith("records"):
        return read_document(path.name, path.read_bytes())
    from search.documents.bulk import Columns, chunks

    (document,) = documents(chunks(path.name, path, Columns()))
    assert isinstance(document, Document), document
    return document


def shown(document: Document) -> Iterator[str]:
    """The title, the date, and each paragraph below the headings that it stands under."""
    yield document.info.title
    yield str(document.info.date)
    heading = None
    for paragraph in document.paragraphs:
        if paragraph.heading != heading:
            heading = paragraph.heading
            yield heading
        yield f"    {paragraph.text}"


def visible(text: str) -> str:
    return text.replace("\u00a0", "⍽").replace("\u202f", "⎵").replace("\u00ad", "¬")
