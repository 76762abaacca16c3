"""Reading a file of records: of one that has changed, only the chunks that have.

A chunk is known by its digest, so it is recognised wherever it stands now.
"""

import math
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from ..analysis import Analyzer
from ..documents import Chunk, Columns, change_hash, check_holes, chunks, is_passing, unreadable
from ..errors import DocumentError
from ..regular_files import open_file
from ..wording.messages import mark
from .catalog_writer import CatalogWriter
from .tasks import Candidate, ChunksTask, Finished, Known, Outcome, Rearranged, Refused
from .workers import Limits, Task
from .workers.limits import TOO_SLOW, UNFORESEEN

NO_RECORDS = mark("there is no record in it.")
#: Bytes of the file, as it is stored, that are read at once for its hash.
_READ = 1 << 20
#: Unpacked bytes that are read as one task.
_TASK_BYTES = 1 << 19
#: Unpacked bytes of changed chunks that are kept in memory rather than read once more.
_KEPT_BYTES = 64 << 20

#: Chunks whose documents are compared one by one: their stamps are sent with every task.
_FEW = 200

_Placed = tuple[int, Chunk]


class Records:
    """A file of records that may have to be read."""

    def __init__(
        self,
        candidate: Candidate,
        columns: Columns,
        analyzer: Analyzer,
        catalog: CatalogWriter,
        limits: Limits,
    ) -> None:
        self._limits = limits
        self._catalog = catalog
        self._candidate = candidate
        self._file = candidate.file
        self._columns = columns
        self._analyzer = analyzer
        self._unwanted = False
        self._end = math.inf

    def tasks(self) -> Iterator[Task[Outcome]]:
        """All there is to do."""
        self._end = time.monotonic() + self._seconds
        try:
            check_holes(self._file.id, self._file.path)
            # Beside the reading, which is most of an update's time.
            with ThreadPoolExecutor(1) as beside, self._unwanted_after():
                hashing = beside.submit(self._hash)
                if self._may_be_the_same() and hashing.result() == self._candidate.known:
                    state = self._candidate.state(hashing.result())
                    yield Known((Finished(self._file.id, state, same=True),))
                else:
                    yield from self._read(hashing)
        except OSError as error:
            yield Known((Refused(unreadable(self._file.id, error)),))
        except DocumentError as error:
            yield Known((Refused(error, self._candidate.state()),))

    def _read(self, hashing: "Future[bytes]") -> Iterator[Task[Outcome]]:
        known = self._catalog.chunks(self._file.id)
        try:
            if known:
                yield from self._changed(known)
            else:
                yield from self._gathered(enumerate(self._chunks()))
            yield Known((Finished(self._file.id, self._candidate.state(hashing.result())),))
        except DocumentError as error:
            # What was read before the damage stays.
            state = None if is_passing(error) else self._candidate.state(hashing.result())
            yield Known((Refused(error, state),))

    @property
    def _seconds(self) -> float:
        """What the whole file may take: as long as a file, and as long again for each megabyte."""
        return self._limits.seconds * (1 + self._file.size / (1 << 20))

    def _check_time(self) -> None:
        """Raises DocumentError if the time is over."""
        if time.monotonic() > self._end:
            seconds = round(self._seconds)
            raise DocumentError(path=self._file.id, cause=TOO_SLOW, seconds=seconds)

    def _may_be_the_same(self) -> bool:
        known = self._catalog.file(self._file.id)
        return known is not None and known.size == self._file.size

    @contextmanager
    def _unwanted_after(self) -> Iterator[None]:
        """Whatever ends the reading early isn't to wait for the hash of the rest."""
        try:
            yield
        finally:
            self._unwanted = True

    def _hash(self) -> bytes:
        found = change_hash()
        with open_file(self._file.location) as content:
            while not self._unwanted and (some := content.read(_READ)):
                found.update(some)
        return bytes(found.digest())

    def one(self, place: int) -> Iterator[Task[Outcome]]:
        """Only the chunk at a place."""
        try:
            for at, chunk in enumerate(self._chunks()):
                if at == place:
                    yield ChunksTask(((at, chunk),), self._analyzer)
                    return
        except DocumentError as error:
            yield Known((Refused(error),))

    def _chunks(self) -> Iterator[Chunk]:
        """The chunks of the file; whatever is wrong with it is a DocumentError."""
        count = 0
        try:
            for chunk in chunks(
                self._file.id, self._file.path, self._columns, self._limits.records
            ):
                self._check_time()
                count += 1
                yield chunk
        except DocumentError:
            raise
        except Exception as error:
            why: dict[str, Any] = {"kind": type(error).__name__, "error": error}
            raise DocumentError(path=self._file.id, cause=UNFORESEEN, **why) from error
        if not count:
            raise DocumentError(path=self._file.id, cause=NO_RECORDS)

    def _changed(self, known: Mapping[int, bytes]) -> Iterator[Task[Outcome]]:
        """What is where now; then the chunks that weren't there before."""
        old: defaultdict[bytes, list[int]] = defaultdict(list)
        for place in sorted(known, reverse=True):
            if known[place]:
                old[known[place]].append(place)
        moved: dict[int, int] = {}
        new: set[int] = set()
        kept: list[_Placed] = []
        size, damage = 0, None
        try:
            for place, chunk in enumerate(self._chunks()):
                if before := old[chunk.digest]:
                    moved[before.pop()] = place
                    continue
                new.add(place)
                size += chunk.size
                if size < _KEPT_BYTES:
                    kept.append((place, chunk))
        except DocumentError as error:
            damage = error
        gone = frozenset(known) - frozenset(moved)
        elsewhere = {before: now for before, now in moved.items() if before != now}
        yield Known((Rearranged(self._file.id, gone, elsewhere),))
        again = enumerate(self._chunks()) if size >= _KEPT_BYTES else iter(kept)
        stamps = self._catalog.stamps(self._file.id, gone) if len(gone) <= _FEW else {}
        yield from self._gathered((one for one in again if one[0] in new), stamps)
        if damage is not None and size < _KEPT_BYTES:
            raise damage

    def _gathered(
        self, placed: Iterator[_Placed], stamps: Mapping[str, bytes] | None = None
    ) -> Iterator[Task[Outcome]]:
        """Tasks of about `_TASK_BYTES`; what is whole is read before damage is told."""
        gathered: list[_Placed] = []
        size, damage = 0, None
        try:
            for place, chunk in placed:
                gathered.append((place, chunk))
                size += chunk.size
                if size >= _TASK_BYTES:
                    yield ChunksTask(tuple(gathered), self._analyzer, stamps or {})
                    gathered, size = [], 0
        except DocumentError as error:
            damage = error
        if gathered:
            yield ChunksTask(tuple(gathered), self._analyzer, stamps or {})
        if damage is not None:
            raise damage
