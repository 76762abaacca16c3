"""What is looked for in the texts of a query."""

from collections.abc import Set
from functools import cached_property

from .prefilter import beginnings, letters_of


class WantedTerms:
    """Words with one of the forms or stems, or a form that begins with one of the prefixes."""

    def __init__(self, forms: Set[str], stems: Set[str], prefixes: tuple[str, ...] = ()) -> None:
        self.forms = frozenset(forms)
        self.stems = frozenset(stems)
        self.prefixes = prefixes

    @cached_property
    def letters(self) -> frozenset[str]:
        """The forms and stems, by their letters."""
        return frozenset(map(letters_of, self.forms | self.stems))

    @cached_property
    def beginnings(self) -> tuple[bytes, ...] | None:
        """See `prefilter.beginnings`; None where that tells too little."""
        return None if self.prefixes else beginnings(self.forms, self.stems)

    def may_be_spelt_by(self, letters: str) -> bool:
        """Whether one may be a word that has such letters side by side, or the stem of them alone
        (« J. S. » has the stem j).
        """
        return any(letters in term or letters.startswith(term) for term in self.letters)
