"""« ou » typed for « où »: a conjunction joins what stands on both sides of it, so where nothing
can stand before it « où » is meant: « ou en est ma demande », « d'ou vient ».
"""

import re
from dataclasses import replace

from .lexer import Kind, Lexeme

_OR = re.compile(r"(?:.*['’ʼ‘＇´`′])?ou", re.IGNORECASE)
_ACCENT = str.maketrans("uU", "ùÙ")


def as_where(lexeme: Lexeme, query: str) -> Lexeme:
    """The word with the accent that it has to have; any other as it is."""
    is_word = lexeme.kind is Kind.WORD and not (lexeme.mark or lexeme.sign or lexeme.in_title)
    if not is_word or not _OR.fullmatch(lexeme.text):
        return lexeme
    begins = not query[: lexeme.start].strip() and query[lexeme.end :].strip()
    if len(lexeme.text) == len("ou") and not begins:
        return lexeme
    return replace(lexeme, text=lexeme.text[:-1] + lexeme.text[-1].translate(_ACCENT))
