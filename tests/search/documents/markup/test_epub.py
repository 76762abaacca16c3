"""EPUB: chapters under their headings, without what leads from one to the other."""

import io
import zipfile

import pytest

from search.documents import read_document
from search.errors import DocumentError
from search.model import Document

CONTAINER = '<container><rootfiles><rootfile full-path="B/b.opf"/></rootfiles></container>'
PACKAGE = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf"
  xmlns:dc="http://purl.org/dc/elements/1.1/" version="3.0"><metadata>
  <dc:title>Les moulins&#160;:
  le vent</dc:title><dc:creator>Léo Blin</dc:creator><dc:date>1999-02</dc:date>
  <dc:language>fr</dc:language></metadata>
  <manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
  <item id="t" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
  <item id="a" href="un%20.xhtml" media-type="application/xhtml+xml"/>
  <item id="b" href="deux.xhtml" media-type="application/xhtml+xml"/></manifest>
  <spine><itemref idref="n"/><itemref idref="b"/><itemref idref="a"/></spine></package>"""
ONE = """<html><body><h1>Le vent</h1><p>Il tourne&nbsp;: souvent.<br>Ou non.</p><p>Et <b>mal fermé
  <div class="nav"><a href="deux.xhtml">Chapitre suivant : L’eau</a></div></body>"""
TWO = "<html><body><p>L’eau coule sans fin.</p><p>Elle fait tourner la roue.</p></body></html>"
NAV = """<body><nav epub:type="toc"><ol><li><a href="deux.xhtml">L’eau</a>
  <li><a href="un%20.xhtml">Du vent</a></ol></nav></body>"""
NCX = """<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>L’eau</text>
  </navLabel><content src="deux.xhtml#x"/></navPoint></navMap></ncx>"""


def book(**parts: str) -> bytes:
    found = {
        "META-INF/container.xml": CONTAINER,
        "B/b.opf": PACKAGE,
        "B/un .xhtml": ONE,
        "B/deux.xhtml": TWO,
        "B/nav.xhtml": NAV,
        "B/toc.ncx": NCX,
        **parts,
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        for name, text in found.items():
            if text:
                archive.writestr(name, text)
    return content.getvalue()


def read(content: bytes) -> Document:
    return read_document("livre.epub", content)


@pytest.mark.parametrize("without", ["B/nav.xhtml", "B/toc.ncx"], ids=["EPUB 2", "EPUB 3"])
def test_chapters_come_in_their_order_under_their_headings(without):
    found = read(book(**{without: ""}))
    assert [(one.heading, one.text) for one in found.paragraphs] == [
        ("L’eau", "L’eau coule sans fin."),
        ("L’eau", "Elle fait tourner la roue."),
        ("Le vent", "Il tourne\u00a0: souvent. Ou non."),
        ("Le vent", "Et mal fermé"),
    ]


def test_a_page_that_the_spine_names_once_for_each_anchor_is_read_once():
    items = '<item id="b" href="deux.xhtml" media-type="application/xhtml+xml"/>'
    anchors = "".join(
        items.replace('"b"', f'"b{n}"').replace("deux.xhtml", f"deux.xhtml#o{n}") for n in range(12)
    )
    spine = '<itemref idref="b"/>'
    named = "".join(spine.replace('"b"', f'"b{n}"') for n in range(12))
    package = PACKAGE.replace(items, anchors).replace(spine, named)
    package = package.replace('<itemref idref="a"/>', '<itemref idref="a"/><itemref idref="b3"/>')
    assert read(book(**{"B/b.opf": package})).paragraphs == read(book()).paragraphs


SHEET = """.p { margin: 0 } .a { font-weight: bold; font-size: 20pt }
.b { font-size: 14pt; font-weight: 700; font-style: italic } .c { font-size: 14pt;
font-weight: bold } .gros { font-weight: bold } .grand { font-size: 20pt }"""
PRINTED = """<body><p class="p"><span class="a">L’eau</span></p><p class="p">Elle coule.</p>
<p class="p b"><span class="x">La source</span></p><p class="gros">Elle est cachée.</p>
<p class="p"><span class="c">Le puits</span></p>
<p class="p">Il est <span class="c">profond</span></p>
<ul><li><p class="c">Un seau</p></li></ul><p class="grand">Le fond est loin</p>
<table><tr><td><p class="c">Mètres</p></td><td>12</td></tr></table>
<p class="b">Le lavoir</p><p>On y chante.</p></body>"""


def test_a_book_that_names_no_headings_has_those_that_it_prints_in_bold():
    sheet = '<item id="c" href="s.css" media-type="text/css"/></manifest>'
    package = PACKAGE.replace("</manifest>", sheet).replace('<itemref idref="a"/>', "")
    found = read(book(**{"B/b.opf": package, "B/s.css": SHEET, "B/deux.xhtml": PRINTED}))
    assert [(one.headings, one.text) for one in found.paragraphs] == [
        (("L’eau",), "Elle coule."),
        (("L’eau", "La source"), "Elle est cachée."),
        (("L’eau", "La source", "Le puits"), "Il est profond"),
        (("L’eau", "La source", "Le puits"), "Un seau"),
        (("L’eau", "La source", "Le puits"), "Le fond est loin"),
        (("L’eau", "La source", "Le puits"), "Mètres 12"),
        (("L’eau", "Le lavoir"), "On y chante."),
    ]


def test_bold_paragraphs_head_nothing_in_a_book_that_names_its_headings():
    sheet = '<item id="c" href="s.css" media-type="text/css"/></manifest>'
    package = PACKAGE.replace("</manifest>", sheet)
    found = read(book(**{"B/b.opf": package, "B/s.css": SHEET, "B/deux.xhtml": PRINTED}))
    assert {one.headings for one in found.paragraphs} == {("L’eau",), ("Le vent",)}


def test_the_package_says_title_date_and_author():
    info = read(book()).info
    assert (info.title, str(info.date), info.metadata["author"]) == (
        "Les moulins\u00a0: le vent",
        "1999-02",
        "Léo Blin",
    )


def encryption(algorithm: str) -> str:
    method = f'<EncryptionMethod Algorithm="{algorithm}"/>'
    return f"<encryption><EncryptedData>{method}</EncryptedData></encryption>"


def test_an_encrypted_book_is_told():
    said = encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    with pytest.raises(DocumentError, match="it is encrypted"):
        read(book(**{"META-INF/encryption.xml": said}))


@pytest.mark.parametrize(
    "algorithm", ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"]
)
def test_fonts_that_are_obfuscated_encrypt_no_text(algorithm):
    assert read(book(**{"META-INF/encryption.xml": encryption(algorithm)})).paragraphs


@pytest.mark.parametrize(
    "damaged", [{"B/b.opf": "<package>"}, {"META-INF/container.xml": "", "B/b.opf": ""}]
)
def test_a_book_without_a_package_is_damaged(damaged):
    with pytest.raises(DocumentError, match="it is damaged"):
        read(book(**damaged))
