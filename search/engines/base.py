"""The contract between Alinéa and an engine.

An engine stores paragraphs whose terms are already analysed, and does nothing else to them.
It knows no query language: it is asked clauses (`query/clauses.py`). What it has to guarantee
is in the docstrings here, and `tests/conformance/` holds every engine to it.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from enum import Enum
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from ..query.budget import UNLIMITED, Budget
from ..query.clauses import Clause, PhraseClause, TermClause
from .checksums import UNKNOWN, Checksums

Places = NDArray[np.integer]

#: Bits of a key that number the paragraph; the bits above number its document.
ORDINAL_BITS = 20
MAX_ORDINAL = (1 << ORDINAL_BITS) - 1


def paragraph_key(document: int, ordinal: int) -> int:
    """The number that names one paragraph: document by document, in their order."""
    return document << ORDINAL_BITS | ordinal


def document_of(key: int) -> int:
    return key >> ORDINAL_BITS


def ordinal_of(key: int) -> int:
    return key & MAX_ORDINAL


class Entry(NamedTuple):
    """One paragraph, as an engine is given it; no dataclass, since a build makes millions.

    key: see `paragraph_key`
    first_day, last_day: its document's period as proleptic ordinals (`date.toordinal`),
        0 when it has no date
    cluster: the same for paragraphs that say the same, from 1 to 2⁶³ - 1; 0 for none
    is_copy: whether a paragraph of the cluster was added before, be it gone since
    added: when what it says was first indexed, seconds since 1970 below 2³²
    terms: those of each field in `clauses.FIELDS`, in order, as `Writer.lists` gives them; a
        field may be left out
    payload: what `Reader.payload` gives back, the engine doesn't look inside
    values: what it is counted by, by column: any strings, distinct; a column's key is of
        letters, digits and `_`
    """

    key: int
    terms: Mapping[str, Any]
    payload: bytes
    first_day: int = 0
    last_day: int = 0
    values: Mapping[str, Sequence[str]] = MappingProxyType({})
    cluster: int = 0
    is_copy: bool = False
    added: int = 0


class Order(Enum):
    """RELEVANCE: highest score first. DATE: latest first day first, without date last; OLDEST:
    earliest first day first, without date last. ADDED: what was indexed last first.
    Equal paragraphs, and all with DOCUMENT, by the rank of their document, then ordinal.
    """

    RELEVANCE = "relevance"
    DATE = "date"
    OLDEST = "oldest"
    ADDED = "added"
    DOCUMENT = "document"


class Match(NamedTuple):
    """A paragraph found; fifty are made for each query, so it is no dataclass.

    address: the engine's own, good for `Reader.payload`
    cluster: its entry's, or 0 where no paragraph of the cluster is a copy
    meaning: the part of the score that it owes to what it means; an engine gives none
    """

    key: int
    score: float
    address: object
    cluster: int = 0
    meaning: float = 0.0


#: A match of all that it has, in order: without a call of Python's for each.
match_of: Callable[[tuple[int, float, object, int, float]], Match] = partial(tuple.__new__, Match)


class Occurrences(NamedTuple):
    """What the score of a term in a paragraph depends on besides how rare it is (`bm25.py`).

    frequency: how often the term, or the phrase, is in the field
    length: of the field, one of `bm25.KEPT_LENGTHS`; average: of all paragraphs, in terms
    """

    frequency: float
    length: float
    average: float


class Matches(msgspec.Struct, frozen=True):
    """total: all paragraphs that match; best: those of them that were asked for, in order
    documents: how many documents all are of, None where more match than were to be counted
    repeated: how many of them are of the cluster of another one that matches: what there are
        beyond one of each cluster; 0 where that isn't asked
    besides: how many of them the clause finds that is counted besides; 0 where none is
    """

    total: int
    best: Sequence[Match]
    documents: int | None = None
    repeated: int = 0
    besides: int = 0


class Writer(Protocol):
    """Adds and removes paragraphs. Nothing is visible to any reader before `commit`."""

    def lists(self, terms: str, places: Places, ends: Places) -> Sequence[Any]:
        """Lists of terms as this writer takes them in entries, until it is asked for others.

        terms: each once, with spaces between them; places: of each list's terms among these,
        one list's after another's; ends: where each list ends in `places`
        """

    def add(self, entry: Entry) -> None:
        """Add a paragraph; its key must not be in the index, or be deleted first."""

    def delete(self, document: int) -> None:
        """Remove all paragraphs of a document; idempotent. Doesn't touch what this writer
        has added.
        """

    def commit(self) -> None:
        """Make all of it visible to readers opened from now on, and end the writer.

        Term statistics may count deleted paragraphs until the engine merges them away.
        """

    def rollback(self) -> None:
        """Forget all of it and end the writer; harmless after `commit`."""


class Reader(Protocol):
    """The index as it was when the reader was opened, whatever is committed later.

    Safe for several threads. Implements `query.statistics.Statistics`. Whatever is asked raises
    IndexDamagedError where the files turn out not to be what an index has.
    """

    @property
    def folder(self) -> Path:
        """Where its files are."""

    @property
    def paragraphs(self) -> int:
        """Paragraphs in the index, without those deleted."""

    @property
    def collection_size(self) -> int:
        """N of the formula: paragraphs, and those deleted but not yet merged away, which
        frequencies and lengths still count.
        """

    @property
    def copied(self) -> Set[int]:
        """The clusters that copies are in: a query that finds none of theirs repeats nothing."""

    def document_frequency(self, field: str, term: str) -> int:
        """Paragraphs with `term` in `field`; 0 for a term that isn't there."""

    def terms(self, field: str, prefix: str = "") -> Mapping[str, int]:
        """The terms of `field` that begin with `prefix`, with their frequencies."""

    def prefix_frequency(self, field: str, prefix: str) -> int:
        """The sum of the frequencies of those terms."""

    def search(
        self,
        clause: Clause,
        limit: int,
        order: Order = Order.RELEVANCE,
        budget: Budget = UNLIMITED,
        *,
        counted: int = 0,
        offset: int = 0,
        collapsed: bool = False,
        besides: Clause | None = None,
    ) -> Matches:
        """The best `limit` paragraphs after the first `offset`, and the exact total.

        However they are cut, the parts put together are all that match, in order, each once.

        counted: the documents are counted too if no more paragraphs match than that
        collapsed: `Matches.repeated` is counted too
        besides: a clause that finds some of what matches, to be counted too: an engine may know
            how many as soon as it has found all

        Its cost has been charged to the budget; how long it takes is asked as often as the
        engine can, and raises SearchTimeoutError.

        Scores are those of `query/clauses.py`, rounded to `SCORE_DIGITS` decimals before
        they are compared, so that the order of additions decides nothing.
        """

    def count(self, clause: Clause, budget: Budget = UNLIMITED) -> int:
        """How many paragraphs match. The budget is that of `search`."""

    def counts(self, clauses: Sequence[Clause], budget: Budget = UNLIMITED) -> list[int]:
        """The same of several, which an engine may ask together."""

    def among(
        self, clause: Clause, matches: Sequence[Match], budget: Budget = UNLIMITED
    ) -> frozenset[int]:
        """The keys of those of `matches`, a page's, that `clause` finds, as `count`; it should
        be one that finds little in their documents.
        """

    def occurrences(
        self, clause: TermClause | PhraseClause, matches: Sequence[Match]
    ) -> Mapping[int, Occurrences]:
        """Of those of `matches`, a page's, that have the term, or the phrase, by their keys; each
        slot of the phrase has one term.
        """

    def value_counts(
        self, clause: Clause, columns: Sequence[str], budget: Budget = UNLIMITED
    ) -> Mapping[str, Mapping[str, int]]:
        """For each of the columns, how many of the paragraphs that match have each value of it;
        values that none has are left out. The budget is that of `search`.

        Raises TooManyValuesError for a column of which they have more than `MAX_VALUES`.
        """

    def payload(self, match: Match) -> bytes:
        """What the paragraph's `Entry` carried."""

    def payloads(self, matches: Sequence[Match]) -> list[bytes]:
        """The same of many, which are read together."""

    def close(self) -> None:
        """Free what is held; using the reader afterwards is an error. Idempotent."""


#: Values of a column that are counted at the most.
MAX_VALUES = 50_000

#: Decimals of a score that count.
SCORE_DIGITS = 4


class Engine(Protocol):
    """A kind of index. All methods raise `IndexDamagedError` for files they can't use.

    One that is a cluster has a `store` (`generation_store.py`) besides.
    """

    name: str

    def create(self, folder: Path) -> Writer:
        """Begin an index in an empty folder."""

    def append(self, folder: Path, checksums: Checksums = UNKNOWN) -> Writer:
        """Go on with the index in `folder`.

        checksums: of its files, as for `open`: what isn't as written is never written anew

        Files that are already there are never changed, only added to or removed, so that
        a folder of hard links can be written while its origin is read.
        """

    def open(
        self,
        folder: Path,
        ranks: Sequence[int] | None = None,
        checksums: Checksums = UNKNOWN,
    ) -> Reader:
        """Read the index in `folder`.

        checksums: of its files. Nothing is answered by what isn't as written: it is compared when
            it is first read, or at once where an engine reads by itself

        ranks: the place of each document number in the order of document ids, where it
        isn't the number itself.
        """
