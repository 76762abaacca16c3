"""Writing what the catalogue of a staged generation knows of documents, and of copies of them."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from ..model import DocumentInfo, Outline
from ..query.columns import column_key
from .catalog import Listed
from .catalog_found import FoundWriter
from .catalog_listing import title_key

#: Names of metadata that are kept: records may have a name each.
_MOST_COLUMNS = 256
#: Values in a query.
_VALUES = 500


class Place(NamedTuple):
    """Where a document stands: as which of its chunk, that as which of its file, from 0."""

    file: str
    chunk: int
    number: int


@dataclass(frozen=True, slots=True)
class Copy:
    """A place where the text of another document stands too; digest: of the text"""

    id: str
    place: Place
    digest: bytes


class CatalogWriter(FoundWriter):
    """See `catalog_files.FilesWriter`."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        #: Ids and digests that were looked for and aren't there.
        self._absent: set[str | bytes] = set()

    # ---- documents

    def look_ahead(self, ids: Iterable[str], digests: Iterable[bytes]) -> None:
        """Find out together which ids and digests of texts there aren't: of these nothing is
        asked any more, until the next call.
        """
        wanted_ids, wanted_digests = set(ids), set(digests)
        here = {
            *self._those_of("SELECT id FROM documents WHERE id IN", wanted_ids),
            *self._those_of("SELECT id FROM copies WHERE id IN", wanted_ids),
            *self._those_of("SELECT digest FROM documents WHERE digest IN", wanted_digests),
        }
        self._absent = {*wanted_ids}
        self._absent |= wanted_digests
        self._absent -= here

    def _those_of(self, query: str, values: Set[Any]) -> Iterator[Any]:
        """What a query finds with some values; they are asked for as many at a time as SQLite
        takes whatever its version is.
        """
        left = iter(values)
        while some := list(islice(left, _VALUES)):
            for (found,) in self._rows(f"{query} ({', '.join('?' * len(some))})", *some):
                yield found

    def new_number(self) -> int:
        """A number that no document has had in this catalogue."""
        self._next += 1
        return self._next - 1

    def number_of_text(self, digest: bytes) -> int | None:
        """The document with that text."""
        if digest in self._absent:
            return None
        rows = self._rows("SELECT number FROM documents WHERE digest = ?", digest)
        return rows[0][0] if rows else None

    def text_of(self, document_id: str) -> tuple[int, bytes]:
        """The number of a document, and the digest of its text."""
        query = "SELECT number, digest FROM documents WHERE id = ?"
        number, digest = self._rows(query, document_id)[0]
        return number, digest

    def is_taken(self, document_id: str) -> bool:
        """Whether a document or a copy has that id, be it a copy of what is gone."""
        if document_id in self._absent:
            return False
        query = (
            "SELECT EXISTS (SELECT 1 FROM documents WHERE id = ?) "
            "OR EXISTS (SELECT 1 FROM copies WHERE id = ?)"
        )
        return bool(self._value(query, document_id, document_id))

    def numbers(self, file: str, chunks: Iterable[int]) -> dict[str, int]:
        """The numbers of the documents in chunks of a file, by id."""
        return {row[0]: row[1] for row in self._in_chunks(file, chunks)}

    def stamps(self, file: str, chunks: Iterable[int]) -> dict[str, bytes]:
        """Their stamps."""
        return {row[0]: row[2] for row in self._in_chunks(file, chunks)}

    def _in_chunks(self, file: str, chunks: Iterable[int]) -> list[tuple[str, int, bytes]]:
        query = (
            "SELECT id, number, stamp FROM chunks JOIN documents USING (chunk) "
            "WHERE chunks.file = ? AND chunks.place = ?"
        )
        return [row for chunk in chunks for row in self._rows(query, file, chunk)]

    def put(self, listed: Listed, place: Place, digest: bytes = b"", stamp: bytes = b"") -> None:
        """Keep a document; `digest` and `stamp` are those of `Prepared`."""
        info = listed.info
        self._absent.difference_update((info.id, digest))
        self._put_columns(info)
        self._connection.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                listed.number,
                info.id,
                self._chunk(place.file, place.chunk),
                place.number,
                info.title,
                str(info.date or ""),
                info.title_is_lead,
                msgspec.json.encode(info.metadata).decode(),
                info.language,
                info.format,
                info.container,
                listed.paragraphs,
                digest,
                stamp,
                title_key(info.title),
            ),
        )

    def put_outline(self, number: int, outline: Outline) -> None:
        """Keep where a document's headings and pages begin, if it has any."""
        if outline:
            row = (number, msgspec.msgpack.encode(outline))
            self._connection.execute("INSERT INTO outlines VALUES (?, ?)", row)

    def _put_columns(self, info: DocumentInfo) -> None:
        """Keep what the metadata are called: what is new of it, and no more than anybody asks."""
        known = self.columns
        for name in info.metadata:
            if len(known) < _MOST_COLUMNS and (key := column_key(name)) and key not in known:
                known[key] = name
                self._connection.execute("INSERT INTO columns VALUES (?, ?)", (key, name))

    def place(self, document_id: str, place: Place) -> None:
        """Have a document at another place of its file."""
        update = "UPDATE documents SET chunk = ?, place = ? WHERE id = ?"
        chunk = self._chunk(place.file, place.chunk)
        self._connection.execute(update, (chunk, place.number, document_id))

    def remove_document(self, document_id: str) -> None:
        which = "(SELECT number FROM documents WHERE id = ?)"
        self._connection.execute(f"DELETE FROM outlines WHERE number = {which}", (document_id,))
        self._connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))

    def remove_documents_of(self, file: str) -> dict[str, int]:
        """Forget all that stands in a file; the number that each document had, by id."""
        chunks = self.chunks(file)
        removed = self.numbers(file, chunks)
        self.remove_copies(file, chunks)
        for document_id in removed:
            self.remove_document(document_id)
        self.rearrange(file, chunks, {})
        return removed

    # ---- copies

    def put_copy(self, number: int, copy: Copy) -> None:
        self._absent.discard(copy.id)
        chunk = self._chunk(copy.place.file, copy.place.chunk)
        self._connection.execute(
            "INSERT INTO copies VALUES (?, ?, ?, ?, ?)",
            (number, copy.id, chunk, copy.place.number, copy.digest),
        )

    def remove_copy(self, copy: Copy) -> None:
        self._connection.execute("DELETE FROM copies WHERE id = ?", (copy.id,))

    def remove_copies(self, file: str, chunks: Iterable[int]) -> None:
        """Forget the copies in chunks of a file."""
        delete = (
            "DELETE FROM copies WHERE chunk IN "
            "(SELECT chunk FROM chunks WHERE file = ? AND place = ?)"
        )
        self._connection.executemany(delete, ((file, chunk) for chunk in chunks))

    def settle_copies(self) -> list[Copy]:
        """Have each copy point to a document with its text, and give the first copy of each
        text that no document has any more.
        """
        query = (
            "SELECT copies.id, chunks.file, chunks.place, copies.place, copies.digest "
            "FROM copies JOIN chunks USING (chunk) LEFT JOIN documents USING (number) "
            "WHERE documents.digest IS NOT copies.digest "
            "ORDER BY chunks.file, chunks.place, copies.place"
        )
        orphans: dict[bytes, Copy] = {}
        for document_id, file, chunk, number, digest in self._rows(query):
            copy = Copy(document_id, Place(file, chunk, number), digest)
            found = self.number_of_text(digest)
            if found is None:
                orphans.setdefault(digest, copy)
            else:
                update = "UPDATE copies SET number = ? WHERE id = ?"
                self._connection.execute(update, (found, document_id))
        return list(orphans.values())
