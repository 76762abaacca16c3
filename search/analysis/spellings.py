"""Which spellings stand for a term: the analysis, read backwards."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field

#: The forms and the stems of a spelling.
TermsOf = Callable[[str], tuple[Iterable[str], Iterable[str]]]


class Spellings:
    """Remembers the terms of spellings, and finds those of some terms in a text.

    capacity: spellings remembered; then all are forgotten

    Threads may share it.
    """

    def __init__(self, terms_of: TermsOf, capacity: int) -> None:
        self._terms_of = terms_of
        self._capacity = capacity
        self._seen = _Seen()

    def like(self, spellings: Set[str], forms: Set[str], stems: Set[str]) -> set[str]:
        """Those that have one of the forms or stems. Nothing is done in Python for each of
        the spellings, but for new ones.
        """
        seen = self._seen
        new = spellings - seen.all
        if new:
            if len(seen.all) + len(new) > self._capacity:
                seen, new = _Seen(), spellings
                self._seen = seen
            for spelling in new:
                seen.add(spelling, *self._terms_of(spelling))
        found: set[str] = set()
        for form in forms:
            found |= spellings & seen.of_form.get(form, set())
        for stem in stems:
            found |= spellings & seen.of_stem.get(stem, set())
        return found


@dataclass(frozen=True, slots=True)
class _Seen:
    """A spelling is in `all` once each of its terms is there: another thread may look."""

    all: set[str] = field(default_factory=set)
    of_form: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    of_stem: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, spelling: str, forms: Iterable[str], stems: Iterable[str]) -> None:
        for form in forms:
            self.of_form[form].add(spelling)
        for stem in stems:
            self.of_stem[stem].add(spelling)
        self.all.add(spelling)
