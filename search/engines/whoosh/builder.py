"""A segment, gathered in memory and written in one go.

Every occurrence of a term is one 64-bit number, term · document · position from the
highest bits down. Sorting these numbers is inverting the index: one `sort` of NumPy's in
place of a call a posting.
"""

from array import array
from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...query.bm25 import KEPT_LENGTHS
from ...query.clauses import FIELDS
from ...vocabulary import TermDictionary
from ..base import Entry
from .lexicon import lexicon_arrays
from .segments import VALUES, Segment
from .values import ValueTerms, value_term

#: Occurrences and paragraphs after which a segment is written: about 200 MB of memory.
FULL_OCCURRENCES = 11_000_000
FULL_DOCUMENTS = 1 << 20

Arrays = Mapping[str, NDArray[Any]]


class FieldBuilder:
    """The postings of one field.

    terms: whose numbers they are given in
    occurrences: the numbers, document after document
    lengths: how many occurrences each document has
    """

    def __init__(self, name: str, terms: TermDictionary | ValueTerms) -> None:
        self.name = name
        self.has_positions = name.endswith("form")
        self._terms = terms
        self.occurrences = array("I")
        self.lengths = array("I")
        # What came last, and the numbers of its terms: paragraphs share values.
        self._latest: Mapping[str, Sequence[str]] = {}
        self._numbers = array("I")

    def add(self, document: int, numbers: "array[int]") -> int:
        """A document's terms; how many. Those before it that weren't added have none."""
        count = len(numbers)
        self.occurrences.extend(numbers)
        if len(self.lengths) < document:
            self._fill(document)
        self.lengths.append(count)
        return count

    def add_values(self, document: int, values: Mapping[str, Sequence[str]]) -> None:
        """The same of a document's values, each a term behind its column."""
        if values is not self._latest:
            terms = [value_term(column, one) for column, found in values.items() for one in found]
            self._numbers = array("I", self._terms.numbers_of(terms))
            self._latest = values
        self.add(document, self._numbers)

    def _fill(self, documents: int) -> None:
        """Have a length for each of so many documents."""
        if len(self.lengths) < documents:
            self.lengths.extend(repeat(0, documents - len(self.lengths)))

    def add_field(self, segment: Segment, kept: NDArray[np.int64], documents: int) -> None:
        """The documents `kept` of another segment, after so many others."""
        self._fill(documents)
        numbers, lengths = segment.occurrences_by_document(self.name, kept)
        terms = [term.decode() for term in segment.lexicon(self.name)]
        renumbered = np.array(self._terms.numbers_of(terms), np.uint32)
        self.occurrences.frombytes(renumbered[numbers].tobytes())
        self.lengths.frombytes(lengths.astype(np.uint32).tobytes())

    def take_arrays(self, documents: int, order: "Order") -> dict[str, NDArray[Any]]:
        """What a segment of so many documents stores of the field, which is empty afterwards."""
        self._fill(documents)
        lengths = np.frombuffer(self.lengths, np.uint32)
        terms, occurrences = order.ranks(np.frombuffer(self.occurrences, np.uint32))
        self.occurrences = array("I")
        return {
            f"{self.name}/lengths": _LENGTH_BYTES[np.minimum(lengths, len(_LENGTH_BYTES) - 1)],
            **lexicon_arrays(self.name, terms),
            **self._postings(occurrences, lengths, len(terms)),
        }

    def _postings(
        self, occurrences: NDArray[np.uint64], lengths: NDArray[np.uint32], terms: int
    ) -> dict[str, NDArray[Any]]:
        position_bits = int(lengths.max(initial=0)).bit_length()
        document_bits = len(lengths).bit_length()
        keys = _keys(occurrences, lengths, document_bits, position_bits)
        keys.sort()
        positions = _narrow(_lowest(keys, position_bits)) if self.has_positions else None
        keys >>= np.uint64(position_bits)
        begins = _begins(keys)
        first = np.flatnonzero(begins)
        places = keys.searchsorted(
            np.arange(terms + 1, dtype=np.uint64) << np.uint64(document_bits)
        )
        found = {
            "documents": _lowest(keys, document_bits)[begins],
            "counts": _narrow(_gaps(first, len(keys))),
            "starts": first.searchsorted(places),
        }
        if positions is not None:
            found |= {"positions": positions, "places": places}
        return {f"{self.name}/{name}": values for name, values in found.items()}


class Order:
    """Terms, given by number, in ascending order: of characters, which is that of bytes."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._terms = terms
        self._order = np.array(
            sorted(range(len(self._terms)), key=self._terms.__getitem__), np.uint32
        )

    def ranks(self, numbers: NDArray[np.uint32]) -> tuple[list[bytes], NDArray[np.uint64]]:
        """The terms that are among the numbers, and each number's place among these."""
        there = np.zeros(len(self._terms), np.bool_)
        there[numbers] = True
        terms = self._order[there[self._order]]
        ranks = np.zeros(len(self._terms), np.uint64)
        ranks[terms] = np.arange(len(terms), dtype=np.uint64)
        return [self._terms[term].encode() for term in terms.tolist()], ranks[numbers]


