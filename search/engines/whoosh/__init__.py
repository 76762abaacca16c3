"""Whoosh: the engine that needs nothing but Python and a folder.

schema.py       what is indexed and stored
index.py        Whoosh's index, whose table of contents is JSON (toc.py, storage.py)
codec.py        segments of arrays, as Whoosh reads them
writer.py       entries → a Whoosh segment
contents.py     the table of contents, read without Whoosh
segments.py     a segment as arrays
collection.py   all segments as one
scoring.py      BM25 of a whole list
matching.py     clauses → documents, and which of some documents they find
evaluation.py   clauses → documents and scores, by NumPy
memory.py       what words find and score, remembered (scored.py, impacts.py)
ranking.py      the best of what a clause finds, and how many (top_documents.py): lists added up,
                short ones by summing.py, with long ones by bounding.py
reader.py       what is asked of an index
"""

from collections.abc import Sequence
from pathlib import Path

from ..base import Reader, Writer
from ..checksums import UNKNOWN, Checksums


class WhooshEngine:
    """See `base.Engine`. Who reads loads nothing that writes, and the other way round."""

    name = "whoosh"

    def create(self, folder: Path) -> Writer:
        from .writer import WhooshWriter

        return WhooshWriter(folder, create=True)

    def append(self, folder: Path, checksums: Checksums = UNKNOWN) -> Writer:
        from .writer import WhooshWriter

        return WhooshWriter(folder, create=False, checksums=checksums)

    def open(
        self,
        folder: Path,
        ranks: Sequence[int] | None = None,
        checksums: Checksums = UNKNOWN,
    ) -> Reader:
        from .reader import WhooshReader

        return WhooshReader(folder, ranks, checksums)
