"""An export as an Atom feed (RFC 4287), with the total as OpenSearch 1.1 has it.

What XML 1.0 has no place for, control characters above all, is U+FFFD in it.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple
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


class Link(NamedTuple):
    """rel: what it leads to (RFC 4287, 4.2.7.2); kind: the media type of that, if it is told"""

    rel: str
    href: str
    kind: str = ""


def atom_pieces(export: Export) -> Iterator[bytes]:
    """The head of the feed, its entries, its end.

    What has no date was updated when the index was: whoever asks again, or asks another server of
    the same index, is given the same.
    """
    feed = FeedWriter()
    name = f"urn:alinea:query:{_name(export.query)}"
    feed.begin(f"Alinéa : {export.query}", name, export.built, export.total)
    yield feed.taken()
    for hit in export.hits:
        _write(feed, exported_json(hit, has_snippet=export.has_snippets), export.built)
        yield feed.taken()
    feed.end()
    yield feed.taken()


def _write(feed: "FeedWriter", found: ExportedJson, built: str) -> None:
    document = found.document
    date = _date_time(document.date) if document.date else ""
    feed.entry(
        document.title,
        f"urn:alinea:paragraph:{_name(document.id)}:{found.paragraph.ordinal}",
        date or built,
        found.paragraph.url,
        found.text,
        document.language,
        published=date,
        categories=document.metadata,
        summary=found.snippet.text if found.snippet else "",
    )


class FeedWriter:
    """Writes the elements; what is written is taken away piece by piece."""

    def __init__(self) -> None:
        self._written = io.BytesIO()
        self._xml = XMLGenerator(self._written, "utf-8", short_empty_elements=True)

    def taken(self) -> bytes:
        piece = self._written.getvalue()
        self._written.seek(0)
        self._written.truncate()
        return piece

    def begin(
        self, title: str, name: str, updated: str, total: int, links: Iterable[Link] = ()
    ) -> None:
        """updated: in RFC 3339"""
        self._xml.startDocument()
        self._xml.startElement("feed", AttributesImpl(_NAMESPACES))
        self._element("title", title)
        self._element("id", name)
        self._element("updated", updated)
        for link in links:
            kind = {"type": link.kind} if link.kind else {}
            self._element("link", "", {"rel": link.rel, "href": link.href, **kind})
        self._element("generator", "Alinéa")
        self._xml.startElement("author", _NONE)
        self._element("name", "Alinéa")
        self._xml.endElement("author")
        self._element("opensearch:totalResults", str(total))

    def end(self) -> None:
        self._xml.endElement("feed")
        self._xml.endDocument()

    def entry(
        self,
        title: str,
        name: str,
        updated: str,
        url: str,
        text: str,
        language: str,
        *,
        published: str = "",
        categories: Mapping[str, str] = MappingProxyType({}),
        summary: str = "",
    ) -> None:
        """updated, published: in RFC 3339; categories: metadata by their names"""
        self._xml.startElement("entry", _NONE)
        self._element("title", title)
        self._element("id", name)
        self._element("updated", updated)
        if published:
            self._element("published", published)
        self._element("link", "", {"rel": "alternate", "href": url})
        for category, value in categories.items():
            scheme = f"urn:alinea:metadata:{_name(category)}"
            self._element("category", "", {"scheme": scheme, "term": value})
        if summary:
            self._element("summary", summary)
        self._element("content", text, {"type": "text", "xml:lang": language})
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
