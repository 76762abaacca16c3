"""The terms of many texts at once, as numbers: what a collection is analysed with.

`tests/search/analysis/test_bulk.py` holds it to what `Analyzer.terms` makes of each text.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain

import numpy as np

from ..vocabulary import words_within
from .context import doubts, stretches
from .pieces import Learnt, PieceTable
from .term_lists import Lists, Numbers, TermNumbers, joined_lists

#: Characters of texts that are analysed together; no more, for what they are made of is held.
_TOGETHER = 1 << 19
_PIECE = re.compile(r"\S+")


class Bulk:
    """Analyses texts many at a time. Not for several threads.

    pieces, runs: what gives the terms of some, those of pieces with the marks of `context.py`
    budget: bytes that what is remembered may take, about; then all of it is forgotten
    """

    def __init__(self, pieces: Learnt, runs: Learnt, budget: int) -> None:
        self._made_of = pieces, runs
        self._budget = budget
        self._pieces = PieceTable(*self._made_of)

    @property
    def numbers(self) -> TermNumbers:
        """Those of the terms, until `lists_of_texts` is called again."""
        return self._pieces.numbers

    def lists_of_texts(self, texts: Sequence[str]) -> list[Lists]:
        """Forms, stems, spellings: of each a list a text, as `Analyzer.terms` gives them."""
        if self._pieces.size > self._budget:
            self._pieces = PieceTable(*self._made_of)
        batches = [self._lists_of_batch(batch) for batch in in_batches(texts)]
        return [joined_lists(of_one) for of_one in zip(*batches, strict=True)]

    def _lists_of_batch(self, texts: Sequence[str]) -> list[Lists]:
        words = words_within(texts)
        pieces, past = self._settled(texts, self._pieces.rows_of(words), words.past)
        return [column.lists(pieces, past) for column in self._pieces.columns]

    def _settled(
        self, texts: Sequence[str], pieces: Numbers, past: Numbers
    ) -> tuple[Numbers, Numbers]:
        """The pieces of texts, and past which place each text's are, where those that are read
        otherwise for what is around them have made room for the runs that they are.
        """
        found = [
            (int(past[number]) + first, int(past[number]) + end, runs)
            for number, about in sorted(doubts(self._pieces.marks(pieces), past).items())
            for first, end, runs in stretches(texts[number], _starts(texts[number]), about)
        ]
        if not found:
            return pieces, past
        rows = self._pieces.rows_of_runs(list(chain.from_iterable(runs for *_, runs in found)))
        ends = np.cumsum([len(runs) for *_, runs in found])[:-1]
        stretched = [
            (first, end, others)
            for (first, end, _), others in zip(found, np.split(rows, ends), strict=True)
        ]
        return _replaced(pieces, past, stretched)


def _starts(text: str) -> list[int]:
    """Where the pieces of a text begin."""
    pieces = text.split()
    starts = [0, *accumulate(len(piece) + 1 for piece in pieces)]
    if starts.pop() == len(text) + 1:  # one space between two, none before or behind
        return starts
    return [piece.start() for piece in _PIECE.finditer(text)]


def _replaced(
    pieces: Numbers, past: Numbers, stretches: Sequence[tuple[int, int, Numbers]]
) -> tuple[Numbers, Numbers]:
    """The pieces with stretches of them replaced, each from a place to another."""
    parts: list[Numbers] = []
    place = 0
    longer = np.zeros(len(pieces) + 1, np.intp)
    for first, end, others in stretches:
        parts += (pieces[place:first], others)
        longer[end] += len(others) - (end - first)
        place = end
    return np.concatenate([*parts, pieces[place:]]), past + np.cumsum(longer)[past]


def in_batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Those that are looked at together; one batch at least."""
    begin = size = 0
    for place, text in enumerate(texts):
        size += len(text)
        if size > _TOGETHER:
            yield texts[begin : place + 1]
            begin, size = place + 1, 0
    if begin < len(texts) or not texts:
        yield texts[begin:]
