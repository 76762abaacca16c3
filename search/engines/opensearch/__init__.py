"""OpenSearch: the engine past one machine, a cluster of servers (extra `alinea[opensearch]`).

An index of the cluster belongs to a generation and never changes once that is committed; an update
goes on with a clone. The folder of the generation has what a search has to know beforehand.

connection.py   who asks, how long an answer may take
hosts.py        which host is asked
errors.py       what comes back instead, as errors of ours
schema.py       what is indexed, and the similarity that scores it
writer.py       entries → an index, by way of bulk.py and counting.py
pointer.py      the files in the folder: which index it is, and
lexicon.py      the terms with their frequencies, which counting.py has
frequencies.py  written, in files where they are many: term_runs.py
queries.py      clauses → OpenSearch's queries
ranking.py      the order of what they find
index.py        who is asked for it: one index, all of it or an error
paging.py       hits from any place on
aggregations.py what is counted with them: documents, copies
values.py       how many have each value
occurrences.py  why a score is what it is
reader.py       a search, in one request
store.py        the folders of generations, for several machines, and lease.py, who may write
"""

from collections.abc import Sequence
from pathlib import Path

from ..base import Reader, Writer
from ..checksums import UNKNOWN, Checksums
from .connection import ClusterOptions, Connection
from .errors import about
from .pointer import IndexFiles
from .reader import OpenSearchReader
from .store import GenerationStore
from .writer import OpenSearchWriter

__all__ = ["ClusterOptions", "OpenSearchEngine"]


class OpenSearchEngine:
    """See `base.Engine`."""

    name = "opensearch"

    def __init__(self, options: ClusterOptions) -> None:
        self._connection = Connection(options)
        self.store = GenerationStore(self._connection)

    def create(self, folder: Path) -> Writer:
        return OpenSearchWriter(self._connection, folder)

    def append(self, folder: Path, checksums: Checksums = UNKNOWN) -> Writer:
        with about(folder):
            files = IndexFiles(folder, checksums)
            files.check_layout()
            return OpenSearchWriter.going_on(self._connection, folder, files)

    def open(
        self,
        folder: Path,
        ranks: Sequence[int] | None = None,
        checksums: Checksums = UNKNOWN,
    ) -> Reader:
        with about(folder):
            files = IndexFiles(folder, checksums)
            files.check_layout()
            return OpenSearchReader(self._connection, folder, files, ranks)
