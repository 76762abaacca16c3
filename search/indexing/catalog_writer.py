"""Writing the catalogue of a draft: documents, copies of them, and the states of files."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import msgspec

from ..errors import DocumentError
from .catalog import Catalog, FileState, Listed

#: `place` orders the documents of a file: the number of their chunk, then theirs in it.
CHUNK_BITS = 20
_IN_CHUNK = (1 << CHUNK_BITS) - 1
_TABLES = """
CREATE TABLE files (path TEXT PRIMARY KEY, size INT, modified INT, hash BLOB) WITHOUT ROWID;
CREATE TABLE chunks (
    file TEXT, place INT, digest BLOB, PRIMARY KEY (file, place)
) WITHOUT ROWID;
CREATE TABLE documents (
    number INTEGER PRIMARY KEY, id TEXT UNIQUE, file TEXT, place INT, title TEXT, date TEXT,
    title_is_lead INT, metadata TEXT, language TEXT, paragraphs INT, digest BLOB,
    stamp BLOB
);
CREATE INDEX documents_in_order ON documents (file, place);
CREATE INDEX documents_by_text ON documents (digest);
CREATE TABLE copies (number INT, id TEXT UNIQUE, file TEXT, place INT, digest BLOB);
CREATE INDEX copies_of_a_document ON copies (number);
CREATE INDEX copies_in_a_file ON copies (file, place);
CREATE TABLE skipped (path TEXT, line INT, cause TEXT, details TEXT);
"""


@dataclass(frozen=True, slots=True)
class Copy:
    """A place where the text of another document stands too.

    place: in the file; digest: of the text
    """

    id: str
    file: str
    place: int
    digest: bytes


class CatalogWriter(Catalog):
    """The catalogue of a draft; made if there is none.

    Raises sqlite3.OperationalError for what can't be written.
    """

    def commit(self) -> None:
        """Keep what was written."""
        self._connection.commit()

    # ---- documents

    def new_number(self) -> int:
        """A number that no document has had in this catalogue."""
        self._next += 1
        return self._next - 1

    def number_of_text(self, digest: bytes) -> int | None:
        """The document with that text."""
        rows = self._rows("SELECT number FROM documents WHERE digest = ?", digest)
        return rows[0][0] if rows else None

    def is_taken(self, document_id: str) -> bool:
        """Whether a document or a copy has that id."""
        return self.document(document_id) is not None

    def put(
        self, listed: Listed, file: str, place: int, digest: bytes = b"", stamp: bytes = b""
    ) -> None:
        """Keep a document; `digest` and `stamp` are those of `Prepared`."""
        info = listed.info
        self._connection.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                listed.number,
                info.id,
                file,
                place,
                info.title,
                str(info.date or ""),
                info.title_is_lead,
                msgspec.json.encode(info.metadata).decode(),
                info.language,
                listed.paragraphs,
                digest,
                stamp,
            ),
        )

    def place(self, document_id: str, place: int) -> None:
        """Have a document at another place of its file."""
        update = "UPDATE documents SET place = ? WHERE id = ?"
        self._connection.execute(update, (place, document_id))

    def numbers(self, file: str, chunks: Iterable[int]) -> dict[str, int]:
        """The numbers of the documents in chunks of a file, by id."""
        query = "SELECT id, number FROM documents WHERE file = ? AND place BETWEEN ? AND ?"
        return {
            row[0]: row[1]
            for first, last in _ranges(chunks)
            for row in self._rows(query, file, first, last)
        }

    def stamps(self, file: str, chunks: Iterable[int]) -> dict[str, bytes]:
        """Their stamps."""
        query = "SELECT id, stamp FROM documents WHERE file = ? AND place BETWEEN ? AND ?"
        return {
            row[0]: row[1]
            for first, last in _ranges(chunks)
            for row in self._rows(query, file, first, last)
        }

    def remove_document(self, document_id: str) -> None:
        self._connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))

    def remove_copies(self, file: str, chunks: Iterable[int]) -> None:
        """Forget the copies in chunks of a file."""
        delete = "DELETE FROM copies WHERE file = ? AND place BETWEEN ? AND ?"
        rows = ((file, first, last) for first, last in _ranges(chunks))
        self._connection.executemany(delete, rows)

    def text_of(self, document_id: str) -> tuple[int, bytes]:
        """The number of a document, and the digest of its text."""
        query = "SELECT number, digest FROM documents WHERE id = ?"
        number, digest = self._rows(query, document_id)[0]
        return number, digest

    def remove_documents_of(self, file: str, chunks: Iterable[int] | None = None) -> dict[str, int]:
        """Forget the documents and copies in a file, or in these chunks of it; the number
        that each document had, by id.
        """
        removed: dict[str, int] = {}
        for first, last in _ranges(chunks):
            where = "WHERE file = ? AND place BETWEEN ? AND ?"
            rows = self._rows(f"SELECT id, number FROM documents {where}", file, first, last)
            removed |= dict(rows)
            for table in ("documents", "copies"):
                self._connection.execute(f"DELETE FROM {table} {where}", (file, first, last))
        return removed

    # ---- copies

    def put_copy(self, number: int, copy: Copy) -> None:
        self._connection.execute(
            "INSERT INTO copies VALUES (?, ?, ?, ?, ?)",
            (number, copy.id, copy.file, copy.place, copy.digest),
        )

    def remove_copy(self, copy: Copy) -> None:
        self._connection.execute("DELETE FROM copies WHERE id = ?", (copy.id,))

    def settle_copies(self) -> list[Copy]:
        """Have each copy point to a document with its text, and give the first copy of each
        text that no document has any more.
        """
        query = (
            "SELECT copies.id, copies.file, copies.place, copies.digest FROM copies LEFT JOIN "
            "documents USING (number) WHERE documents.digest IS NOT copies.digest "
            "ORDER BY copies.file, copies.place"
        )
        orphans: dict[bytes, Copy] = {}
        for copy in [Copy(*row) for row in self._rows(query)]:
            number = self.number_of_text(copy.digest)
            if number is None:
                orphans.setdefault(copy.digest, copy)
            else:
                update = "UPDATE copies SET number = ? WHERE id = ?"
                self._connection.execute(update, (number, copy.id))
        return list(orphans.values())

    # ---- files

    def file(self, path: str) -> FileState | None:
        """What is known of a file."""
        rows = self._rows("SELECT size, modified, hash FROM files WHERE path = ?", path)
        return FileState(*rows[0]) if rows else None

    def files(self, below: str = "") -> set[str]:
        """The paths of all files, or of those at or below a path."""
        if not below:
            return {row[0] for row in self._rows("SELECT path FROM files")}
        query = "SELECT path FROM files WHERE path = ? OR (path > ? AND path < ?)"
        # « 0 » is the character after « / ».
        return {row[0] for row in self._rows(query, below, f"{below}/", f"{below}0")}

    def unfinished_files(self) -> set[str]:
        """The files of which not all is known."""
        return {row[0] for row in self._rows("SELECT path FROM files WHERE size < 0")}

    def put_file(self, path: str, state: FileState) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)",
            (path, state.size, state.modified, state.hash),
        )

    def remove_file(self, path: str) -> None:
        for table, column in (("files", "path"), ("chunks", "file")):
            self._connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (path,))

    # ---- chunks of files of records

    def chunks(self, file: str) -> dict[int, bytes]:
        """The digest of each chunk, by its place."""
        rows = self._rows("SELECT place, digest FROM chunks WHERE file = ? ORDER BY place", file)
        return dict(rows)

    def chunks_with_documents(self, file: str) -> set[int]:
        """The places of the chunks that documents or copies came from."""
        found: set[int] = set()
        for table in ("documents", "copies"):
            query = f"SELECT DISTINCT place >> {CHUNK_BITS} FROM {table} WHERE file = ?"
            found.update(row[0] for row in self._rows(query, file))
        return found

    def put_chunk(self, file: str, place: int, digest: bytes) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO chunks VALUES (?, ?, ?)", (file, place, digest)
        )

    def rearrange(self, file: str, gone: Iterable[int], moved: Mapping[int, int]) -> None:
        """Forget chunks, and have the documents of others elsewhere."""
        execute = self._connection.execute
        gone_rows = [(file, place) for place in gone]
        self._connection.executemany("DELETE FROM chunks WHERE file = ? AND place = ?", gone_rows)
        if not moved:
            return
        execute("CREATE TEMP TABLE moves (old INTEGER PRIMARY KEY, new INT)")
        self._connection.executemany("INSERT INTO moves VALUES (?, ?)", moved.items())
        shift, mask = CHUNK_BITS, _IN_CHUNK
        moved_to = f"(SELECT new FROM moves WHERE old = place >> {shift})"
        new = f"({moved_to} << {shift}) | (place & {mask})"
        among = f"file = ? AND place >> {shift} IN (SELECT old FROM moves)"
        for table in ("documents", "copies"):
            execute(f"UPDATE {table} SET place = {new} WHERE {among}", (file,))
        kept = self.chunks(file)
        execute("DELETE FROM chunks WHERE file = ?", (file,))
        for place, digest in kept.items():
            self.put_chunk(file, moved.get(place, place), digest)
        execute("DROP TABLE moves")

    # ---- what could not be read

    def put_skipped(self, errors: Iterable[DocumentError]) -> None:
        self._connection.execute("DELETE FROM skipped")
        rows = (
            (one.path, one.line, one.cause, msgspec.json.encode(one.details, enc_hook=str))
            for one in errors
        )
        self._connection.executemany("INSERT INTO skipped VALUES (?, ?, ?, ?)", rows)

    # ---- the file

    def _open(self) -> sqlite3.Connection:
        new = not self._path.exists()
        connection = self._connect("rwc")
        try:
            with self._telling_damage():
                # The generation is only used once it is whole on disk: no journal is needed.
                connection.execute("PRAGMA journal_mode=OFF")
                connection.execute("PRAGMA synchronous=OFF")
                if new:
                    connection.executescript(_TABLES)
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def _telling_damage(self) -> Iterator[None]:
        """What can't be written isn't damage."""
        try:
            yield
        except sqlite3.OperationalError:
            raise
        except sqlite3.Error:
            with super()._telling_damage():
                raise


def place_of(chunk: int, number: int) -> int:
    """The place of a document in its file, by its chunk and its number in that."""
    return chunk << CHUNK_BITS | number


def chunk_of(place: int) -> int:
    return place >> CHUNK_BITS


def _ranges(chunks: Iterable[int] | None) -> Iterator[tuple[int, int]]:
    """The first and last place of each chunk; of all without."""
    if chunks is None:
        yield 0, (1 << 62)
        return
    for chunk in chunks:
        yield place_of(chunk, 0), place_of(chunk, _IN_CHUNK)
