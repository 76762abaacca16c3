"""The rules of `words.txt`, looked up by the stems of words that stand side by side."""

from collections.abc import Iterable, Iterator, Sequence

from ...analysis import Token
from .parsing import Member, Rule


class Synonyms:
    """What else is looked for; two words of one stem are one.

    revision: changes whenever something else may be found
    longest: words, stop words left out, of the longest that has a synonym
    """

    def __init__(self, rules: Sequence[Rule] = (), revision: str = "") -> None:
        self.revision = revision
        self._found: dict[tuple[str, ...], dict[tuple[str, ...], Member]] = {}
        for rule in rules:
            targets = {one.stems: one for one in rule.targets}
            for source in dict.fromkeys(one.stems for one in rule.sources):
                found = self._found.setdefault(source, {})
                found |= {stems: one for stems, one in targets.items() if stems != source}
        for source_stems, found in self._found.items():
            self._found[source_stems] = _without_longer(found, source_stems)
        self.longest = max(map(len, self._found), default=0)
        self._first = {stems[0] for stems in self._found if stems}

    def may_have(self, tokens: Iterable[Token]) -> bool:
        """Whether something may stand for some of these words."""
        return any(token.stem in self._first for token in tokens)

    def of(self, tokens: Sequence[Token]) -> tuple[Member, ...]:
        """What stands for these words, side by side but for stop words."""
        stems = tuple(token.stem for token in tokens if not token.stop)
        return tuple(self._found.get(stems, {}).values())

    def among(self, tokens: Sequence[Token]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """What stands for words among these, the longest first: (words, synonyms)."""
        words = [token for token in tokens if not token.stop]
        place = 0
        while place < len(words):
            most = range(min(self.longest, len(words) - place), 0, -1)
            length = next((n for n in most if self.of(words[place : place + n])), 0)
            run = words[place : place + length]
            if run:
                written = " ".join(token.text for token in run)
                yield written, tuple(member.text for member in self.of(run))
            place += length or 1


def _without_longer(
    found: dict[tuple[str, ...], Member], source: tuple[str, ...]
) -> dict[tuple[str, ...], Member]:
    """Where « Nations unies » is looked for, « Organisation des Nations unies » need not be;
    nor where that is what was typed.
    """
    known = [*found, source]
    if max(map(len, known)) == 1:
        return found
    return {
        stems: member
        for stems, member in found.items()
        if not any(other != stems and _is_in(other, stems) for other in known)
    }


def _is_in(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return any(whole[n : n + len(part)] == part for n in range(len(whole) - len(part) + 1))
