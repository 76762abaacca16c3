"""The rules of `words.txt`, looked up by the stems of words that stand side by side."""

from collections.abc import Iterator, Sequence

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
            for source in rule.sources:
                others = {member.stems: member for member in rule.targets}
                others.pop(source.stems, None)
                self._found.setdefault(source.stems, {}).update(others)
        self.longest = max(map(len, self._found), default=0)

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
