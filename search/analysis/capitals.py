"""Small words in capitals that are names: « hépatite A », « l'AIE », « un CES ».

They are stop words by their letters. In a text that isn't all in capitals, someone wrote them
so on purpose, but for the letter that begins a sentence (« A Paris ») and for words between
others in capitals (« PARIS ET LONDRES »).
"""

import re
from collections.abc import Iterable, Iterator

from .characters import APOSTROPHES
from .stopwords import is_stop_word
from .token import Token

#: Put before a run to say that its small words in capitals are names.
NAME = "\ue000"
#: Letters that are small words too.
_LETTERS = ("A", "Y")
_SPACE = "[ \u00a0\u2009\u202f]"
#: What accents are where a text is decomposed.
_MARKS = "\u0300-\u036f"
_ELIDED = rf"(?:[LlDd][{APOSTROPHES}])?"
_IN_CAPITALS = re.compile(rf"(?<![\w{APOSTROPHES}.&@-])({_ELIDED}([A-ZÀ-ÖØ-Þ]+))(?![\w&@{_MARKS}])")
_TWO_SMALL = re.compile(f"[a-zà-öø-ÿ][{_MARKS}]*[a-zà-öø-ÿ]")
_CAPITALS_BEFORE = re.compile(rf"(?<!\w)[A-ZÀ-ÖØ-Þ]{{2,}}{_SPACE}$")
_CAPITALS_AFTER = re.compile(rf"{_SPACE}[A-ZÀ-ÖØ-Þ]{{2,}}(?!\w)")
#: What a letter stands behind where it is one: a word, a comma, a sign that it alone is in.
_WORD_BEFORE = re.compile(rf"[\w,;{_MARKS}]{_SPACE}$")
_ALONE_INSIDE = re.compile(rf"[(\[«“\"]{_SPACE}?$")
_CLOSED_AFTER = re.compile(rf"{_SPACE}?[)\]»”\"]")


def may_be_name(piece: str) -> bool:
    """Whether what is around a piece has to tell if there is a name in it."""
    return not piece.islower() and any(
        _is_small_word(match[2]) for match in _IN_CAPITALS.finditer(piece)
    )


def in_capitals(text: str) -> bool:
    """Whether all of a text is, as far as one can tell."""
    return not _TWO_SMALL.search(text)


def mark_names(tokens: list[Token]) -> list[Token]:
    """The names among the words of a run that has `NAME` before it: no stop words, no stems."""
    return [
        token._replace(stop=False, stem=token.form) if _is_small(token) else token
        for token in tokens
    ]


def starts_of_names(text: str, pieces: Iterable[tuple[int, int]] | None = None) -> Iterator[int]:
    """Where the runs begin that are such names.

    pieces: from where to where to look for them, if they can't be anywhere else; each between
        two spaces
    """
    if in_capitals(text):
        return
    for start, end in [(0, len(text))] if pieces is None else pieces:
        for match in _IN_CAPITALS.finditer(text, start, end):
            if _is_small_word(match[2]) and _is_name(text, match):
                yield match.start()


def _is_small_word(word: str) -> bool:
    """Whether it's one that may be a name: the L of « L'avocat » is none."""
    return is_stop_word(word) and (len(word) > 1 or word in _LETTERS)


def _is_name(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(match.start() - 24, 0) : match.start()], match.end()
    around = bool(_CAPITALS_BEFORE.search(before)), bool(_CAPITALS_AFTER.match(text, after))
    if len(match[2]) > 1:
        return not any(around)
    if all(around):
        return False
    inside = _ALONE_INSIDE.search(before) and _CLOSED_AFTER.match(text, after)
    return bool(match[1] != match[2] or _WORD_BEFORE.search(before) or inside)


def _is_small(token: Token) -> bool:
    return token.stop and token.text.isupper() and (len(token.text) > 1 or token.text in _LETTERS)
