"""Families of inflection: the other stems of a word, « vend » and « vendu » for « vendr ».

Snowball makes one stem of most forms of a word, and leaves others apart. The index keeps
its stems; a query looks for those of the whole family. `families.txt` has them, made from
a lexicon (`lexicon/make.py`): stems of one word begin alike, so a family is its beginning
and a *pattern*, the endings that follow it, and most verbs share a few patterns.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from .ordinals import FAMILY
from .token import Token
from .wordlists import read_lines

#: Stands for no letters at all, in a beginning or an ending.
NOTHING = "-"
#: What « 1er » is worth for « premier », among the stems of a family: it is the same word.
_IN_FIGURES = 10.0


class Related(NamedTuple):
    """What is looked for besides a word.

    stem: of the other form
    weight: what it is worth among all that is looked for besides
    """

    stem: str
    weight: float = 1.0


#: What is looked for besides a word.
Relations = Callable[[Token], Sequence[Related]]


class Families:
    """The table: lines `number ending ending …` for the patterns, then lines `beginning
    number number …`, all in the order of their characters.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        first = next((n for n, line in enumerate(lines) if not line[0].isdigit()), len(lines))
        self._patterns = lines[:first]
        self._beginnings = lines[first:]

    def stems(self, stem: str) -> tuple[str, ...]:
        """The other stems of all words that `stem` is one of, in the order of the alphabet."""
        found = {other for family in self._of(stem) for other in family}
        return tuple(sorted(found - {stem}))

    def _of(self, stem: str) -> Iterator[list[str]]:
        for length in range(len(stem) + 1):
            beginning, ending = stem[:length], stem[length:]
            for pattern in self._patterns_after(beginning):
                if (ending or NOTHING) in pattern:
                    yield [beginning + other.replace(NOTHING, "") for other in pattern]

    def _patterns_after(self, beginning: str) -> list[list[str]]:
        key = f"{beginning or NOTHING} "
        place = bisect_left(self._beginnings, key)
        if place == len(self._beginnings) or not self._beginnings[place].startswith(key):
            return []
        numbers = map(int, self._beginnings[place].split()[1:])
        return [self._patterns[number].split()[1:] for number in numbers]


@cache
def _french() -> Families:
    """The table of French, read when it is first asked for."""
    return Families(read_lines("families.txt"))


@lru_cache(maxsize=1 << 12)
def _related(stem: str) -> tuple[Related, ...]:
    figures = (Related(other, _IN_FIGURES) for other in FAMILY.get(stem, ()))
    return (*map(Related, _french().stems(stem)), *figures)


def related(token: Token) -> tuple[Related, ...]:
    """The other stems of a word; a stop word has none, being looked for as it is."""
    return () if token.stop else _related(token.stem)
