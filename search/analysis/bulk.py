"""The terms of many texts at once, as numbers: what a collection is analysed with.

What stands between two spaces, a *piece*, is looked up whole and has a number; what is known of
it is in columns by that number. So nothing is done in Python for each word but one look-up, and
each spelling is analysed once. `tests/search/analysis/test_bulk.py` holds it to what
`Analyzer.terms` makes of each text.
"""

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, repeat

import numpy as np

from .context import depends, doubtful, marks_of, perhaps_dependent, without_marks
from .term_lists import Lists, Numbers, TermNumbers, chosen, joined_lists
from .terms import Row, Terms

#: What a piece takes beside its characters, and a term, in bytes (estimated): their places in
#: dictionaries, their numbers, and what columns have of them.
_PER_PIECE, _PER_TERM = 230, 180
#: Characters of texts that are analysed together; no more, for what they are made of is held.
_TOGETHER = 1 << 19
#: Before a run, to be looked up beside pieces, which have no line feed.
_RUN = "\n"
_PIECE = re.compile(r"\S+")

Learnt = Callable[[Set[str]], Mapping[str, Row]]


class Bulk:
    """Analyses texts many at a time. Not for several threads.

    pieces: gives the terms of pieces, with the marks of `context.py`; runs: those of runs
    budget: bytes that what is remembered may take, about; then all of it is forgotten
    """

    def __init__(self, pieces: Learnt, runs: Mapping[str, Row], budget: int) -> None:
        self._rows_of_pieces = pieces
        self._rows_of_runs = runs
        self._budget = budget
        self._forget()

    def _forget(self) -> None:
        self._known: dict[str, int] = {}
        self._marks = array("B")
        self.numbers = TermNumbers()
        self._columns = tuple(_Column(self.numbers) for _ in Terms._fields)

    def lists_of_texts(self, texts: Sequence[str]) -> list[Lists]:
        """Forms, stems, spellings: of each a list a text, as `Analyzer.terms` gives them.

        Numbers are those of `numbers`, until the next call.
        """
        taken = _PER_PIECE * len(self._known) + _PER_TERM * len(self.numbers)
        if taken > self._budget:
            self._forget()
        batches = [self._lists_of_batch(batch) for batch in _batches(texts)]
        return [joined_lists(of_one) for of_one in zip(*batches, strict=True)]

    def _lists_of_batch(self, texts: Sequence[str]) -> list[Lists]:
        split = [text.split() for text in texts]
        past = np.cumsum([0, *map(len, split)])
        pieces = self._pieces(list(chain.from_iterable(split)))
        pieces, past = self._settled(texts, pieces, past)
        return [column.lists(pieces, past) for column in self._columns]

    def _pieces(self, pieces: list[str]) -> Numbers:
        """Their numbers; what is new is analysed together."""
        numbers = self._looked_up(pieces)
        new = np.flatnonzero(numbers < 0)
        if len(new):
            unknown = [pieces[place] for place in new.tolist()]
            self._learn(self._rows_of_pieces(set(unknown)))
            numbers[new] = self._looked_up(unknown)
        return numbers

    def _looked_up(self, pieces: Sequence[str]) -> Numbers:
        return np.array(list(map(self._known.get, pieces, repeat(-1))), np.intp)

    def _runs(self, runs: Sequence[str]) -> Numbers:
        """The numbers of runs, which are kept beside those of pieces."""
        new = [run for run in runs if _RUN + run not in self._known]
        self._learn({_RUN + run: self._rows_of_runs[run] for run in new})
        return self._looked_up([_RUN + run for run in runs])

    def _learn(self, rows: Mapping[str, Row]) -> None:
        first = len(self._known)
        self._known.update(zip(rows, range(first, first + len(rows)), strict=True))
        forms, *others = map(list, zip(*rows.values(), strict=True)) if rows else ([], [], [])
        marks = list(map(marks_of, forms))
        for place, mark in enumerate(marks):
            if mark:
                forms[place] = without_marks(forms[place])
        self._marks.extend(marks)
        for column, texts in zip(self._columns, (forms, *others), strict=True):
            column.extend(texts)

    def _settled(
        self, texts: Sequence[str], pieces: Numbers, past: Numbers
    ) -> tuple[Numbers, Numbers]:
        """The pieces of texts, and past which place each text's are, where those that are read
        otherwise for what is around them have made room for the runs that they are.
        """
        if not len(pieces):
            return pieces, past
        marks = np.frombuffer(self._marks, np.uint8)[pieces]
        stretches = [
            (int(past[text]) + first, int(past[text]) + end, self._runs(found))
            for text, why in perhaps_dependent(marks, past)
            if depends(texts[text], why)
            for first, end, found in doubtful(texts[text], _starts(texts[text]))
        ]
        return _replaced(pieces, past, stretches) if stretches else (pieces, past)


class _Column:
    """The numbers of the terms of each piece, of one kind."""

    def __init__(self, numbers: TermNumbers) -> None:
        self._number = numbers.of
        self._values = array("I")
        self._ends = array("q")

    def extend(self, texts: Iterable[str]) -> None:
        """The terms of further pieces, with spaces between them."""
        split = [text.split() for text in texts]
        self._values.extend(self._number(chain.from_iterable(split)))
        end = self._ends[-1] if self._ends else 0
        self._ends.extend([end := end + len(terms) for terms in split])

    def lists(self, pieces: Numbers, past: Numbers) -> Lists:
        """Those of texts."""
        if not self._values:
            return Lists(np.zeros(0, np.uint32), np.zeros(len(past) - 1, np.intp))
        every = Lists(np.frombuffer(self._values, np.uint32), np.frombuffer(self._ends, np.int64))
        numbers, ends = chosen(every, pieces)
        return Lists(numbers, np.concatenate(([0], ends))[past[1:]])


def _starts(text: str) -> list[int]:
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


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """One at least."""
    begin = size = 0
    for place, text in enumerate(texts):
        size += len(text)
        if size > _TOGETHER:
            yield texts[begin : place + 1]
            begin, size = place + 1, 0
    if begin < len(texts) or not texts:
        yield texts[begin:]
