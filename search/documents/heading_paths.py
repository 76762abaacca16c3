"""What heads what: each paragraph with the headings that it stands under.

A heading that nothing stands under is a paragraph, so that it is found and has an address.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from .block import Block, one_line
from .heading_lines import HEADING, LABEL, kinds_of
from .numbered_headings import NAMED_RANKS, rank_of
from .ornaments import without_ornaments

#: Levels of headings that nothing marks: below those that are marked the numbered ones, by their
#: ranks, with room for subtitles between two, and below these the others.
_NUMBERED, _RANK, _PLAIN = 100, 10, 900
#: From this one on, another heading without a number ends those above it.
_BARE = _NUMBERED + _RANK * (NAMED_RANKS + 1)

Under = Iterator[tuple[Block, tuple[str, ...]]]


def under_levels(blocks: Iterable[Block]) -> Under:
    """The paragraphs of blocks of which each heading is marked, with its level."""
    path = _Path()
    for block in blocks:
        if block.level:
            yield from path.enter(block, block.level, one_line(block.text))
        else:
            yield block, path.reached()
    yield from path.close()


def under_headings(blocks: Iterable[Block]) -> Under:
    """The same where nothing marks headings, or not all of them.

    What somebody wrote heads nothing that is quoted, nor the other way round.
    """
    for _, run in groupby(blocks, lambda block: block.quoted):
        yield from _under_headings(list(run))


def _under_headings(blocks: list[Block]) -> Under:
    path, label, last = _Path(), "", 0
    for block, kind in zip(blocks, kinds_of(blocks), strict=True):
        if kind is HEADING:
            level = _level(block)
            closes = _BARE if level == _PLAIN else level
            if last and not block.level:  # a heading of several lines, or with a subtitle
                level = closes = last + 1 if level == _PLAIN else max(level, last + 1)
            yield from path.enter(block, level, without_ornaments(block.text), closes)
            last = level
            continue
        last = 0
        if kind is LABEL:
            label = without_ornaments(block.text)
            continue
        yield block, (*path.reached(), label) if label else path.reached()
        label = ""
    yield from path.close()


def _level(block: Block) -> int:
    if block.level:
        return block.level
    rank = rank_of(block.text)
    return _NUMBERED + _RANK * rank if rank else _PLAIN


class _Path:
    """The headings above what comes next, each with its level."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str, Block]] = []
        #: How many of them have a paragraph already.
        self._reached = 0

    def reached(self) -> tuple[str, ...]:
        """The headings above a paragraph that comes next."""
        self._reached = len(self._open)
        return tuple(text for _, text, _ in self._open)

    def enter(self, block: Block, level: int, text: str, closes: int = 0) -> Under:
        """Go below a heading. closes: the level from which those above it end, if not its own"""
        yield from self.close(closes or level)
        self._open.append((level, text, block))

    def close(self, level: int = 0) -> Under:
        """End the headings of that level and below it; what heads nothing is a paragraph."""
        while self._open and self._open[-1][0] >= level:
            _, _, block = self._open.pop()
            if self._reached > len(self._open):
                self._reached = len(self._open)
            else:
                yield block, self.reached()
