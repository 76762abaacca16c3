"""The file of a catalogue, open: what is asked of it, and what it means that it can't be asked."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import finalize

from ..errors import IndexDamagedError
from .catalog_schema import check_schema
from .generations import REBUILD


class CatalogConnection:
    """One connection, safe for several threads.

    Raises IndexDamagedError wherever it turns out not to be one to a catalogue.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._connection = self._open()
        finalize(self, self._connection.close)  # its last reader may be anybody

    def close(self) -> None:
        """Harmless when repeated."""
        self._connection.close()

    def _open(self) -> sqlite3.Connection:
        with self._telling_damage():
            connection = self._connect("ro&immutable=1")
            check_schema(connection)
            connection.execute("PRAGMA query_only=ON")
            return connection

    def _connect(self, mode: str) -> sqlite3.Connection:
        """Distrusts what is in the file, as SQLite advises (« Defense Against The Dark Arts »)."""
        uri = f"{self._path.absolute().as_uri()}?mode={mode}"
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("PRAGMA cell_size_check=ON")
        return connection

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock, self._telling_damage():
            return self._connection.execute(query, values).fetchall()

    def _value(self, query: str, *values: object) -> int:
        return int(self._rows(query, *values)[0][0])

    @contextmanager
    def _telling_damage(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, ValueError, OverflowError) as error:
            raise self._damaged(error) from error

    def _damaged(self, reason: object) -> IndexDamagedError:
        return IndexDamagedError(path=self._path, reason=reason, command=REBUILD)
