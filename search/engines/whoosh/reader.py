"""Searching a Whoosh index: all its segments as one."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...errors import TooManyValuesError
from ...query.budget import UNLIMITED, Budget
from ...query.clauses import Clause
from ..arrays import are_among, distinct
from ..base import (
    MAX_ORDINAL,
    MAX_VALUES,
    ORDINAL_BITS,
    SCORE_DIGITS,
    Match,
    Matches,
    Order,
)
from .contents import latest_commit, read_contents
from .errors import translate_errors
from .evaluation import Evaluation, repeated
from .segments import Numbers, Segment


class WhooshReader:
    """See `base.Reader`."""

    def __init__(self, folder: Path, ranks: Sequence[int] | None) -> None:
        self.folder = folder
        with translate_errors(folder):
            self._contents = read_contents(folder, latest_commit(folder))
            self._segments = [Segment(folder, stored) for stored in self._contents]
        self._bases = np.cumsum([0] + [segment.size for segment in self._segments])
        self._ranks = None if ranks is None else np.asarray(ranks, np.int64)
        self._keys = _joined([segment.keys for segment in self._segments])
        self._first_days = _joined([segment.first_days for segment in self._segments])
        self.document_frequency = lru_cache(maxsize=1 << 15)(self._document_frequency)
        self._beginning = lru_cache(maxsize=64)(self._terms)
        self._all_terms = lru_cache(maxsize=None)(self._terms)
        self._average = lru_cache(maxsize=None)(self._average_length)

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
    ) -> Matches:
        with translate_errors(self.folder):
            documents, scores = self._evaluate(clause, budget)
            best = self._best(documents, scores, offset + limit, order)[offset:]
            shown = documents[best]
            columns = zip(shown, scores[best], self._clusters(shown), strict=True)
        return Matches(
            len(documents),
            [
                Match(int(self._keys[document]), float(score), int(document), cluster)
                for document, score, cluster in columns
            ],
            self._distinct(documents) if len(documents) <= counted else None,
            self._repeated(documents) if collapsed and self.copied else 0,
        )

    @cached_property
    def copied(self) -> frozenset[int]:
        copies = [segment.clusters[segment.live_copies] for segment in self._segments]
        return frozenset(_joined(copies).tolist())

    @cached_property
    def _copied_clusters(self) -> Numbers:
        """The cluster of each paragraph, 0 where nothing of it is a copy."""
        clusters = _joined([segment.clusters for segment in self._segments])
        clusters[~are_among(clusters, np.array(list(self.copied), np.int64))] = 0
        return clusters

    def _clusters(self, paragraphs: Numbers) -> list[int]:
        if not self.copied:
            return [0] * len(paragraphs)
        clusters: list[int] = self._copied_clusters[paragraphs].tolist()
        return clusters

    def _repeated(self, paragraphs: Numbers) -> int:
        clusters = self._copied_clusters[paragraphs]
        clusters = clusters[clusters > 0]
        return len(clusters) - len(distinct(clusters))

    def _distinct(self, paragraphs: Numbers) -> int:
        """How many documents they are of. Where nothing was merged, these are in order."""
        numbers = self._keys[paragraphs] >> ORDINAL_BITS
        steps = np.diff(numbers, prepend=-1)
        return len(distinct(numbers)) if (steps < 0).any() else int(np.count_nonzero(steps))

    def count(self, clause: Clause, budget: Budget = UNLIMITED) -> int:
        with translate_errors(self.folder):
            return sum(
                _count(segment, evaluation.mask(clause))
                for evaluation, segment in self._evaluations(clause, budget)
            )

    def value_counts(
        self, clause: Clause, columns: Sequence[str], budget: Budget = UNLIMITED
    ) -> Mapping[str, Mapping[str, int]]:
        found: dict[str, Counter[str]] = {column: Counter() for column in columns}
        with translate_errors(self.folder):
            for evaluation, segment in self._evaluations(clause, budget):
                mask = evaluation.mask(clause)
                live = mask if segment.live is None else mask & segment.live
                documents = np.flatnonzero(live)
                for column, counts in found.items():
                    budget.check()
                    counts.update(segment.column(column).counts(documents))
        for column, counts in found.items():
            if len(counts) > MAX_VALUES:
                raise TooManyValuesError(name=column, limit=MAX_VALUES)
        return found

    def among(
        self, clause: Clause, matches: Sequence[Match], budget: Budget = UNLIMITED
    ) -> frozenset[int]:
        with translate_errors(self.folder):
            found = [one.mask(clause) for one, _ in self._evaluations(clause, budget)]
        return frozenset(match.key for match in matches if self._is_in(found, match))

    def _is_in(self, masks: Sequence[NDArray[np.bool_]], match: Match) -> bool:
        number, document = self._place(match)
        return bool(masks[number][document])

    def _place(self, match: Match) -> tuple[int, int]:
        """Its segment, and its document there."""
        assert isinstance(match.address, int)
        number = int(np.searchsorted(self._bases, match.address, side="right")) - 1
        return number, match.address - int(self._bases[number])

    def payload(self, match: Match) -> bytes:
        number, document = self._place(match)
        with translate_errors(self.folder):
            payload: bytes = self._segments[number].payload(document)
        return payload

    def close(self) -> None:
        self._segments.clear()

    def _evaluate(self, clause: Clause, budget: Budget) -> tuple[Numbers, NDArray[np.float64]]:
        """The documents of all segments that match, deleted ones left out."""
        found, scores = [], []
        evaluations = self._evaluations(clause, budget)
        for (evaluation, segment), base in zip(evaluations, self._bases[:-1], strict=True):
            scored = evaluation.evaluate(clause)
            if segment.live is not None:
                scored = scored.only(segment.live[scored.documents])
            found.append(scored.documents + base)
            scores.append(scored.scores)
        return _joined(found), np.round(np.concatenate([np.zeros(0), *scores]), SCORE_DIGITS)

    def _evaluations(self, clause: Clause, budget: Budget) -> Iterator[tuple[Evaluation, Segment]]:
        again = repeated(clause)
        size, frequency = self.collection_size, self.document_frequency
        for segment in self._segments:
            yield Evaluation(segment, size, frequency, self._average, budget, again), segment

    def _best(
        self, documents: Numbers, scores: NDArray[np.float64], limit: int, order: Order
    ) -> Numbers:
        """Places of the first `limit` in the order asked."""
        match order:
            case Order.RELEVANCE:
                leading = -scores
            case Order.DATE:
                leading = -self._first_days[documents].astype(np.float64)
            case Order.DOCUMENT:
                leading = np.zeros(len(documents))
        candidates = np.arange(len(documents))
        if 0 < limit < len(documents):
            candidates = np.flatnonzero(leading <= np.partition(leading, limit - 1)[limit - 1])
        keys = self._keys[documents[candidates]]
        numbers = keys >> ORDINAL_BITS
        ranks = numbers if self._ranks is None else self._ranks[numbers]
        ordered = np.lexsort((keys & MAX_ORDINAL, ranks, leading[candidates]))
        return np.asarray(candidates[ordered[:limit]])

    def terms(self, field: str, prefix: str = "") -> Mapping[str, int]:
        """A whole field's are kept, however many beginnings are asked for."""
        return self._beginning(field, prefix) if prefix else self._all_terms(field)

    def prefix_frequency(self, field: str, prefix: str) -> int:
        with translate_errors(self.folder):
            return sum(segment.prefix_frequency(field, prefix) for segment in self._segments)

    def _document_frequency(self, field: str, term: str) -> int:
        with translate_errors(self.folder):
            return sum(segment.frequency(field, term) for segment in self._segments)

    def _terms(self, field: str, prefix: str = "") -> Mapping[str, int]:
        found: dict[str, int] = {}
        with translate_errors(self.folder):
            for segment in self._segments:
                lexicon = segment.lexicon(field)
                ranks = lexicon.ranks_from(prefix.encode())
                frequencies = segment.frequencies(field, ranks)
                for term, frequency in zip(lexicon.slice(ranks), frequencies, strict=True):
                    text = term.decode()
                    found[text] = found.get(text, 0) + frequency
        return found

    def _average_length(self, field: str) -> float:
        total = sum(stored.lengths.get(field, 0) for stored in self._contents)
        return max(total / max(self.collection_size, 1), 1e-9)


def _count(segment: Segment, found: NDArray[np.bool_]) -> int:
    """How many of the documents found aren't deleted."""
    return int(np.count_nonzero(found if segment.live is None else found & segment.live))


def _joined(arrays: list[Numbers]) -> Numbers:
    return np.concatenate([np.zeros(0, np.int64), *arrays])
