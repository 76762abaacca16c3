"""Text that is French by its words, their endings and their frequencies, and says nothing.

The commonest words are those of the project's own documents; the rarer ones are made of their
syllables. A word's frequency falls with its rank (Zipf 1949, as Mandelbrot has it), which is what
the cost of a query and the growth of an index depend on.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
PARAGRAPHS, OF_A_DOCUMENT, WORDS, SEED = 200_000, 8, 60_000, 2024
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)?")
_HEADER = re.compile(r"^(?:title|date):", re.MULTILINE)
_SYLLABLE = re.compile(r"[^aeiouyàâéèêëîïôûùœ]*[aeiouyàâéèêëîïôûùœ]+(?:[nrsl](?![aeiouy]))?")


def invented(paragraphs: int = PARAGRAPHS) -> Iterator[tuple[str, str, list[str]]]:
    """Documents: an id, a title, paragraphs."""
    chance = random.Random(SEED)
    vocabulary = _vocabulary(chance)
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(vocabulary))))

    def words(least: int, most: int) -> str:
        drawn = chance.choices(vocabulary, cum_weights=weights, k=chance.randint(least, most))
        return " ".join(drawn).capitalize()

    def paragraph() -> str:
        return ". ".join(words(6, 24) for _ in range(chance.randint(1, 6))) + "."

    for number in range(0, paragraphs, OF_A_DOCUMENT):
        count = min(OF_A_DOCUMENT, paragraphs - number)
        yield f"texte-{number}", words(2, 6), [paragraph() for _ in range(count)]


def _vocabulary(chance: random.Random) -> list[str]:
    """Words, the commonest first."""
    counts = Counter(_WORD.findall(_own_text().lower()))
    common = [word for word, _ in counts.most_common()]
    syllables = [part for word in common if word.isalpha() for part in _SYLLABLE.findall(word)]
    made = dict.fromkeys(common)
    while len(made) < WORDS:
        made["".join(chance.choices(syllables, k=chance.randint(2, 4)))] = None
    return list(made)


def _own_text() -> str:
    paths = sorted((REPOSITORY / "tests" / "library").rglob("*.txt"))
    return _HEADER.sub("", "\n".join(path.read_text("utf-8") for path in paths))
