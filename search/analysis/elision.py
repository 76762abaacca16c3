"""Elided words: « l’avocat » is « avocat », « aujourd’hui » is one word.

The words that lose their vowel are those of French grammar (Grevisse, Le bon usage,
§ 45): articles, pronouns, « de », « ne », « que » and its compounds.
"""

import re

from .characters import APOSTROPHES
from .token import Token

_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
#: Words are elided before a vowel alone: « N'Diaye », « M'Bappé » are names, « Ndiaye » too. In
#: small letters, what begins words of many languages of Africa and no French ones; not what is
#: elided in speech (« j'n'sais », « m'suis », « N'vous »). « c'h » is a letter of Breton.
_OF_NAME = (
    r"(?-i:(?<=[NM]).[BCDFGJKLMNPQRSTVWXZ]|(?<=[Cc]).[Hh]"
    rf"|(?<![{APOSTROPHES}].)(?:(?<=[Nn]).(?:d(?:i[ao]|j|ou)|g[aou]|k|z)|(?<=[Mm]).b))"
)
_ELIDED_LETTER = rf"[mnc](?=[{APOSTROPHES}])(?!{_OF_NAME})"
#: What is elided whatever follows, and what may be one word with it.
ELIDED = rf"l|d|j|t|s|{_ELIDED_LETTER}|ç|c\u0327|qu|jusqu|lorsqu|puisqu|quoiqu"
_ELIDED = re.compile(rf"(?i:(?:{ELIDED}|presqu|quelqu)[{APOSTROPHES}])")
#: One word in spite of what they begin with.
_WHOLE = re.compile(
    rf"(?:presqu[{APOSTROPHES}](?:i|î|i\u0302)les?|quelqu[{APOSTROPHES}]une?s?)$", re.IGNORECASE
)
#: « grand'mère », an old spelling of « grand-mère ».
_GRAND = re.compile(rf"(grand)[{APOSTROPHES}](?=.)", re.IGNORECASE)
#: The English possessive of names, « Trump's ».
_POSSESSIVE = re.compile(rf"(?<=.)[{APOSTROPHES}](?:s)?$", re.IGNORECASE)


def elide(tokens: list[Token]) -> list[Token]:
    """Remove what is elided; the word then starts after the apostrophe.

    « jusqu' » that stands before a quotation mark leaves nothing.
    """
    return [part for token in tokens for part in _without_elision(token)]


def elided_length(text: str) -> int:
    """How many characters of the elided words that a run begins with."""
    start = 0
    while (elided := _ELIDED.match(text, start)) and not _WHOLE.match(text, start):
        start = elided.end()
    return start


def _without_elision(token: Token) -> list[Token]:
    if token.form or not _APOSTROPHE.search(token.text):
        return [token]
    text, start = token.text, elided_length(token.text)
    if start == len(text):
        return []
    possessive = _POSSESSIVE.search(text, start + 1)
    end = possessive.start() if possessive else len(text)
    if (grand := _GRAND.match(text, start)) and grand.end() < end:
        return [token.part(*grand.span(1)), token.part(grand.end(), end)]
    if start >= end:
        return []
    kept = token.part(start, end).stemmed(token.stem)
    return [kept.found_by(token.also, token.reach - start) if token.also else kept]
