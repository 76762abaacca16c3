"""Whoosh: the engine that needs nothing but Python and a folder.

schema.py       what is indexed and stored
writer.py       entries → a Whoosh segment
segments.py     a segment as arrays
evaluation.py   clauses → documents and scores, by NumPy
reader.py       all segments as one index
"""

from collections.abc import Sequence
from pathlib import Path

from ..base import Reader, Writer
from .reader import WhooshReader
from .writer import WhooshWriter


class WhooshEngine:
    """See `base.Engine`."""

    name = "whoosh"

    def create(self, folder: Path) -> Writer:
        return WhooshWriter(folder, create=True)

    def append(self, folder: Path) -> Writer:
        return WhooshWriter(folder, create=False)

    def open(self, folder: Path, ranks: Sequence[int] | None = None) -> Reader:
        return WhooshReader(folder, ranks)
