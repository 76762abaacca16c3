"""What tantivy tells of a score: how often, in how much, and how much there is in the mean."""

from collections.abc import Iterator

import msgspec

from ..base import Occurrences


class _Told(msgspec.Struct):
    value: float
    description: str
    details: list["_Told"] = []


def occurrences_in(explanation: str) -> Occurrences:
    """Of a term or a phrase; `explanation` is tantivy's, as JSON."""
    found = {one.description.partition(",")[0]: one.value for one in _all(explanation)}
    return Occurrences(found["freq"], found["dl"], found["avgdl"])


def _all(explanation: str) -> Iterator[_Told]:
    left = [msgspec.json.decode(explanation, type=_Told)]
    while left:
        one = left.pop()
        yield one
        left += one.details
