"""The reference as a reader, so that the real Searcher can be asked what it would answer."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from conformance.reference import Reference

from search.analysis import FRENCH
from search.duplicates.digest import numbers_of
from search.duplicates.registry import Registry
from search.engines.base import (
    SCORE_DIGITS,
    Entry,
    Match,
    Matches,
    Occurrences,
    Order,
    Reader,
    document_of,
    ordinal_of,
    paragraph_key,
)
from search.indexing.prepared import Prepared, prepare
from search.meaning import DIMENSIONS
from search.model import Document
from search.query.budget import UNLIMITED, Budget
from search.query.clauses import Clause, PhraseClause, TermClause


class ReferenceReader:
    """See `engines.base.Reader`."""

    folder = Path()

    def __init__(self, documents: Sequence[Document]) -> None:
        """The documents are numbered in the order in which they come."""
        prepared = [prepare(document, FRENCH) for document in documents]
        registry = Registry(self.folder / "nowhere")
        self._entries: dict[int, Entry] = {}
        self._clusters: dict[int, int] = {}
        for number, document in enumerate(prepared):
            marks = registry.marks(document.digests, document.signatures)
            digests = numbers_of(document.digests).tolist()
            self._clusters |= dict(zip(digests, (cluster for cluster, *_ in marks), strict=True))
            entries = document.entries(number, document.lists.texts(), marks)
            self._entries |= {entry.key: entry for entry in entries}
        self.vectors = ReferenceVectors(prepared)
        self._reference = Reference(list(self._entries.values()))
        self._terms: dict[str, Counter[str]] = {}

    @cached_property
    def paragraphs(self) -> int:
        return len(self._entries)

    @property
    def collection_size(self) -> int:
        return self.paragraphs

    def document_frequency(self, field: str, term: str) -> int:
        return self._frequencies(field)[term]

    def terms(self, field: str, prefix: str = "") -> Mapping[str, int]:
        frequencies = self._frequencies(field).items()
        return {term: count for term, count in frequencies if term.startswith(prefix)}

    def _frequencies(self, field: str) -> Counter[str]:
        if field not in self._terms:
            texts = (entry.terms.get(field, "") for entry in self._entries.values())
            self._terms[field] = Counter(term for text in texts for term in set(text.split()))
        return self._terms[field]

    def prefix_frequency(self, field: str, prefix: str) -> int:
        return sum(self.terms(field, prefix).values())

    def search(
        self,
        clause: Clause,
        limit: int,
        order: Order = Order.RELEVANCE,
        budget: Budget = UNLIMITED,  # noqa: ARG002
        *,
        counted: int = 0,
        offset: int = 0,
        collapsed: bool = False,
        besides: Clause | None = None,
    ) -> Matches:
        scores = {
            key: round(score, SCORE_DIGITS) for key, score in self._reference.scores(clause).items()
        }
        ranked = sorted(scores, key=lambda key: self._place(key, scores[key], order))
        best = [
            Match(key, scores[key], key, self._cluster(key))
            for key in ranked[offset : offset + limit]
        ]
        documents = len({document_of(key) for key in ranked})
        clusters = [cluster for cluster in map(self._cluster, ranked) if cluster]
        repeated = len(clusters) - len(set(clusters)) if collapsed else 0
        apart = len(self._reference.scores(besides)) if besides else 0
        counts = (documents if len(ranked) <= counted else None, repeated, apart)
        return Matches(len(ranked), best, *counts)

    @cached_property
    def copied(self) -> frozenset[int]:
        return frozenset(entry.cluster for entry in self._entries.values() if entry.is_copy)

    def _cluster(self, key: int) -> int:
        cluster = self._entries[key].cluster
        return cluster if cluster in self.copied else 0

    def cluster(self, digest: int) -> int:
        """See `duplicates.registry.SeenParagraphs`."""
        return self._clusters.get(digest, 0)

    def since(self, digests: Sequence[int]) -> Mapping[int, int]:
        """See `duplicates.registry.SeenParagraphs`."""
        return {digest: 0 for digest in digests if digest in self._clusters}

    def _place(self, key: int, score: float, order: Order) -> tuple[float, int]:
        match order:
            case Order.RELEVANCE:
                return (-score, key)
            case Order.DATE:
                return (-self._entries[key].first_day, key)
            case Order.OLDEST:
                return (self._entries[key].first_day or math.inf, key)
            case Order.ADDED:
                return (-self._entries[key].added, key)
            case _:
                return (0, key)

    def count(self, clause: Clause, budget: Budget = UNLIMITED) -> int:  # noqa: ARG002
        return len(self._reference.scores(clause))

    def counts(self, clauses: Sequence[Clause], budget: Budget = UNLIMITED) -> list[int]:
        return [self.count(clause, budget) for clause in clauses]

    def among(
        self,
        clause: Clause,
        matches: Sequence[Match],
        budget: Budget = UNLIMITED,  # noqa: ARG002
    ) -> frozenset[int]:
        return frozenset({match.key for match in matches} & self._reference.scores(clause).keys())

    def occurrences(
        self, clause: TermClause | PhraseClause, matches: Sequence[Match]
    ) -> Mapping[int, Occurrences]:
        found = self._reference.occurrences(clause)
        return {match.key: found[match.key] for match in matches if match.key in found}

    def value_counts(
        self,
        clause: Clause,
        columns: Sequence[str],
        budget: Budget = UNLIMITED,  # noqa: ARG002
    ) -> Mapping[str, Mapping[str, int]]:
        found = [self._entries[key].values for key in self._reference.scores(clause)]
        return {
            column: Counter(one for values in found for one in values.get(column, ()))
            for column in columns
        }

    def payload(self, match: Match) -> bytes:
        return self._entries[match.key].payload

    def payloads(self, matches: Sequence[Match]) -> list[bytes]:
        return list(map(self.payload, matches))

    def close(self) -> None:
        """Nothing is held."""


class ReferenceVectors:
    """See `meaning.ParagraphVectors`."""

    def __init__(self, documents: Sequence[Prepared]) -> None:
        self._vectors: dict[int, np.ndarray] = {}
        for number, document in enumerate(documents):
            rows = np.frombuffer(document.vectors, np.int8).reshape(-1, DIMENSIONS)
            titles = np.frombuffer(document.title_vector, np.int8).reshape(-1, DIMENSIONS)
            for ordinal, row in [*enumerate(rows, start=1), *((0, title) for title in titles)]:
                self._vectors[paragraph_key(number, ordinal)] = row

    def __getitem__(self, keys: np.ndarray) -> np.ndarray:
        nothing = np.zeros(DIMENSIONS, np.int8)
        return np.array([self._vectors.get(key, nothing) for key in keys.tolist()])

    @property
    def rows(self) -> int:
        return len(self._vectors)

    @property
    def count(self) -> int:
        return sum(ordinal_of(key) > 0 for key in self._vectors)

    @property
    def total(self) -> np.ndarray:
        rows = [row for key, row in self._vectors.items() if ordinal_of(key)]
        return np.array(rows, np.float64).reshape(-1, DIMENSIONS).sum(axis=0)

    def products(
        self,
        vectors: np.ndarray,
        check: Callable[[], None],  # noqa: ARG002
    ) -> tuple[np.ndarray, np.ndarray]:
        keys = sorted(key for key in self._vectors if ordinal_of(key))
        rows = np.array([self._vectors[key] for key in keys], np.int64).reshape(-1, DIMENSIONS)
        return np.array(keys, np.int64), (vectors.astype(np.int64) @ rows.T).astype(np.float32)


@dataclass(frozen=True)
class ReferenceSnapshot:
    """What a Searcher needs of a generation; the catalogue says that nothing has copies."""

    reader: Reader
    vectors: ReferenceVectors
    name: str = "reference"
    has_copies: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def catalog(self) -> "ReferenceSnapshot":
        return self

    @property
    def seen(self) -> Reader:
        return self.reader
