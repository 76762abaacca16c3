"""A text as an engine indexes it: terms joined by spaces."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .token import Token

#: What `Terms` has, as it's remembered: a plain tuple, which is made faster and which the
#: garbage collector leaves alone.
Row = tuple[str, str, str]


class Terms(NamedTuple):
    """A text as an engine indexes it, terms joined by spaces.

    forms: of all words, in order
    stems: of all but the stop words, and what words are found by besides
    spellings: with accents, of the words that have them; the stems of compounds as one word
    """

    forms: str
    stems: str
    spellings: str = ""


def terms_of(tokens: Sequence[Token]) -> Row:
    """What some tokens are indexed as."""
    if len(tokens) == 1 and not tokens[0].also:
        (token,) = tokens
        return token.form, "" if token.stop else token.stem, token.accent
    return (
        " ".join([token.form for token in tokens]),
        " ".join([stem for token in tokens for stem in _stems(token)]),
        " ".join([spelling for token in tokens for spelling in _spellings(token)]),
    )


def joined(rows: Iterable[Row]) -> Row:
    """Those of words that follow one another."""
    columns = list(zip(*rows, strict=True))
    if not columns:
        return "", "", ""
    forms, stems, spellings = columns
    if len(forms) == 1:
        return forms[0], stems[0], spellings[0]
    return (
        " ".join(filter(None, forms)),
        " ".join(filter(None, stems)),
        " ".join(filter(None, spellings)),
    )


def _stems(token: Token) -> Iterator[str]:
    if not token.stop:
        yield token.stem
    yield from token.others


def _spellings(token: Token) -> Iterator[str]:
    if token.accent:
        yield token.accent
    yield from token.joined
