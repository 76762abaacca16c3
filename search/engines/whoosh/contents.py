"""What a table of contents says: which segments an index has. JSON, read without Whoosh.

Whoosh writes one at each commit, by `toc.py`.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import msgspec

#: What the files of the index begin with.
INDEX_NAME = "MAIN"
#: No table is longer (bytes); what pretends to be isn't read into memory.
_LONGEST = 1 << 28
_NAME = re.compile(r"[0-9a-z]{1,32}")
_TABLE = re.compile(rf"_{INDEX_NAME}_([0-9]+)\.toc")

_Count = Annotated[int, msgspec.Meta(ge=0, lt=1 << 32)]
_Total = Annotated[int, msgspec.Meta(ge=0, lt=1 << 53)]


class StoredSegment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One segment, with what is asked of one of Whoosh's to read its files.

    name: what its files are called by
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

    def make_filename(self, extension: str) -> str:
        return f"{INDEX_NAME}_{self.name}{extension}"

    def doc_count_all(self) -> int:
        return self.documents

    def has_deletions(self) -> bool:
        return bool(self.deleted)

    def deleted_docs(self) -> Iterator[int]:
        return iter(self.deleted)


class Contents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All segments."""

    segments: list[StoredSegment]

    def __post_init__(self) -> None:
        if len({segment.name for segment in self.segments}) < len(self.segments):
            raise ValueError("a segment is named twice")


_decode = msgspec.json.Decoder(Contents).decode


def latest_commit(folder: Path) -> int:
    """The number of the latest table in a folder. Raises LookupError if there is none."""
    names = (_TABLE.fullmatch(path.name) for path in folder.iterdir())
    found = [int(name[1]) for name in names if name]
    if not found:
        raise LookupError("there is no table of contents")
    return max(found)


def read_contents(folder: Path, commit: int) -> list[StoredSegment]:
    """The segments of a commit. Raises OSError, or ValueError for what is no such table."""
    with (folder / f"_{INDEX_NAME}_{commit}.toc").open("rb") as file:
        content = file.read(_LONGEST + 1)
    if len(content) > _LONGEST:
        raise ValueError("the table of contents is too long")
    return _decode(content).segments
