"""A file is what its content says, whatever it is called."""

import io
import zipfile

import pytest

from search.documents import read_document
from search.documents.formats import format_of
from search.errors import DocumentError
from search.wording.messages import speaking


def zipped(**parts: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), part)
    return content.getvalue()


ODF = "application/vnd.oasis.opendocument."


@pytest.mark.parametrize("name", ["a", "a.txt", "a.docx", "a.html", "a.jpg"])
@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.4\n", "pdf"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>Oui", "html"),
        (b'<?xml version="1.0"?>\n<!-- a -->\n<!DOCTYPE html><html>', "html"),
        (rb"{\rtf1 Oui}", "rtf"),
        (b"From: a@b\nTo: c@d\nSubject: e\n\nOui", None),
        (b'<?xml version="1.0"?><office:document xmlns:office="o">', "odt"),
        (zipped(word__document_xml=""), "docx"),
        (zipped(word__document2_xml=""), "docx"),
        (zipped(mimetype=ODF + "text"), "odt"),
        (zipped(mimetype=ODF + "text-template"), "odt"),
        (zipped(content_xml=""), "odt"),
        (zipped(mimetype="application/epub+zip\n"), "epub"),
        (zipped(**{"META-INF__container_xml": ""}), "epub"),
    ],
)
def test_content_decides(name, content, kind):
    if kind is None:
        kind = "html" if name == "a.html" else "mail"
    assert format_of(name, content).name == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.md", "markdown"), ("a.htm", "html"), ("a.eml", "mail"), ("A.TXT", "text"), ("a", "text")],
)
def test_the_name_decides_between_formats_of_plain_characters(name, kind):
    assert format_of(name, b"Une phrase.").name == kind


@pytest.mark.parametrize("name", ["a", "a.txt", "a.docx", "a.pdf"])
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "it is an Office file of the old kind"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "it is encrypted",
        ),
        (zipped(xl__workbook_xml=""), "it is a spreadsheet, a presentation or a drawing"),
        (zipped(ppt__presentation_xml=""), "it is a spreadsheet, a presentation or a drawing"),
        (zipped(mimetype=ODF + "spreadsheet", content_xml=""), "it is a spreadsheet"),
        (zipped(photo=""), "it is an archive of other files"),
        (zipped(), "it is an archive of other files"),
        (b"Rar!\x1a\x07\0", "it is an archive of other files"),
        (b"a.txt".ljust(257, b"\0") + b"ustar\x0000", "it is an archive of other files"),
        (b"\x1f\x8b\x08\0", "it is a compressed file"),
        (b"BZh91AY&SY", "it is a compressed file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "it is a picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "it is a picture"),
        (b"GIF89a\1\0\1\0", "it is a picture"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "it is a picture"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><text>Oui</text></svg>', "it is a picture"),
        (b"ID3\3\0\0\0\0\0\0", "it is sound or video"),
        (b"OggS\0\2", "it is sound or video"),
        (b"\0\0\0\x20ftypisom", "it is sound or video"),
        (b"\x7fELF\2\1\1\0", "it is a program"),
        (b"MZ" + bytes(100) + b"PE\0\0", "it is a program"),
        (b"%!PS-Adobe-3.0\n", "it is a program"),
        (b'<?xml version="1.0"?><plan><ville/></plan>', "it is XML of a kind that isn't read"),
        (bytes(range(256)) * 4, "it is not a text but a binary file"),
        (b"SQLite format 3\0\x10\0\x01\x01\0@  ", "it is not a text but a binary file"),
        (
            bytes((n * n * 7 + 13 * n) % 251 for n in range(4000)),
            "it is not a text but a binary file",
        ),
    ],
)
def test_what_is_no_document_is_told(name, content, reason):
    with pytest.raises(DocumentError) as caught:
        read_document(name, content)
    assert caught.value.reason.startswith(reason)


def test_reasons_are_told_in_french_too():
    with pytest.raises(DocumentError) as caught:
        read_document("a.txt", bytes(range(256)) * 4)
    with speaking("fr"):
        assert caught.value.reason == "ce n’est pas un texte mais un fichier binaire."


@pytest.mark.parametrize(
    "text", ["BMW ouvre une usine.", "MZ, deux lettres.", "GIF89a est un nom."]
)
def test_a_text_may_begin_with_the_letters_of_a_picture(text):
    assert [one.text for one in read_document("a.txt", text.encode()).paragraphs] == [text]


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.odt", "a.epub", "a.eml"])
def test_a_file_of_no_bytes_is_told_unless_it_is_a_text(name):
    with pytest.raises(DocumentError, match="it is empty"):
        read_document(name, b"")
    assert read_document("a.txt", b"").paragraphs == ()
