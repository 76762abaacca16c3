"""What a generation knows of its documents and of the files that they come from.

One SQLite file beside the engine's: the engine finds paragraphs, the catalogue lists
documents, numbers them, and remembers the state of each file for the next update
(`catalog_files.py`, `catalog_writer.py`).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import finalize

import msgspec

from ..errors import DocumentError, IndexDamagedError
from ..model import DocumentInfo
from ..period import Period
from .generations import REBUILD

_DOCUMENT = "number, id, title, date, title_is_lead, metadata, language, paragraphs"
#: By file, by place in it. CROSS JOIN has SQLite go through the chunks, which are in order.
_IN_ORDER = (
    "chunks CROSS JOIN documents USING (chunk) ORDER BY chunks.file, chunks.place, documents.place"
)
_SKIPPED = "SELECT path, line, cause, details FROM skipped"
_CAUSES = "SELECT cause, count(*) AS times FROM skipped GROUP BY cause ORDER BY times DESC, cause"
_BY_CAUSE = f"{_SKIPPED} JOIN ({_CAUSES}) USING (cause) ORDER BY times DESC, cause, path, line"


@dataclass(frozen=True, slots=True)
class FileState:
    """size: bytes; modified: nanoseconds since 1970
    hash: of the content (BLAKE2b; of a file of records `documents.change_hash`); nothing if it
        could not be read to its end
    """

    size: int
    modified: int
    hash: bytes


#: Of a file of which not all is known.
TO_BE_READ = FileState(-1, 0, b"")


@dataclass(frozen=True, slots=True)
class Listed:
    """A document as the catalogue lists it."""

    number: int
    info: DocumentInfo
    paragraphs: int


class Catalog:
    """The catalogue in a file, to be read. Safe for several threads.

    Raises IndexDamagedError wherever it turns out not to be one.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._connection = self._open()
        finalize(self, self._connection.close)  # its last reader may be anybody
        self._next = self._value("SELECT coalesce(max(number), -1) + 1 FROM documents")

    def close(self) -> None:
        """Harmless when repeated."""
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
        query = f"SELECT {_DOCUMENT} FROM {_IN_ORDER} LIMIT ? OFFSET ?"
        return [_listed(row) for row in self._rows(query, limit, offset)]

    def document(self, document_id: str) -> Listed | None:
        """The document of that id, or the one whose text is the same there."""
        if rows := self._rows(f"SELECT {_DOCUMENT} FROM documents WHERE id = ?", document_id):
            return _listed(rows[0])
        same = "SELECT number FROM copies WHERE id = ?"
        rows = self._rows(f"SELECT {_DOCUMENT} FROM documents WHERE number = ({same})", document_id)
        return _listed(rows[0]) if rows else None

    def copies(self, number: int) -> list[str]:
        """The ids of what has the same text as a document, in other places."""
        query = (
            "SELECT id FROM copies JOIN chunks USING (chunk) WHERE number = ? "
            "ORDER BY chunks.file, chunks.place, copies.place"
        )
        return [row[0] for row in self._rows(query, number)]

    @cached_property
    def has_copies(self) -> bool:
        """Whether any document has copies, when the catalogue was first asked."""
        return bool(self._value("SELECT EXISTS (SELECT 1 FROM copies)"))

    @property
    def copy_count(self) -> int:
        return self._value("SELECT count(*) FROM copies")

    def ranks(self) -> list[int] | None:
        """The rank of each number in the order of files and of places in them, or None where
        it is the number.
        """
        numbers = [row[0] for row in self._rows(f"SELECT number FROM {_IN_ORDER}")]
        if all(before < after for before, after in pairwise(numbers)):
            return None
        ranks = [0] * self._next
        for rank, number in enumerate(numbers):
            ranks[number] = rank
        return ranks

    # ---- what could not be read

    @property
    def skipped_count(self) -> int:
        return self._value("SELECT count(*) FROM skipped")

    def skipped(self, offset: int = 0, limit: int = -1) -> list[DocumentError]:
        """What was skipped, by path and line; a negative limit is none."""
        return self._skipped(f"{_SKIPPED} ORDER BY path, line, rowid", limit, offset)

    def _skipped(self, query: str, limit: int, offset: int) -> list[DocumentError]:
        return [
            DocumentError(path=path, cause=cause, line=line, **msgspec.json.decode(details))
            for path, line, cause, details in self._rows(f"{query} LIMIT ? OFFSET ?", limit, offset)
        ]

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

    # ---- the file

    def _open(self) -> sqlite3.Connection:
        with self._telling_damage():
            return self._connect("ro&immutable=1")

    def _connect(self, mode: str) -> sqlite3.Connection:
        uri = f"{self._path.absolute().as_uri()}?mode={mode}"
        return sqlite3.connect(uri, uri=True, check_same_thread=False)

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock, self._telling_damage():
            return self._connection.execute(query, values).fetchall()

    def _value(self, query: str, *values: object) -> int:
        return int(self._rows(query, *values)[0][0])

    @contextmanager
    def _telling_damage(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise IndexDamagedError(path=self._path, reason=error, command=REBUILD) from error


def _listed(row: tuple[Any, ...]) -> Listed:
    number, document_id, title, date, is_lead, metadata, language, paragraphs = row
    info = DocumentInfo(
        document_id,
        title,
        Period.parse(date) if date else None,
        bool(is_lead),
        msgspec.json.decode(metadata, type=dict[str, str]),
        language,
    )
    return Listed(number, info, paragraphs)
