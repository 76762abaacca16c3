"""What a generation knows of its documents and of the files that they come from.

One SQLite file beside the engine's: the engine finds paragraphs, the catalogue lists
documents, numbers them, and remembers the state of each file for the next update.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import Any

import msgspec

from ..errors import DocumentError, IndexDamagedError
from ..model import DocumentInfo
from ..period import Period
from .generations import REBUILD

_TABLES = """
CREATE TABLE files (path TEXT PRIMARY KEY, size INT, modified INT, hash BLOB) WITHOUT ROWID;
CREATE TABLE documents (
    number INTEGER PRIMARY KEY, id TEXT UNIQUE, file TEXT, place INT, title TEXT, date TEXT,
    title_is_lead INT, metadata TEXT, paragraphs INT
);
CREATE INDEX documents_in_order ON documents (file, place);
CREATE TABLE skipped (path TEXT, reason TEXT);
"""


@dataclass(frozen=True, slots=True)
class FileState:
    """size: bytes; modified: nanoseconds since 1970; hash: BLAKE2b of the content."""

    size: int
    modified: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Listed:
    """A document as the catalogue lists it."""

    number: int
    info: DocumentInfo
    paragraphs: int


class Catalog:
    """The catalogue in a file. Reading is safe for several threads.

    Raises IndexDamagedError wherever it turns out not to be one, and sqlite3.OperationalError
    for what can't be written.
    """

    def __init__(self, path: Path, *, read_only: bool = True) -> None:
        """Open it, or make it if it is to be written and isn't there."""
        new = not read_only and not path.exists()
        mode = "ro&immutable=1" if read_only else "rwc"
        uri = f"{path.absolute().as_uri()}?mode={mode}"
        self._path = path
        self._read_only = read_only
        self._lock = Lock()
        with self._telling_damage():
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            if not read_only:
                # The generation is only used once it is whole on disk: no journal is needed.
                self._connection.execute("PRAGMA journal_mode=OFF")
                self._connection.execute("PRAGMA synchronous=OFF")
            if new:
                self._connection.executescript(_TABLES)
        self._next = self._value("SELECT coalesce(max(number), -1) + 1 FROM documents")

    def commit(self) -> None:
        """Keep what was written."""
        self._connection.commit()

    def close(self) -> None:
        """Forget what was not committed; harmless when repeated."""
        self._connection.close()

    # ---- documents

    @property
    def document_count(self) -> int:
        return self._value("SELECT count(*) FROM documents")

    @property
    def paragraph_count(self) -> int:
        return self._value("SELECT coalesce(sum(paragraphs), 0) FROM documents")

    def documents(self, offset: int = 0, limit: int = -1) -> list[Listed]:
        """The documents by file and place in it; a negative limit is none."""
        query = f"{_SELECT} ORDER BY file, place LIMIT ? OFFSET ?"
        return [_listed(row) for row in self._rows(query, limit, offset)]

    def document(self, document_id: str) -> Listed | None:
        rows = self._rows(f"{_SELECT} WHERE id = ?", document_id)
        return _listed(rows[0]) if rows else None

    def ranks(self) -> list[int] | None:
        """The rank of each number in the order of files and of places in them, or None where
        it is the number.
        """
        query = "SELECT number FROM documents ORDER BY file, place"
        numbers = [row[0] for row in self._rows(query)]
        if all(before < after for before, after in pairwise(numbers)):
            return None
        ranks = [0] * self._next
        for rank, number in enumerate(numbers):
            ranks[number] = rank
        return ranks

    # ---- writing

    def new_number(self) -> int:
        """A number that no document has had in this catalogue."""
        self._next += 1
        return self._next - 1

    def put(self, listed: Listed, file: str, place: int) -> None:
        """Keep a document, the `place`-th of its file."""
        info = listed.info
        self._connection.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                listed.number,
                info.id,
                file,
                place,
                info.title,
                str(info.date or ""),
                info.title_is_lead,
                msgspec.json.encode(info.metadata).decode(),
                listed.paragraphs,
            ),
        )

    def remove_documents_of(self, file: str) -> dict[str, int]:
        """Forget the documents of a file; the number that each had, by id."""
        removed = dict(self._rows("SELECT id, number FROM documents WHERE file = ?", file))
        self._connection.execute("DELETE FROM documents WHERE file = ?", (file,))
        return removed

    # ---- files

    def files(self) -> dict[str, FileState]:
        rows = self._rows("SELECT path, size, modified, hash FROM files")
        return {path: FileState(*state) for path, *state in rows}

    def put_file(self, path: str, state: FileState) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)",
            (path, state.size, state.modified, state.hash),
        )

    def remove_file(self, path: str) -> None:
        self._connection.execute("DELETE FROM files WHERE path = ?", (path,))

    # ---- what could not be read

    def skipped(self) -> Iterator[DocumentError]:
        for path, reason in self._rows("SELECT path, reason FROM skipped ORDER BY path"):
            yield DocumentError(path=path, reason=reason)

    def put_skipped(self, errors: Iterable[DocumentError]) -> None:
        self._connection.execute("DELETE FROM skipped")
        rows = ((error.path, error.reason) for error in errors)
        self._connection.executemany("INSERT INTO skipped VALUES (?, ?)", rows)

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock, self._telling_damage():
            return self._connection.execute(query, values).fetchall()

    def _value(self, query: str) -> int:
        return int(self._rows(query)[0][0])

    @contextmanager
    def _telling_damage(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            if isinstance(error, sqlite3.OperationalError) and not self._read_only:
                raise
            raise IndexDamagedError(path=self._path, reason=error, command=REBUILD) from error


_SELECT = "SELECT number, id, title, date, title_is_lead, metadata, paragraphs FROM documents"


def _listed(row: tuple[Any, ...]) -> Listed:
    number, document_id, title, date, is_lead, metadata, paragraphs = row
    info = DocumentInfo(
        document_id,
        title,
        Period.parse(date) if date else None,
        bool(is_lead),
        msgspec.json.decode(metadata, type=dict[str, str]),
    )
    return Listed(number, info, paragraphs)
