"""The parts that a long document is read in: some 200 paragraphs each, begun at a heading where
one is near, so that no address of a part depends on what was asked.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from .outline import Heading

#: Paragraphs in a part, about, and how far from that a heading is looked for.
PART, _NEAR = 200, 50
#: The first part has so many paragraphs at the least.
FIRST_PART = PART - _NEAR


def part_starts(total: int, headings: Sequence[Heading]) -> tuple[int, ...]:
    """The ordinals that the parts of a document begin with, the first being 1.

    total: its paragraphs; headings: where they begin, in order
    """
    ordinals = [heading.ordinal for heading in headings]
    starts = [1]
    while total - starts[-1] + 1 > PART + _NEAR:
        wanted = starts[-1] + PART
        first = bisect_left(ordinals, wanted - _NEAR)
        last = bisect_right(ordinals, wanted + _NEAR)
        near = headings[first:last]
        starts.append(min(near, key=lambda one: _distance(one, wanted)).ordinal if near else wanted)
    return tuple(starts)


def _distance(heading: Heading, wanted: int) -> tuple[int, int]:
    """A chapter is a better beginning than a section of one."""
    return heading.depth, abs(heading.ordinal - wanted)


def part_of(starts: Sequence[int], ordinal: int) -> int:
    """Which part a paragraph is in, from 0."""
    return max(bisect_right(starts, ordinal) - 1, 0)
