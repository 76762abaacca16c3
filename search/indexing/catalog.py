"""What a generation knows of its documents and of the files that they come from.

One SQLite file beside the engine's: the engine finds paragraphs, the catalogue lists
documents, numbers them, and remembers the state of each file for the next update
(`catalog_files.py`, `catalog_writer.py`).
"""

from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from string import Formatter
from typing import Any

import msgspec
import numpy as np

from ..errors import DocumentError
from ..model import Count, DocumentInfo, ListingFilter, Outline
from ..period import Period
from ..wording.messages import translate
from .catalog_connection import CatalogConnection
from .catalog_listing import FOLDERS, FORMATS, YEARS, counting, listing

#: Numbers of documents are below this; so many make no long list; and so many numbers are
#: gone for each document that is left, at the most: a rebuild begins anew.
_MOST_NUMBERS, _FEW_NUMBERS, _GONE = 1 << 40, 1 << 24, 64

_DOCUMENT = (
    "number, id, title, date, title_is_lead, metadata, language, format, container, paragraphs"
)
_SKIPPED = "SELECT path, line, cause, details FROM skipped"
_CAUSES = "SELECT cause, count(*) AS times FROM skipped GROUP BY cause ORDER BY times DESC, cause"
_row = partial(
    msgspec.convert, type=tuple[int, str, str, str, bool, str, str, str, str, int], strict=False
)
_BY_CAUSE = f"{_SKIPPED} JOIN ({_CAUSES}) USING (cause) ORDER BY times DESC, cause, path, line"
#: What a list is of, unless something else is asked for.
_EVERYTHING = ListingFilter()


@dataclass(frozen=True, slots=True)
class FileState:
    """size: bytes; modified: nanoseconds since 1970
    hash: of the content (BLAKE2b; of a file of records `documents.change_hash`); nothing if it
        could not be read to its end
    is_link: to another file
    """

    size: int
    modified: int
    hash: bytes
    is_link: bool = False


#: Of a file of which not all is known.
TO_BE_READ = FileState(-1, 0, b"")


@dataclass(frozen=True, slots=True)
class Listed:
    """A document as the catalogue lists it."""

    number: int
    info: DocumentInfo
    paragraphs: int


