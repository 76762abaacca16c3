"""Searching tantivy's segments. A rebuild gives one unless the collection is larger than the
writer's memory; `ranking.py` has the order of what they hold together.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import repeat
from pathlib import Path

import tantivy
from msgspec.structs import replace

from ...query.alternatives import alternatives, apart, parts
from ...query.budget import UNLIMITED, Budget
from ...query.clauses import (
    BooleanClause,
    Clause,
    ClusterClause,
    ConstantClause,
    DocumentClause,
    EveryClause,
    PhraseClause,
    TermClause,
)
from ..base import SCORE_DIGITS, Match, Matches, Occurrences, Order, document_of, match_of
from ..checksums import UNKNOWN, Checksums
from ..payload_file import PayloadReader
from .errors import translate_errors
from .explanation import occurrences_in
from .queries import Queries, same_score
from .ranking import Hit, Part, Ranking
from .schema import SORTED_BY
from .values import value_counts

#: Paragraphs of a page's documents that are asked for at once.
_MOST_SCORED = 4096
#: Copies that are fetched before it is known how many match.
_FEW_COPIES = 256


class TantivyReader:
    """See `base.Reader`."""

    def __init__(
        self,
        index: tantivy.Index,
        folder: Path,
        ranks: Sequence[int] | None,
        checksums: Checksums = UNKNOWN,
    ) -> None:
        self.folder = folder
        index.config_reader("manual")
        index.reload()
        self._searcher = index.searcher()
        self._queries = Queries(index.schema)
        self._payloads = PayloadReader(folder, checksums)
        self._ranking = Ranking(self._searcher, ranks)
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
        offset: int = 0,
        collapsed: bool = False,
        besides: Clause | None = None,
    ) -> Matches:
        budget.check()
        with translate_errors(self.folder):
            part = self._part(clause, limit, order, budget, offset)
            clusters = map(self._members.get, part.keys, repeat(0)) if self.copied else repeat(0)
            columns = zip(part.keys, part.scores, repeat(None), clusters, repeat(0.0), strict=False)
            matches = list(map(match_of, columns))
            if order in SORTED_BY:
                budget.check()
                matches = self._with_scores(self._queries.of(clause), matches)
            found = Matches(part.total, matches)
            if found.total <= counted:
                found = replace(found, documents=self._documents(clause, found, budget))
            if collapsed and self.copied:
                found = replace(found, repeated=self._repeated(clause, budget))
            if besides is not None and found.total:
                found = replace(found, besides=self._besides(clause, part, besides, budget))
            return found

    @cached_property
    def copied(self) -> frozenset[int]:
        with translate_errors(self.folder):
            return frozenset(self._clusters_of_copies(EveryClause()))

    def _clusters_of_copies(self, clause: Clause) -> list[int]:
        """Of each copy that a clause finds, its cluster."""
        found: dict[tuple[int, int], int] = {}
        for query in self._queries.copies(clause):
            for value, one in self._every_hit(query, "cluster"):
                found[one.segment_ord, one.doc] = value
        return list(found.values())

    def _every_hit(self, query: tantivy.Query, field: str) -> Sequence[Hit]:
        """With their values of a field."""
        limit = _FEW_COPIES
        while True:
            found = self._searcher.search(query, limit, order_by_field=field)
            if (total := _count(found)) <= limit:
                return found.hits
            limit = total

    def _repeated(self, clause: Clause, budget: Budget) -> int:
        """A cluster has one paragraph at the most that is no copy: only where copies match, it
        is asked which of these match too.
        """
        budget.check()
        copies = self._clusters_of_copies(clause)
        clusters = set(copies)
        if not clusters:
            return 0
        budget.check()
        first = self._queries.originals(clause, tuple(clusters))
        return len(copies) + _count(self._searcher.search(first, 1)) - len(clusters)

    @cached_property
    def _members(self) -> dict[int, int]:
        """The cluster of each paragraph of those that copies are in, by its key."""
        clause = ClusterClause(tuple(self.copied))
        query, count = self._queries.of(clause), self.count(clause)
        hits = self._searcher.search(query, max(count, 1), order_by_field="key").hits
        clusters = self._searcher.fast_field_values("cluster", [address for _, address in hits])
        return {key: int(one or 0) for (key, _), one in zip(hits, clusters, strict=True)}

    def _part(self, clause: Clause, limit: int, order: Order, budget: Budget, offset: int) -> Part:
        if order is Order.RELEVANCE and not offset and (parted := self._queries.parted(clause)):
            return self._ranking.by_scores(parted, limit, budget)
        query = self._queries.of(clause)
        score = same_score(clause) if order is Order.RELEVANCE else 0.0
        if order in SORTED_BY:
            return self._ranking.by_field(query, SORTED_BY[order], offset, limit, budget)
        if score is not None:
            return self._ranking.by_place(query, offset, limit, score)
        return self._ranking.by_score(query, offset, limit, budget)

    def _besides(self, clause: Clause, part: Part, besides: Clause, budget: Budget) -> int:
        """It may be the rest of what was found in parts."""
        if part.rest is not None:
            found = alternatives(parts(clause)[0])
            _, last = apart(found, besides)
            if last and last == [one for one in found if not isinstance(one, TermClause)]:
                return part.rest
        return self.count(besides, budget)

    def _documents(self, clause: Clause, found: Matches, budget: Budget) -> int:
        """How many documents the paragraphs are of, which are fetched if they weren't all."""
        if found.total <= len(found.best):
            return len({document_of(match.key) for match in found.best})
        budget.check()
        # Pairs of a document's number and an address, as many as there are paragraphs.
        query = self._queries.unscored(clause)
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
            found = self._searcher.search(query, _MOST_SCORED, order_by_field="key")
            if _count(found) > len(found.hits):
                found = self._searcher.search(query, _count(found), order_by_field="key")
        return frozenset(key for key, _ in found.hits) & {match.key for match in matches}

    def count(self, clause: Clause, budget: Budget = UNLIMITED) -> int:
        budget.check()
        with translate_errors(self.folder):
            return _count(self._searcher.search(self._queries.unscored(clause), 1))

    def counts(self, clauses: Sequence[Clause], budget: Budget = UNLIMITED) -> list[int]:
        return [self.count(clause, budget) for clause in clauses]

    def occurrences(
        self, clause: TermClause | PhraseClause, matches: Sequence[Match]
    ) -> Mapping[int, Occurrences]:
        """tantivy tells them of one document after the other."""
        keys = {match.key for match in matches}
        documents = DocumentClause(tuple({document_of(key) for key in keys}))
        within = BooleanClause(must=(ConstantClause(documents), ConstantClause(clause)))
        query = self._queries.of(clause)
        with translate_errors(self.folder):
            count = max(self.count(within), 1)
            hits = self._searcher.search(self._queries.of(within), count, order_by_field="key").hits
            return {
                key: occurrences_in(query.explain(self._searcher, address).to_json())
                for key, address in hits
                if key in keys
            }

    def value_counts(
        self, clause: Clause, columns: Sequence[str], budget: Budget = UNLIMITED
    ) -> Mapping[str, Mapping[str, int]]:
        budget.check()
        with translate_errors(self.folder):
            return value_counts(self._searcher, self._queries.of(clause), columns)

    def payload(self, match: Match) -> bytes:
        with translate_errors(self.folder):
            return self._payloads[match.key]

    def payloads(self, matches: Sequence[Match]) -> list[bytes]:
        with translate_errors(self.folder):
            return self._payloads.of([match.key for match in matches])

    def close(self) -> None:
        """tantivy frees what it has mapped with the last reference to it."""

    def _with_scores(self, query: tantivy.Query, matches: Sequence[Match]) -> list[Match]:
        """tantivy gives no scores in another order: they are asked for those documents."""
        documents = DocumentClause(tuple({document_of(match.key) for match in matches}))
        if not documents.documents:
            return []
        within = (tantivy.Occur.Must, self._queries.of(documents))
        among = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), within])
        found = self._searcher.search(among, _MOST_SCORED)
        if (total := _count(found)) > _MOST_SCORED:
            found = self._searcher.search(among, total)
        keys = self._searcher.fast_field_values("key", [address for _, address in found.hits])
        values = (round(score, SCORE_DIGITS) for score, _ in found.hits)
        scores = dict(zip(keys, values, strict=True))
        return [match._replace(score=scores[match.key]) for match in matches]

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


def _count(found: tantivy.SearchResult) -> int:
    """The stub leaves the attribute out."""
    return int(found.count)  # type: ignore[attr-defined]
