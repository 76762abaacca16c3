"""What matches, counted: by language, and by the values of facets."""

from collections.abc import Sequence

from ..engines.base import Reader
from ..errors import BusyError, QueryTooCostlyError, TooManyValuesError
from ..model import Facet, LanguageCount
from ..query.budget import Budget
from ..query.clauses import LANGUAGE_FIELD, BooleanClause, Clause
from ..query.cost import cost
from ..query.languages import FRENCH as FRENCH_CODE
from ..query.rewrite import language_clause
from .facets import AskedFacet, facet_of

#: Languages that what matches is counted in, besides French: the commonest of the index.
MAX_LANGUAGES = 5


class Counting:
    """Of one query. whole: what it finds in whatever language"""

    def __init__(self, whole: Clause, reader: Reader, budget: Budget) -> None:
        self._whole = whole
        self._reader = reader
        self._budget = budget

    def languages(self, total: int, *, is_narrowed: bool) -> tuple[LanguageCount, ...]:
        """How much matches in each language, where the index has others than French.

        total: how much matches; so what is French needn't be counted where all else is, unless
            the query is narrowed to one of them
        """
        others = self._reader.terms(LANGUAGE_FIELD)
        if not others:
            return ()
        commonest = sorted(others, key=lambda code: (-others[code], code))[:MAX_LANGUAGES]
        if is_narrowed or len(commonest) < len(others):
            every = self._counts_in([FRENCH_CODE, *commonest])
        else:
            counts = self._counts_in(commonest)
            every = {FRENCH_CODE: total - sum(counts.values())} | counts
        named = (LanguageCount(code, count) for code, count in every.items() if count)
        return tuple(sorted(named, key=lambda one: -one.total))

    def _counts_in(self, languages: Sequence[str]) -> dict[str, int]:
        clauses = [in_language(code, self._reader, self._whole) for code in languages]
        self._budget.charge(sum(cost(clause, self._reader) for clause in clauses))
        return dict(zip(languages, self._reader.counts(clauses, self._budget), strict=True))

    def facets(
        self, asked: Sequence[AskedFacet], clause: Clause, total: int, *, if_cheap: bool = False
    ) -> tuple[Facet, ...]:
        """What the clause finds, counted; `total` is how much that is.

        if_cheap: whether none is told, rather than raising, where they can't be counted
        """
        try:
            return self._facets(asked, clause, total)
        except (QueryTooCostlyError, TooManyValuesError, BusyError):
            if not if_cheap:
                raise
            return ()

    def _facets(self, asked: Sequence[AskedFacet], clause: Clause, total: int) -> tuple[Facet, ...]:
        if not asked:
            return ()
        columns = tuple(dict.fromkeys(one.column for one in asked))
        self._budget.charge(cost(clause, self._reader) + total * len(columns))
        counts = self._reader.value_counts(clause, columns, self._budget)
        return tuple(facet_of(one, counts[one.column], total) for one in asked)


def in_language(code: str, reader: Reader, clause: Clause) -> Clause:
    """Narrowed to the language that is asked for besides the query."""
    return BooleanClause(must=(clause, language_clause(code, reader)))
