"""Terms and how often they were counted, in sorted runs that are files: what there is of different
words beyond a budget of memory. External sorting by merging (Knuth, The Art of Computer Programming
3, 5.4).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO, NamedTuple

from ...spilling import temporary_file

#: A term, and how often it was counted: less than 0 if it was taken out.
Counted = tuple[bytes, int]

#: Runs that become one, so that few files are open.
_MANY = 32


class _Run(NamedTuple):
    """Lines of a term and its number, field after field; lines: how many each has"""

    file: BinaryIO
    lines: dict[str, int]


class TermRuns:
    """folder: where files are made. Raises OSError where there is no room."""

    def __init__(self, folder: Path, fields: Sequence[str]) -> None:
        self._folder = folder
        self._fields = fields
        self._runs: list[_Run] = []

    def add(self, fields: Mapping[str, Iterable[Counted]]) -> None:
        """Keep terms by field, in the order of their bytes."""
        run = _Run(temporary_file(self._folder), {})
        self._runs.append(run)
        for name in self._fields:
            run.lines[name] = _write(run.file, fields.get(name, ()))
        run.file.seek(0)
        if len(self._runs) == _MANY:
            self._merge()

    def fields(self) -> Iterator[tuple[str, list[Iterator[Counted]]]]:
        """Each field, with its terms in each run; to be gone through in this order, once."""
        for name in self._fields:
            yield name, [_read(run.file, run.lines[name]) for run in self._runs]

    def close(self) -> None:
        """Harmless when repeated."""
        for run in self._runs:
            run.file.close()

    def _merge(self) -> None:
        together = TermRuns(self._folder, self._fields)
        together.add({name: summed(runs) for name, runs in self.fields()})
        self.close()
        self._runs = together._runs


def _write(file: BinaryIO, terms: Iterable[Counted]) -> int:
    """How many they were."""
    count = 0
    for counted in terms:
        file.write(b"%b %d\n" % counted)
        count += 1
    return count


def _read(file: BinaryIO, lines: int) -> Iterator[Counted]:
    for line in islice(file, lines):
        term, _, count = line.partition(b" ")
        yield term, int(count)


def summed(runs: Iterable[Iterable[Counted]]) -> Iterator[Counted]:
    """The terms of several runs in order, each once; those that come to nothing are left out."""
    term, total = b"", 0
    for another, count in merge(*runs, key=itemgetter(0)):
        if another != term:
            if total:
                yield term, total
            term, total = another, 0
        total += count
    if total:
        yield term, total
