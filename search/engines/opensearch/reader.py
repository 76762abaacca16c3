"""Searching an index of the cluster: a page is one request.

What has to be known before it is asked is in the lexicon, beside the pointer; its payloads come
with the hits.
"""

import base64
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from ...query.budget import UNLIMITED, Budget
from ...query.clauses import FIELDS, Clause, PhraseClause, TermClause
from ...query.cost import cost
from ..base import Match, Matches, Occurrences, Order
from . import aggregations
from .connection import Connection
from .index import Index, total
from .occurrences import Terms, occurrences
from .paging import UNSTORED, Paging
from .pointer import IndexFiles
from .queries import Queries, every, matching
from .ranking import WINDOW, Hit, Sorting, key_of, score_of
from .values import value_counts

#: Pages of which the terms are remembered, while their scores are explained.
_EXPLAINED = 4
#: Postings of a query whose documents are counted while it is searched.
_FEW = 20_000


class OpenSearchReader:
    """See `base.Reader`. Its index never changes once it is committed."""

    def __init__(
        self, connection: Connection, folder: Path, files: IndexFiles, ranks: Sequence[int] | None
    ) -> None:
        self.folder = folder
        self._lexicon = files.lexicon()
        self._index = Index(connection, folder, files.index)
        self._paging = Paging(self._index, Queries(self._lexicon), Sorting(ranks))
        self.document_frequency = lru_cache(maxsize=1 << 15)(self._lexicon.frequency)
        self._beginning = lru_cache(maxsize=64)(self._lexicon.terms)
        self._all_terms = lru_cache(maxsize=None)(self._lexicon.terms)
        self._terms_of = lru_cache(maxsize=_EXPLAINED)(self._terms_of_paragraphs)
        self.prefix_frequency = lru_cache(maxsize=1 << 12)(self._lexicon.prefix_frequency)
        self._index.require_whole(self.paragraphs)

    @property
    def paragraphs(self) -> int:
        return self._lexicon.paragraphs

    @property
    def collection_size(self) -> int:
        return self._lexicon.paragraphs

    @property
    def copied(self) -> Set[int]:
        return self._lexicon.copied

    def terms(self, field: str, prefix: str = "") -> Mapping[str, int]:
        """A whole field's are kept, however many beginnings are asked for."""
        return self._beginning(field, prefix) if prefix else self._all_terms(field)

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
        asked = self._counts_asked(clause, counted, collapsed=collapsed, besides=besides)
        answer, hits = self._paging.part(clause, limit, order, budget, offset, asked)
        told = answer.get("aggregations", {})
        found = Matches(total(answer), [self._match(hit, order) for hit in hits])
        if besides is not None:
            found = replace(found, besides=told["besides"]["doc_count"])
        if found.total <= counted:
            documents = aggregations.documents(self._index, clause, found, told, budget)
            found = replace(found, documents=documents)
        if "copies" in told:
            repeated = aggregations.repeated(self._index, clause, told, budget)
            found = replace(found, repeated=repeated)
        return found

    def _counts_asked(
        self, clause: Clause, counted: int, *, collapsed: bool, besides: Clause | None
    ) -> dict[str, Any]:
        """What is counted with a search: the documents only where few paragraphs can match, since
        each that does is looked at for them.
        """
        asked: dict[str, Any] = {}
        if besides is not None:
            asked |= aggregations.besides_asked(besides)
        if counted and cost(clause, self) <= _FEW:
            asked |= aggregations.documents_asked(counted)
        if collapsed and self.copied:
            asked |= aggregations.copies_asked()
        return asked

    def _match(self, hit: Hit, order: Order) -> Match:
        """The address of a paragraph is its payload, as it came."""
        [cluster], [payload] = hit["fields"]["cluster"], hit["fields"]["payload"]
        cluster = cluster if cluster in self.copied else 0
        return Match(key_of(hit), score_of(hit, order), payload, cluster)

    def payload(self, match: Match) -> bytes:
        return base64.urlsafe_b64decode(f"{match.address}==")  # which the cluster leaves out

    def payloads(self, matches: Sequence[Match]) -> list[bytes]:
        return list(map(self.payload, matches))

    def count(self, clause: Clause, budget: Budget = UNLIMITED) -> int:
        return self._index.count(matching(clause), budget)

    def counts(self, clauses: Sequence[Clause], budget: Budget = UNLIMITED) -> list[int]:
        return aggregations.counts(self._index, clauses, budget)

    def among(
        self, clause: Clause, matches: Sequence[Match], budget: Budget = UNLIMITED
    ) -> frozenset[int]:
        keys = [match.key for match in matches]
        found = every(matching(clause), {"terms": {"key": keys}})
        body = {"size": min(len(keys), WINDOW), "query": found, "sort": ["key"], **UNSTORED}
        return frozenset(map(_only_key, self._index.search(body, budget)["hits"]["hits"]))

    def occurrences(
        self, clause: TermClause | PhraseClause, matches: Sequence[Match]
    ) -> Mapping[int, Occurrences]:
        paragraphs = self._terms_of(tuple(match.key for match in matches))
        average = self._lexicon.average_length(clause.field)
        return dict(occurrences(clause, paragraphs, average))

    def _terms_of_paragraphs(self, keys: Sequence[int]) -> Mapping[int, Terms]:
        """By their keys; each clause of a query asks for those of the same page."""
        query = {"terms": {"key": keys}}
        body = {"size": len(keys), "query": query, "sort": ["key"], "_source": list(FIELDS)}
        hits = self._index.search(body, UNLIMITED)["hits"]["hits"]
        return {_only_key(hit): hit["_source"] for hit in hits}

    def value_counts(
        self, clause: Clause, columns: Sequence[str], budget: Budget = UNLIMITED
    ) -> Mapping[str, Mapping[str, int]]:
        query = matching(clause)
        return value_counts(lambda asked: self._index.aggregate(query, asked, budget), columns)

    def close(self) -> None:
        """The connection is the engine's, which other readers have too."""


def _only_key(hit: Hit) -> int:
    """Of a hit that was sorted by its key alone."""
    return int(hit["sort"][0])
