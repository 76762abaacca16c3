"""Words too common to tell one paragraph from another."""

import unicodedata

from .folding import INVISIBLE, fold_word
from .token import Token
from .wordlists import read_words

_ALL = read_words("stopwords.txt")
#: Single words.
WORDS = frozenset(word for word in _ALL if "-" not in word)
#: Compounds that are empty as a whole.
COMPOUNDS = _ALL - WORDS
#: What the words are without accents. Nobody has to type those of « très » or « être ».
FORMS = frozenset(map(fold_word, WORDS))


def mark_stop_words(tokens: list[Token]) -> list[Token]:
    """A word with accents is a stop word with these alone: « du », not « dû »."""
    return [token.as_stop_word() if is_stop_word(token.text) else token for token in tokens]


def is_stop_word(word: str) -> bool:
    plain = unicodedata.normalize("NFC", INVISIBLE.sub("", word)).lower()
    return plain in WORDS or (plain.isascii() and plain in FORMS)


def is_stop_form(form: str) -> bool:
    """Whether folding makes it a stop word: « mais », which « maïs » becomes too.

    A word that isn't one itself is looked for by its stem only, where it's alone.
    """
    return form in FORMS
