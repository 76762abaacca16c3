"""What is known of pieces, by number: a *piece* is what stands between two spaces of a text.

A piece is looked up whole, and what it is made of is in columns: nothing is done in Python for
each word but that look-up, and each spelling is analysed once, be there punctuation around it
or not.
"""

from array import array
from collections.abc import Callable, Mapping, Sequence, Set
from itertools import accumulate, repeat

import numpy as np
from numpy.typing import NDArray

from .context import EMPTY, is_marked, marks_of, may_be_marked, without_marks
from .term_lists import Lists, Numbers, TermNumbers, chosen
from .terms import Row, Terms
from .tokenizer import ONE_RUN

#: What a piece takes beside its characters, what is made of it, and a term, in bytes (estimated).
_PER_PIECE, _PER_ROW, _PER_TERM = 140, 70, 180
#: Before a run that may be read otherwise where it's a piece; no piece has a line feed.
_RUN = "\n"

#: Gives the terms of some keys.
Learnt = Callable[[Set[str]], Mapping[str, Row]]


class PieceTable:
    """The numbers of pieces, from 0, and what there is of each.

    pieces, runs: what gives the terms of some, those of pieces with the marks of `context.py`
    columns: forms, stems, spellings
    """

    def __init__(self, pieces: Learnt, runs: Learnt) -> None:
        self._rows_of_pieces = pieces
        self._rows_of_runs = runs
        self._known: dict[str, int] = {}
        self._marks = array("B")
        self.numbers = TermNumbers()
        self.columns = tuple(_Column(self.numbers) for _ in Terms._fields)

    @property
    def size(self) -> int:
        """In bytes, about."""
        rows, terms = len(self._marks), len(self.numbers)
        return _PER_PIECE * len(self._known) + _PER_ROW * rows + _PER_TERM * terms

    def numbers_of(self, pieces: Sequence[str]) -> Numbers:
        """The numbers of pieces; what is new is analysed together."""
        numbers = self._looked_up(pieces)
        new = np.flatnonzero(numbers < 0)
        if len(new):
            unknown = [pieces[place] for place in new.tolist()]
            self._learn(set(unknown))
            numbers[new] = self._looked_up(unknown)
        return numbers

    def numbers_of_runs(self, runs: Sequence[str]) -> Numbers:
        """The same for runs, whatever is around them."""
        self._learn_runs({_RUN + run: run for run in runs})
        return self._looked_up([_RUN + run for run in runs])

    def marks(self, pieces: Numbers) -> NDArray[np.uint8]:
        """The marks of each of the pieces, given by number."""
        return np.frombuffer(self._marks, np.uint8)[pieces] if self._marks else _NO_MARKS

    def _looked_up(self, pieces: Sequence[str]) -> Numbers:
        return np.array(list(map(self._known.get, pieces, repeat(-1))), np.intp)

    def _learn(self, pieces: Set[str]) -> None:
        one_run = dict(ONE_RUN.findall("\n".join(pieces)))
        runs = set(one_run.values())
        others = may_be_marked(pieces | runs)
        keys = {run: _RUN + run if run in others else run for run in runs}
        self._learn_runs({key: run for run, key in keys.items()})
        for piece in others:
            one_run.pop(piece, None)
        known = self._known
        known.update(zip(one_run, [known[keys[run]] for run in one_run.values()], strict=True))
        self._add(self._rows_of_pieces(pieces - one_run.keys()))

    def _learn_runs(self, runs: Mapping[str, str]) -> None:
        """Those that are new, by the keys that they are known under."""
        new = {key: run for key, run in runs.items() if key not in self._known}
        rows = self._rows_of_runs(set(new.values()))
        self._add({key: rows[run] for key, run in new.items()})

    def _add(self, rows: Mapping[str, Row]) -> None:
        if not rows:
            return
        first = len(self._marks)
        self._known.update(zip(rows, range(first, first + len(rows)), strict=True))
        forms, *others = map(list, zip(*rows.values(), strict=True))
        marks = [0 if form else EMPTY for form in forms]
        for place in [place for place, form in enumerate(forms) if is_marked(form)]:
            marks[place] = marks_of(forms[place])
            forms[place] = without_marks(forms[place])
        self._marks.extend(marks)
        for column, texts in zip(self.columns, (forms, *others), strict=True):
            column.extend(texts)


class _Column:
    """The numbers of the terms of each piece, of one kind."""

    def __init__(self, numbers: TermNumbers) -> None:
        self._number = numbers.of
        self._values = array("I")
        self._ends = array("q")

    def extend(self, texts: Sequence[str]) -> None:
        """The terms of further pieces, with spaces between them."""
        counts = [text.count(" ") + 1 if text else 0 for text in texts]
        terms = " ".join(texts).split()
        if len(terms) != sum(counts):  # there is another space than one between two
            counts = [len(text.split()) for text in texts]
        self._values.extend(self._number(terms))
        counts[0] += self._ends[-1] if self._ends else 0
        self._ends.extend(accumulate(counts))

    def lists(self, pieces: Numbers, past: Numbers) -> Lists:
        """Those of texts, whose pieces follow one another.

        past: where the first text begins among them, and where each ends
        """
        if not self._values:
            return Lists(np.zeros(0, np.uint32), np.zeros(len(past) - 1, np.intp))
        every = Lists(np.frombuffer(self._values, np.uint32), np.frombuffer(self._ends, np.int64))
        numbers, ends = chosen(every, pieces)
        return Lists(numbers, np.concatenate(([0], ends))[past[1:]])


_NO_MARKS = np.zeros(0, np.uint8)
