"""tantivy: the embedded engine for large collections, in Rust (extra `alinea[tantivy]`).

Its BM25 is `bm25.py`'s, with the same kept lengths, computed in 32-bit floats.

schema.py       what is indexed, and an index that has that and nothing else
writer.py       entries → segments
translation.py  a clause → a query of tantivy's
queries.py      what a search asks with them: in parts, unscored, for copies
reader.py       the segments as one index
ranking.py      the order of what they hold together
errors.py       what tantivy raises, as errors of ours
"""

from collections.abc import Sequence
from pathlib import Path

import tantivy

from ..base import Reader, Writer
from ..checksums import UNKNOWN, Checksums
from .errors import translate_errors, translate_write_errors
from .reader import TantivyReader
from .schema import new_schema, opened, own_files, readable
from .writer import TantivyWriter


class TantivyEngine:
    """See `base.Engine`."""

    name = "tantivy"

    def create(self, folder: Path) -> Writer:
        with translate_write_errors(folder):
            index = tantivy.Index(new_schema(), str(folder), sort_by_field="key")
            return TantivyWriter(index, folder)

    def append(self, folder: Path, checksums: Checksums = UNKNOWN) -> Writer:
        with translate_write_errors(folder):
            checksums.check_whole(own_files(folder))
            return TantivyWriter(opened(folder), folder, checksums)

    def open(
        self,
        folder: Path,
        ranks: Sequence[int] | None = None,
        checksums: Checksums = UNKNOWN,
    ) -> Reader:
        with translate_errors(folder):
            checksums.check_whole(own_files(folder))
            with readable(folder) as index:
                return TantivyReader(index, folder, ranks, checksums)
