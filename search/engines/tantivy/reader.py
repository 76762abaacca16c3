"""Searching tantivy's segments.

A rebuild gives one segment unless the collection is larger than the writer's memory; in one
segment equal scores are in the order of keys, so nothing is fetched to order them. Beyond
that, more hits are fetched until the last page's score has no equals left, up to
`_MOST_EQUALS`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import tantivy

from ...query.budget import UNLIMITED, Budget
from ...query.clauses import BooleanClause, Clause, ConstantClause, DocumentClause
from ..base import SCORE_DIGITS, Match, Matches, Order, document_of, ordinal_of
from ..payload_file import PayloadReader
from .errors import translate_errors
from .queries import Queries
from .values import value_counts

#: Hits fetched at the most to put equal scores of several segments in order.
_MOST_EQUALS = 4096
_BEYOND = 16


class TantivyReader:
    """See `base.Reader`."""

    def __init__(self, index: tantivy.Index, folder: Path, ranks: Sequence[int] | None) -> None:
        self.folder = folder
        index.config_reader("manual")
        index.reload()
        self._searcher = index.searcher()
        self._queries = Queries(index.schema)
        self._payloads = PayloadReader(folder)
        self._ranks = ranks
        self._ordered = self._searcher.num_segments < 2 and ranks is None
        self.document_frequency = lru_cache(maxsize=1 << 15)(self._document_frequency)
        self._beginning = lru_cache(maxsize=64)(self._terms)
        self._all_terms = lru_cache(maxsize=None)(self._terms)
        self.prefix_frequency = lru_cache(maxsize=1 << 12)(self._prefix_frequency)

    @property
    def paragraphs(self) -> int:
        return self._searcher.num_docs

    @property
    def collection_size(self) -> int:
        return self._searcher.num_docs

    def search(
        self,
        clause: Clause,
        limit: int,
        order: Order = Order.RELEVANCE,
        budget: Budget = UNLIMITED,
        *,
        counted: int = 0,
    ) -> Matches:
        budget.check()
        with translate_errors(self.folder):
            query = self._queries.of(clause)
            found = self._search(query, limit, order, budget)
            if found.total > counted:
                return found
            return replace(found, documents=self._documents(query, found, budget))

    def _documents(self, query: tantivy.Query, found: Matches, budget: Budget) -> int:
        """How many documents the paragraphs are of, which are fetched if they weren't all."""
        if found.total <= len(found.best):
            return len({document_of(match.key) for match in found.best})
        budget.check()
        # Pairs of a document's number and an address, as many as there are paragraphs.
        pairs = self._searcher.search(query, found.total, order_by_field="document").hits
        return len(dict(pairs))

    def among(
        self, clause: Clause, matches: Sequence[Match], budget: Budget = UNLIMITED
    ) -> frozenset[int]:
        """What the clause finds in their documents is fetched: a key has no postings."""
        budget.check()
        documents = DocumentClause(tuple({document_of(match.key) for match in matches}))
        query = self._queries.of(BooleanClause(must=(documents, ConstantClause(clause))))
        with translate_errors(self.folder):
            found = self._searcher.search(query, _MOST_EQUALS, order_by_field="key")
            if _count(found) > len(found.hits):
                found = self._searcher.search(query, _count(found), order_by_field="key")
        return frozenset(key for key, _ in found.hits) & {match.key for match in matches}

    def _search(self, query: tantivy.Query, limit: int, order: Order, budget: Budget) -> Matches:
        if order is Order.DOCUMENT:
            found = self._searcher.search(
                query, limit, order_by_field="key", order=tantivy.Order.Asc
            )
            return Matches(_count(found), self._matches(found.hits, [0.0] * len(found.hits)))
        field = "first_day" if order is Order.DATE else None
        total, hits = self._best(query, limit, field, budget)
        if order is Order.DATE:
            budget.check()
            hits = self._with_scores(query, hits)
        return Matches(total, hits)

    def count(self, clause: Clause, budget: Budget = UNLIMITED) -> int:
        budget.check()
        with translate_errors(self.folder):
            return _count(self._searcher.search(self._queries.of(ConstantClause(clause)), 1))

    def value_counts(
        self, clause: Clause, columns: Sequence[str], budget: Budget = UNLIMITED
    ) -> Mapping[str, Mapping[str, int]]:
        budget.check()
        with translate_errors(self.folder):
            return value_counts(self._searcher, self._queries.of(clause), columns)

    def payload(self, match: Match) -> bytes:
        with translate_errors(self.folder):
            return self._payloads[match.key]

    def close(self) -> None:
        """tantivy frees what it has mapped with the last reference to it."""

    def _best(
        self, query: tantivy.Query, limit: int, field: str | None, budget: Budget
    ) -> tuple[int, list[Match]]:
        """The total and the first `limit` by score, or by a field, then by place."""
        # What is just beyond the page tells whether the last of it has equals there.
        fetched = limit if self._ordered else 2 * limit + _BEYOND
        while True:
            found = self._searcher.search(query, fetched, order_by_field=field)
            total = _count(found)
            values = [round(value, SCORE_DIGITS) for value, _ in found.hits]
            all_there = self._ordered or fetched >= min(total, _MOST_EQUALS)
            if all_there or values[limit - 1] != values[-1]:
                break
            budget.check()
            fetched *= 4
        matches = self._matches(found.hits, values)
        matches.sort(key=self._place if self._ranks else _score_and_key)
        return total, matches[:limit]

    def _with_scores(self, query: tantivy.Query, matches: Sequence[Match]) -> list[Match]:
        """tantivy gives no scores in another order: they are asked for those documents."""
        documents = DocumentClause(tuple({document_of(match.key) for match in matches}))
        if not documents.documents:
            return []
        among = [(tantivy.Occur.Must, query), (tantivy.Occur.Must, self._queries.of(documents))]
        found = self._searcher.search(tantivy.Query.boolean_query(among), _MOST_EQUALS)
        values = [round(score, SCORE_DIGITS) for score, _ in found.hits]
        scores = {match.key: match.score for match in self._matches(found.hits, values)}
        return [Match(match.key, scores.get(match.key, 0.0), match.address) for match in matches]

    def _matches(
        self, hits: Sequence[tuple[Any, tantivy.DocAddress]], scores: Sequence[float]
    ) -> list[Match]:
        """The hits with their keys and scores."""
        addresses = [address for _, address in hits]
        keys = self._searcher.fast_field_values("key", addresses)
        columns = zip(keys, scores, strict=True)
        return [Match(int(key or 0), score, None) for key, score in columns]

    def _place(self, match: Match) -> tuple[float, int, int]:
        """Where the documents have other ranks than their numbers."""
        assert self._ranks is not None
        return -match.score, self._ranks[document_of(match.key)], ordinal_of(match.key)

    def terms(self, field: str, prefix: str = "") -> Mapping[str, int]:
        """A whole field's are kept, however many beginnings are asked for."""
        return self._beginning(field, prefix) if prefix else self._all_terms(field)

    def _prefix_frequency(self, field: str, prefix: str) -> int:
        return sum(self.terms(field, prefix).values())

    def _terms(self, field: str, prefix: str = "") -> Mapping[str, int]:
        with translate_errors(self.folder):
            return dict(self._searcher.terms_with_prefix(field, prefix))

    def _document_frequency(self, field: str, term: str) -> int:
        with translate_errors(self.folder):
            return int(self._searcher.doc_freq(field, term))


def _score_and_key(match: Match) -> tuple[float, int]:
    return -match.score, match.key


def _count(found: tantivy.SearchResult) -> int:
    """The stub leaves the attribute out."""
    return int(found.count)  # type: ignore[attr-defined]
