"""How many inflected words don't find each other: Snowball, Savoy's light stemmer, Alinéa.

    python tests/bench/inflection.py [--lexique Lexique383.txt]

The pairs are those of Lexique 3.83: nouns, verbs and adjectives, a form and its lemma that
isn't the same word, letters alone, neither a stop word. Weighted means by how often the form
is used in books and films. Savoy's stemmer is the one in Lucene (see peers/lucene.py for
what it needs); without it that column is left out. Savoy, Light Stemming Approaches for the
French, Portuguese, German and Hungarian Languages (SAC 2006).
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import Stemmer

from search.analysis import FRENCH, related
from search.analysis.lexicon.lexeme import Category
from search.analysis.lexicon.lexique import read_lexique
from search.analysis.lexicon.make import lexique_file

PEERS = Path(__file__).parent / "peers"
sys.path.insert(0, str(PEERS))


class Pair(NamedTuple):
    """A form and its lemma, as written; frequency: of the form, per million words."""

    form: str
    lemma: str
    frequency: float


#: Whether a query for the first word finds a text of the second.
Finds = Callable[[str, str], bool]


def pairs(lexique: Path) -> list[Pair]:
    return [
        Pair(form, lexeme.lemma, frequency)
        for lexeme in read_lexique(lexique)
        if lexeme.category is not Category.OTHER
        for form, frequency in lexeme.forms.items()
        if form != lexeme.lemma and _counts(form) and _counts(lexeme.lemma)
    ]


def _counts(word: str) -> bool:
    return word.isalpha() and not FRENCH.tokens(word)[0].stop


def alinea(query: str, word: str) -> bool:
    """As a query looks for a word: by its form, its stem, and the stems of its family."""
    asked, there = FRENCH.tokens(query)[0], FRENCH.tokens(word)[0]
    looked_for = {asked.stem, *(other.stem for other in related(asked))}
    return asked.form == there.form or there.stem in looked_for


def by_stem(stem: Callable[[str], str]) -> Finds:
    return lambda query, word: stem(query) == stem(word)


def light_stems(words: Iterable[str]) -> dict[str, str] | None:
    """Lucene's, or None where there is none."""
    from lucene import class_path

    asked = sorted(set(words))
    with tempfile.TemporaryDirectory() as folder:
        path = class_path(Path(folder))
        if not path or not shutil.which("java"):
            return None
        source = str(PEERS / "LightStems.java")
        subprocess.run(["javac", "-cp", path, "-d", folder, source], check=True)
        java = ["java", "-cp", f"{folder}:{path}", "LightStems"]
        given = "\n".join(asked).encode()
        done = subprocess.run(java, input=given, stdout=subprocess.PIPE, check=True)
    return dict(zip(asked, done.stdout.decode().split("\n"), strict=False))


def apart(found: list[Pair], finds: Finds) -> Iterator[float]:
    """The shares that don't find each other: form → lemma, weighted, lemma → form, weighted."""
    weight = sum(pair.frequency for pair in found)
    for way in (lambda p: finds(p.form, p.lemma), lambda p: finds(p.lemma, p.form)):
        lost = [pair for pair in found if not way(pair)]
        yield len(lost) / len(found)
        yield sum(pair.frequency for pair in lost) / weight


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--lexique", type=Path)
    found = pairs(parser.parse_args().lexique or lexique_file())
    snowball = Stemmer.Stemmer("french")
    contenders: dict[str, Finds] = {"Snowball alone": by_stem(snowball.stemWord)}
    light = light_stems(word for pair in found for word in (pair.form, pair.lemma))
    if light:
        contenders["Savoy's light stemmer"] = by_stem(light.__getitem__)
    contenders["Alinéa, stems alone"] = by_stem(lambda word: FRENCH.tokens(word)[0].stem)
    contenders["Alinéa"] = alinea
    print(f"{len(found)} pairs that don't find each other, in %")
    print(f"{'':24}{'form → lemma':>14}{'weighted':>10}{'lemma → form':>14}{'weighted':>10}")
    for name, finds in contenders.items():
        shares = [f"{100 * share:.2f}" for share in apart(found, finds)]
        print(f"{name:24}{shares[0]:>14}{shares[1]:>10}{shares[2]:>14}{shares[3]:>10}")


if __name__ == "__main__":
    main()
