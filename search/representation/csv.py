"""An export as CSV (RFC 4180) for spreadsheets: UTF-8 with a byte order mark, by which they tell
the encoding, and no cell that they would take for a formula.

What begins like a formula has an apostrophe before it (OWASP, « CSV Injection »).
"""

import csv
import io
from collections.abc import Iterator

from ..model import Export
from .exported import ExportedJson, exported_json

#: What spreadsheets take for the beginning of a formula, or skip before one.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
#: Between several values of one cell.
_SEPARATOR = " | "


def csv_pieces(export: Export) -> Iterator[bytes]:
    """The header, then a row a hit."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    names = export.metadata
    snippet = ("snippet",) if export.has_snippets else ()
    writer.writerow(map(_plain, (*_COLUMNS, *snippet, *(f"metadata.{name}" for name in names))))
    yield b"\xef\xbb\xbf" + _taken(written)
    for hit in export.hits:
        found = exported_json(hit, has_snippet=export.has_snippets)
        shown = (found.snippet.text,) if found.snippet else ()
        metadata = (found.document.metadata.get(name, "") for name in names)
        writer.writerow([_plain(cell) for cell in (*_cells(found), *shown, *metadata)])
        yield _taken(written)


_COLUMNS = (
    *("address", "url", "permalink", "document", "title", "date", "language", "path", "format"),
    *("copies", "ordinal", "heading", "page", "quoted", "score", "matched", "text"),
)


def _cells(found: ExportedJson) -> tuple[object, ...]:
    """In the order of `_COLUMNS`."""
    document, paragraph = found.document, found.paragraph
    return (
        found.address,
        paragraph.url,
        paragraph.permalink,
        document.id,
        document.title,
        document.date,
        document.language,
        document.path,
        document.format,
        _SEPARATOR.join(document.copies),
        paragraph.ordinal,
        paragraph.heading,
        paragraph.page,
        "true" if paragraph.quoted else "false",
        found.score,
        _SEPARATOR.join(found.matched),
        found.text,
    )


def _plain(cell: object) -> object:
    """The cell as what it says, whatever it begins with; null is empty."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _taken(written: io.StringIO) -> bytes:
    text = written.getvalue()
    written.seek(0)
    written.truncate()
    return text.encode("utf-8", "replace")
