"""The table of contents as Whoosh has it, written and read as JSON.

Whoosh pickles it, with the schema. Ours names the segments (`contents.py`); the schema is that of
our code.
"""

from pathlib import Path
from typing import Any

import msgspec
from whoosh.index import TOC

from ..checksums import UNKNOWN, Checksums
from .codec import ArraySegment
from .contents import Contents, StoredSegment, latest_commit, read_contents
from .schema import new_schema


class JsonToc(TOC):  # type: ignore[misc]  # Whoosh is not typed
    """Whoosh's, without a pickle."""

    @classmethod
    def read(
        cls,
        storage: Any,
        indexname: str,
        gen: int | None = None,
        schema: Any = None,
        checksums: Checksums = UNKNOWN,
    ) -> "JsonToc":
        """The table of a commit, by default the latest. Raises what `contents.py` raises."""
        folder = Path(storage.folder)
        number = latest_commit(folder) if gen is None else gen
        found = read_contents(folder, number)
        segments = [_opened(indexname, segment, checksums) for segment in found]
        return cls(schema or new_schema(), segments, number)

    def write(self, storage: Any, indexname: str) -> None:
        contents = Contents([_stored(segment) for segment in self.segments])
        with storage.create_file(self._filename(indexname, self.generation)) as file:
            file.write(msgspec.json.encode(contents))


def _opened(indexname: str, stored: StoredSegment, checksums: Checksums) -> ArraySegment:
    return ArraySegment(
        indexname, stored.name, stored.documents, set(stored.deleted), stored.lengths, checksums
    )


def _stored(segment: ArraySegment) -> StoredSegment:
    deleted = sorted(segment.deleted)
    return StoredSegment(segment.segid, segment.doc_count_all(), deleted, segment.lengths)
