"""The engine for large collections on the corpus repeated, under new ids."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from contenders import CONTENDERS
from measure import measure

GROWN = "Alinéa, tantivy"
#: Seconds that it may take to build, and to answer.
_LIMIT = 3600.0


def grown(corpus: Path, queries: Path, work: Path, times: int) -> dict[str, Any]:
    """Its figures. Raises PeerError."""
    large = work / "grown.jsonl.gz"
    with gzip.open(large, "wb", 1) as kept:
        kept.writelines(repeated(corpus, times))
    contender = next(one for one in CONTENDERS if one.name == GROWN)
    try:
        return {"times": times} | measure(
            contender, large, queries, work / "grown", _LIMIT
        ).as_dict()
    finally:
        large.unlink()


def repeated(corpus: Path, times: int) -> Iterator[bytes]:
    for number in range(times):
        with gzip.open(corpus, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                record["doc"] = f"{number}-{record['doc']}"
                record["text"] += f" ({number})"  # the same text would be indexed once
                yield json.dumps(record, ensure_ascii=False).encode() + b"\n"
