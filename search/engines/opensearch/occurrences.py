"""How often terms and phrases are in paragraphs, counted in the terms that were indexed, which come
with the paragraphs: what the cluster explains of a score is text for people.
"""

from collections.abc import Iterator, Mapping, Sequence

from ...query.bm25 import KEPT_LENGTHS, length_byte
from ...query.clauses import PhraseClause, TermClause
from ..base import Occurrences

#: The terms of each field of a paragraph, with spaces between them.
Terms = Mapping[str, str]


def occurrences(
    clause: TermClause | PhraseClause, paragraphs: Mapping[int, Terms], average: float
) -> Iterator[tuple[int, Occurrences]]:
    """Of those that have it, by their keys. average: length of the field over all paragraphs"""
    wanted = _wanted(clause)
    for key, terms in paragraphs.items():
        found = terms.get(clause.field, "").split(" ")
        if frequency := _count(wanted, found):
            length = KEPT_LENGTHS[length_byte(len(found))]
            yield key, Occurrences(frequency, length, average)


def _wanted(clause: TermClause | PhraseClause) -> list[str]:
    if isinstance(clause, TermClause):
        return [clause.term]
    return [slot[0] for slot in clause.slots]


def _count(wanted: Sequence[str], terms: Sequence[str]) -> int:
    """Where they stand one after another; two places may have a term in common."""
    starts = range(len(terms) - len(wanted) + 1)
    return sum(terms[start : start + len(wanted)] == wanted for start in starts)
