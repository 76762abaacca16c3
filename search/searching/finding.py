"""Finding the hits of one query: asking the engine, each time charged, and putting in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace as changed
from typing import NamedTuple

from ..engines.base import Match, Matches, Order, Reader
from ..model import Hit, Totals
from ..query.budget import Budget
from ..query.clauses import Clause
from ..query.cost import cost
from .duplicates import Duplicates
from .matched import Matched
from .reranking import WINDOW, Reranker
from .shown import Shown


class Found(NamedTuple):
    """The hits of a page, and how many there are on all.

    repeated: what matches besides, being copies of hits
    listed: hits on all pages, or on this and those before it and one more where there are more
    is_all: whether they are those on all pages
    matches: of the hits, in order
    """

    total: int
    repeated: int
    totals: Totals
    hits: tuple[Hit, ...]
    listed: int
    is_all: bool = True
    matches: Sequence[Match] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """clause: what is asked, narrowed as the query is
    cost: of finding that once (`query/cost.py`)
    """

    reader: Reader
    clause: Clause
    cost: int
    reranker: Reranker
    matched: Matched
    duplicates: Duplicates
    shown: Shown
    budget: Budget

    def window(self, order: Order) -> int:
        """How many of the first hits are sorted anew."""
        return WINDOW if order is Order.RELEVANCE and self.reranker.is_on else 0

    def ranked(self, best: Sequence[Match], order: Order) -> Sequence[Match]:
        """The hits of the engine, the first of them by what they mean too."""
        if order is not Order.RELEVANCE:
            return best
        return self.reranker.rerank(best, self.duplicates.window(best, WINDOW))

    def search(
        self,
        clause: Clause,
        limit: int,
        order: Order,
        counted: int = 0,
        offset: int = 0,
        besides: Clause | None = None,
    ) -> Matches:
        """What is counted besides is a part of the clause, which is read again.

        counted: of so many paragraphs, the documents too, for which they are found again
        """
        work = self.cost if clause is self.clause else cost(clause, self.reader)
        self.budget.charge(work * (1 + bool(counted) + bool(besides)))
        return self.reader.search(
            clause, limit, order, self.budget, counted=counted, offset=offset, besides=besides
        )

    def first(self, limit: int, order: Order, counted: int) -> Matches:
        """The search that counts too, for which what matches is found again.

        counted: of so many paragraphs, the documents
        """
        is_on, besides = self.duplicates.is_on, self.matched.besides
        self.budget.charge(self.cost * (1 + bool(counted) + is_on + bool(besides)))
        return self.reader.search(
            self.clause,
            limit,
            order,
            self.budget,
            counted=counted,
            collapsed=is_on,
            besides=besides,
        )

    def found(
        self,
        found: Matches,
        hits: Sequence[Hit],
        listed: int,
        matches: Sequence[Match],
        *,
        is_all: bool = True,
    ) -> Found:
        """With the totals of what the first search has found."""
        totals = self.matched.totals(found)
        total = found.total - found.repeated
        return Found(total, found.repeated, totals, tuple(hits), listed, is_all, matches)

    def within(self, budget: Budget) -> "Finding":
        """The same, charged to another budget."""
        matched = self.matched.within(budget)
        shown = self.shown.within(budget, matched)
        return changed(self, matched=matched, shown=shown, budget=budget)
