"""Which blocks of a plain text are headings: what a line looks like, and what stands around it."""

from collections import Counter
from enum import Enum, auto
from itertools import groupby

from . import headings
from .block import Block, letters_and_digits
from .headings import is_fragment, is_plain, may_head
from .numbered_headings import rank_of

#: More than so many short lines in a row are a list, a poem or a table, and no headings; one more
#: may be where one of them is numbered.
_MOST = 2
#: A line that stands so often says what the next paragraph is (« Note », « HARPAGON »).
_REPEATED = 3


class Kind(Enum):
    """What a block is; a label heads the next paragraph, and nothing after it."""

    PARAGRAPH = auto()
    HEADING = auto()
    LABEL = auto()


PARAGRAPH, HEADING, LABEL = Kind


def kinds_of(blocks: list[Block]) -> list[Kind]:
    """What each block is."""
    look = [may_head(block) for block in blocks]
    may = [found and not _is_amid(blocks, look, place) for place, found in enumerate(look)]
    labels = _labels(blocks, may)
    kinds = [LABEL if place in labels else PARAGRAPH for place in range(len(blocks))]
    in_a_row = [
        place not in labels and (may[place] or is_fragment(block))
        for place, block in enumerate(blocks)
    ]
    for is_short, group in groupby(range(len(blocks)), in_a_row.__getitem__):
        row = list(group)
        is_last = row[-1] == len(blocks) - 1
        for place in _headings(blocks, row, is_last=is_last) if is_short else ():
            kinds[place] = HEADING if may[place] else PARAGRAPH
    return kinds


def _labels(blocks: list[Block], may: list[bool]) -> set[int]:
    """The places of lines that stand in the text again and again, each with a paragraph below."""
    counts = Counter(
        block.text
        for block, head in zip(blocks, may, strict=True)
        if head and not (block.level or rank_of(block.text))
    )
    return {
        place
        for place, block in enumerate(blocks[:-1])
        if counts[block.text] >= _REPEATED and may[place] and not may[place + 1]
    }


def _is_amid(blocks: list[Block], look: list[bool], place: int) -> bool:
    """Whether a line that nothing but its shape tells stands within what is around it: a sentence,
    a poem, a letter, a dialogue.

    look: which blocks look like headings
    """
    if not is_plain(blocks[place]):
        return False
    before = blocks[place - 1] if place and not blocks[place - 1].item else None
    after = blocks[place + 1] if place + 1 < len(blocks) and not blocks[place + 1].item else None
    if before and not look[place - 1] and headings.announces(before.text):
        return True
    if after and (headings.starts_small(after.text) or _is_verse(after.text)):
        return True
    around = (before, blocks[place], after)
    return all(one is not None and headings.is_quotation(one.text) for one in around)


def _is_verse(text: str) -> bool:
    """« Mon cher ami, » too."""
    return len(text) <= headings.LONGEST_HEADING and headings.goes_on(text)


def _headings(blocks: list[Block], row: list[int], *, is_last: bool) -> list[int]:
    """Which of short lines in a row are headings, one below the other, of what follows them.

    Where they are too many, or several numbered alike, those that are marked; and the last one if
    the others are a table of contents in which it stands.
    """
    ranks = [0 if blocks[place].level else rank_of(blocks[place].text) for place in row]
    next_to = zip(ranks, [*ranks[1:], 0], strict=True)
    alike = any(rank and (rank == after or ranks.count(rank) > _MOST) for rank, after in next_to)
    if not (is_last or alike) and len(row) <= _MOST + any(ranks):
        return row
    sure = [
        place
        for place, rank in zip(row, ranks, strict=True)
        if blocks[place].level or (rank and not (is_last or alike))
    ]
    *above, last = (letters_and_digits(blocks[place].text) for place in row)
    return [*sure, row[-1]] if last in above and not is_last else sure
