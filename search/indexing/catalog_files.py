"""Writing what the catalogue of a staged generation knows of files: their states, their chunks,
what was skipped.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import msgspec

from ..documents.causes import LEADS_NOWHERE
from ..errors import DocumentError
from .catalog import Catalog, FileState
from .catalog_schema import TABLES, check_schema


class FilesWriter(Catalog):
    """The catalogue of a staged generation; made if there is none.

    Raises sqlite3.OperationalError for what can't be written.
    """

    #: The chunk that was asked for last, by its file and place: many documents have it.
    _latest: tuple[tuple[str, int], int] | None = None

    def commit(self) -> None:
        """Keep what was written."""
        self._connection.commit()

    # ---- files

    def file(self, path: str) -> FileState | None:
        """What is known of a file."""
        query = "SELECT size, modified, hash, is_link FROM files WHERE path = ?"
        for size, modified, digest, is_link in self._rows(query, path):
            return FileState(size, modified, digest, bool(is_link))
        return None

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

    def links(self) -> set[str]:
        """The files that are links to others, and of what was skipped those that led nowhere."""
        rows = self._rows("SELECT path FROM files WHERE is_link")
        rows += self._rows("SELECT path FROM skipped WHERE cause = ?", LEADS_NOWHERE)
        return {row[0] for row in rows}

    def put_file(self, path: str, state: FileState) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)",
            (path, state.size, state.modified, state.hash, state.is_link),
        )

    def remove_file(self, path: str) -> None:
        """Forget its state; its documents are another matter."""
        self._connection.execute("DELETE FROM files WHERE path = ?", (path,))

    # ---- chunks

    def chunks(self, file: str) -> dict[int, bytes]:
        """The digest of each chunk of a file, by its place; nothing for one that has to be
        read again.
        """
        rows = self._rows("SELECT place, digest FROM chunks WHERE file = ? ORDER BY place", file)
        return dict(rows)

    def put_chunk(self, file: str, place: int, digest: bytes) -> None:
        """Keep the digest of a chunk, whether it was there or not."""
        update = "UPDATE chunks SET digest = ? WHERE chunk = ?"
        self._connection.execute(update, (digest, self._chunk(file, place)))

    def rearrange(self, file: str, gone: Iterable[int], moved: Mapping[int, int]) -> None:
        """Forget chunks, and have others elsewhere; by their places, all at once."""
        self._latest = None
        rows = self._rows("SELECT place, chunk FROM chunks WHERE file = ?", file)
        chunks = dict(rows)
        executemany = self._connection.executemany
        executemany("DELETE FROM chunks WHERE chunk = ?", ((chunks[one],) for one in gone))
        places = ((now, chunks[before]) for before, now in moved.items())
        executemany("UPDATE chunks SET place = ? WHERE chunk = ?", places)

    def _chunk(self, file: str, place: int) -> int:
        """The number of a chunk, which it gets if it has none."""
        if self._latest is None or self._latest[0] != (file, place):
            query = "SELECT chunk FROM chunks WHERE file = ? AND place = ?"
            rows = self._rows(query, file, place)
            self._latest = (file, place), rows[0][0] if rows else self._new_chunk(file, place)
        return self._latest[1]

    def _new_chunk(self, file: str, place: int) -> int:
        insert = "INSERT INTO chunks (file, place, digest) VALUES (?, ?, x'')"
        return self._connection.execute(insert, (file, place)).lastrowid or 0

    # ---- what could not be read

    def put_skipped(self, errors: Iterable[DocumentError]) -> None:
        self._connection.execute("DELETE FROM skipped")
        rows = (
            (one.path, one.line, one.cause, msgspec.json.encode(one.details, enc_hook=str).decode())
            for one in errors
        )
        self._connection.executemany("INSERT INTO skipped VALUES (?, ?, ?, ?)", rows)

    # ---- the file of the catalogue

    def _open(self) -> sqlite3.Connection:
        new = not self._path.exists()
        connection = self._connect("rwc")
        try:
            with self._telling_damage():
                # The generation is only used once it is whole on disk: no journal is needed.
                connection.execute("PRAGMA journal_mode=OFF")
                connection.execute("PRAGMA synchronous=OFF")
                if new:
                    connection.executescript(TABLES)
                check_schema(connection)
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
        except (sqlite3.Error, ValueError, OverflowError):
            with super()._telling_damage():
                raise
