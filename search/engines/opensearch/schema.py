"""What is indexed, and how it is scored: the settings and the mapping of an index.

Lucene's own BM25 takes a collection's frequencies and its average length from one shard, with what
is deleted in it, and only from paragraphs that have the field. `bm25.py` takes them of all
paragraphs, so a similarity of ours leaves both out: it gives

    tf · (k1 + 1) / (tf + k1 · (1 - b) + boost · length)

where the boost of a query is k1 · b / average length, and idf is multiplied with what comes of it
(`queries.py`). So a score depends on no shard, no replica and no deletion, and the settings of an
index stay those that it was made with: a script with the average in it would be compiled anew for
each field of each generation, of which a node allows 75 in five minutes.
"""

from typing import Any

from ...query.bm25 import K1, B
from ...query.clauses import FIELDS

#: The strings that a paragraph is counted by, each behind its column and `=`.
VALUES = "values"

#: What comes of fields that the mapping doesn't have: they are refused.
DYNAMIC = "strict"
#: Besides the cluster; those without a date have no days.
NUMBERS = ("key", "document", "first_day", "last_day", "added")

_SIMILARITY = "alinea"
_SCORE = f"return doc.freq * {K1 + 1!r} / (doc.freq + {K1 * (1 - B)!r} + query.boost * doc.length);"
#: Lucene keeps no term of more than 32,766 bytes, so none of more than so many characters.
_LONGEST_TERM = 8191


#: What is acknowledged is on disk. While an index is filled there is one copy of it: a node that is
#: killed and comes back would have paragraphs as they were before, as many as there should be.
DURABILITY = "request"


def index_body(shards: int) -> dict[str, Any]:
    """Of an index that is to be filled: copied to other nodes, and looked into, only later."""
    return {"settings": {"index": _settings(shards)}, "mappings": _mapping()}


def _settings(shards: int) -> dict[str, Any]:
    return {
        "number_of_shards": shards,
        "number_of_replicas": 0,
        "refresh_interval": "-1",
        "translog.durability": DURABILITY,
        "analysis": {
            # `whitespace` cuts at 255 characters and splits at other spaces than ours.
            "tokenizer": {
                "space": {
                    "type": "char_group",
                    "tokenize_on_chars": [" "],
                    "max_token_length": 32766,
                }
            },
            "filter": {"short": {"type": "length", "max": _LONGEST_TERM}},
            "analyzer": {"terms": {"type": "custom", "tokenizer": "space", "filter": ["short"]}},
        },
        "similarity": {_SIMILARITY: {"type": "scripted", "script": {"source": _SCORE}}},
    }


def _mapping() -> dict[str, Any]:
    properties: dict[str, Any] = {name: _text(name) for name in FIELDS}
    properties |= {name: {"type": "long"} for name in (*NUMBERS, "cluster")}
    properties["lead"] = {"type": "boolean", "doc_values": False}
    properties["copy"] = {"type": "boolean"}
    properties[VALUES] = {"type": "keyword", "index": False}
    # In a column too, of which a hit's own bytes are read: what was sent is stored with its
    # neighbours, all of which are unpacked for each. Not to store it would save a third of the
    # room, but a replica that is copied while writes aren't settled is brought up to date by it.
    properties["payload"] = {"type": "binary", "doc_values": True}
    return {"dynamic": DYNAMIC, "properties": properties}


def _text(name: str) -> dict[str, Any]:
    has_positions = name.endswith("form")
    return {
        "type": "text",
        "analyzer": "terms",
        "similarity": _SIMILARITY,
        "index_options": "positions" if has_positions else "freqs",
    }
