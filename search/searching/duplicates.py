"""Nothing twice: of the hits that say the same, the first is shown, and where else it stands.

They are collapsed when they are found and not when the index is built, so that what a query is
narrowed to decides which of them there are: a date, a folder.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from ..duplicates.digest import shown_digest
from ..engines.base import Match, Order, Reader, document_of
from ..model import Place, Repetitions
from ..query.budget import Budget
from ..query.clauses import BooleanClause, Clause, ClusterClause
from ..query.cost import cost
from .as_written import stored

#: Places of a repeated paragraph that are named; how many there are is told besides.
MAX_PLACES = 20
#: Members of clusters that are fetched at first.
_FETCHED = 1_000

_cluster = attrgetter("cluster")

#: What matches of each cluster, in the order of the hits.
Members = Mapping[int, Sequence[Match]]


class Duplicates:
    """Of the hits of one query.

    is_on: whether they are collapsed; not where all are asked for, or nothing is a copy
    """

    def __init__(self, clause: Clause, reader: Reader, budget: Budget, *, shown_once: bool) -> None:
        self._clause = clause
        self._reader = reader
        self._budget = budget
        self.is_on = shown_once and bool(reader.copied)

    def collapsed(self, matches: Sequence[Match]) -> Sequence[Match]:
        """The first of each cluster, in order."""
        if not self._may_repeat(matches):
            return matches
        first: dict[int, Match] = {}
        for match in matches:
            first.setdefault(match.cluster or -match.key - 1, match)
        return list(first.values())

    def window(self, matches: Sequence[Match], hits: int) -> int:
        """How many of the first matches make so many hits, with the copies among them."""
        if not self._may_repeat(matches):
            return hits
        seen: set[int] = set()
        for place, match in enumerate(matches):
            seen.add(match.cluster or -match.key - 1)
            if len(seen) > hits:
                return place
        return len(matches)

    def _may_repeat(self, matches: Sequence[Match]) -> bool:
        """Whether any is of a cluster, which few are."""
        return self.is_on and any(map(_cluster, matches))

    def members(self, matches: Iterable[Match], order: Order) -> Members:
        """Of the clusters of some hits, all that matches."""
        clusters = tuple(sorted({match.cluster for match in matches} - {0}))
        if not (self.is_on and clusters):
            return {}
        clause = BooleanClause(must=(self._clause, ClusterClause(clusters)))
        self._budget.charge(cost(clause, self._reader))
        found = self._reader.search(clause, _FETCHED, order, self._budget)
        if found.total > _FETCHED:
            self._budget.charge(cost(clause, self._reader))
            found = self._reader.search(clause, found.total, order, self._budget)
        members: defaultdict[int, list[Match]] = defaultdict(list)
        for match in found.best:
            members[match.cluster].append(match)
        return members

    def without_copies(
        self, matches: Sequence[Match], shown: Iterable[Match], members: Members
    ) -> Sequence[Match]:
        """Those that are the first of their cluster; `shown` are firsts that are known."""
        if not self.is_on:
            return matches
        first = {cluster: found[0].key for cluster, found in members.items()}
        first |= {match.cluster: match.key for match in shown if match.cluster}
        return [one for one in matches if first.get(one.cluster, one.key) == one.key]

    def repetitions(self, match: Match, text: str, members: Members) -> Repetitions:
        """Where else a hit stands, of which the text is given."""
        others = [one for one in members.get(match.cluster, ()) if one.key != match.key]
        if not others:
            return Repetitions()
        documents = {document_of(one.key) for one in others} - {document_of(match.key)}
        digest = shown_digest(text)
        places = (stored(self._reader, other) for other in others[:MAX_PLACES])
        return Repetitions(
            len(others),
            len(documents),
            tuple(Place(*place, shown_digest(place[1].text) == digest) for place in places),
        )
