"""Archives that want to harm or that were harmed: each is told, none costs much."""

import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.documents import read_document
from search.documents.archives import MOST_PARTS
from search.errors import DocumentError

ZEROS = bytes(1 << 20)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = f'<w:document xmlns:w="{WORD}"><w:body>{{}}</w:body></w:document>'


def docx(body: str, method: int = zipfile.ZIP_DEFLATED, **parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        archive.writestr("word/document.xml", body)
        for name, part in parts.items():
            archive.writestr(f"word/{name}.xml", part)
    return content.getvalue()


GOOD = docx(BODY.format("<w:p><w:r><w:t>Le pont tient bon.</w:t></w:r></w:p>"))


def reason_of(content: bytes, name: str = "a.docx") -> str:
    with pytest.raises(DocumentError) as caught:
        read_document(name, content)
    assert caught.value.path == name
    return caught.value.reason


def test_a_bomb_is_left_when_it_has_proved_to_be_one():
    content = io.BytesIO()
    archive = zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED)
    with archive, archive.open("word/document.xml", "w") as part:
        for _ in range(40):
            part.write(ZEROS)
    assert reason_of(content.getvalue()) == "unpacked, it has more than 16 MB."


def test_the_parts_of_a_bomb_count_together():
    parts = {
        name: b"<a>" + ZEROS.replace(b"\0", b" ") * 7 + b"</a>"
        for name in ("styles", "footnotes", "endnotes")
    }
    assert reason_of(docx(BODY.format(""), **parts)) == "unpacked, it has more than 16 MB."


def test_a_file_that_says_what_it_is_in_gigabytes_is_read_no_further_than_needed():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ZEROS * 32)
    assert reason_of(content.getvalue()) == "it is an archive of other files."


def test_more_parts_than_any_document_has_are_not_listed():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for number in range(MOST_PARTS + 1):
            archive.writestr(str(number), b"")
    assert reason_of(content.getvalue()) == "it has more than 20,000 parts."


def test_parts_that_overlap_cost_no_more_than_they_may():
    """Many entries of the directory name the same bytes; newer releases of Python refuse them."""
    content = bytearray(GOOD)
    start = content.index(b"PK\x01\x02")
    entry = bytes(content[start : content.index(b"PK\x05\x06")])
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 500, 500, len(entry) * 500, start, 0)
    refused = "a.docx: it is damaged (Overlapped entries: 'word/document.xml' (possible zip bomb))."
    try:
        found = read_document("a.docx", bytes(content[:start]) + entry * 500 + end)
        texts = [one.text for one in found.paragraphs]
    except DocumentError as error:
        texts = [str(error)]
    assert texts in (["Le pont tient bon."], [refused])


def test_an_archive_in_an_archive_is_not_opened():
    assert reason_of(docx("", nested=GOOD).replace(b"word/document", b"word/dokument")) == (
        "it is an archive of other files."
    )


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_no_document_is_packed_with_is_not_unpacked(method):
    reason = reason_of(docx(BODY.format(""), method))
    assert reason == f"it is damaged (word/document.xml: method {method})."


def test_an_encrypted_part_is_told():
    content = bytearray(GOOD)
    content[content.index(b"PK\3\4") + 6] |= 1
    content[content.index(b"PK\1\2") + 8] |= 1
    assert reason_of(bytes(content)) == "it is encrypted."


def test_a_wrong_checksum_is_told():
    content = bytearray(GOOD)
    content[content.index(b"PK\1\2") + 16] ^= 0xFF
    assert reason_of(bytes(content)) == "it is damaged (Bad CRC-32 for file 'word/document.xml')."


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_is_cut_is_told(share):
    assert reason_of(GOOD[: int(len(GOOD) * share)]) == "it is damaged (File is not a zip file)."


def test_xml_that_is_cut_is_told_with_its_part():
    assert reason_of(docx("<a><b>")).startswith("it is damaged (word/document.xml: ")


def test_elements_nested_without_end_are_told():
    reason = reason_of(docx(BODY.format("<w:sdt>" * 100_000)))
    assert reason.startswith("it is damaged (word/document.xml: Excessive depth in document: 256")


def test_a_billion_laughs_are_not_laughed():
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE w:document [<!ENTITY a0 "ha">{laughs}]>'
    reason = reason_of(docx(bomb + BODY.format('<w:p w:x="&a11;"/>')))
    assert "Maximum entity amplification factor exceeded" in reason


def test_no_file_and_no_address_is_asked_for(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("mot de passe", "utf-8")
    entities = (
        f'<!DOCTYPE w:document SYSTEM "{secret.as_uri()}" ['
        f'<!ENTITY file SYSTEM "{secret.as_uri()}"><!ENTITY net SYSTEM "http://a.invalid/b">'
        f'<!ENTITY % all SYSTEM "{secret.as_uri()}"> %all;]>'
    )
    body = BODY.format("<w:p><w:r><w:t>Rien&file; de&net; plus.</w:t></w:r></w:p>")
    (found,) = read_document("a.docx", docx(entities + body)).paragraphs
    assert found.text == "Rien de plus."


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_a_corrupted_file_is_read_or_told(data):
    content = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = read_document("a.docx", bytes(content))
    except DocumentError:
        return
    assert found.info.format == "docx"
