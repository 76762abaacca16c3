"""A Whoosh segment as arrays: postings, lengths and columns, read once and kept."""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..base import MAX_ORDINAL
from .schema import length_column

Numbers = NDArray[np.int64]


class Segment:
    """One segment: documents numbered from 0, deleted ones included.

    size: documents; keys, first_days, last_days: one value a document
    live: which documents aren't deleted, or None when none is
    """

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self.size: int = reader.doc_count_all()
        self.keys = self._column("key", np.int64)
        self.first_days = self._column("first_day", np.int64)
        self.last_days = self._column("last_day", np.int64)
        self.leads = np.flatnonzero((self.keys & MAX_ORDINAL) == 1)
        self.live = self._live()
        self.postings = lru_cache(maxsize=4096)(self._postings)
        self.occurrences = lru_cache(maxsize=1024)(self._occurrences)
        self.lengths = lru_cache(maxsize=None)(self._lengths)

    def payload(self, document: int) -> bytes:
        return bytes(self._reader.stored_fields(document)["payload"])

    def total_length(self, field: str) -> int:
        """Terms in `field`, over all documents."""
        return int(self._reader.field_length(field))

    def _column(self, name: str, dtype: Any) -> Numbers:
        if not self._reader.has_column(name):
            return np.zeros(self.size, dtype)
        return np.array(self._reader.column_reader(name).load(), dtype)

    def _live(self) -> NDArray[np.bool_] | None:
        if not self._reader.has_deletions():
            return None
        live = np.ones(self.size, np.bool_)
        live[[n for n in range(self.size) if self._reader.is_deleted(n)]] = False
        return live

    def _lengths(self, field: str) -> Numbers:
        """The byte of each document's length in `field`."""
        return self._column(length_column(field), np.int64)

    def _postings(self, field: str, term: str) -> tuple[Numbers, NDArray[np.float64]]:
        """The documents with the term, ascending, and how often each has it."""
        documents, frequencies = [], []
        matcher = self._matcher(field, term)
        while matcher is not None and matcher.is_active():
            documents.append(matcher.id())
            frequencies.append(matcher.weight())
            matcher.next()
        return np.array(documents, np.int64), np.array(frequencies, np.float64)

    def _occurrences(self, field: str, term: str) -> Numbers:
        """Every place of the term, ascending: document << 32 | position."""
        places: list[int] = []
        matcher = self._matcher(field, term)
        while matcher is not None and matcher.is_active():
            document = matcher.id() << 32
            places += [document | position for position in matcher.value_as("positions")]
            matcher.next()
        return np.array(places, np.int64)

    def _matcher(self, field: str, term: str) -> Any:
        if (field, term.encode()) not in self._reader:
            return None
        return self._reader.postings(field, term.encode())
