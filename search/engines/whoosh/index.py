"""Whoosh's index over our storage and our table of contents."""

from pathlib import Path
from typing import Any

from whoosh.index import FileIndex

from .schema import new_schema
from .segments import Segment
from .storage import PlainStorage
from .toc import JsonToc

_NAME = "MAIN"


class ArrayIndex(FileIndex):  # type: ignore[misc]  # Whoosh is not typed
    """An index whose segments are arrays. Raises what `JsonToc.read` raises."""

    def __init__(self, folder: Path) -> None:
        # Whoosh's own would read a pickled table of contents here.
        self.storage = PlainStorage(folder)
        self.indexname = _NAME
        self._schema = new_schema()

    @classmethod
    def create(cls, folder: Path) -> "ArrayIndex":
        """An empty index in an empty folder."""
        JsonToc.create(PlainStorage(folder), new_schema(), _NAME)
        return cls(folder)

    def _read_toc(self) -> JsonToc:
        return JsonToc.read(self.storage, self.indexname, schema=self._schema)

    def open_at_once(self) -> tuple[Any, list[Segment]]:
        """Whoosh's reader, and the segments that it reads, as arrays: each is mapped once."""
        toc = self._read_toc()
        reader = self._reader(self.storage, toc.schema, toc.segments, toc.generation)
        folder = Path(self.storage.folder)
        return reader, [segment.arrays(folder) for segment in toc.segments]
