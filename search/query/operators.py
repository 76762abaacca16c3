"""Which capitals are operators: ET, OU, SAUF… join what stands on both sides of them.

One with nothing on a side joins nothing. In a query all in capitals it is a word then
(« PRIX OR »); else it is dropped, which is said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from .lexer import OPERATORS, Kind, Lexeme

_JOINING = (Kind.AND, Kind.OR)
_NOUN = "OR"
_OPERATORS = frozenset(OPERATORS.values())


@dataclass(frozen=True, slots=True)
class Settled:
    """lexemes: what is left, operators that are words among them as such
    dropped: the operators that joined nothing, as typed
    """

    lexemes: tuple[Lexeme, ...]
    dropped: tuple[str, ...]


def settle(lexemes: Sequence[Lexeme]) -> Settled:
    """The lexemes, with every operator decided."""
    if all(one.kind not in _OPERATORS for one in lexemes):
        return Settled(tuple(lexemes), ())
    capitals = _in_capitals(lexemes)
    kept: list[Lexeme] = []
    dropped: list[str] = []
    place = 0
    for is_operator, group in groupby(lexemes, lambda one: one.kind in _OPERATORS):
        run = list(group)
        place += len(run)
        if not is_operator:
            kept += run
            continue
        before = bool(kept) and kept[-1].kind is not Kind.OPEN
        after = _has_operand(lexemes[place:])
        read = _as_words(run, before, after) if capitals else run
        for one, joins in _joining(read, before, after):
            if joins:
                kept.append(one)
            else:
                dropped.append(one.text)
    return Settled(tuple(kept), tuple(dropped))


def _has_operand(following: Sequence[Lexeme]) -> bool:
    """Whether there is something to join, and not the end or an empty parenthesis."""
    first = next((one for one in following if one.kind is not Kind.OPEN), None)
    return first is not None and first.kind is not Kind.CLOSE


def as_word(operator: Lexeme) -> Lexeme:
    """In small letters, so that it is none when it is read again."""
    return replace(operator, kind=Kind.WORD, text=operator.text.lower())


def _in_capitals(lexemes: Sequence[Lexeme]) -> bool:
    texts = [one.text for one in lexemes if one.kind in (Kind.WORD, Kind.PHRASE)]
    return any(map(_has_capital, texts)) and not any(map(_has_small, texts))


def _has_capital(text: str) -> bool:
    return any(map(str.isupper, text))


def _has_small(text: str) -> bool:
    return any(map(str.islower, text))


def _as_words(run: list[Lexeme], before: bool, after: bool) -> list[Lexeme]:
    """Of operators in a row those are words that can't join anything; of several side by
    side « OR » is one, since it is gold as well.
    """
    read = list(run)
    if not after:
        read[-1] = as_word(read[-1])
    if not before and read[0].kind in _JOINING:
        read[0] = as_word(read[0])
    if len([one for one in read if one.kind in _JOINING]) > 1:
        read = [as_word(one) if one.text == _NOUN else one for one in read]
    return read


def _joining(run: list[Lexeme], before: bool, after: bool) -> Iterator[tuple[Lexeme, bool]]:
    """Each with whether it counts: the last of several that join the same two sides; « OU
    SAUF » is SAUF.
    """
    for place, one in enumerate(run):
        following = run[place + 1 :]
        if one.kind is Kind.WORD:
            before = True
            yield one, True
            continue
        next_word = next((n for n, x in enumerate(following) if x.kind is Kind.WORD), None)
        rest = [x.kind for x in following[:next_word]]
        has_more = after or next_word is not None
        if one.kind is Kind.NOT:
            yield one, has_more and Kind.NOT not in rest
        else:
            joins_again = any(kind in _JOINING for kind in rest)
            excludes = one.kind is Kind.OR and Kind.NOT in rest
            yield one, before and has_more and not (joins_again or excludes)
