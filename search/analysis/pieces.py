"""What is known of pieces, in rows: a *piece* is what stands between two spaces of a text.

A piece is looked up whole, and what it is made of is in columns: nothing is done in Python for
each word, and each spelling is analysed once, be there punctuation around it or not.
"""

from array import array
from collections.abc import Callable, Mapping, Sequence, Set
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

from ..vocabulary import Vocabulary, Words, words_of
from .context import EMPTY, is_marked, marks_of, to_be_marked, without_marks
from .term_lists import Lists, Numbers, TermNumbers, chosen
from .terms import Row, Terms
from .tokenizer import ONE_RUN

#: What a run that is kept by name takes, in bytes (estimated).
_PER_RUN = 180
#: The row of a piece that hasn't been analysed.
_NONE = -1

#: Gives the terms of some keys.
Learnt = Callable[[Set[str]], Mapping[str, Row]]


class PieceTable:
    """The rows of pieces, from 0, and what there is in each.

    pieces, runs: what gives the terms of some, those of pieces with the marks of `context.py`
    columns: forms, stems, spellings

    A run that stands alone as a piece has its row; one that may be read otherwise there has two.
    """

    def __init__(self, pieces: Learnt, runs: Learnt) -> None:
        self._rows_of_pieces = pieces
        self._rows_of_runs = runs
        self._vocabulary = Vocabulary()
        self._rows = array("i")
        self._runs: dict[str, int] = {}
        self._marks = array("B")
        self.numbers = TermNumbers()
        self.columns = tuple(_Column() for _ in Terms._fields)

    @property
    def size(self) -> int:
        """In bytes, about."""
        arrays = len(self._rows) * self._rows.itemsize + len(self._marks)
        columns = sum(column.size for column in self.columns)
        known = self._vocabulary.size + self.numbers.size + _PER_RUN * len(self._runs)
        return arrays + columns + known

    def rows_of(self, pieces: Words) -> Numbers:
        """The rows of pieces; what is new is analysed together."""
        numbers, new = self._vocabulary.numbers(pieces)
        self._rows.extend(repeat(_NONE, len(new)))
        if new:
            self._learn(new)
        return np.frombuffer(self._rows, np.int32)[numbers] if self._rows else numbers

    def rows_of_runs(self, runs: Sequence[str]) -> Numbers:
        """The same for runs, whatever is around them."""
        new = [run for run in runs if run not in self._runs]
        self._runs |= self._added(self._rows_of_runs(set(new)))
        return np.array([self._runs[run] for run in runs], np.int32)

    def marks(self, rows: Numbers) -> NDArray[np.uint8]:
        """The marks of each of the pieces, given by row."""
        return np.frombuffer(self._marks, np.uint8)[rows] if self._marks else _NO_MARKS

    def _learn(self, pieces: Sequence[str]) -> None:
        """Pieces that are new, and have the last numbers."""
        first = len(self._rows) - len(pieces)
        one_run = dict(ONE_RUN.findall("\n".join(pieces)))
        runs = set(one_run.values())
        doubtful = to_be_marked({*pieces, *runs})
        rows = self._rows_of_certain(runs - doubtful)
        apart = list(runs & doubtful)
        rows |= zip(apart, self.rows_of_runs(apart).tolist(), strict=True)
        known = {piece: rows[run] for piece, run in one_run.items() if piece not in doubtful}
        known |= self._added(self._rows_of_pieces({*pieces} - known.keys()))
        self._rows[first : first + len(pieces)] = array("i", [known[piece] for piece in pieces])

    def _rows_of_certain(self, runs: Set[str]) -> dict[str, int]:
        """The rows of runs that are the same wherever they stand."""
        every = list(runs)
        numbers, new = self._vocabulary.numbers(words_of(every))
        self._rows.extend(repeat(_NONE, len(new)))
        places = numbers.tolist()
        unknown = {run for run, place in zip(every, places, strict=True) if self._rows[place] < 0}
        added = self._added(self._rows_of_runs(unknown))
        for run, place in zip(every, places, strict=True):
            if run in added:
                self._rows[place] = added[run]
        return {run: self._rows[place] for run, place in zip(every, places, strict=True)}

    def _added(self, terms: Mapping[str, Row]) -> dict[str, int]:
        """New rows, by what they are of."""
        if not terms:
            return {}
        first = len(self._marks)
        forms, *others = map(list, zip(*terms.values(), strict=True))
        marks = [0 if form else EMPTY for form in forms]
        for place in [place for place, form in enumerate(forms) if is_marked(form)]:
            marks[place] = marks_of(forms[place])
            forms[place] = without_marks(forms[place])
        self._marks.extend(marks)
        # Together: most of the time it takes is that of the calls.
        lists = self.numbers.lists_of([*forms, *chain.from_iterable(others)])
        for place, column in enumerate(self.columns):
            column.extend(lists, place * len(forms), (place + 1) * len(forms))
        return dict(zip(terms, range(first, first + len(terms)), strict=True))


class _Column:
    """The numbers of the terms of each row, of one kind."""

    def __init__(self) -> None:
        self._values = array("I")
        self._ends = array("q")

    @property
    def size(self) -> int:
        """In bytes."""
        return self._values.itemsize * len(self._values) + self._ends.itemsize * len(self._ends)

    def extend(self, lists: Lists, first: int, past: int) -> None:
        """Further rows, which are some of the lists: those from `first` to before `past`."""
        begin = int(lists.ends[first - 1]) if first else 0
        ends = lists.ends[first:past]
        shift = len(self._values) - begin
        self._values.frombytes(lists.numbers[begin : int(ends[-1])].tobytes())
        self._ends.frombytes((ends + shift).astype(np.int64).tobytes())

    def lists(self, rows: Numbers, past: Numbers) -> Lists:
        """Those of texts, whose pieces follow one another.

        rows: of the pieces; past: where the first text begins among them, and where each ends
        """
        if not self._values:
            return Lists(np.zeros(0, np.uint32), np.zeros(len(past) - 1, np.intp))
        every = Lists(np.frombuffer(self._values, np.uint32), np.frombuffer(self._ends, np.int64))
        numbers, ends = chosen(every, rows)
        return Lists(numbers, np.concatenate(([0], ends))[past[1:]])


_NO_MARKS = np.zeros(0, np.uint8)
