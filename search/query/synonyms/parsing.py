"""The lines of `words.txt`: one family a line, whose words find one another.

véto vétérinaire
ONU, Organisation des Nations unies      with commas (or quotes) some are of several words
bourgmestre, maïeur → maire              one way: the left finds the right (also -> and =>)
# a comment
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...analysis import FRENCH, Token
from ...errors import WordsError
from ...wording.messages import translate

#: Words that one member of a family may have.
MAX_WORDS = 16
_COMMENT = re.compile(r"(?:^|\s)#.*")
_BOTH_WAYS = re.compile(r"↔|<->|;")
_ARROW = re.compile(r"→|->|=>")
_QUOTED = r'"[^"]*"|«[^»]*»|“[^”]*”'
_BETWEEN_SPACES = re.compile(rf"{_QUOTED}|\S+")
_BETWEEN_COMMAS = re.compile(rf"(?:{_QUOTED}|[^,])+")
_QUOTES = ' \t\u00a0\u202f"«»“”'


@dataclass(frozen=True, slots=True)
class Member:
    """A word of a family, or several that stand for one.

    text: as written; tokens: the words in it, one at least that is no stop word
    """

    text: str
    tokens: tuple[Token, ...]

    @property
    def stems(self) -> tuple[str, ...]:
        """Of all but the stop words."""
        return tuple(token.stem for token in self.tokens if not token.stop)


@dataclass(frozen=True, slots=True)
class Rule:
    """Each of `sources` finds each of `targets` but itself."""

    sources: tuple[Member, ...]
    targets: tuple[Member, ...]


def rules(path: str, text: str) -> tuple[list[Rule], list[WordsError]]:
    """What the lines say, and what is wrong with some of them; those are left out."""
    found: list[Rule] = []
    errors: list[WordsError] = []
    lines = [_COMMENT.sub("", line).strip() for line in text.removeprefix("\ufeff").splitlines()]
    FRENCH.learn(lines)
    for number, written in enumerate(lines, 1):
        if not written:
            continue
        try:
            found.append(_rule(written))
        except ValueError as error:
            errors.append(WordsError(path=path, line=number, reason=str(error)))
    return found, errors


def _rule(line: str) -> Rule:
    """Raises ValueError with the reason, for people."""
    sides = _ARROW.split(_BOTH_WAYS.sub(",", line))
    if len(sides) > 2:
        raise ValueError(translate("there is more than one arrow."))
    has_commas = len(sides) > 1 or any("," in side for side in sides)
    cut = _BETWEEN_COMMAS if has_commas else _BETWEEN_SPACES
    members = [tuple(_members(cut.findall(side))) for side in sides]
    if not all(members):
        raise ValueError(translate("there is nothing on one side of the arrow."))
    if len(members) == 2:
        return Rule(*members)
    if len(members[0]) < 2:
        raise ValueError(translate("a family has two words at least."))
    return Rule(members[0], members[0])


def _members(parts: Sequence[str]) -> Iterator[Member]:
    for part in parts:
        text = part.strip(_QUOTES)
        tokens = tuple(FRENCH.tokens(text))
        if not text:
            continue
        if all(token.stop for token in tokens):
            reason = translate("“{text}” has no word that is looked for.")
            raise ValueError(reason.format(text=text))
        if len(tokens) > MAX_WORDS:
            reason = translate("“{text}” has more than {most} words.")
            raise ValueError(reason.format(text=text, most=MAX_WORDS))
        yield Member(text, tokens)
