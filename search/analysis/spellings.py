"""Which spellings stand for a term: the analysis, read backwards."""

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field
from threading import Lock

#: Forms and stems that are asked for.
Terms = tuple[frozenset[str], frozenset[str]]
#: The forms and the stems of a spelling.
TermsOf = Callable[[str], tuple[Iterable[str], Iterable[str]]]
#: Those of a term: most have one, for which a set takes five times the memory.
Those = tuple[str] | set[str]
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
        self._learning = Lock()

    def knowing(self, spellings: Set[str]) -> "Seen":
        """What is remembered, these among it. Nothing is done in Python for each of them, but
        for new ones.
        """
        seen = self._seen
        if spellings <= seen.all:
            return seen
        with self._learning:
            seen = self._seen
            new = spellings - seen.all
            if len(seen.all) + len(new) > self._capacity:
                seen, new = Seen(), spellings
            for spelling in new:
                seen.add(spelling, *self._terms_of(spelling))
            self._seen = seen
        return seen


@dataclass(frozen=True, slots=True)
class Seen:
    """A spelling is in `all` once each of its terms is there: another thread may look."""

    all: set[str] = field(default_factory=set)
    of_form: dict[str, Those] = field(default_factory=dict)
    of_stem: dict[str, Those] = field(default_factory=dict)
    last: dict[Terms, tuple[int, Set[str]]] = field(default_factory=dict)

    def add(self, spelling: str, forms: Iterable[str], stems: Iterable[str]) -> None:
        for form in forms:
            _add(self.of_form, form, spelling)
        for stem in stems:
            _add(self.of_stem, stem, spelling)
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
        only = one_by_one[0] if len(one_by_one) == 1 else None
        found = only if isinstance(only, set) else set().union(*one_by_one)
        if len(self.last) >= _KEPT:
            self.last.clear()
        self.last[forms, stems] = size, found
        return found


def _add(spellings: dict[str, Those], term: str, spelling: str) -> None:
    known = spellings.get(term)
    if known is None:
        spellings[term] = (spelling,)
    elif isinstance(known, set):
        known.add(spelling)
    elif spelling not in known:
        spellings[term] = {*known, spelling}
