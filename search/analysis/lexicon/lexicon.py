"""Several dictionaries as one: which forms a word has, and how often it is which word."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from ..folding import fold_word
from ..stopwords import is_stop_word
from .lexeme import Category, Lexeme

#: A word's lemma and its category.
Key = tuple[str, Category]


class Lexicon:
    """The words of some dictionaries, with their folded forms.

    Stop words and what isn't letters alone are left out of the words, not of what is counted.
    """

    def __init__(self, lexemes: Iterable[Lexeme]) -> None:
        self._words: defaultdict[Key, Counter[str]] = defaultdict(Counter)
        #: How often each folded form is used, as any word, per million words.
        self.frequencies: Counter[str] = Counter()
        for lexeme in lexemes:
            self._add(lexeme)

    def _add(self, lexeme: Lexeme) -> None:
        lemma = lexeme.lemma.replace("œ", "oe")
        for form, frequency in lexeme.forms.items():
            self.frequencies[fold_word(form)] += frequency
            if form.isalpha() and len(form) > 1 and not is_stop_word(form):
                self._words[lemma, lexeme.category][fold_word(form)] += frequency

    def inflected(self) -> Iterator[tuple[str, Counter[str]]]:
        """Each noun, verb and adjective: its lemma, and its forms with their frequencies; not
        « être » and « avoir », which name nothing.
        """
        for (lemma, category), forms in self._words.items():
            if category is not Category.OTHER and not is_stop_word(lemma):
                yield lemma, forms

    def forms(self, lemma: str) -> Counter[str]:
        """The forms of a word in any category, or of a name: what isn't in the dictionaries
        has one.
        """
        total = Counter({fold_word(lemma): 0.0} if lemma[0].isupper() else {})
        for category in Category:
            total.update(self._words.get((lemma, category), {}))
        if not total:
            raise ValueError(f"{lemma} is in no dictionary")
        return total