class Catalog(CatalogConnection):
    """The catalogue in a file, to be read. Safe for several threads.

    Raises IndexDamagedError wherever it turns out not to be one.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._next = self._value("SELECT coalesce(max(number), -1) + 1 FROM documents")
        least = self._value("SELECT coalesce(min(number), 0) FROM documents")
        if not 0 <= least <= self._next <= _MOST_NUMBERS:
            raise self._damaged(translate("a document has a number that none can have"))

    # ---- documents

    @property
    def document_count(self) -> int:
        return self._value("SELECT count(*) FROM documents")

    def count_below(self, path: str) -> int:
        """How many documents are in the files at or below a path; "" is everything."""
        if not path:
            return self.document_count
        query = (
            "SELECT count(*) FROM documents JOIN chunks USING (chunk) "
            "WHERE file = ? OR (file > ? AND file < ?)"
        )
        # « 0 » is the character after « / ».
        return self._value(query, path, f"{path}/", f"{path}0")

    @property
    def paragraph_count(self) -> int:
        return self._value("SELECT coalesce(sum(paragraphs), 0) FROM documents")

    @cached_property
    def columns(self) -> dict[str, str]:
        """What the documents' metadata are called, by the keys of their columns
        (`query.columns`), as they were when the catalogue was first asked.
        """
        rows = self._rows("SELECT column, name FROM columns")
        with self._telling_damage():
            return dict(msgspec.convert(rows, list[tuple[str, str]]))

    def documents(
        self, offset: int = 0, limit: int = -1, asked: ListingFilter = _EVERYTHING
    ) -> list[Listed]:
        """The documents asked for, by file and place in it unless asked otherwise; a negative
        limit is none.
        """
        query, values = listing(asked, _DOCUMENT)
        with self._telling_damage():
            rows = self._rows(f"{query} LIMIT ? OFFSET ?", *values, limit, offset)
            return [_listed(row) for row in rows]

    def count_documents(self, asked: ListingFilter) -> int:
        """How many documents are asked for."""
        query, values = counting(asked)
        return self._value(query, *values)

    def years(self) -> list[Count]:
        """How many documents each year has, the earliest first; "" is those without a date."""
        return self._counts(YEARS)

    def formats(self) -> list[Count]:
        """How many documents each format has, the commonest first."""
        return self._counts(FORMATS)

    def folders(self) -> list[Count]:
        """How many documents are in each folder, its path with a slash at the end, not counting
        folders in it; of records, in each file. What is in no folder is in "".
        """
        return self._counts(FOLDERS)

    def _counts(self, query: str) -> list[Count]:
        with self._telling_damage():
            return msgspec.convert(self._rows(query), list[Count])

    def document(self, document_id: str) -> Listed | None:
        """The document of that id, or the one whose text is the same there."""
        select = f"SELECT {_DOCUMENT} FROM documents WHERE"
        same = "number = (SELECT number FROM copies WHERE id = ?)"
        with self._telling_damage():
            for which in ("id = ?", same):
                if rows := self._rows(f"{select} {which}", document_id):
                    return _listed(rows[0])
        return None

    def copies(self, number: int) -> list[str]:
        """The ids of what has the same text as a document, in other places."""
        query = (
            "SELECT id FROM copies JOIN chunks USING (chunk) WHERE number = ? "
            "ORDER BY chunks.file, chunks.place, copies.place"
        )
        return [row[0] for row in self._rows(query, number)]

    def outline(self, number: int) -> Outline:
        """Where the headings and pages of a document begin."""
        rows = self._rows("SELECT outline FROM outlines WHERE number = ?", number)
        with self._telling_damage():
            return msgspec.msgpack.decode(rows[0][0], type=Outline) if rows else Outline()

    @cached_property
    def has_copies(self) -> bool:
        """Whether any document has copies, when the catalogue was first asked."""
        return bool(self._value("SELECT EXISTS (SELECT 1 FROM copies)"))

    @cached_property
    def metadata_names(self) -> tuple[str, ...]:
        """What the files of any document say of it besides title and date, by name."""
        rows = self._rows("SELECT DISTINCT key FROM documents, json_each(metadata) ORDER BY key")
        return tuple(str(key) for (key,) in rows)

    @property
    def copy_count(self) -> int:
        return self._value("SELECT count(*) FROM copies")

    def ranks(self) -> list[int] | None:
        """The rank of each number in the order of files and of places in them, or None where
        it is the number.
        """
        numbers = self._numbers_in_order()
        if numbers == sorted(numbers):
            return None
        # Each number was a document's once; a list is not made as long as a stranger says.
        if self._next > max(_FEW_NUMBERS, _GONE * len(numbers)):
            raise self._damaged(translate("a document has a number that none can have"))
        ranks = [0] * self._next
        for rank, number in enumerate(numbers):
            ranks[number] = rank
        return ranks

    def _numbers_in_order(self) -> list[int]:
        """The numbers of the documents by file and place in it."""
        chunks = self._column("chunk", "chunks ORDER BY file, place")
        numbers = self._column("number", "documents ORDER BY chunk, place")
        if chunks == sorted(chunks):
            return numbers
        in_order = np.array(chunks, np.int64)
        of_numbers = np.array(self._column("chunk", "documents ORDER BY chunk, place"), np.int64)
        by_chunk = np.argsort(in_order)
        found = np.searchsorted(in_order, of_numbers, sorter=by_chunk)
        places = by_chunk.take(found, mode="clip")
        if (in_order[places] != of_numbers).any():
            raise self._damaged(translate("a document is in no file"))
        ordered: list[int] = np.array(numbers, np.int64)[np.argsort(places, kind="stable")].tolist()
        return ordered

    def _column(self, name: str, ordered: str) -> list[int]:
        """All numbers of a column: one value for SQLite, which takes a sixth of the time."""
        query = f"SELECT json_group_array({name}) FROM (SELECT {name} FROM {ordered})"
        with self._telling_damage():
            return msgspec.json.decode(self._rows(query)[0][0], type=list[int])

    # ---- what could not be read

    @property
    def skipped_count(self) -> int:
        return self._value("SELECT count(*) FROM skipped")

    def skipped(self, offset: int = 0, limit: int = -1) -> list[DocumentError]:
        """What was skipped, by path and line; a negative limit is none."""
        return self._skipped(f"{_SKIPPED} ORDER BY path, line, rowid", limit, offset)

    def _skipped(self, query: str, limit: int, offset: int) -> list[DocumentError]:
        with self._telling_damage():
            rows = self._rows(f"{query} LIMIT ? OFFSET ?", limit, offset)
            return [_skipped_file(row) for row in rows]

    def skipped_by_cause(self, offset: int = 0, limit: int = -1) -> list[DocumentError]:
        """The same, the commonest cause first."""
        return self._skipped(_BY_CAUSE, limit, offset)

    def skipped_causes(self) -> list[tuple[DocumentError, int]]:
        """One that was skipped of each cause, and how many; the commonest first."""
        causes = self._rows(_CAUSES)
        first, found = 0, []
        for _, count in causes:
            found += [(error, count) for error in self.skipped_by_cause(first, 1)]
            first += count
        return found


def _listed(row: tuple[Any, ...]) -> Listed:
    """Any column may have any type in SQLite. Raises ValueError for another than ours."""
    number, document_id, title, date, is_lead, metadata, *rest = _row(row)
    language, format_, container, paragraphs = rest
    info = DocumentInfo(
        document_id,
        title,
        Period.parse(date) if date else None,
        bool(is_lead),
        msgspec.json.decode(metadata, type=dict[str, str]),
        language,
        format_,
        container,
    )
    return Listed(number, info, paragraphs)


def _skipped_file(row: tuple[Any, ...]) -> DocumentError:
    """Raises ValueError for a cause that asks for more than the text of its details."""
    path, line, cause, details = msgspec.convert(row, type=tuple[str, int, str, str])
    decoded = msgspec.json.decode(details, type=dict[str, Any])
    plain = all(
        name is None or (name in decoded and not spec and not conversion)
        for _, name, spec, conversion in Formatter().parse(cause)
    )
    if not plain or not decoded.keys().isdisjoint(("path", "line", "cause")):
        raise ValueError(translate("the cause of what was skipped can't be told"))
    return DocumentError(path=path, cause=cause, line=line, **decoded)
