"""What one search may cost: work, counted before it is done, and time, as it runs.

Work is counted in postings read, or what takes as long, so that the same query costs the
same whatever else the machine does, and whichever engine answers.
"""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext

from ..errors import QueryTooCostlyError, SearchTimeoutError

#: Postings that either engine reads and scores in a second, about (docs/bench/costly.md).
POSTINGS_PER_SECOND = 40_000_000
#: Work from which on a search is costly, some 100 milliseconds of it.
COSTLY = 4_000_000
#: What a term of a lexicon is worth, in postings: to list it, to compare it, to stem it.
_LISTED, _COMPARED, _STEMMED = 40, 3, 120
#: What it takes besides its postings that a term is asked for.
_ASKED = 3000
#: What a vector is worth, in postings.
_SCANNED = 4

#: What a hit is worth that is looked at and not shown, in postings.
_FETCHED = 40

#: What it takes to show a paragraph with its snippet, in postings read.
SHOWN = 20_000

#: Waits until a costly search may go on, and lets the next one when it's left.
Admission = Callable[[], AbstractContextManager[None]]


def listing(terms: int) -> int:
    """The work of listing so many terms of a lexicon."""
    return _LISTED * terms


def comparing(terms: int, words: int) -> int:
    """The work of comparing so many words with each of so many terms."""
    return terms * (_COMPARED + words // 2)


def stemming(terms: int) -> int:
    """The work of finding the stems of so many terms."""
    return _STEMMED * terms


def asking(terms: int) -> int:
    """The work of looking up so many terms, whatever their postings."""
    return _ASKED * terms


def scanning(rows: int) -> int:
    """The work of multiplying a vector with so many others."""
    return _SCANNED * rows


def fetching(hits: int) -> int:
    """The work of fetching so many hits, to choose among them."""
    return _FETCHED * hits


class Budget:
    """The budget of one search, which is what is done inside it (`with budget:`).

    seconds: that it may take, by the clock; a fifth of them is the work that it may ask for,
        since others work on the same processor
    admission: who decides when it may go on once it is costly; raises BusyError
    """

    def __init__(self, seconds: float, admission: Admission = nullcontext) -> None:
        self._seconds = seconds
        self._until = time.monotonic() + seconds
        self._most = seconds / 5 * POSTINGS_PER_SECOND
        self._admission = admission
        self._admitted = False
        self._held = ExitStack()
        self.work = 0

    def __enter__(self) -> "Budget":
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    def charge(self, work: int) -> None:
        """Before `work` is done. Raises QueryTooCostlyError when it is too much in all,
        SearchTimeoutError, and BusyError when a costly search can't be admitted.
        """
        self.require(work)
        self.work += work
        self.expect(self.work)
        self.check()

    def require(self, work: int) -> None:
        """Before a first part of `work`, of which all is needed. Raises QueryTooCostlyError."""
        if self.work + work > self._most:
            raise QueryTooCostlyError()

    def expect(self, work: int) -> None:
        """Before anything is done: what is going to be costly is admitted, or shed, at once.
        Raises BusyError.
        """
        if work > COSTLY and not self._admitted:
            self._admit()

    def check(self) -> None:
        """Between two steps. Raises SearchTimeoutError once the time is over."""
        if time.monotonic() > self._until:
            raise SearchTimeoutError(limit=f"{self._seconds:g}")

    @property
    def seconds_left(self) -> float:
        """For an engine that can be told beforehand."""
        return max(0.0, self._until - time.monotonic())

    def _admit(self) -> None:
        """Waiting for others isn't this search's time."""
        began = time.monotonic()
        self._held.enter_context(self._admission())
        self._admitted = True
        self._until += time.monotonic() - began


class _Unlimited(Budget):
    """For what isn't a query of anybody's."""

    def __init__(self) -> None:
        super().__init__(float("inf"))

    def charge(self, work: int) -> None:
        """It costs nothing."""

    def expect(self, work: int) -> None:
        """Nobody waits."""


UNLIMITED: Budget = _Unlimited()
