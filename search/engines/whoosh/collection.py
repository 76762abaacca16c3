"""All segments of an index as one: their documents numbered through, deleted ones included."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..base import ORDINAL_BITS
from .segments import Listing, Numbers, Segment

#: Documents that are looked up one by one, which takes less than arrays of them.
_FEW = 16
#: Terms of which the places in the segments are kept.
_KEPT_TERMS = 1 << 14

_NO_DOCUMENTS: Listing = np.zeros(0, np.uint32)
_NO_PLACES: Numbers = np.zeros(0, np.int64)


class Collection:
    """size: documents; bases: the number of each segment's first one, and the size

    Of one segment everything is as its file has it; of several, lists are put end to end. Raises
    IndexError or ValueError for numbers that are wrong.
    """

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = segments
        self.bases: list[int] = np.cumsum([0, *(one.size for one in segments)]).tolist()
        self.size: int = self.bases[-1]
        #: A query asks for its terms several times: how many, which, and which of them count.
        self._ranks = lru_cache(maxsize=_KEPT_TERMS)(self._found_ranks)
        self._lengths: dict[str, NDArray[np.uint8]] = {}

    # ---- by document

    @cached_property
    def keys(self) -> Numbers:
        return _joined([one.keys for one in self.segments])

    @cached_property
    def first_days(self) -> Listing:
        return _together([one.first_days for one in self.segments], np.uint32)

    @cached_property
    def last_days(self) -> Listing:
        return _together([one.last_days for one in self.segments], np.uint32)

    @cached_property
    def added(self) -> Listing:
        return _together([one.added for one in self.segments], np.uint32)

    @cached_property
    def clusters(self) -> Numbers:
        return _joined([one.clusters for one in self.segments])

    @cached_property
    def leads(self) -> Numbers:
        """The first paragraphs."""
        return np.flatnonzero(self.is_lead)

    @cached_property
    def is_lead(self) -> NDArray[np.bool_]:
        return _together([one.is_lead for one in self.segments], np.bool_)

    @cached_property
    def live(self) -> NDArray[np.bool_] | None:
        """Which aren't deleted; None where none is."""
        if all(one.live is None for one in self.segments):
            return None
        return _together(
            [
                np.ones(one.size, np.bool_) if one.live is None else one.live
                for one in self.segments
            ],
            np.bool_,
        )

    def lengths(self, field: str) -> NDArray[np.uint8]:
        """The byte that keeps each document's length (`bm25.KEPT_LENGTHS`)."""
        if field not in self._lengths:
            self._lengths[field] = _together(
                [one.lengths(field) for one in self.segments], np.uint8
            )
        return self._lengths[field]

    def of_documents(self, numbers: Sequence[int]) -> Numbers:
        """The paragraphs of whole documents, by their numbers in the index, ascending."""
        first = np.sort(np.array(numbers, np.int64)) << ORDINAL_BITS
        return self._by_key.between(first, first + (1 << ORDINAL_BITS))

    def of_clusters(self, clusters: Sequence[int]) -> Numbers:
        """The paragraphs of some clusters, ascending."""
        first = np.sort(np.array(clusters, np.int64))
        return self._by_cluster.between(first, first + 1)

    def are_between(
        self, documents: Listing, first: date | None, last: date | None
    ) -> NDArray[np.bool_]:
        """Which of the documents are of a period that has a day from one to another; of those
        without a date none.
        """
        first_days = self.first_days[documents]
        kept = first_days > 0
        if first:
            kept &= self.last_days[documents] >= first.toordinal()
        if last:
            kept &= first_days <= last.toordinal()
        return kept

    @cached_property
    def _by_key(self) -> "_Sorted":
        return _Sorted(self.keys)

    @cached_property
    def _by_cluster(self) -> "_Sorted":
        return _Sorted(self.clusters)

    def payloads(self, documents: Sequence[int]) -> list[bytes]:
        """Of documents in any order."""
        if len(documents) <= _FEW:
            return [segment.payload(own) for segment, own in map(self._place, documents)]
        return self._payloads_of_many(np.array(documents, np.int64))

    def _place(self, document: int) -> tuple[Segment, int]:
        """Its segment, and its number there."""
        number = bisect_right(self.bases, document) - 1
        return self.segments[number], document - self.bases[number]

    def _payloads_of_many(self, documents: Numbers) -> list[bytes]:
        if len(self.segments) == 1:
            return self.segments[0].payloads(documents)
        order = np.argsort(documents)
        ascending = [
            payload
            for segment, within in self.by_segment(documents[order])
            for payload in segment.payloads(within)
        ]
        ranks = np.argsort(order)
        return [ascending[rank] for rank in ranks.tolist()]

    def by_segment(self, documents: Listing) -> Iterator[tuple[Segment, Listing]]:
        """Documents, ascending, as each segment numbers its own."""
        ends = np.searchsorted(documents, self.bases).tolist()
        for number, segment in enumerate(self.segments):
            within = documents[ends[number] : ends[number + 1]]
            yield segment, within - self.bases[number]

    # ---- by term

    def _found_ranks(self, field: str, term: str) -> tuple[int | None, ...]:
        encoded = term.encode()
        return tuple(one.lexicon(field).rank(encoded) for one in self.segments)

    def frequency(self, field: str, term: str) -> int:
        """The documents with the term."""
        found = zip(self.segments, self._ranks(field, term), strict=True)
        return sum(one.frequency_at(field, rank) for one, rank in found if rank is not None)

    def postings(self, field: str, term: str) -> tuple[Listing, NDArray[Any]]:
        """The documents with the term, ascending, and how often each has it."""
        documents, counts = [], []
        ranks = self._ranks(field, term)
        for segment, base, rank in zip(self.segments, self.bases, ranks, strict=False):
            if rank is not None:
                found, often = segment.postings_at(field, rank)
                documents.append(_numbered(found, base, segment))
                counts.append(often)
        if not documents:
            return _NO_DOCUMENTS, _NO_DOCUMENTS
        return _end_to_end(documents), _end_to_end(counts)

    def documents(self, field: str, term: str) -> Listing:
        """The same documents."""
        return self.postings(field, term)[0]

    def documents_of_prefix(self, field: str, prefix: str) -> Listing:
        """Those with any term that begins so, one term's after another's."""
        found = [
            _numbered(segment.documents_of_prefix(field, prefix), base, segment)
            for segment, base in zip(self.segments, self.bases, strict=False)
        ]
        return _end_to_end(found or [_NO_DOCUMENTS])

    def prefix_frequency(self, field: str, prefix: str) -> int:
        """How many these are."""
        return sum(segment.prefix_frequency(field, prefix) for segment in self.segments)

    def occurrences(self, field: str, term: str) -> Numbers:
        """Every place of the term, ascending: document << 32 | position."""
        ranks = self._ranks(field, term)
        found = [
            segment.occurrences_at(field, rank) + (base << 32)
            for segment, base, rank in zip(self.segments, self.bases, ranks, strict=False)
            if rank is not None
        ]
        return _end_to_end(found or [_NO_PLACES])


