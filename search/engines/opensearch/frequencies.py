"""What is counted while the paragraphs of a generation come and go, and written as its lexicon."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...query.clauses import FIELDS
from ...spilling import Run, SortedRuns, in_order, merged
from ..array_spool import ArraySpool
from ..arrays import first_of_each
from .lexicon import Lexicon
from .term_runs import Counted, TermRuns, summed

#: Different terms that are taken out, and clusters, before they are put in a run.
_GATHERED = 1 << 16
#: Terms that are written at once, and clusters in a run in memory (bytes).
_BLOCK, _MEMORY = 1 << 14, 8 << 20
#: The arrays of a lexicon.
_KINDS = {
    f"{field}:{column}": kind
    for field in FIELDS
    for column, kind in (("terms", "|u1"), ("ends", "<i8"), ("counts", "<i8"))
} | dict.fromkeys(("lengths", "clusters", "copies", "paragraphs"), "<i8")


class Frequencies:
    """The paragraphs that have each term and the copies of each cluster, beginning with those of a
    lexicon. Whatever adds to them raises OSError where there is no room.

    folder: where there is room for what doesn't fit in memory
    paragraphs: how many there are
    lengths: terms of each field in all paragraphs, each as often as it's there
    """

    def __init__(self, folder: Path, origin: Lexicon | None = None) -> None:
        self._folder = folder
        self._origin = origin
        self.paragraphs = origin.paragraphs if origin else 0
        self.lengths = Counter(origin.lengths if origin else {})
        self._terms = TermRuns(folder, FIELDS)
        self._removed: dict[str, Counter[str]] = {field: Counter() for field in FIELDS}
        self._copies = SortedRuns(folder, _MEMORY)
        self._counted_copies: Counter[int] = Counter()

    def add_terms(self, fields: Mapping[str, Iterable[Counted]]) -> None:
        """Those of many paragraphs, by field and in the order of their bytes."""
        self._terms.add(fields)

    def count_copy(self, cluster: int, times: int = 1) -> None:
        self._counted_copies[cluster] += times
        if len(self._counted_copies) >= _GATHERED:
            self._copies.add(_run_of(self._counted_copies))
            self._counted_copies = Counter()

    def remove(self, fields: Mapping[str, str], cluster: int) -> None:
        """Take out a paragraph.

        fields: its terms, with spaces between them; cluster: its own, if it is a copy, or 0
        """
        self.paragraphs -= 1
        for field, text in fields.items():
            words = text.split(" ")
            self.lengths[field] -= len(words)
            self._removed[field].subtract(set(words))
        if cluster:
            self.count_copy(cluster, -1)
        if sum(map(len, self._removed.values())) >= _GATHERED:
            self._terms.add({field: _in_order(self._removed[field]) for field in FIELDS})
            self._removed = {field: Counter() for field in FIELDS}

    def write(self, path: Path, latest: Mapping[str, Iterable[Counted]]) -> None:
        """Once. Raises ValueError if more was taken out than there was.

        latest: terms of the last paragraphs, as `add_terms` takes them
        """
        with closing(self._terms), ArraySpool(self._folder, _KINDS) as spool:
            for field, runs in self._terms.fields():
                runs += [iter(latest.get(field, ())), iter(_in_order(self._removed[field]))]
                if self._origin:
                    runs.append(self._origin.counted(field))
                _spool_terms(spool, field, summed(runs))
            self._spool_copies(spool)
            lengths = np.array([self.lengths[field] for field in FIELDS], np.int64)
            spool.add("lengths", _require_there(lengths))
            spool.add("paragraphs", _require_there(np.array([self.paragraphs], np.int64)))
            spool.write(path)

    def close(self) -> None:
        """Let go of files; harmless when repeated."""
        self._terms.close()

    def _spool_copies(self, spool: ArraySpool) -> None:
        runs = [*self._copies, _run_of(self._counted_copies)]
        for clusters, counts in merged([self._origin.copies, *runs] if self._origin else runs):
            starts = np.flatnonzero(first_of_each(clusters))
            totals = np.add.reduceat(counts, starts)
            spool.add("clusters", clusters[starts][totals != 0])
            spool.add("copies", _require_there(totals[totals != 0]))


def _require_there(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Raises ValueError if more was taken out than there was."""
    if (counts < 0).any():
        raise ValueError("more paragraphs were removed than there were")
    return counts


def _in_order(counts: Counter[str]) -> list[Counted]:
    return sorted((term.encode(), count) for term, count in counts.items())


def _run_of(counts: Counter[int]) -> Run:
    return in_order([np.array(list(column), np.int64) for column in (counts, counts.values())])


def _spool_terms(spool: ArraySpool, field: str, counted: Iterator[Counted]) -> None:
    """Where each term ends is counted from the beginning of the field."""
    end = 0
    while block := list(islice(counted, _BLOCK)):
        ends = end + np.cumsum([len(term) for term, _ in block])
        end = int(ends[-1])
        spool.add(f"{field}:terms", np.frombuffer(b"".join(term for term, _ in block), np.uint8))
        spool.add(f"{field}:ends", ends)
        counts = np.array([count for _, count in block], np.int64)
        spool.add(f"{field}:counts", _require_there(counts))
