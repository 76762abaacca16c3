"""Words that are lit together: side by side, or near one another.

A word is looked for where its form or its stem stands, not at every place of a text.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Protocol

from ...analysis import Token, accents_asked
from ...model import Span
from ...query.tree import Near
from ...query.wildcards import expression, is_pattern


class Places:
    """The words of a text, and where each form and each stem stands among them, ascending."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.of_form: defaultdict[str, list[int]] = defaultdict(list)
        self.of_stem: defaultdict[str, list[int]] = defaultdict(list)
        for place, token in enumerate(tokens):
            self.of_form[token.form].append(place)
            if not token.stop:
                self.of_stem[token.stem].append(place)

    def of_forms(self, forms: Iterable[str]) -> list[int]:
        return sorted(place for form in forms for place in self.of_form.get(form, ()))

    def of_stems(self, stems: Iterable[str]) -> list[int]:
        return [place for stem in stems for place in self.of_stem.get(stem, ())]


class Wanted:
    """A word of a sequence.

    by_form: whether it is that form, or one of its family
    families: for the stem of a word, the other stems that are the same word's
    """

    def __init__(
        self, token: Token, by_form: bool, families: Mapping[str, frozenset[str]] | None = None
    ) -> None:
        self._form = token.form
        self._pattern = expression(token.form) if by_form and is_pattern(token.form) else None
        self._accents = frozenset(accents_asked(token)) if by_form else frozenset()
        self._stems: frozenset[str] = frozenset()
        if not by_form and not token.stop:
            self._stems = frozenset((token.stem, *(families or {}).get(token.stem, ())))

    def matches(self, token: Token) -> bool:
        if self._pattern:
            return self._pattern.fullmatch(token.form) is not None
        if token.form == self._form:
            return not self._accents or token.accent in self._accents
        return not token.stop and token.stem in self._stems

    def places(self, text: Places) -> list[int]:
        """Where it stands, ascending."""
        if self._pattern:
            return text.of_forms(filter(self._pattern.fullmatch, text.of_form))
        found = text.of_form.get(self._form, [])
        if self._accents:
            return [place for place in found if self.matches(text.tokens[place])]
        return sorted({*found, *text.of_stems(self._stems)}) if self._stems else found


class WordSequence(Protocol):
    """Words that are lit where they are together."""

    def spans(self, text: Places) -> Iterator[Span]: ...


class SideBySide:
    """Words that follow one another, lit as one."""

    def __init__(self, words: Sequence[Wanted]) -> None:
        self._words = words

    def spans(self, text: Places) -> Iterator[Span]:
        first, *others = self._words
        for place in first.places(text):
            last = place + len(others)
            if last >= len(text.tokens):
                return
            following = text.tokens[place + 1 : last + 1]
            if all(word.matches(token) for word, token in zip(others, following, strict=True)):
                yield Span(text.tokens[place].start, text.tokens[last].end)


class NearWords:
    """Words of which every two are near somewhere; those that are, each lit where it is."""

    def __init__(self, leaf: Near) -> None:
        self._words = [Wanted(token, by_form=True) for token in leaf.content]
        self._reach = leaf.distance + 1

    def spans(self, text: Places) -> Iterator[Span]:
        found: set[int] = set()
        for one, other in combinations([word.places(text) for word in self._words], 2):
            near = set(self._near(one, other))
            if not near:
                return
            found |= near
        yield from (
            Span(text.tokens[place].start, text.tokens[place].end) for place in sorted(found)
        )

    def _near(self, one: list[int], other: list[int]) -> Iterator[int]:
        """The places of one that have one of the other near, and those."""
        for place in one:
            first = bisect_left(other, place - self._reach)
            near = other[first : bisect_right(other, place + self._reach)]
            near = [another for another in near if another != place]
            if near:
                yield place
                yield from near
