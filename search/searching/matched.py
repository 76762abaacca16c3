"""By what the hits of a query match, and how many match by each."""

from collections.abc import Callable, Mapping, Sequence, Set

from ..engines.base import Match, Matches, Reader, ordinal_of
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

    @property
    def besides(self) -> Clause | None:
        """Finds the hits that don't match by their text, if there may be any."""
        above = self._kinds.above
        if not above:
            return None
        return self._narrowed(BooleanClause(must=(above,), must_not=(self._kinds.text,)))

    def totals(self, matches: Matches) -> Totals:
        """Of all hits, those counted besides among them."""
        heading, besides = self._kinds.heading, matches.besides
        headings = self._count(heading) if heading and matches.total else 0
        titles = self._titles_alone() if headings and besides else besides
        return Totals(matches.total - besides, headings, titles, matches.documents)

    def otherwise(self, hits: Mapping[Match, Hit]) -> dict[Match, tuple[Kind, ...]]:
        """Of hits that are lit, those that don't match by their text alone, with what they do
        match by. What isn't lit doesn't match, so that the engine is asked about few.
        """
        under = [match for match, hit in hits.items() if hit.heading.spans]
        first = [match for match, hit in hits.items() if _is_called(match, hit)]
        alone = self._kinds.alone
        headings = self._among(self._kinds.heading, under)
        # A title that is the lead's own words is lit, and found only where it's asked for.
        unsure = [m for m in first if not alone or hits[m].document.title_is_lead]
        titles = {match.key for match in first} - {match.key for match in unsure}
        titles |= self._among(self._kinds.title, unsure)
        above = [match for match in hits if match.key in headings or match.key in titles]
        texts: Set[int]
        if alone:
            texts = {match.key for match in above if hits[match].snippet.spans}
        else:
            texts = self._among(self._also_text, above)
        return {
            match: _kinds(match.key in texts, match.key in headings, match.key in titles)
            for match in above
        }

    def kinds(self, matches: Sequence[Match]) -> dict[int, tuple[Kind, ...]]:
        """Of hits that aren't lit, by their keys: the engine is asked about all of them."""
        headings = self._among(self._kinds.heading, matches)
        titles = self._among(self._kinds.title, [m for m in matches if ordinal_of(m.key) == 1])
        above = [match for match in matches if match.key in headings or match.key in titles]
        texts = self._among(self._also_text, above) | (
            {match.key for match in matches} - {match.key for match in above}
        )
        keys = (match.key for match in matches)
        return {key: _kinds(key in texts, key in headings, key in titles) for key in keys}

    def within(self, budget: Budget) -> "Matched":
        """The same, charged to another budget."""
        return Matched(self._kinds, self._narrowed, self._reader, budget)

    @property
    def _also_text(self) -> Clause | None:
        above = self._kinds.above
        return BooleanClause(must=(above, self._kinds.text)) if above else None

    def _count(self, clause: Clause) -> int:
        clause = self._narrowed(clause)
        self._budget.charge(cost(clause, self._reader))
        return self._reader.count(clause, self._budget)

    def _titles_alone(self) -> int:
        """How many hits there are for a title and for nothing else. Whether anything else matches
        is looked up where a title does, and costs no more than to find these.
        """
        if self._kinds.title is None:
            return 0
        title = self._narrowed(self._kinds.title)
        self._budget.charge(2 * cost(title, self._reader))
        others = [one for one in (self._kinds.text, self._kinds.heading) if one]
        alone = BooleanClause(must=(title,), must_not=tuple(others))
        return self._reader.count(alone, self._budget)

    def _among(self, clause: Clause | None, matches: Sequence[Match]) -> Set[int]:
        if not (clause and matches):
            return frozenset()
        self._budget.charge(cost(clause, self._reader))
        return self._reader.among(clause, matches, self._budget)


def _is_called(match: Match, hit: Hit) -> bool:
    """Whether a title, or what a file is called, is lit, and would be shown with this paragraph."""
    return ordinal_of(match.key) == 1 and bool(hit.title.spans or hit.path.spans)


def _kinds(text: bool, heading: bool, title: bool) -> tuple[Kind, ...]:
    found: dict[Kind, bool] = {"text": text, "heading": heading, "title": title}
    return tuple(kind for kind, matches in found.items() if matches)
