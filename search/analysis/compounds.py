"""Words joined by a hyphen: each part is a word, grammar's own hyphens are not.

What two or three parts make without their hyphens finds them too, as « autoécole » does
« auto-école »: the spellings of 1990 (Journal officiel, documents administratifs n° 100) and
their like.
"""

import re
import unicodedata

from .abbreviations import ABBREVIATIONS
from .characters import APOSTROPHES, HYPHENS
from .elision import elided_length
from .stopwords import COMPOUNDS, is_stop_word
from .token import Token
from .wordlists import read_words

#: The hyphen of « J.-C. » is no separator.
_SEPARATOR = re.compile(rf"(?<!\.)[{HYPHENS}_]+")
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
#: What elision takes from the end.
_CUT_OFF = re.compile(f"[{APOSTROPHES}]s?$", re.IGNORECASE)

#: Subject pronouns that follow their verb (« dit-il », « est-ce »).
SUBJECTS = frozenset(("je", "tu", "il", "elle", "on", "nous", "vous", "ils", "elles", "ce"))
#: Stop words that a noun may end with: « fait-tout », « passe-partout ».
ENDS_OF_NOUNS = frozenset(("tout", "partout"))
AUXILIARIES = read_words("auxiliaries.txt")
#: The article of Arabic in its two transcriptions: « el-Assad » is « al-Assad ».
_ARTICLE, _READ_AS = ARABIC_ARTICLE = ("el", "al")
#: Parts that are looked for joined, and the longest word that they make, in letters.
MOST_JOINED = 3
LONGEST_JOINED = 24


def split_compounds(tokens: list[Token]) -> list[Token]:
    """« nord-coréens » → nord, coréens; « est-ce » and « c'est-à-dire » → stop words."""
    return [part for token in tokens for part in _parts(token)]


def _parts(token: Token) -> list[Token]:
    if token.form or not _SEPARATOR.search(token.text):
        return [token]
    parts = [token.part(*piece) for piece in _pieces(token.text)]
    if len(parts) < 2:
        return parts
    words = [_plain(part.text) for part in parts]
    if "-".join(words) in COMPOUNDS:
        return [part.as_stop_word() for part in parts]
    return _without_inversion(_joined(parts), words)


def _pieces(text: str) -> list[tuple[int, int]]:
    cuts = [0]
    for separator in _SEPARATOR.finditer(text):
        cuts += separator.span()
    cuts.append(len(text))
    return [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if a < b]


def _joined(parts: list[Token]) -> list[Token]:
    """The first part, found by what all of them are without hyphens; not « dit-il »."""
    first, *others = parts
    last = others[-1]
    joined = first.text[elided_length(first.text) :] + "".join(part.text for part in others)
    joined = unicodedata.normalize("NFC", _APOSTROPHE.sub("", joined))
    is_word = len(parts) <= MOST_JOINED and joined.isalnum() and len(joined) <= LONGEST_JOINED
    is_short = any(part.text in ABBREVIATIONS for part in parts)
    if not is_word or is_short or joined.isdecimal() or _CUT_OFF.search(last.text):
        return parts
    if is_stop_word(last.text) and last.text.lower() not in ENDS_OF_NOUNS:
        return parts
    return [first.found_by((joined,), last.end - first.start), *others]


def _without_inversion(parts: list[Token], words: list[str]) -> list[Token]:
    """Drop the t of « a-t-il »; an auxiliary before its subject is a stop word."""
    kept = []
    for index, (part, word) in enumerate(zip(parts, words, strict=True)):
        following = words[index + 1 : index + 3]
        if word == "t" and index and following and following[0] in SUBJECTS:
            continue
        if following[:1] == ["t"]:
            following = following[1:]
        if word == _ARTICLE:
            part = part._replace(stem=_READ_AS)
        asks = word in AUXILIARIES and following and following[0] in SUBJECTS
        kept.append(part.as_stop_word() if asks else part)
    return kept


def _plain(text: str) -> str:
    """Lower-cased and composed, with straight apostrophes and without « qu' » or « c' »."""
    word = _APOSTROPHE.sub("'", unicodedata.normalize("NFC", text).lower())
    return word.rpartition("'")[2] or word
