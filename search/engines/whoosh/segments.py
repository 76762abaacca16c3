"""A segment as arrays, mapped from its files."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...query.clauses import FIELDS
from ..arrays import ArrayFile
from ..base import MAX_ORDINAL
from ..checksums import UNKNOWN, Checksums
from ..mapped import FileBytes
from .lexicon import Lexicon
from .values import Column, value_of, value_term

Numbers = NDArray[np.int64]
#: Documents as a file has them.
Listing = NDArray[Any]

#: Extensions of a segment's two files.
ARRAYS = ".arrays"
PAYLOADS = ".payloads"

#: What the values of paragraphs are kept as: a field whose terms they are (`values.py`).
VALUES = "values"
_ALL = (*FIELDS, VALUES)

#: Occurrences that a segment has at the most: several times what is gathered for one.
_MOST_OCCURRENCES = 1 << 27

_NO_NUMBERS: Numbers = np.zeros(0, np.int64)


class Segment:
    """One segment: documents numbered from 0, deleted ones included.

    size: documents
    keys, first_days, last_days, added: one value a document
    live: which documents aren't deleted, or None when none is
    is_lead: which documents are first paragraphs
    clusters, is_copy: of each document, see `base.Entry`

    checksums: of its files, which are compared where they are read

    Raises OSError, KeyError or ValueError for files that are none of a segment. Numbers that
    are wrong within them raise IndexError or ValueError where they are used, before anything
    is made as large as they say.
    """

    def __init__(self, folder: Path, whoosh_segment: Any, checksums: Checksums = UNKNOWN) -> None:
        self._file = ArrayFile(folder / whoosh_segment.make_filename(ARRAYS), checksums)
        self._payloads = FileBytes(folder / whoosh_segment.make_filename(PAYLOADS), checksums)
        self.size: int = whoosh_segment.doc_count_all()
        self.keys: Numbers = self._file["keys"].view(np.int64)
        self.first_days: Listing = self._file["first_days"]
        self.last_days: Listing = self._file["last_days"]
        self.added: Listing = self._file["added"]
        self.clusters: Numbers = self._file["clusters"].view(np.int64)
        self.is_lead: NDArray[np.bool_] = (self.keys & MAX_ORDINAL) == 1
        self.is_copy: NDArray[np.bool_] = self._file["copies"] > 0
        self.live = _live(whoosh_segment)
        self._payload_ends = self._file["payload_ends"]
        self._lexicons: dict[str, Lexicon] = {}
        self._columns: dict[str, Column] = {}
        self._check()

    def _check(self) -> None:
        """Whether the lengths of the arrays agree; quick, since the directory has them."""
        length = self._file.length
        by_document = ["keys", "first_days", "last_days", "added", "clusters", "copies"]
        by_document += ["payload_ends"]
        by_document += [f"{field}/lengths" for field in _ALL]
        if any(length(name) != self.size for name in by_document) or (self.keys < 0).any():
            raise ValueError("its documents don't agree")
        for field in _ALL:
            self._check_starts(field, "starts", "documents", "counts")
            if f"{field}/positions" in self._file:
                self._check_starts(field, "places", "positions")

    def _check_starts(self, field: str, starts: str, *lists: str) -> None:
        length = self._file.length(f"{field}/{starts}")
        ends = {self._file.length(f"{field}/{name}") for name in lists}
        last = self._file.part(f"{field}/{starts}", max(0, length - 1), length)
        if length != self._file.length(f"{field}/ends") + 1 or set(last.tolist()) != ends:
            raise ValueError(f"the postings of {field} don't agree")

    @property
    def live_copies(self) -> NDArray[np.bool_]:
        """Which documents are copies and aren't deleted."""
        return self.is_copy if self.live is None else self.is_copy & self.live

    def lexicon(self, field: str) -> Lexicon:
        if field not in self._lexicons:
            self._lexicons[field] = Lexicon(self._file, field)
        return self._lexicons[field]

    def column(self, key: str) -> Column:
        """The values of a column by document, made of their postings once."""
        if key not in self._columns:
            self._columns[key] = self._column(key)
        return self._columns[key]

    def _column(self, key: str) -> Column:
        lexicon = self.lexicon(VALUES)
        ranks = lexicon.ranks_from(value_term(key, "").encode())
        values = [value_of(key, term.decode()) for term in lexicon.slice(ranks)]
        documents = self._documents(VALUES, ranks) if ranks else _NO_NUMBERS
        return Column(values, documents, self.frequencies(VALUES, ranks), self.size)

    def lengths(self, field: str) -> NDArray[np.uint8]:
        """The byte that keeps each document's length (`bm25.KEPT_LENGTHS`)."""
        return self._file[f"{field}/lengths"]

    def frequency(self, field: str, term: str) -> int:
        """The documents with the term, deleted ones included."""
        rank = self.lexicon(field).rank(term.encode())
        return 0 if rank is None else self.frequency_at(field, rank)

    def frequency_at(self, field: str, rank: int) -> int:
        """The same for the term of that rank."""
        start, end = self._file[f"{field}/starts"][rank : rank + 2].tolist()
        if end < start:
            raise ValueError(f"the postings of {field} are not in order")
        return int(end - start)

    def frequencies(self, field: str, ranks: range) -> list[int]:
        """The same for consecutive terms."""
        starts = self._file[f"{field}/starts"][ranks.start : ranks.stop + 1]
        if (starts[1:] < starts[:-1]).any():
            raise ValueError(f"the postings of {field} are not in order")
        return [int(number) for number in np.diff(starts)]

    def payload(self, document: int) -> bytes:
        start = int(self._payload_ends[document - 1]) if document else 0
        return self._payloads.read(start, int(self._payload_ends[document]))

    def payloads(self, documents: Listing) -> list[bytes]:
        """Those of documents in any order."""
        ends = self._payload_ends[documents]
        starts = np.where(documents > 0, self._payload_ends[documents - 1], 0)
        return self._payloads.read_each(starts, ends)

    def occurrences_by_document(
        self, field: str, kept: Numbers
    ) -> tuple[NDArray[np.uint32], Numbers]:
        """The ranks of the terms of the documents `kept`, document after document, in the
        order of their positions if the field has them; and each document's number of them.
        """
        starts = self._file[f"{field}/starts"]
        counts = self._file[f"{field}/counts"].astype(np.int64)
        if (starts[1:] < starts[:-1]).any() or not _add_up(counts, _MOST_OCCURRENCES):
            raise ValueError(f"the postings of {field} are not in order")
        ranks = np.repeat(np.arange(len(starts) - 1, dtype=np.uint32), np.diff(starts))
        ranks = np.repeat(ranks, counts)
        documents = np.repeat(self._file[f"{field}/documents"], counts)
        lengths = np.bincount(documents, minlength=self.size)
        has_positions = f"{field}/positions" in self._file
        positions = self._file[f"{field}/positions"] if has_positions else ranks
        order = np.lexsort((positions, documents))
        among = np.zeros(self.size, np.bool_)
        among[kept] = True
        return ranks[order[among[documents[order]]]], lengths[kept]

    def postings(self, field: str, term: str) -> tuple[Listing, NDArray[Any]]:
        """The documents with the term, ascending, and how often each has it."""
        rank = self.lexicon(field).rank(term.encode())
        return (_NO_NUMBERS, _NO_NUMBERS) if rank is None else self.postings_at(field, rank)

    def postings_at(self, field: str, rank: int) -> tuple[Listing, NDArray[Any]]:
        """The same for the term of that rank, as they are in the file."""
        start, end = self._file[f"{field}/starts"][rank : rank + 2].tolist()
        part = self._file.part
        return part(f"{field}/documents", start, end), part(f"{field}/counts", start, end)

    def documents_of_prefix(self, field: str, prefix: str) -> Listing:
        """Those with any term that begins so, one term's after another's: one slice."""
        return self._documents(field, self.lexicon(field).ranks_from(prefix.encode()))

    def prefix_frequency(self, field: str, prefix: str) -> int:
        """How long that slice is."""
        return len(self.documents_of_prefix(field, prefix))

    def _documents(self, field: str, ranks: range) -> Listing:
        """The postings of consecutive terms are consecutive."""
        starts = self._file[f"{field}/starts"]
        start, end = int(starts[ranks.start]), int(starts[ranks.stop])
        return self._file.part(f"{field}/documents", start, end)

    def occurrences(self, field: str, term: str) -> Numbers:
        """Every place of the term, ascending: document << 32 | position."""
        rank = self.lexicon(field).rank(term.encode())
        return _NO_NUMBERS if rank is None else self.occurrences_at(field, rank)

    def occurrences_at(self, field: str, rank: int) -> Numbers:
        """The same for the term of that rank."""
        documents, counts = self.postings_at(field, rank)
        start, end = self._file[f"{field}/places"][rank : rank + 2].tolist()
        positions = self._file.part(f"{field}/positions", start, end).astype(np.int64)
        if counts.sum(dtype=np.float64) != len(positions):
            raise ValueError(f"the positions of {field} don't agree")
        return np.repeat(documents.astype(np.int64), counts.astype(np.int64)) << 32 | positions


def _add_up(counts: Numbers, most: int) -> bool:
    """Whether none is negative, and they are no more than `most` together."""
    return bool((counts >= 0).all()) and float(counts.sum(dtype=np.float64)) <= most


def _live(whoosh_segment: Any) -> NDArray[np.bool_] | None:
    if not whoosh_segment.has_deletions():
        return None
    live = np.ones(whoosh_segment.doc_count_all(), np.bool_)
    live[list(whoosh_segment.deleted_docs())] = False
    return live
