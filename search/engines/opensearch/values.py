"""Values of paragraphs, counted: a terms aggregation over one field for all columns.

Each value stands behind its column and `=`, since a field for each column would be one more in the
mapping for whatever metadata there is, of which an index takes a thousand.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ...errors import TooManyValuesError
from ..base import MAX_VALUES
from .schema import VALUES

#: Buckets of one answer, of all its aggregations together (search.max_buckets).
MOST_BUCKETS = 65_535

#: Runs aggregations over what a query finds; gives the answer's.
Aggregate = Callable[[Mapping[str, Any]], Mapping[str, Any]]


def value_counts(aggregate: Aggregate, columns: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
    """How many paragraphs have each value of the columns; columns that may have too many values
    for one answer are asked for one by one.
    """
    together = MOST_BUCKETS // max(len(columns), 1)
    if len(columns) > 1:
        answer = aggregate({f"c{n}": _terms(one, together) for n, one in enumerate(columns)})
    else:
        answer = {}
    found = {}
    for n, column in enumerate(columns):
        part = answer.get(f"c{n}")
        if part is None or part["sum_other_doc_count"] or len(part["buckets"]) >= together:
            part = aggregate({"c": _terms(column, MAX_VALUES + 1)})["c"]
        found[column] = _counts(column, part)
    return found


def _terms(column: str, size: int) -> dict[str, Any]:
    """Each shard gives as many as are asked for in all, so that counts are exact."""
    mark = re.sub(r"[^0-9A-Za-z_]", lambda found: "\\" + found[0], column)
    return {"terms": {"field": VALUES, "include": f"{mark}=.*", "size": size, "shard_size": size}}


def _counts(column: str, answer: Mapping[str, Any]) -> Mapping[str, int]:
    buckets = answer["buckets"]
    if len(buckets) > MAX_VALUES or answer["sum_other_doc_count"]:
        raise TooManyValuesError(name=column, limit=MAX_VALUES)
    start = len(column) + 1
    return {bucket["key"][start:]: bucket["doc_count"] for bucket in buckets}
