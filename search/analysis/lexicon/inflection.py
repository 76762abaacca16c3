"""A lexicon → the table of `families.py`: the stems of each word that has several."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from os.path import commonprefix

from ..families import NOTHING
from ..folding import fold_word
from .lexicon import Lexicon

#: A stem that is the word's less often than this share belongs to others: « portion », which
#: « nous portions » is read as, is no form of « porter ».
LEAST_SHARE = 0.02
#: And a stem of a word that was decided to be unrelated, less often than this: « livre » is
#: no form of « livrer », « porte » is one of « porter ».
LEAST_SHARE_APART = 0.2
#: Stems rarer than this, per million words, tell nothing about whose they are.
_RARE = 0.1

Stem = Callable[[str], str]
Family = frozenset[str]
Pattern = tuple[str, ...]


class Inflection:
    """The words of a lexicon by their stems.

    apart: for a lemma, the stems of words that are unrelated to it
    """

    def __init__(self, lexicon: Lexicon, stem: Stem, apart: Mapping[str, Set[str]]) -> None:
        self._lexicon = lexicon
        self._stem = stem
        self._apart = apart
        self._used: Counter[str] = Counter()
        for form, frequency in lexicon.frequencies.items():
            self._used[stem(form)] += frequency

    def families(self) -> set[Family]:
        """The stems of each word that has more than one."""
        families = (
            frozenset(stem for stem in shares if self._is_own(lemma, stem, shares[stem]))
            for lemma, forms in self._lexicon.inflected()
            for shares in [self._shares(forms)]
        )
        return {family for family in families if len(family) > 1}

    def misread(self) -> dict[str, str]:
        """The forms that have a stem which belongs to others, though they don't: they get
        their lemma's (« acheteuse », read as a form of « acheter »).
        """
        found = {}
        for lemma, forms in self._lexicon.inflected():
            shares = self._shares(forms)
            own = self._stem(fold_word(lemma))
            for form, frequency in forms.items():
                stem = self._stem(form)
                if (
                    stem != own
                    and not self._is_own(lemma, stem, shares[stem])
                    and 2 * frequency >= self._lexicon.frequencies[form]
                ):
                    found[form] = own
        return found

    def _shares(self, forms: Mapping[str, float]) -> Counter[str]:
        shares: Counter[str] = Counter()
        for form, frequency in forms.items():
            shares[self._stem(form)] += frequency
        return shares

    def _is_own(self, lemma: str, stem: str, frequency: float) -> bool:
        least = LEAST_SHARE_APART if stem in self._apart.get(lemma, ()) else LEAST_SHARE
        return self._used[stem] < _RARE or frequency >= least * self._used[stem]


def by_stem(stems: Mapping[str, str]) -> dict[str, list[str]]:
    """The forms of each stem."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for form, stem in stems.items():
        found[stem].append(form)
    return found


def table(families: Iterable[Family]) -> Iterator[str]:
    """The lines of `families.txt`: patterns by their number, then beginnings with patterns."""
    followed: defaultdict[str, set[Pattern]] = defaultdict(set)
    for family in families:
        beginning = commonprefix(sorted(family))
        followed[beginning].add(tuple(sorted(stem[len(beginning) :] for stem in family)))
    count = Counter(pattern for patterns in followed.values() for pattern in patterns)
    numbers = {
        pattern: number
        for number, pattern in enumerate(sorted(count, key=lambda pattern: (-count[pattern], pattern)))
    }
    for pattern, number in numbers.items():
        yield " ".join((f"{number:04}", *(ending or NOTHING for ending in pattern)))
    lines = (
        " ".join((beginning or NOTHING, *map(str, sorted(numbers[one] for one in patterns))))
        for beginning, patterns in followed.items()
    )
    yield from sorted(lines)
