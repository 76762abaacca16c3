"""The table of contents: which segments an index has, as JSON.

Whoosh pickles it, with the schema. Ours names the segments, with what Whoosh asks of each; the
schema is that of our code.
"""

import re
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

import msgspec
from whoosh.index import TOC, EmptyIndexError

from .codec import ArraySegment
from .schema import new_schema

#: No table is longer (bytes); what pretends to be isn't read into memory.
_LONGEST = 1 << 28
_NAME = re.compile(r"[0-9a-z]{1,32}")

_Count = Annotated[int, msgspec.Meta(ge=0, lt=1 << 32)]
_Total = Annotated[int, msgspec.Meta(ge=0, lt=1 << 53)]


class _Segment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """name: what its files are called by
    documents: those deleted included; deleted: their numbers, ascending
    lengths: the occurrences in each field
    """

    name: str
    documents: _Count
    deleted: list[_Count]
    lengths: dict[str, _Total]

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError("a segment has a name that none can have")
        ascending = all(before < after for before, after in pairwise(self.deleted))
        if not ascending or (self.deleted and self.deleted[-1] >= self.documents):
            raise ValueError(f"segment {self.name} lacks what it never had")


class _Contents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    segments: list[_Segment]

    def __post_init__(self) -> None:
        if len({segment.name for segment in self.segments}) < len(self.segments):
            raise ValueError("a segment is named twice")


_decode = msgspec.json.Decoder(_Contents).decode


class JsonToc(TOC):  # type: ignore[misc]  # Whoosh is not typed
    """Whoosh's, written and read as JSON."""

    @classmethod
    def read(
        cls, storage: Any, indexname: str, gen: int | None = None, schema: Any = None
    ) -> "JsonToc":
        """The table of a commit, by default the latest.

        Raises OSError, EmptyIndexError, or ValueError for what is no such table.
        """
        number = cls._latest_generation(storage, indexname) if gen is None else gen
        if number < 0:
            raise EmptyIndexError("there is no table of contents")
        with (Path(storage.folder) / cls._filename(indexname, number)).open("rb") as file:
            content = file.read(_LONGEST + 1)
        if len(content) > _LONGEST:
            raise ValueError("the table of contents is too long")
        segments = [_opened(indexname, segment) for segment in _decode(content).segments]
        return cls(schema or new_schema(), segments, number)

    def write(self, storage: Any, indexname: str) -> None:
        contents = _Contents([_stored(segment) for segment in self.segments])
        with storage.create_file(self._filename(indexname, self.generation)) as file:
            file.write(msgspec.json.encode(contents))


def _opened(indexname: str, stored: _Segment) -> ArraySegment:
    return ArraySegment(
        indexname, stored.name, stored.documents, set(stored.deleted), stored.lengths
    )


def _stored(segment: ArraySegment) -> _Segment:
    deleted = sorted(segment.deleted)
    return _Segment(segment.segid, segment.doc_count_all(), deleted, segment.lengths)
