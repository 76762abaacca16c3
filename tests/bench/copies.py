"""What telling copies costs a build, how many there are, and pairs of them to be read by eye.

    python tests/bench/copies.py --corpus C.jsonl.gz [--limit N] [--pairs N]

C.jsonl.gz has {"text"} a line. Microseconds of the processor a paragraph: for digests, for
signatures (with rensa, and as many values with datasketch where that is installed), and for looking
both up. Of a pair both texts are printed; whether they say the same is for who reads them.
"""

import argparse
import gzip
import json
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from search.analysis import FRENCH
from search.duplicates.digest import paragraph_digests
from search.duplicates.registry import Registry
from search.duplicates.signature import HASHES, row_of

#: Paragraphs that a build looks up together, about.
_BATCH = 1024
_SEED = 7


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--pairs", type=int, default=0)
    asked = parser.parse_args()
    with gzip.open(asked.corpus, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in islice(lines, asked.limit)]
    words = [FRENCH.terms(text).stems.split() for text in texts]
    encoded = [text.encode() for text in texts]
    print(f"{len(texts):,} paragraphs; microseconds for each:")
    with timed("digests", len(texts)):
        digests = [
            digest
            for start in range(0, len(texts), _BATCH)
            for digest in paragraph_digests(encoded[start : start + _BATCH])
        ]
    with timed("signatures", len(texts)):
        rows = list(map(row_of, words, encoded))
    with timed("looking both up", len(texts)):
        marks = list(looked_up(digests, rows))
    with_datasketch(words[:2000])
    tell(texts, digests, marks, asked.pairs)


@contextmanager
def timed(name: str, paragraphs: int) -> Iterator[None]:
    began = time.process_time()
    yield
    print(f"  {name:34}{(time.process_time() - began) * 1e6 / max(paragraphs, 1):8.2f}")


def looked_up(digests: Sequence[bytes], rows: Sequence[bytes]) -> Iterator[tuple[int, bool, int]]:
    with tempfile.TemporaryDirectory() as folder:
        registry = Registry(Path(folder))
        for start in range(0, len(digests), _BATCH):
            some = slice(start, start + _BATCH)
            yield from registry.marks(b"".join(digests[some]), b"".join(rows[some]))


def with_datasketch(words: Sequence[Sequence[str]]) -> None:
    try:
        from datasketch import MinHash
    except ModuleNotFoundError:
        print("  datasketch isn't installed")
        return
    with timed("signatures with datasketch", len(words)):
        for one in words:
            MinHash(HASHES).update_batch([word.encode() for word in one])


def tell(
    texts: Sequence[str],
    digests: Sequence[bytes],
    marks: Sequence[tuple[int, bool, int]],
    pairs: int,
) -> None:
    """How many copies there are, and some near ones, drawn by a seed."""
    seen: set[bytes] = set()
    first: dict[int, int] = {}
    near: list[tuple[int, int]] = []
    exact = 0
    for place, (digest, (cluster, is_copy, _)) in enumerate(zip(digests, marks, strict=True)):
        if is_copy and digest in seen:
            exact += 1
        elif is_copy and cluster in first:
            near.append((first[cluster], place))
        seen.add(digest)
        first.setdefault(cluster, place)
    print(f"{exact:,} exact copies, {len(near):,} near ones")
    for one, other in random.Random(_SEED).sample(near, min(pairs, len(near))):
        print(f"\n{texts[one]}\n≈\n{texts[other]}")


if __name__ == "__main__":
    main()
