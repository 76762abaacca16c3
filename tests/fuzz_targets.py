"""What fuzzing feeds: each takes any bytes, and raises only where something is wrong."""

import io
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from search.analysis import FRENCH
from search.documents import Columns, chunks, read_document
from search.documents.header import read_header
from search.errors import DocumentError, QueryError
from search.model import Snippet
from search.query.parser import parse
from search.query.tree import leaves
from search.query.unparse import unparse
from search.searching.highlighting import Highlighter

Target = Callable[[bytes], None]


def parser(content: bytes) -> None:
    """What is understood is understood so again."""
    try:
        tree = parse(_text(content)[:512])
    except QueryError:
        return
    assert parse(unparse(tree)) == tree


def analyser(content: bytes) -> None:
    """Tokens are where they are said to be, one behind the other."""
    text = _text(content)
    end = 0
    for token in FRENCH.tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert token.text == text[token.start : token.end]
        end = token.end


def header(content: bytes) -> None:
    """What isn't of the header is left in the text, whole."""
    text = _text(content)
    _, rest = read_header(text)
    assert rest.strip() in text


def highlighter(content: bytes) -> None:
    """What is lit is in the text, in order; a snippet is a part of it."""
    query, _, text = _text(content).partition("\n")
    try:
        wanted = dict.fromkeys(leaves(parse(query[:512])), 1.0)
    except QueryError:
        return
    lit = Highlighter(wanted, {}, {}, FRENCH)
    for shown in (*lit.light([text]), *lit.snippets([text], 300)):
        _assert_in_order(shown)


def _assert_in_order(shown: Snippet) -> None:
    end = 0
    for span in shown.spans:
        assert end <= span.start < span.end <= len(shown.text)
        end = span.end


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def reader(suffix: str) -> Target:
    """A file is read, or it is told why not."""

    def read(content: bytes) -> None:
        try:
            document = read_document(f"a{suffix}", content)
        except (DocumentError, RecursionError):  # told as nested too deeply
            return
        assert [one.ordinal for one in document.paragraphs] == [
            *range(1, len(document.paragraphs) + 1)
        ]

    return read


def records(suffix: str) -> Target:
    """So is each record of a file of them."""

    def read(content: bytes) -> None:
        with tempfile.NamedTemporaryFile(suffix=suffix) as file:
            file.write(content)
            file.flush()
            try:
                for chunk in chunks(f"a{suffix}", Path(file.name), Columns()):
                    _build_all(chunk)
            except DocumentError:
                pass

    return read


def _build_all(chunk) -> None:
    for found in chunk.documents():
        if isinstance(found, DocumentError):
            continue
        with suppress(DocumentError):
            found.build()


def _zipped(**parts: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), part)
    return content.getvalue()


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
_PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources
<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj
4 0 obj<</Length 44>>stream
BT /F 12 Tf 20 100 Td (Le pont tient.) Tj ET
endstream endobj
trailer<</Root 1 0 R>>
"""
#: Each target, with inputs to begin with.
TARGETS: dict[str, tuple[Target, list[bytes]]] = {
    "parser": (
        parser,
        ['"jour de la vic*"~5 +titre:(a OU b) -date:2024..2025 =œil l\'eau~ *tion'.encode()],
    ),
    "analyser": (
        analyser,
        ["L’œil d’1 000 étudiant·e·s, J.-C. n° 5 µg C++ 11'000 €".encode()],
    ),
    "header": (header, [b"title: Un titre\ndate: 2024-11\n\nLe texte."]),
    "highlighter": (highlighter, ['"l\'eau" vic* =dû\nL’eau. La victoire ! Il est dû.'.encode()]),
    ".txt": (reader(".txt"), [b"1. TITRE\n=====\n\n- un\n- deux\n\nLe texte, cou-\np\xc3\xa9.\n"]),
    ".html": (
        reader(".html"),
        [b"<html><body><nav>a</nav><h1>T</h1><p>Un <b>mot</b><table><tr><td>x</table></body>"],
    ),
    ".md": (reader(".md"), [b"---\ntitle: T\n---\n# A\n\n* b\n\n| a |\n|---|\n| c |[^1]"]),
    ".rtf": (reader(".rtf"), [rb"{\rtf1\ansi{\fonttbl\f0 A;}\pard L'\'e9t {\*\x y}\u8217?\par}"]),
    ".eml": (
        reader(".eml"),
        [b"From: a@b\nSubject: =?utf-8?q?Un_=C3=A9t=C3=A9?=\nMIME-Version: 1.0\n"
         b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\n> cit\xc3\xa9\n\nun\n--x--\n"],
    ),
    ".docx": (
        reader(".docx"),
        [_zipped(word__document_xml=f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>Un pont.'
                 "</w:t></w:r></w:p></w:body></w:document>")],
    ),
    ".odt": (
        reader(".odt"),
        [_zipped(mimetype="application/vnd.oasis.opendocument.text", content_xml=
                 f'<o:document-content xmlns:o="{_OFFICE}office:1.0" xmlns:t="{_OFFICE}text:1.0">'
                 "<o:body><o:text><t:h>A</t:h><t:p>Un pont.</t:p></o:text></o:body>"
                 "</o:document-content>")],
    ),
    ".pdf": (reader(".pdf"), [_PDF]),
    ".jsonl": (records(".jsonl"), [b'{"id": "1", "text": "Un pont."}\n{"text": "b"}\n']),
    ".csv": (records(".csv"), [b'id,title,text\n1,"T\n""x""",Un pont.\n2,U,Un lac\n']),
    ".mbox": (
        records(".mbox"),
        [b"From a@b Thu Jan  1 10:00:00 2024\nSubject: x\n\nUn pont.\n>From ici\n"],
    ),
}  # fmt: skip
