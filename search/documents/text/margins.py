"""Margins of a text that is set in from its headings, as manuals are: what stands as far in as the
text is none of them.
"""

from collections import Counter

#: Columns that are no chance.
_IN = 2
#: Of all blocks, one in so many, and so many at the least, have to stand farther out.
_SHARE, _LEAST = 100, 3


def set_in(blocks: list[str], width: int) -> set[int]:
    """The places of blocks that stand as far in as most of the text, and not in the middle of the
    page; none where nothing stands farther out.

    width: of the text, in characters
    """
    indents = [_indent(block) for block in blocks]
    lengths: Counter[int] = Counter()
    for block, indent in zip(blocks, indents, strict=True):
        lengths[indent] += len(block)
    margin = max(lengths, key=lengths.__getitem__, default=0)
    outer = sum(
        indent <= margin - _IN
        for block, indent in zip(blocks, indents, strict=True)
        if block.strip()
    )
    if outer < max(_LEAST, len(blocks) / _SHARE):
        return set()
    return {
        place
        for place, block in enumerate(blocks)
        if indents[place] >= margin and not _is_centred(block, width)
    }


def _indent(block: str) -> int:
    """How far in a block begins, or any of its lines, in characters."""
    lines = [line for line in block.split("\n") if line.strip()]
    return min((len(line) - len(line.lstrip()) for line in lines), default=0)


def _is_centred(block: str, width: int) -> bool:
    line = block.strip("\n").split("\n")[0].rstrip()
    before, after = len(line) - len(line.lstrip()), width - len(line)
    return before > _IN and abs(before - after) <= _IN
