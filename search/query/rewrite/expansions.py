"""The words of an index that a beginning, a mistyped word or an inflected one stands for."""

import heapq
from collections.abc import Iterable, Mapping, Sequence

from ...analysis import Token, stem_form
from ..budget import Budget, asking, comparing, listing, stemming
from ..cost import MAX_STEMMED
from ..similarity import MAX_EXPANSIONS, allowed_distance, similar
from ..statistics import Statistics
from ..tree import Fuzzy
from ..wildcards import literal_ends, matching

#: Inflections of a part of « nord-coréen » that are looked for side by side.
MAX_INFLECTIONS = 16


class Expansions:
    """Those of one query, each looked up once, and charged to its budget.

    mistyped: all words of the query that are looked up by likeness, so that it's done at once
    """

    def __init__(self, index: Statistics, budget: Budget, mistyped: Iterable[Fuzzy]) -> None:
        self._index = index
        self._budget = budget
        self._mistyped: dict[str, int] = {}
        for leaf in mistyped:
            form = leaf.tokens[-1].form
            edits = allowed_distance(form) if leaf.edits is None else leaf.edits
            self._mistyped[form] = max(edits, self._mistyped.get(form, 0))
        self._similar: dict[str, dict[str, dict[str, float]]] = {}
        self._inflected: dict[Token, tuple[str, ...]] = {}

    def begun(self, field: str, prefix: str) -> tuple[Mapping[str, int], bool]:
        """The commonest terms that begin so, and whether these are all."""
        found = self._index.terms(field, prefix)
        self._budget.charge(listing(len(found)))
        best = _commonest(found, MAX_EXPANSIONS)
        return best, len(best) == len(found)

    def alike(self, field: str) -> Mapping[str, Mapping[str, float]]:
        """The field's terms that are like the mistyped words, by word."""
        if field not in self._similar:
            terms = self._index.terms(field)
            self._budget.charge(comparing(len(terms), len(self._mistyped)))
            self._similar[field] = similar(terms, self._mistyped)
        return self._similar[field]

    def matching(self, field: str, pattern: str, position: int) -> Mapping[str, int]:
        """All terms that a pattern stands for; raises QuerySyntaxError for too many."""
        terms = self._index.terms(field, literal_ends(pattern)[0])
        self._budget.charge(listing(len(terms)))
        found = matching(terms, pattern, position)
        self._budget.charge(asking(len(found)))
        return found

    def inflections(self, token: Token, stems: Sequence[str]) -> tuple[str, ...]:
        """The word's own form, then those that have one of the stems, its own first."""
        if token not in self._inflected:
            self._inflected[token] = self._inflections_of(token, stems)
        return self._inflected[token]

    def _inflections_of(self, token: Token, stems: Sequence[str]) -> tuple[str, ...]:
        if token.stop:
            return (token.form,)
        forms = {token.form: None}
        for stem in stems:
            if len(forms) < MAX_INFLECTIONS:
                forms |= dict.fromkeys(self._forms_of(stem))
        return tuple(forms)[:MAX_INFLECTIONS]

    def _forms_of(self, stem: str) -> list[str]:
        """The forms that share a stem, the commonest first."""
        beginning = stem[: max(3, len(stem) - 2)]
        found = self._index.terms("form", beginning)
        if len(beginning) < 3:
            found = _commonest(found, MAX_STEMMED)
        self._budget.charge(listing(len(found)) + stemming(len(found)))
        same = [form for form in found if stem_form(form) == stem]
        return sorted(same, key=lambda form: (-found[form], form))


def _commonest(frequencies: Mapping[str, int], count: int) -> dict[str, int]:
    best = heapq.nsmallest(count, frequencies, key=lambda term: (-frequencies[term], term))
    return {term: frequencies[term] for term in best}
