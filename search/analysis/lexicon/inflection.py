"""A lexicon → the table of `families.py`: the stems of each word that has several."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from os.path import commonprefix

from ..families import NOTHING
from ..folding import fold_word
from .lexicon import Frequencies, Lexicon

#: A stem that is the word's less often than this share belongs to others: « par », which
#: « paraît » is cut to, is no form of « paraître ».
LEAST_SHARE = 0.02
#: Nor is « portion » one of « porter », for « nous portions »: it is the word's less often than
#: this, and hardly ever how the word is used.
LEAST_SHARE_OF_ODD = 0.25
ODD = 0.02
#: And a stem of a word that was decided to be unrelated, less often than this: « livre » is
#: no form of « livrer », « porte » is one of « porter ».
LEAST_SHARE_APART = 0.2
#: A form is misread where its stem is its word's less often than this. More is derivation
#: (« vignerons » and « vigne »), but for short stems, which words share by chance (« repasse »,
#: cut to the stem of « repas »).
MISREAD = 0.05
MISREAD_SHORT = 0.5
_SHORT = 3
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
        #: The stems that were decided upon.
        self._doubtful = frozenset[str]().union(*apart.values())
        self._used = Frequencies(float)
        for form, frequency in lexicon.frequencies.items():
            self._used[stem(form)] += frequency

    def families(self) -> set[Family]:
        """The stems of each word that has more than one."""
        families = (
            frozenset(stem for stem in shares if self._is_own(lemma, stem, shares))
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
                often = 2 * frequency >= self._lexicon.frequencies[form]
                if stem != own and often and self._is_misread(stem, shares[stem]):
                    found[form] = own
        return found

    def _is_misread(self, stem: str, frequency: float) -> bool:
        least = MISREAD_SHORT if len(stem) <= _SHORT else MISREAD
        return self._used[stem] >= _RARE and frequency < least * self._used[stem]

    def _shares(self, forms: Mapping[str, float]) -> Frequencies:
        shares = Frequencies(float)
        for form, frequency in forms.items():
            shares[self._stem(form)] += frequency
        return shares

    def _is_own(self, lemma: str, stem: str, shares: Frequencies) -> bool:
        """Whether a form with that stem is likely to be one of the word. That of its lemma is,
        however common a noun has it (« commenter » and « comment »), unless it was decided upon
        or nobody uses the word (« nordir »).
        """
        used, own, often = self._used[stem], shares[stem], sum(shares.values())
        of_lemma = stem == self._stem(fold_word(lemma)) and stem not in self._doubtful
        if used < _RARE or (of_lemma and often):
            return True
        if own < LEAST_SHARE_OF_ODD * used and own < ODD * often:
            return False
        least = LEAST_SHARE_APART if stem in self._apart.get(lemma, ()) else LEAST_SHARE
        return own >= least * used


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
        beginning = commonprefix(sorted(family))  # noqa: RUF071 - of strings, which is meant
        followed[beginning].add(tuple(sorted(stem[len(beginning) :] for stem in family)))
    count = Counter(pattern for patterns in followed.values() for pattern in patterns)
    ordered = sorted(count, key=lambda pattern: (-count[pattern], pattern))
    numbers = {pattern: number for number, pattern in enumerate(ordered)}
    for pattern, number in numbers.items():
        yield " ".join((f"{number:04}", *(ending or NOTHING for ending in pattern)))
    lines = (
        " ".join((beginning or NOTHING, *map(str, sorted(numbers[one] for one in patterns))))
        for beginning, patterns in followed.items()
    )
    yield from sorted(lines)
