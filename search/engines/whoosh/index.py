"""Whoosh's index over our storage and our table of contents."""

from pathlib import Path

from whoosh.index import FileIndex

from ..checksums import UNKNOWN, Checksums
from .contents import INDEX_NAME
from .schema import new_schema
from .storage import PlainStorage
from .toc import JsonToc


class ArrayIndex(FileIndex):  # type: ignore[misc]  # Whoosh is not typed
    """An index whose segments are arrays. Raises what `JsonToc.read` raises."""

    def __init__(self, folder: Path, checksums: Checksums = UNKNOWN) -> None:
        self.checksums = checksums
        # Whoosh's own would read a pickled table of contents here.
        self.storage = PlainStorage(folder)
        self.indexname = INDEX_NAME
        self._schema = new_schema()

    @classmethod
    def create(cls, folder: Path) -> "ArrayIndex":
        """An empty index in an empty folder."""
        JsonToc.create(PlainStorage(folder), new_schema(), INDEX_NAME)
        return cls(folder)

    def _read_toc(self) -> JsonToc:
        return JsonToc.read(
            self.storage, self.indexname, schema=self._schema, checksums=self.checksums
        )
