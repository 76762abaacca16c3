"""Every spelling of a word becomes one: lower case, ASCII, nothing invisible."""

import re
import unicodedata

from unidecode import unidecode

from .token import Token
from .tokenizer import INVISIBLES

#: A form is cut here, in characters: what is longer is no word (an engine limits terms).
LONGEST_FORM = 100
#: Said in words as often as written.
_SYMBOLS = {"€": "euro", "$": "dollar", "£": "£", "¥": "yen", "%": "%"}
INVISIBLE = re.compile(f"[{INVISIBLES}]")
#: A form keeps letters and digits, the comma of decimals, and the marks of addresses.
_DROPPED = re.compile(r"[^0-9a-z,&@._+/-]")
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def fold(tokens: list[Token]) -> list[Token]:
    """Settle the form of each word; a word of which nothing is left is dropped."""
    folded = (token.settled(fold_word(token.form or token.text)) for token in tokens)
    return [token for token in folded if token.form]


def fold_word(word: str) -> str:
    """« Œuvre » → oeuvre, « XIXᵉ » → xixe, « ﬁn » → fin, « Київ » → kiyiv.

    Compatibility characters are decomposed first (Unicode Standard Annex 15, NFKC),
    then unidecode transliterates. A sign that it doesn't know, and Han, which it reads
    as Mandarin syllables that many signs share, stay as they are.
    """
    if word in _SYMBOLS:
        return _SYMBOLS[word]
    plain = unicodedata.normalize("NFKC", INVISIBLE.sub("", word)).replace("\u2044", "/")
    if _IDEOGRAPH.search(plain):
        return plain.casefold()[:LONGEST_FORM]
    ascii_only = _DROPPED.sub("", unidecode(plain, errors="ignore").lower())
    kept = ascii_only or "".join(c for c in plain.casefold() if c.isalnum())
    return kept[:LONGEST_FORM]
