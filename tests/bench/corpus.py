"""A corpus to measure on, and queries: made of what a machine has or can get.

    python tests/bench/corpus.py FOLDER

writes FOLDER/paragraphs.jsonl.gz, {"doc", "title", "text"} a line, and FOLDER/queries.json, a list.
The paragraphs are those of Littré's dictionary as Debian packages it (stardict-xmlittre, installed
where that needs no password), else of words drawn by chance, many of which there aren't
(`invented.py`). The same source gives the same files.
"""

import argparse
import gzip
import json
import random
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

# Not as tests.debian: a library may bring a package `tests` of its own.
sys.path.insert(0, str(Path(__file__).parents[1]))

from debian import install
from invented import PARAGRAPHS, invented
from littre import DICTIONARY, PACKAGE, littre

#: Characters of the shortest paragraph.
SHORTEST = 80
QUERIES, LONGEST, SEED = 300, 4, 2024
#: What a query is made of: no words that nobody would look for alone.
_WORD = re.compile(r"[^\W\d_]{4,}")


class Corpus(NamedTuple):
    """path: the file; source: what it was made of, in words"""

    path: Path
    source: str


def make_corpus(folder: Path) -> Corpus:
    if not DICTIONARY.with_suffix(".idx").exists():
        install([PACKAGE])
    if DICTIONARY.with_suffix(".idx").exists():
        source, documents = f"Littré's dictionary, as Debian's {PACKAGE} has it", littre()
    else:
        source, documents = f"{PARAGRAPHS:,} paragraphs drawn by chance", invented()
    path = folder / "paragraphs.jsonl.gz"
    folder.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", 1, encoding="utf-8") as kept:
        kept.writelines(_lines(documents))
    return Corpus(path, source)


def _lines(documents: Iterable[tuple[str, str, list[str]]]) -> Iterator[str]:
    for doc, title, texts in documents:
        for text in texts:
            if len(text) >= SHORTEST:
                record = {"doc": doc, "title": title, "text": text}
                yield json.dumps(record, ensure_ascii=False) + "\n"


def draw_queries(corpus: Path, folder: Path) -> Path:
    """Each has 1 to 4 words that follow one another in a paragraph, but for short ones."""
    chance = random.Random(SEED)
    path = folder / "queries.json"
    drawn = [_query(chance, text) for text in _sample(chance, corpus)]
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(list(filter(None, drawn)), ensure_ascii=False), "utf-8")
    return path


def _sample(chance: random.Random, corpus: Path) -> list[str]:
    """Paragraphs, each as likely as any other (Vitter 1985, algorithm R)."""
    kept: list[str] = []
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            place = number if number < QUERIES else chance.randrange(number + 1)
            if place < QUERIES:
                kept[place : place + 1] = [line]
    return [json.loads(line)["text"] for line in kept]


def _query(chance: random.Random, text: str) -> str:
    words = _WORD.findall(text)
    first = chance.randrange(max(1, len(words)))
    return " ".join(words[first : first + chance.randint(1, LONGEST)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    corpus = make_corpus(folder)
    print(f"{corpus.path}: {corpus.source}")
    print(draw_queries(corpus.path, folder))


if __name__ == "__main__":
    main()
