"""Both engines on the corpus and copies of it that say other things (`changed_words.py`)."""

import gzip
from pathlib import Path
from typing import Any

from changed_words import changed
from contenders import CONTENDERS
from goals import OURS
from measure import measure

#: Seconds that it may take to build, and to answer.
_LIMIT = 3600.0


def grown(corpus: Path, queries: Path, work: Path, times: int) -> dict[str, Any]:
    """The figures of each, by its name. Raises PeerError."""
    large = work / "grown.jsonl.gz"
    with gzip.open(large, "wb", 1) as kept:
        for number in range(times):
            kept.writelines(changed(corpus, number))
    try:
        figures = {
            one.name: measure(one, large, queries, work / "grown", _LIMIT).as_dict()
            for one in CONTENDERS
            if one.name in OURS
        }
    finally:
        large.unlink()
    return {"times": times, "peers": figures}
