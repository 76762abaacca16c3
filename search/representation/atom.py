"""An export as an Atom feed (RFC 4287), with the total as OpenSearch 1.1 has it.

What XML 1.0 has no place for, control characters above all, is U+FFFD in it.
"""

import io
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from urllib.parse import quote
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from ..model import Export
from .exported import ExportedJson, exported_json

_NAMESPACES = {
    "xmlns": "http://www.w3.org/2005/Atom",
    "xmlns:opensearch": "http://a9.com/-/spec/opensearch/1.1/",
}
#: What isn't a Char of XML 1.0 (W3C, 2.2).
_NO_CHARACTER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NONE: "AttributesImpl[str]" = AttributesImpl({})
_REPLACEMENT = "\ufffd"


def atom_pieces(export: Export) -> Iterator[bytes]:
    """The head of the feed, its entries, its end."""
    feed = _Feed()
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    feed.begin(export, now)
    yield feed.taken()
    for hit in export.hits:
        feed.entry(exported_json(hit, has_snippet=export.has_snippets), now)
        yield feed.taken()
    feed.end()
    yield feed.taken()


class _Feed:
    """Writes the elements; what is written is taken away piece by piece."""

    def __init__(self) -> None:
        self._written = io.BytesIO()
        self._xml = XMLGenerator(self._written, "utf-8", short_empty_elements=True)

    def taken(self) -> bytes:
        piece = self._written.getvalue()
        self._written.seek(0)
        self._written.truncate()
        return piece

    def begin(self, export: Export, now: str) -> None:
        self._xml.startDocument()
        self._xml.startElement("feed", AttributesImpl(_NAMESPACES))
        self._element("title", f"Alinéa : {export.query}")
        self._element("id", f"urn:alinea:query:{_name(export.query)}")
        self._element("updated", now)
        self._element("generator", "Alinéa")
        self._xml.startElement("author", _NONE)
        self._element("name", "Alinéa")
        self._xml.endElement("author")
        self._element("opensearch:totalResults", str(export.total))

    def end(self) -> None:
        self._xml.endElement("feed")
        self._xml.endDocument()

    def entry(self, found: ExportedJson, now: str) -> None:
        document = found.document
        date = _date_time(document.date) if document.date else None
        self._xml.startElement("entry", _NONE)
        self._element("title", document.title)
        self._element("id", f"urn:alinea:paragraph:{_name(document.id)}:{found.paragraph.ordinal}")
        self._element("updated", date or now)
        if date:
            self._element("published", date)
        self._element("link", "", {"rel": "alternate", "href": found.paragraph.url})
        for name, value in found.document.metadata.items():
            scheme = f"urn:alinea:metadata:{_name(name)}"
            self._element("category", "", {"scheme": scheme, "term": value})
        if found.snippet:
            self._element("summary", found.snippet.text)
        self._element("content", found.text, {"type": "text", "xml:lang": document.language})
        self._xml.endElement("entry")

    def _element(self, name: str, text: str, attributes: Mapping[str, str] | None = None) -> None:
        safe = {key: _characters(value) for key, value in (attributes or {}).items()}
        self._xml.startElement(name, AttributesImpl(safe))
        if text:
            self._xml.characters(_characters(text))
        self._xml.endElement(name)


def _characters(text: str) -> str:
    return _NO_CHARACTER.sub(_REPLACEMENT, text)


def _name(text: str) -> str:
    """As a part of a URN."""
    return quote(text, safe="", errors="replace")


def _date_time(date: str) -> str:
    """The first moment of a year, a month or a day (RFC 3339)."""
    return f"{f'{date}-01-01'[:10]}T00:00:00Z"
