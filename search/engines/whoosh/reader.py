"""Searching a Whoosh index: all its segments as one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import repeat
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from ...errors import TooManyValuesError
from ...query.bm25 import KEPT_LENGTHS
from ...query.budget import UNLIMITED, Budget
from ...query.clauses import Clause, PhraseClause, TermClause
from ..arrays import are_among, distinct
from ..base import (
    MAX_ORDINAL,
    MAX_VALUES,
    ORDINAL_BITS,
    SCORE_DIGITS,
    Match,
    Matches,
    Occurrences,
    Order,
    match_of,
)
from ..checksums import UNKNOWN, Checksums
from .collection import Collection
from .contents import latest_commit, read_contents
from .errors import translate_errors
from .evaluation import Evaluation, repeated
from .memory import ScoredLists
from .positions import starts
from .ranking import Ranked, Ranking
from .scored import Scored, are_in
from .scoring import Scoring
from .segments import Numbers, Segment

_NO_DOCUMENTS: Numbers = np.zeros(0, np.int64)


class WhooshReader:
    """See `base.Reader`."""

    def __init__(
        self, folder: Path, ranks: Sequence[int] | None, checksums: Checksums = UNKNOWN
    ) -> None:
        self.folder = folder
        with translate_errors(folder):
            self._contents = read_contents(folder, latest_commit(folder))
            self._segments = [Segment(folder, stored, checksums) for stored in self._contents]
            self._collection = Collection(self._segments)
        self._ranks = None if ranks is None else np.asarray(ranks, np.int64)
        self._ranking = Ranking(self._collection.size)
        self._lists = ScoredLists(self._collection.size)
        self.document_frequency = lru_cache(maxsize=1 << 15)(self._document_frequency)
        self._beginning = lru_cache(maxsize=64)(self._terms)
        self._all_terms = lru_cache(maxsize=None)(self._terms)
        self.prefix_frequency = lru_cache(maxsize=1 << 12)(self._prefix_frequency)
        average = lru_cache(maxsize=None)(self._average_length)
        self._scoring = Scoring(self._collection, self.document_frequency, average)

    @property
    def paragraphs(self) -> int:
        return self.collection_size - sum(len(stored.deleted) for stored in self._contents)

    @cached_property
    def collection_size(self) -> int:
        return sum(stored.documents for stored in self._contents)

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
        with translate_errors(self.folder):
            evaluation = self._evaluation(clause, budget)
            if order is Order.RELEVANCE:
                members = self._members if collapsed else _NO_DOCUMENTS
                found = self._ranking.best(evaluation, clause, offset + limit, members, besides)
            else:
                found = self._in_order(evaluation.evaluate(clause), collapsed=collapsed)
            scores = np.round(found.scores, SCORE_DIGITS)
            best = self._best(found.documents, scores, offset + limit, order)[offset:]
            return Matches(
                found.total,
                self._matches(found.documents[best], scores[best]),
                self._distinct(found) if found.total <= counted else None,
                self._repeated(found.are_found) if collapsed else 0,
                self._besides(found, evaluation, besides),
            )

    def _in_order(self, scored: Scored, *, collapsed: bool) -> Ranked:
        """All that is found, to be put in another order than that of scores."""
        documents = scored.documents
        members = self._members if collapsed else _NO_DOCUMENTS
        is_found = are_in(members, documents)
        return Ranked(len(documents), documents, scored.scores, (scored,), is_found)

    def _besides(self, found: Ranked, evaluation: Evaluation, clause: Clause | None) -> int:
        if clause is None or not found.total:
            return 0
        return evaluation.matching.count(clause) if found.besides is None else found.besides

    def _matches(self, documents: Numbers, scores: NDArray[np.float64]) -> list[Match]:
        clusters = self._copied_clusters[documents].tolist() if self.copied else repeat(0)
        columns = (self._keys[documents].tolist(), scores.tolist(), documents.tolist(), clusters)
        return list(map(match_of, zip(*columns, repeat(0.0), strict=False)))

    @cached_property
    def copied(self) -> frozenset[int]:
        copies = [segment.clusters[segment.live_copies] for segment in self._segments]
        return frozenset(np.concatenate(copies).tolist() if copies else ())

    @cached_property
    def _copied_clusters(self) -> Numbers:
        """The cluster of each paragraph, 0 where nothing of it is a copy."""
        clusters = self._collection.clusters.copy()
        clusters[~are_among(clusters, np.array(list(self.copied), np.int64))] = 0
        return clusters

    @cached_property
    def _members(self) -> Numbers:
        """The paragraphs of those clusters."""
        return np.flatnonzero(self._copied_clusters) if self.copied else _NO_DOCUMENTS

    def _repeated(self, are_found: NDArray[np.bool_]) -> int:
        """are_found: which of `_members` are."""
        clusters = self._copied_clusters[self._members[are_found]]
        return len(clusters) - len(distinct(clusters))

    def _distinct(self, found: Ranked) -> int:
        """How many documents all are of."""
        paragraphs = found.documents
        if len(paragraphs) < found.total:
            paragraphs = np.concatenate([one.documents for one in found.lists])
        return len(distinct(self._keys[paragraphs] >> ORDINAL_BITS))

    def count(self, clause: Clause, budget: Budget = UNLIMITED) -> int:
        with translate_errors(self.folder):
            return self._evaluation(clause, budget).matching.count(clause)

    def counts(self, clauses: Sequence[Clause], budget: Budget = UNLIMITED) -> list[int]:
        return [self.count(clause, budget) for clause in clauses]

    def value_counts(
        self, clause: Clause, columns: Sequence[str], budget: Budget = UNLIMITED
    ) -> Mapping[str, Mapping[str, int]]:
        found: dict[str, Counter[str]] = {column: Counter() for column in columns}
        with translate_errors(self.folder):
            documents = self._evaluation(clause, budget).matching.documents(clause)
            for segment, within in self._collection.by_segment(documents):
                for column, counts in found.items():
                    budget.check()
                    counts.update(segment.column(column).counts(within))
        for column, counts in found.items():
            if len(counts) > MAX_VALUES:
                raise TooManyValuesError(name=column, limit=MAX_VALUES)
        return found

    def among(
        self, clause: Clause, matches: Sequence[Match], budget: Budget = UNLIMITED
    ) -> frozenset[int]:
        documents = np.sort(np.array([match.address for match in matches], np.int64))
        with translate_errors(self.folder):
            found = self._evaluation(clause, budget).matching.are_found(clause, documents)
        return frozenset(self._keys[documents[found]].tolist())

    def occurrences(
        self, clause: TermClause | PhraseClause, matches: Sequence[Match]
    ) -> Mapping[int, Occurrences]:
        wanted = np.sort(np.array([match.address for match in matches], np.int64))
        with translate_errors(self.folder):
            if isinstance(clause, TermClause):
                documents, counts = self._collection.postings(clause.field, clause.term)
            else:
                places = starts(self._collection, clause, UNLIMITED) >> 32
                documents, counts = np.unique(places, return_counts=True)
            at = np.minimum(np.searchsorted(documents, wanted), max(len(documents) - 1, 0))
            there = documents[at] == wanted if len(documents) else np.zeros(len(wanted), np.bool_)
            found, often = wanted[there], counts[at[there]].tolist()
            lengths = self._collection.lengths(clause.field)[found].tolist()
        average = self._average_length(clause.field)
        rows = zip(self._keys[found].tolist(), often, lengths, strict=True)
        return {
            key: Occurrences(frequency, KEPT_LENGTHS[length], average)
            for key, frequency, length in rows
        }

    def payload(self, match: Match) -> bytes:
        return self.payloads((match,))[0]

    def payloads(self, matches: Sequence[Match]) -> list[bytes]:
        with translate_errors(self.folder):
            documents = [cast("int", match.address) for match in matches]
            return self._collection.payloads(documents)

    def close(self) -> None:
        self._segments.clear()

    def _evaluation(self, clause: Clause, budget: Budget) -> Evaluation:
        budget.check()
        again = repeated(clause)
        return Evaluation(self._collection, self._scoring, self._lists, budget, again)

    @property
    def _keys(self) -> Numbers:
        return self._collection.keys

    def _best(
        self, documents: Numbers, scores: NDArray[np.float64], limit: int, order: Order
    ) -> Numbers:
        """Places of the first `limit` in the order asked."""
        match order:
            case Order.RELEVANCE:
                leading = -scores
            case Order.DATE:
                leading = -self._collection.first_days[documents].astype(np.float64)
            case Order.OLDEST:
                days = self._collection.first_days[documents].astype(np.float64)
                leading = np.where(days > 0, days, np.inf)
            case Order.ADDED:
                leading = -self._collection.added[documents].astype(np.float64)
            case Order.DOCUMENT:
                leading = np.zeros(len(documents))
        candidates = np.arange(len(documents))
        if 0 < limit < len(documents):
            candidates = np.flatnonzero(leading <= np.partition(leading, limit - 1)[limit - 1])
        keys = self._keys[documents[candidates]]
        ranked: tuple[Numbers, ...] = (keys,)  # by document, then by ordinal
        if self._ranks is not None:
            ranked = (keys & MAX_ORDINAL, self._ranks[keys >> ORDINAL_BITS])
        ordered = np.lexsort((*ranked, leading[candidates]))
        return np.asarray(candidates[ordered[:limit]])

    def terms(self, field: str, prefix: str = "") -> Mapping[str, int]:
        """A whole field's are kept, however many beginnings are asked for."""
        return self._beginning(field, prefix) if prefix else self._all_terms(field)

    def _prefix_frequency(self, field: str, prefix: str) -> int:
        with translate_errors(self.folder):
            return self._collection.prefix_frequency(field, prefix)

    def _document_frequency(self, field: str, term: str) -> int:
        with translate_errors(self.folder):
            return self._collection.frequency(field, term)

    def _terms(self, field: str, prefix: str = "") -> Mapping[str, int]:
        found: Counter[str] = Counter()
        with translate_errors(self.folder):
            for segment in self._segments:
                lexicon = segment.lexicon(field)
                ranks = lexicon.ranks_from(prefix.encode())
                frequencies = segment.frequencies(field, ranks)
                found.update(dict(zip(lexicon.texts(ranks), frequencies, strict=True)))
        return found

    def _average_length(self, field: str) -> float:
        total = sum(stored.lengths.get(field, 0) for stored in self._contents)
        return max(total / max(self.collection_size, 1), 1e-9)
