"""Several dictionaries as one: which forms a word has, and how often it is which word."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ..folding import fold_word
from ..stopwords import is_stop_word
from .lexeme import Category, Lexeme

#: A stop word that isn't counted for the word that folding makes of it: « né ».
NEVER_STEMMED = frozenset(("ne",))
#: Folded forms with how often they are used, per million words.
Frequencies = defaultdict[str, float]


class Lexicon:
    """The words of some dictionaries, with their folded forms.

    Stop words and what isn't letters alone are left out of the words, not of what is counted.
    """

    def __init__(self, lexemes: Iterable[Lexeme]) -> None:
        self._words: dict[tuple[str, Category], Frequencies] = {}
        #: How often each folded form is used, as any word.
        self.frequencies = Frequencies(float)
        for lexeme in lexemes:
            if "," not in lexeme.lemma:  # « bail,bau », which Lexique can't tell apart
                self._add(lexeme)

    def _add(self, lexeme: Lexeme) -> None:
        lemma = lexeme.lemma.replace("œ", "oe")
        word = self._words.setdefault((lemma, lexeme.category), Frequencies(float))
        for form, frequency in lexeme.forms.items():
            if form not in NEVER_STEMMED:
                self.frequencies[fold_word(form)] += frequency
            if form.isalpha() and len(form) > 1 and not is_stop_word(form):
                word[fold_word(form)] += frequency

    def inflected(self) -> Iterator[tuple[str, Frequencies]]:
        """Each noun, verb and adjective: its lemma, and its forms with their frequencies; not
        « être » and « avoir », which name nothing.
        """
        for (lemma, category), forms in self._words.items():
            if category is not Category.OTHER and not is_stop_word(lemma):
                yield lemma, forms

    def forms(self, lemma: str) -> Frequencies:
        """The forms of a word in any category, or of a name: what isn't in the dictionaries
        has one. Raises ValueError for another word that isn't there.
        """
        found = total(self._words.get((lemma, category), {}) for category in Category)
        if lemma[0].isupper():
            found.setdefault(fold_word(lemma), 0.0)
        if not found:
            raise ValueError(f"{lemma} is in no dictionary")
        return found


def total(counts: Iterable[Mapping[str, float]]) -> Frequencies:
    """The frequencies of several words together."""
    together = Frequencies(float)
    for count in counts:
        for form, frequency in count.items():
            together[form] += frequency
    return together
