"""A word of a dictionary with all its forms."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Category(Enum):
    """What is inflected in French."""

    NOUN = "noun"
    VERB = "verb"
    ADJECTIVE = "adjective"


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One word: « vendre », a verb, with « vend », « vendu » and all its other forms.

    forms: every form as written, the lemma's own among them, with how often it is used,
        in occurrences per million words; 0 where the lexicon doesn't count
    """

    lemma: str
    category: Category
    forms: Mapping[str, float]

    @property
    def frequency(self) -> float:
        """How often the word is used in any form, per million words."""
        return sum(self.forms.values())
