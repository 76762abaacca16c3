"""The files that there are, beside those that the catalogue knows: which of them are to be read.

They stand in a table of their own while an index is built, in a file that SQLite makes for what
passes, so that a million of them take no memory.
"""

import os
from collections.abc import Iterable, Iterator

from ..documents import SourceFile
from .catalog_files import FilesWriter

_TABLE = """
CREATE TEMP TABLE IF NOT EXISTS found (
    root INT, id TEXT, location BLOB, size INT, modified INT, is_link INT, PRIMARY KEY (root, id)
) WITHOUT ROWID;
DELETE FROM found;
"""
_KNOWN = "found LEFT JOIN files ON files.path = found.id"
_SAME = "files.size IS found.size AND files.modified IS found.modified"
#: Rows that are asked for at once.
_MANY = 1000


class FoundWriter(FilesWriter):
    """See `FilesWriter`."""

    def begin_finding(self) -> None:
        """Forget what was found before."""
        self._connection.executescript(_TABLE)

    def put_found(self, root: int, files: Iterable[SourceFile]) -> None:
        """Keep what is found at one of the places where files are looked for, by its number."""
        rows = (
            (root, one.id, os.fsencode(one.location), one.size, one.modified, one.is_link)
            for one in files
        )
        self._connection.executemany("INSERT OR IGNORE INTO found VALUES (?, ?, ?, ?, ?, ?)", rows)

    def found(self, *, anew: bool) -> Iterator[tuple[SourceFile, bytes | None]]:
        """The files that aren't as they were, by place and id, with the hashes that they had.

        anew: all of them
        """
        which = "TRUE" if anew else f"NOT ({_SAME})"
        query = (
            f"SELECT root, id, location, found.size, found.modified, found.is_link, hash "
            f"FROM {_KNOWN} WHERE (root, id) > (?, ?) AND {which} ORDER BY root, id LIMIT {_MANY}"
        )
        last = (-1, "")
        while rows := self._rows(query, *last):
            for root, name, location, size, modified, is_link, known in rows:
                last = root, name
                file = SourceFile(name, os.fsdecode(location), size, modified, bool(is_link))
                yield file, known

    def count_unchanged(self) -> int:
        """How many are as they were, without those that couldn't be read."""
        query = (
            f"SELECT count(*) FROM {_KNOWN} WHERE {_SAME} "
            "AND id NOT IN (SELECT path FROM skipped WHERE NOT line)"
        )
        return self._value(query)

    def not_found(self, files: Iterable[str] | None = None) -> set[str]:
        """Those of some known files, or of all, that were not found."""
        if files is None:
            rows = self._rows("SELECT path FROM files EXCEPT SELECT id FROM found")
            return {row[0] for row in rows}
        query = "SELECT EXISTS (SELECT 1 FROM found WHERE id = ?)"
        return {file for file in files if not self._value(query, file)}
