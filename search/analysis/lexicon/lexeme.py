"""A word of a dictionary with all its forms."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Category(Enum):
    """What is inflected in French, and all the rest."""

    NOUN = "noun"
    VERB = "verb"
    ADJECTIVE = "adjective"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One word: « vendre », a verb, with « vend », « vendu » and all its other forms.

    forms: every form as written, the lemma's own among them, with how often it is used,
        in occurrences per million words; 0 where the lexicon doesn't count
    """

    lemma: str
    category: Category
    forms: Mapping[str, float]
