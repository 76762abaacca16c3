"""By what the hits of a query match, and how many match by each."""

from collections.abc import Callable, Mapping, Sequence

from ..engines.base import Match, Reader, ordinal_of
from ..model import Hit, Kind, Totals
from ..query.budget import Budget
from ..query.clauses import BooleanClause, Clause
from ..query.cost import cost
from ..query.rewrite import Kinds


class Matched:
    """Tells it of one query.

    kinds: as it was rewritten
    narrowed: narrows a clause as the query is narrowed
    """

    def __init__(
        self, kinds: Kinds, narrowed: Callable[[Clause], Clause], reader: Reader, budget: Budget
    ) -> None:
        self._kinds = kinds
        self._narrowed = narrowed
        self._reader = reader
        self._budget = budget

    def totals(self, total: int, documents: int | None) -> Totals:
        """Of `total` hits, in so many documents."""
        above = self._kinds.above
        if not (total and above):
            return Totals(total, 0, documents)
        besides = BooleanClause(must=(above,), must_not=(self._kinds.text,))
        return Totals(total - self._count(besides), self._count(self._kinds.heading), documents)

    def of(self, hits: Mapping[Match, Hit]) -> Mapping[Match, tuple[Kind, ...]]:
        """Of hits that are lit. The engine is asked about those that may match otherwise than
        by their text: what isn't lit doesn't match.
        """
        under = [match for match, hit in hits.items() if hit.heading.spans]
        first = [m for m, hit in hits.items() if hit.title.spans and ordinal_of(m.key) == 1]
        headings, titles = self._among("heading", under), self._among("title", first)
        above = [match for match in hits if match.key in headings | titles]
        texts = self._among("text", above) | {m.key for m in hits} - {m.key for m in above}
        by_kind: Mapping[Kind, frozenset[int]]
        by_kind = {"text": texts, "heading": headings, "title": titles}
        return {
            match: tuple(kind for kind, keys in by_kind.items() if match.key in keys)
            for match in hits
        }

    def _count(self, clause: Clause | None) -> int:
        if clause is None:
            return 0
        clause = self._narrowed(clause)
        self._budget.charge(cost(clause, self._reader))
        return self._reader.count(clause, self._budget)

    def _among(self, kind: Kind, matches: Sequence[Match]) -> frozenset[int]:
        clause: Clause | None = getattr(self._kinds, kind)
        if not (clause and matches):
            return frozenset()
        self._budget.charge(cost(clause, self._reader))
        return self._reader.among(clause, matches, self._budget)