class _Sorted:
    """Where values are, found by the values; most are in order as they are."""

    def __init__(self, values: Numbers) -> None:
        is_in_order = bool((values[1:] >= values[:-1]).all())
        order = None if is_in_order else np.argsort(values, kind="stable").astype(np.int32)
        self._order = order
        self._values = values if order is None else values[order]

    def between(self, first: Numbers, beyond: Numbers) -> Numbers:
        """The places of what is from any of some values on and before the one that belongs to it,
        ascending.
        """
        starts, ends = self._values.searchsorted(first), self._values.searchsorted(beyond)
        lengths = ends - starts
        before = np.cumsum(lengths) - lengths
        found = np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths)
        return found if self._order is None else np.sort(self._order[found].astype(np.int64))


def _numbered(documents: Listing, base: int, segment: Segment) -> Listing:
    """In all of the collection. Nothing is found in a segment that it doesn't have."""
    if len(documents) and int(documents.max()) >= segment.size:
        raise IndexError("a term is in a document that isn't there")
    return documents + np.uint32(base) if base else documents


def _end_to_end(arrays: list[NDArray[Any]]) -> NDArray[Any]:
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)


def _joined(arrays: list[Numbers]) -> Numbers:
    return _together(arrays, np.int64)


def _together(arrays: list[NDArray[Any]], kind: Any) -> NDArray[Any]:
    return _end_to_end(arrays) if arrays else np.zeros(0, kind)
