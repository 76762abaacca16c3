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
#: Stop words of English that are French words without their accents.
FOREIGN = frozenset(("the",))
#: What the words are without accents. Nobody has to type those of « très » or « être ».
FORMS = frozenset(map(fold_word, WORDS))


def mark_stop_words(tokens: list[Token]) -> list[Token]:
    """A word with accents is a stop word with these alone: « du », not « dû »."""
    return [_marked(token) for token in tokens]


def _marked(token: Token) -> Token:
    """A stem that is settled already says that it is none; « un·e » and « le(s) » are un and le."""
    if token.stem:
        return token
    if token.form in FORMS and token.reach == len(token.text):
        return token.as_stop_word()._replace(also=())
    return token.as_stop_word() if is_stop_word(token.text) else token


def is_stop_word(word: str) -> bool:
    if word.isascii():
        plain = word.lower()
        return plain in WORDS or plain in FORMS
    plain = unicodedata.normalize("NFC", INVISIBLE.sub("", word)).lower()
    return plain in WORDS or (plain.isascii() and plain in FORMS)


def is_foreign(word: str) -> bool:
    """Whether it's only in texts that it is a stop word: « the », which is « thé » to type."""
    return word.lower() in FOREIGN


def is_stop_form(form: str) -> bool:
    """Whether folding makes it a stop word: « mais », which « maïs » becomes too."""
    return form in FORMS


def form_tells(token: Token) -> bool:
    """Whether the form of a word that is no stop word is that of no stop word either.

    That of « maïs » is « mais »: it is looked for by its stem only, where it's alone.
    """
    return token.form not in FORMS or is_foreign(token.text)
