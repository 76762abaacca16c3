"""Which spellings stand for a term: the analysis, read backwards."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field

#: Forms and stems that are asked for.
Terms = tuple[frozenset[str], frozenset[str]]
#: The forms and the stems of a spelling.
TermsOf = Callable[[str], tuple[Iterable[str], Iterable[str]]]
#: Terms asked for that are kept with all their spellings.
_KEPT = 64


class Spellings:
    """Remembers the terms of spellings, and finds those of some terms in a text.

    capacity: spellings remembered; then all are forgotten

    Threads may share it.
    """

    def __init__(self, terms_of: TermsOf, capacity: int) -> None:
        self._terms_of = terms_of
        self._capacity = capacity
        self._seen = Seen()

    def knowing(self, spellings: Set[str]) -> "Seen":
        """What is remembered, these among it. Nothing is done in Python for each of them, but
        for new ones.
        """
        seen = self._seen
        new = spellings - seen.all
        if new:
            if len(seen.all) + len(new) > self._capacity:
                seen, new = Seen(), spellings
                self._seen = seen
            for spelling in new:
                seen.add(spelling, *self._terms_of(spelling))
        return seen


@dataclass(frozen=True, slots=True)
class Seen:
    """A spelling is in `all` once each of its terms is there: another thread may look."""

    all: set[str] = field(default_factory=set)
    of_form: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    of_stem: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    last: dict[Terms, tuple[int, Set[str]]] = field(default_factory=dict)

    def add(self, spelling: str, forms: Iterable[str], stems: Iterable[str]) -> None:
        for form in forms:
            self.of_form[form].add(spelling)
        for stem in stems:
            self.of_stem[stem].add(spelling)
        self.all.add(spelling)

    def like(self, spellings: Set[str], forms: frozenset[str], stems: frozenset[str]) -> Set[str]:
        """Those that have one of the forms or stems. Nothing is done in Python for each of the
        terms, but when they are others than the last ones.
        """
        return spellings & self._those_of(forms, stems)

    def _those_of(self, forms: frozenset[str], stems: frozenset[str]) -> Set[str]:
        """All with one of these terms; kept for the texts of one query."""
        size, kept = len(self.all), self.last.get((forms, stems))
        if kept and kept[0] == size:
            return kept[1]
        one_by_one = [self.of_form[form] for form in forms if form in self.of_form]
        one_by_one += [self.of_stem[stem] for stem in stems if stem in self.of_stem]
        found = one_by_one[0] if len(one_by_one) == 1 else set().union(*one_by_one)
        if len(self.last) >= _KEPT:
            self.last.clear()
        self.last[forms, stems] = size, found
        return found
