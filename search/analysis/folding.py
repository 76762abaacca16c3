"""Every spelling of a word becomes one: lower case, ASCII, nothing invisible."""

import re
import unicodedata

from unidecode import unidecode

from .characters import FIRST_IDEOGRAPH, INVISIBLES
from .patterns import compiled_later
from .token import Token

#: A form is cut here, in characters: what is longer is no word (an engine limits terms).
LONGEST_FORM = 100
#: Said in words as often as written.
_SYMBOLS = {
    "€": "euro",
    "$": "dollar",
    "£": "£",
    "¥": "yen",
    "%": "%",
    "§": "paragraphe",
    "°": "degre",
}
INVISIBLE = re.compile(f"[{INVISIBLES}]")
#: A form keeps letters and digits, the comma of decimals, and the signs of names (« C# »).
_DROPPED = re.compile(r"[^0-9a-z,&@._+#/-]")
#: The sign of a millionth, which is the letter mu, but not in Greek words. It's typed as u.
_MICRO = re.compile("µ|(?<![\u0370-\u03ff\u1f00-\u1fff])μ(?![\u0370-\u03ff\u1f00-\u1fff])")
_IDEOGRAPH = compiled_later("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def fold(tokens: list[Token]) -> list[Token]:
    """Settle the form of each word; a word of which nothing is left is dropped."""
    return [folded for token in tokens if (folded := _folded(token)).form]


def _folded(token: Token) -> Token:
    form = fold_word(token.form or token.text)
    if not (token.stem or token.also):
        return token.settled(form)
    also = tuple(filter(None, map(fold_word, token.also)))
    return token._replace(form=form, stem=token.stem and fold_word(token.stem), also=also)


def fold_word(word: str) -> str:
    """« Œuvre » → oeuvre, « XIXᵉ » → xixe, « ﬁn » → fin, « Київ » → kiyiv.

    Compatibility characters are decomposed first (Unicode Standard Annex 15, NFKC),
    then unidecode transliterates. A sign that it doesn't know, and Han, which it reads
    as Mandarin syllables that many signs share, stay as they are.
    """
    if word.isascii() and word.isalnum():
        return word.lower()[:LONGEST_FORM]
    if word in _SYMBOLS:
        return _SYMBOLS[word]
    visible = INVISIBLE.sub("", word)
    if "µ" in visible or "μ" in visible:
        visible = _MICRO.sub("u", visible)
    plain = unicodedata.normalize("NFKC", visible).replace("\u2044", "/")
    if max(plain, default="") >= FIRST_IDEOGRAPH and _IDEOGRAPH.search(plain):
        return plain.casefold()[:LONGEST_FORM]
    ascii_only = _DROPPED.sub("", unidecode(plain, errors="ignore").lower())
    kept = ascii_only or "".join(c for c in plain.casefold().lower() if c.isalnum())
    return kept[:LONGEST_FORM]
