"""Articles of the codes of law: « L121-1 » is « L. 121-1 ».

The letter says what the article comes from: a law, an organic law, a decree of the Council of
State, a plain one (Guide de légistique, Légifrance, on the numbering of codes).
"""

import re

from .token import Token

_LETTERS = "LRD"
_ARTICLE = re.compile(rf"(LO|[{_LETTERS}])(\d{{1,4}})((?:-\d{{1,3}})+)$")
_DIGITS = re.compile(r"\d+")


def split_articles(tokens: list[Token]) -> list[Token]:
    """« L121-1 » → L, 121, 1."""
    return [part for token in tokens for part in _parts(token)]


def _parts(token: Token) -> list[Token]:
    if token.text[0] not in _LETTERS or not (article := _ARTICLE.match(token.text)):
        return [token]
    numbers = _DIGITS.finditer(token.text)
    return [token.part(*article.span(1)), *(token.part(*number.span()) for number in numbers)]
