"""Values of paragraphs, counted by tantivy's terms aggregation over a fast field."""

from collections.abc import Mapping, Sequence
from typing import Any

import tantivy

from ...errors import TooManyValuesError
from ..base import MAX_VALUES
from .schema import VALUES

#: Stands before each value, since tantivy makes dates of strings that look like one.
MARK = "="
#: What tantivy says of more than 65,000 values together.
_LIMIT = "bucket limit"


def value_counts(
    searcher: tantivy.Searcher, query: tantivy.Query, columns: Sequence[str]
) -> Mapping[str, Mapping[str, int]]:
    """How many of the documents found have each value of the columns.

    All at once, unless they have more values together than tantivy gives in one answer.
    """
    try:
        answer = _asked(searcher, query, columns)
    except ValueError as error:
        if _LIMIT not in str(error) or len(columns) < 2:
            raise
        answer = {}
        for column in columns:
            answer |= _asked(searcher, query, (column,))
    return {column: _counts(column, answer[column]) for column in columns}


def _asked(
    searcher: tantivy.Searcher, query: tantivy.Query, columns: Sequence[str]
) -> dict[str, Any]:
    size = MAX_VALUES + 1
    terms = {"size": size, "segment_size": size}
    return searcher.aggregate(
        query, {column: {"terms": {"field": f"{VALUES}.{column}", **terms}} for column in columns}
    )


def _counts(column: str, answer: Mapping[str, Any]) -> Mapping[str, int]:
    buckets = answer["buckets"]
    if len(buckets) > MAX_VALUES or answer["sum_other_doc_count"]:
        raise TooManyValuesError(name=column, limit=MAX_VALUES)
    return {bucket["key"][len(MARK) :]: bucket["doc_count"] for bucket in buckets}
