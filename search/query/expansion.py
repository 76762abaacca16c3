"""The words of the index that a word with wildcards stands for."""

from collections.abc import Mapping

from ..errors import QuerySyntaxError
from ..messages import translate
from .statistics import Statistics
from .wildcards import expression, literal_ends

#: Words that a pattern may stand for: all are looked for.
MAX_MATCHING = 5000


def matching(index: Statistics, field: str, pattern: str, position: int) -> Mapping[str, int]:
    """The terms of `field` that match `pattern`, with their frequencies.

    position: of the pattern in the query. Raises QuerySyntaxError for too many.
    """
    beginning, end = literal_ends(pattern)
    whole = expression(pattern).fullmatch
    terms = index.terms(field, beginning)
    found = [term for term in terms if term.endswith(end) and whole(term)]
    if len(found) > MAX_MATCHING:
        reason = translate(
            "“{pattern}” stands for {count} words of the index; the limit is {limit}."
            " Write more of its letters."
        )
        raise QuerySyntaxError(
            position=position,
            reason=reason.format(pattern=pattern, count=len(found), limit=MAX_MATCHING),
        )
    return {term: terms[term] for term in found}
