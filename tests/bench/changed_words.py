"""Copies of a corpus in which each word is another, of about the same frequency.

So the copies say other things than the corpus does and have as many words, as large a vocabulary,
and lists as long; which of them are near copies of one another is as it was.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

_WORD = re.compile(r"[^\W\d_]{3,}")
#: Words next to one another by frequency, among which they change places.
_NEIGHBOURS = 64


def changed(corpus: Path, number: int) -> Iterator[bytes]:
    """The lines of copy `number`, under ids of its own; copy 0 has the words as they are."""
    places = _ranked(corpus)
    by_place = list(places)

    def other(found: re.Match[str]) -> str:
        place = places[found[0]]
        block = place - place % _NEIGHBOURS
        length = min(_NEIGHBOURS, len(by_place) - block)
        return by_place[block + (place - block + (2 * block + 7) * number) % length]

    for line in _lines(corpus):
        record = json.loads(line)
        record["doc"] = f"{number}-{record['doc']}"
        record["text"] = _WORD.sub(other, record["text"])
        yield json.dumps(record, ensure_ascii=False).encode() + b"\n"


@lru_cache(maxsize=1)
def _ranked(corpus: Path) -> dict[str, int]:
    """The words, the commonest first, with their places."""
    counts = Counter(
        word for line in _lines(corpus) for word in _WORD.findall(json.loads(line)["text"])
    )
    return {word: place for place, (word, _) in enumerate(counts.most_common())}


def _lines(corpus: Path) -> Iterator[str]:
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        yield from lines
