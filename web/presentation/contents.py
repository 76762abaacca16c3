"""The table of contents of a long document: as many headings as can be looked through."""

from collections.abc import Sequence
from typing import NamedTuple

from search.model import DocumentPart, Heading

#: Headings that are shown of a whole document, and those besides of the part that is read.
_MOST, _MOST_NEAR = 100, 40


class Entry(NamedTuple):
    """is_here: whether it begins in the part that is read"""

    heading: Heading
    is_here: bool


def contents(part: DocumentPart) -> list[Entry]:
    """The headings of a document down to the depth that is not too much, with those below it of
    the part; of many of one depth, some at equal distances.
    """
    headings = part.outline.headings
    depth = _depth(headings)
    chosen = [one for one in headings if one.depth <= depth] or _thinned(headings)
    first = part.starts[part.part]
    last = part.starts[part.part + 1] if part.part + 1 < len(part.starts) else part.total + 1
    near = [one for one in headings if one.depth > depth and first <= one.ordinal < last]
    listed = sorted({*chosen, *near[:_MOST_NEAR]}, key=lambda one: (one.ordinal, one.depth))
    return [Entry(one, first <= one.ordinal < last) for one in listed]


def _depth(headings: Sequence[Heading]) -> int:
    """The greatest depth down to which there are not too many; 0 if there is none."""
    deepest = max((one.depth for one in headings), default=0)
    counts = [sum(one.depth <= depth for one in headings) for depth in range(1, deepest + 1)]
    return sum(count <= _MOST for count in counts)


def _thinned(headings: Sequence[Heading]) -> list[Heading]:
    outermost = [one for one in headings if one.depth == 1]
    return outermost[:: -(-len(outermost) // _MOST) or 1]
