"""Words cut at the end of a line: which hyphen is the word's own?

Word lists decide, not a rule: « pré-sident » is no word with its hyphen, « porte-clés » is none
without. The first is what the document itself says elsewhere, the second French. Two lists
make it: pyspellchecker's has the compounds and adverbs, simplemma's the rarer inflections.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache

import simplemma
from spellchecker import SpellChecker

_HYPHENS = ("-", "\u2010", "\u00ad")
_LETTERS = r"[^\W\d_]+"
_CUT = re.compile(rf"({_LETTERS}(?:['’-]{_LETTERS})*)[-\u2010\u00ad]$")
#: Characters of the longest word that is cut.
_LONGEST = 100
_START = re.compile(rf"{_LETTERS}(?:['’-]{_LETTERS})*")
#: A part of a word that lost its last letter, with the rest: « d’œuvre », « qu’il ».
_ELIDED = re.compile(rf"({_LETTERS})['’]({_LETTERS})")
_PARTS = re.compile(r"['’-]")
_WORD = re.compile(rf"(?<![\w-]){_LETTERS}(?:-{_LETTERS})*(?![\w-])")
#: What a hyphen of its own stands before, and after, in words that no list can have all of.
_AFTER = frozenset(
    "je tu il elle on nous vous ils elles ce ci là y en moi toi lui leur le la les même mêmes "
    "t".split()
)
_BEFORE = frozenset(
    "celui celle ceux celles vice ex non quasi demi semi mi nord sud saint sainte vingt trente "
    "quarante cinquante soixante quatre est ouest franco anglo lui elle moi toi eux".split()
)


#: What words end in, and are words themselves: « appli-quant », « genti-ment ».
_ENDINGS = frozenset(
    "ment ments tion tions sion sions teur teurs trice trices quant quants quent que ques ble bles "
    "sent tent rent dent gent nant sant tant lant rant dant vant cher ter rer ser ner ler mer ver "
    "ger age ages isme ismes iste istes able ables ance ances ence ences eur euse euses ait "
    "ais".split()
)


class Hyphens:
    """Joins lines as one document does that has these."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._said = Counter(word for line in lines for word in _WORD.findall(line.casefold()))

    def join(self, text: str, following: str) -> str:
        """A line and the next one, the hyphen between them undone or kept."""
        cut = _CUT.search(text[-_LONGEST:]) if text[-1:] in _HYPHENS else None
        start = _START.match(following[:_LONGEST])
        if cut is None or start is None:
            glue = "" if text[-1:] in "-\u2010\u2011/" and text[-2:-1].isalnum() else " "
            return f"{text}{glue}{following}"
        if text[-1] != "\u00ad" and self.belongs(cut[1], start[0]):
            return f"{text}{following}"
        return f"{text[:-1]}{following}"

    def belongs(self, before: str, after: str) -> bool:
        """Whether the hyphen is the word's own.

        before, after: all that stands on its sides, other hyphens included
        """
        first, last = _PARTS.split(before)[-1], _PARTS.split(after)[0]
        joined, apart = f"{first}{last}".casefold(), f"{first}-{last}".casefold()
        if self._said[joined] != self._said[apart]:
            return self._said[apart] > self._said[joined]
        if last[0].isupper() and not first.isupper():
            return True
        if len(first) > 1 and first.isupper() and last.islower():
            return True
        return _belongs_in_french(before.casefold(), after.casefold())


@lru_cache(maxsize=1 << 14)
def _belongs_in_french(before: str, after: str) -> bool:
    """The same of small letters, by the lists."""
    if is_compound := "-" in before or "-" in after:
        whole = f"{before}-{after}".replace("’", "'")
        if is_word(whole):
            return True
    first, last = _PARTS.split(before)[-1], _PARTS.split(after)[0]
    if elided := _ELIDED.match(after):
        # « aujour-d’hui », « lors-qu’il »; « chef-d’œuvre »
        if is_word(f"{first}{last}'{elided[2]}") or is_word(f"{first}{last}e"):
            return False
        if len(last) == 1:
            return True
    if is_word(first + last):
        return False
    if is_word(f"{first}-{last}") or last in _AFTER or first in _BEFORE or is_compound:
        return True
    words = len(first) > 2 and len(last) > 2 and is_word(first) and is_word(last)
    return words and last not in _ENDINGS


@lru_cache(maxsize=1 << 14)
def is_word(text: str) -> bool:
    """Whether one of the lists has it."""
    return text in _french() or simplemma.is_known(text, lang="fr")


@cache
def _french() -> frozenset[str]:
    return frozenset(SpellChecker(language="fr").word_frequency.dictionary)
