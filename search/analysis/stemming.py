"""The French stem of a form: Snowball's algorithm, through PyStemmer, mended by data."""

import re
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

import Stemmer

from .ordinals import ordinal_stems, ordinal_words
from .roman_numerals import roman_stems
from .token import Token
from .wordlists import read_lines, read_words

_SIGNS = re.compile("[@&+#.]")
#: The shortest form that an ending is changed in, in letters.
_SHORTEST_CHANGED = 5


@dataclass(frozen=True, slots=True)
class Overrides:
    """`stems.txt` and `false_friends.txt`: words read as another, words with a stem of their
    own, endings.
    """

    words: dict[str, str] = field(default_factory=dict)
    stems: dict[str, str] = field(default_factory=dict)
    endings: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, *names: str) -> "Overrides":
        """Those of data files, in their order."""
        overrides = cls()
        for name in names:
            for line in read_lines(name):
                overrides.add(line)
        return overrides

    def add(self, line: str) -> None:
        left, arrow, right = line.partition("→")
        if arrow and left.startswith("-"):
            self.endings[left.strip(" -")] = right.strip(" -")
        elif arrow:
            self.words.update(dict.fromkeys(left.split(), right.strip()))
        else:
            left, _, right = line.partition("=")
            self.set_stem(left.split(), right.strip())

    def set_stem(self, forms: Iterable[str], stem: str) -> None:
        """Give each of the forms that stem."""
        self.stems.update(dict.fromkeys(forms, stem))

    def add_names(self, names: Iterable[str]) -> None:
        """Give each of the names a stem that no other word has."""
        self.stems.update((name, f"{name}_") for name in sorted(names))

    def stem(self, form: str) -> str | None:
        """The stem that `form` has without the stemmer, if it has one."""
        return self.stems.get(form) or self.stems.get(self.words.get(form, form))

    def read_as(self, form: str) -> str:
        """The word to be stemmed in place of `form`."""
        if form in self.words:
            return self.words[form]
        if len(form) >= _SHORTEST_CHANGED:
            for length in range(_LONGEST_ENDING, 1, -1):
                if (ending := form[-length:]) in self.endings:
                    return form[:-length] + self.endings[ending]
        return form


#: The longest of the endings that are changed, in letters: the longest that fits is the one.
_LONGEST_ENDING = 8


#: What was written by hand, what was made of a lexicon, and numbers.
OVERRIDES = Overrides.read("stems.txt", "false_friends.txt")
OVERRIDES.add_names(read_words("names.txt"))
OVERRIDES.stems.update(roman_stems() | ordinal_stems())
OVERRIDES.words.update(ordinal_words())


class _Stemmers(threading.local):
    """PyStemmer's objects are not to be shared by threads (its documentation)."""

    def __init__(self) -> None:
        #: Without its own cache: the analyzer's remembers more, and this one is slow to forget.
        self.french = Stemmer.Stemmer("french", 0)


_stemmers = _Stemmers()


def stem(tokens: list[Token]) -> list[Token]:
    """Give each word its stem, and the words that it's found by besides theirs."""
    return [_stemmed(token) for token in tokens]


def _stemmed(token: Token) -> Token:
    stem = token.stem or stem_form(token.form)
    if not token.also:
        return token.stemmed(stem)
    also = dict.fromkeys(stem_form(form) for form in token.also)
    return token._replace(stem=stem, also=tuple(one for one in also if one != stem))


def stem_form(form: str) -> str:
    """The stem of a folded word: « coreennes » → coreen, « travaux » → travail; one with signs
    (« c++ », « r&d ») is its own.
    """
    if not form.isalnum() and _SIGNS.search(form):
        return form
    return stem_with(OVERRIDES, form)


def stem_forms(forms: Sequence[str]) -> list[str]:
    """The stems of folded words of letters alone, many at once."""
    words, endings = OVERRIDES.words, tuple(OVERRIDES.endings)
    read = [
        OVERRIDES.read_as(form) if form in words or form.endswith(endings) else form
        for form in forms
    ]
    stems: list[str] = _stemmers.french.stemWords(read)
    if own := _with_own_stems().intersection(forms):
        for place, form in enumerate(forms):
            if form in own:
                stems[place] = OVERRIDES.stem(form) or stems[place]
    return stems


@cache
def _with_own_stems() -> frozenset[str]:
    """The forms that have a stem of their own."""
    return frozenset(chain(OVERRIDES.stems, OVERRIDES.words))


def stem_with(overrides: Overrides, form: str) -> str:
    """The stem of a folded word, Snowball mended by other data."""
    own = overrides.stem(form)
    return own or str(_stemmers.french.stemWord(overrides.read_as(form)))
