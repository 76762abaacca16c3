"""All hits of a query, one after the other: its pages put together, without their limits.

They are found in batches as they are read, so that memory doesn't grow with them. The generation
that answers is held until the last of them is read, or nobody wants more.
"""

from collections.abc import Iterator

from ..engines.base import Matches, Order
from ..model import Hit
from .answer import Answer

#: Hits found at once, and of these those that are made ready to be read. The query is evaluated
#: anew for each batch, which costs little beside reading and writing so many paragraphs.
_BATCH, _READY = 10_000, 200


def every_hit(answer: Answer, order: Order, *, snippets: bool) -> tuple[int, Iterator[Hit]]:
    """How many there are, and the hits.

    What the first of them cost is charged to the answer's budget. The others cost as much once
    more for each batch, which the budget doesn't count: how many exports go on at once is for
    who asks to limit.
    """
    first = answer.part(0, _BATCH, order)
    return first.total, _hits(answer, first, order, snippets=snippets)


def _hits(answer: Answer, first: Matches, order: Order, *, snippets: bool) -> Iterator[Hit]:
    answer.without_limit()
    show = answer.hits if snippets else answer.plain_hits
    offset, found = 0, first.best
    while found:
        for start in range(0, len(found), _READY):
            yield from show(found[start : start + _READY])
        offset += _BATCH
        found = answer.part(offset, _BATCH, order).best if offset < first.total else ()