class SegmentBuilder:
    """The documents of a segment, but for their payloads."""

    def __init__(self, terms: TermDictionary) -> None:
        self._terms, self._value_terms = terms, ValueTerms()
        self.keys = array("Q")
        self.first_days = array("I")
        self.last_days = array("I")
        self.added = array("I")
        self.clusters = array("Q")
        self.copies = array("B")
        self._fields = {name: FieldBuilder(name, terms) for name in FIELDS}
        self._occurrences = 0
        self._values = FieldBuilder(VALUES, self._value_terms)

    @property
    def is_full(self) -> bool:
        return self._occurrences >= FULL_OCCURRENCES or len(self.keys) >= FULL_DOCUMENTS

    def add(self, entry: Entry) -> None:
        """Most fields of most documents are empty, and cost nothing."""
        document = len(self.keys)
        self.keys.append(entry.key)
        self.first_days.append(entry.first_day)
        self.last_days.append(entry.last_day)
        self.added.append(entry.added)
        self.clusters.append(entry.cluster)
        self.copies.append(entry.is_copy)
        for name, numbers in entry.terms.items():
            if numbers:
                self._occurrences += self._fields[name].add(document, numbers)
        if entry.values:
            self._values.add_values(document, entry.values)

    def add_segment(self, segment: Segment, kept: NDArray[np.int64]) -> None:
        """The documents `kept` of another segment: a merge."""
        documents = len(self.keys)
        self.keys.frombytes(segment.keys[kept].astype(np.uint64).tobytes())
        self.first_days.frombytes(segment.first_days[kept].astype(np.uint32).tobytes())
        self.last_days.frombytes(segment.last_days[kept].astype(np.uint32).tobytes())
        self.added.frombytes(segment.added[kept].astype(np.uint32).tobytes())
        self.clusters.frombytes(segment.clusters[kept].astype(np.uint64).tobytes())
        self.copies.frombytes(segment.is_copy[kept].astype(np.uint8).tobytes())
        for field in (*self._fields.values(), self._values):
            field.add_field(segment, kept, documents)
        self._occurrences = sum(self.total_lengths().values())

    def take_arrays(self) -> dict[str, NDArray[Any]]:
        """All arrays of the segment; no other can be made of it."""
        order = Order(self._terms.terms)
        found: dict[str, NDArray[Any]] = {
            "keys": np.frombuffer(self.keys, np.uint64),
            "first_days": np.frombuffer(self.first_days, np.uint32),
            "last_days": np.frombuffer(self.last_days, np.uint32),
            "added": np.frombuffer(self.added, np.uint32),
            "clusters": np.frombuffer(self.clusters, np.uint64),
            "copies": np.frombuffer(self.copies, np.uint8),
        }
        for field in self._fields.values():
            found |= field.take_arrays(len(self.keys), order)
        return found | self._values.take_arrays(len(self.keys), Order(self._value_terms.terms))

    def total_lengths(self) -> dict[str, int]:
        """Occurrences in each field: Whoosh keeps them with the segment."""
        return {name: len(field.occurrences) for name, field in self._fields.items()}


def _keys(
    occurrences: NDArray[np.uint64],
    lengths: NDArray[np.uint32],
    document_bits: int,
    position_bits: int,
) -> NDArray[np.uint64]:
    """term · document · position of every occurrence, in one number each.

    They are made in place of the terms, and in halves as wide: this is where the memory of a
    build is at its most, and numbers of 32 bits are taken wherever they do.
    """
    keys = occurrences
    keys <<= np.uint64(document_bits)
    keys |= np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)
    keys <<= np.uint64(position_bits)
    positions = np.arange(len(keys), dtype=np.uint32)
    positions -= np.repeat(np.cumsum(lengths, dtype=np.uint32) - lengths, lengths)
    keys |= positions
    return keys


def _begins(values: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Whether each is another than the one before it."""
    found = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=found[1:])
    return found


def _lowest(values: NDArray[np.uint64], bits: int) -> NDArray[np.uint32]:
    """What the lowest bits say."""
    found = values.astype(np.uint32)
    found &= np.uint32((1 << bits) - 1)
    return found


def _gaps(places: NDArray[np.int64], end: int) -> NDArray[np.uint32]:
    """From each place to the next one, and from the last to the end."""
    found = np.empty(len(places), np.uint32)
    np.subtract(places[1:], places[:-1], out=found[:-1], casting="unsafe")
    found[-1:] = end - places[-1:]
    return found


def _narrow(values: NDArray[Any]) -> NDArray[Any]:
    """The values in as few bytes each as the largest needs."""
    largest = int(values.max(initial=0))
    return values.astype(np.min_scalar_type(largest))


def _length_bytes() -> NDArray[np.uint8]:
    """`bm25.length_byte` of all lengths below 2¹⁶."""
    bytes_ = np.searchsorted(KEPT_LENGTHS, np.arange(1 << 16), side="right") - 1
    return bytes_.astype(np.uint8)


_LENGTH_BYTES = _length_bytes()
