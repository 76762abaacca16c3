"""Where a file is cut into chunks: where its content says, not where a size runs out.

A record decides by a hash of itself whether a chunk may end with it, the likelier the longer
it is. So a change in one place moves no cut elsewhere, and the chunks that haven't changed are
known by their digests (content-defined chunking: Muthitacharoen et al., 2001).
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...errors import DocumentError
from .layout import Layout, Offsets
from .packed import Block

#: Bytes of a chunk in the mean, at the least, and those after which any end will do; and records,
#: of which each takes memory and time, however short it is.
_MEAN, _LEAST, _MOST, _MOST_RECORDS = 24 << 10, 4 << 10, 128 << 10, 1 << 12
#: Bytes that are looked at together, at the least.
_WINDOW = 1 << 20
#: Bytes of a record that are hashed, and records that are hashed at once.
_SAMPLES, _SLICE = 16, 1 << 14
#: Records that are looked at one by one for whether they are of one document.
_NEAR = 32
_ODD = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)


class Piece(NamedTuple):
    """Some whole records.

    records: how many
    position: bytes of the file as it is stored that had been read
    named: whether each is known to begin with the id of its document
    endless: whether this is but the beginning of a record that has no end within its limit;
        skipped: what goes on from there
    """

    content: bytes
    records: int
    position: int
    named: bool = False
    endless: bool = False
    skipped: bool = False


def pieces(blocks: Iterable[Block], layout: Layout) -> Iterator[Piece]:
    """The content of some blocks. What `blocks` raises is raised after the whole records
    before it.
    """
    cutter = _Cutter(layout)
    gathered, size = [], 0
    try:
        for content, position in blocks:
            gathered.append(content)
            size += len(content)
            cutter.position = position
            # As much as there is: a long record is looked at a few times only. But no more than
            # shows that it is too long.
            if size >= max(_WINDOW, min(len(cutter.window), layout.limit - len(cutter.window))):
                yield from cutter.add(b"".join(gathered))
                gathered, size = [], 0
    except DocumentError:
        yield from cutter.add(b"".join(gathered))
        yield from cutter.rest()
        raise
    yield from cutter.add(b"".join(gathered), final=True)


class _Cutter:
    """window: what hasn't been cut yet; it begins with a record, unless one is skipped"""

    def __init__(self, layout: Layout) -> None:
        self.window = b""
        self.position = 0
        self._layout = layout
        self._skipping = False

    def add(self, content: bytes, *, final: bool = False) -> Iterator[Piece]:
        """What can be cut, there being so much more; everything if it is final."""
        self.window += content
        if self._skipping:
            yield from self._skip()
        while self.window and not self._skipping:
            yield from self._cut(final=final)
            if not final and not self._is_endless():
                return
            yield from self.rest()
            if self.window:
                yield from self._skip()

    def rest(self) -> Iterator[Piece]:
        """The whole records that are left."""
        ends = self._layout.ends(self.window)
        if ends.size and not self._skipping:
            yield Piece(self.window[: ends[-1]], ends.size, self.position)
            self.window = self.window[ends[-1] :]

    def _is_endless(self) -> bool:
        """Whether the last record has more bytes than any may have, and no end yet."""
        if len(self.window) <= self._layout.limit:
            return False
        ends = self._layout.ends(self.window)
        return len(self.window) - (ends[-1] if ends.size else 0) > self._layout.limit

    def _cut(self, *, final: bool) -> Iterator[Piece]:
        begin = 0
        ends = self._layout.ends(self.window, final=final)
        named = self._layout.all_named(self.window, ends)
        for end, count in _cuts(self._layout, self.window, ends, final=final):
            yield Piece(self.window[begin:end], count, self.position, named)
            begin = end
        self.window = self.window[begin:]

    def _skip(self) -> Iterator[Piece]:
        """Leave a record that doesn't end, or what has come of it."""
        resume = self._layout.resume(self.window)
        skipped, self.window = self.window[:resume], self.window[resume:] if resume else b""
        yield Piece(skipped, 0, self.position, endless=not self._skipping, skipped=self._skipping)
        self._skipping = resume is None


def _cuts(
    layout: Layout, window: bytes, found: Offsets, *, final: bool
) -> Iterator[tuple[int, int]]:
    """The offsets at which the window is cut, and how many records are before each; without
    `final`, those that what comes after it can't change.
    """
    ends: list[int] = found.tolist()
    candidates: list[int] = _candidates(window, found).tolist()
    begin, last, done = 0, len(ends) - 1, 0
    while last >= 0:
        least, forced = bisect_left(ends, begin + _LEAST), bisect_left(ends, begin + _MOST)
        forced = min(forced, done + _MOST_RECORDS - 1)
        place = bisect_left(candidates, least)
        chosen = candidates[place] if place < len(candidates) else forced
        place = _between_documents(layout, window, ends, min(chosen, forced, last), begin)
        if place >= last:
            break
        begin = ends[place]
        yield begin, place + 1 - done
        done = place + 1
    if final and last >= 0 and begin < ends[last]:
        yield ends[last], last + 1 - done


def _between_documents(
    layout: Layout, window: bytes, ends: list[int], place: int, begin: int
) -> int:
    """The first place from `place` on that isn't within a document, unless it is too long, or
    there is nothing in it for too long.
    """
    before = _document_before(layout, window, ends, place, begin)
    same = layout.beginning_of(before) if before else b""
    most = min(len(ends) - 1, bisect_left(ends, begin + layout.limit))
    nothing = 0
    while place < most and nothing < _MOST_RECORDS:
        if same and (further := _while_same(window, ends, place, most, same)) > place:
            place = further
            continue
        after = layout.document_of(window[ends[place] : ends[place + 1]])
        if after == "" or (after and after != before):
            break
        nothing = nothing + 1 if after is None else 0
        place += 1
    return place


def _while_same(window: bytes, ends: list[int], place: int, most: int, same: bytes) -> int:
    """The first place, up to `most`, after which no record begins with `same`."""
    near = min(place + _NEAR, most)
    while place < near and window.startswith(same, ends[place]):
        place += 1
    if near <= place < most:  # a long document: the others at once
        heads: NDArray[np.bytes_] = np.ndarray(
            len(window) - len(same) + 1, f"S{len(same)}", window, 0, (1,)
        )
        starts = np.minimum(ends[place:most], len(heads) - 1)
        others = np.flatnonzero(heads[starts] != same)
        place = place + int(others[0]) if others.size else most
    return place


def _document_before(layout: Layout, window: bytes, ends: list[int], place: int, begin: int) -> str:
    """The document of the last record up to `place` that says any."""
    while place >= 0 and ends[place] > begin:
        start = ends[place - 1] if place else 0
        if (found := layout.document_of(window[start : ends[place]])) is not None:
            return found
        place -= 1
    return ""


def _candidates(window: bytes, ends: Offsets) -> Offsets:
    """The places of the ends that what stands before them makes cuts."""
    if not ends.size:
        return ends
    lengths = np.diff(ends, prepend=0)
    starts = ends - lengths
    content = np.frombuffer(window, np.uint8)
    hashes = np.concatenate(
        [
            _hashes(content, starts[one : one + _SLICE], lengths[one : one + _SLICE])
            for one in range(0, len(ends), _SLICE)
        ]
    )
    likely = np.minimum(lengths.astype(np.float64) / _MEAN, 1.0) * 2.0**32
    return np.flatnonzero(hashes < likely)


def _hashes(content: NDArray[np.uint8], starts: Offsets, lengths: Offsets) -> NDArray[np.uint64]:
    """A hash of 32 bits of each record: of its length and of bytes from all over it."""
    steps = np.arange(_SAMPLES)
    places = starts[:, None] + (lengths[:, None] - 1) * steps // (_SAMPLES - 1)
    samples = np.ascontiguousarray(content[places]).view(np.uint64)
    mixed = samples[:, 0] * np.uint64(_ODD[0])
    mixed ^= (mixed >> np.uint64(29)) + samples[:, 1] * np.uint64(_ODD[1])
    mixed ^= (mixed >> np.uint64(32)) + lengths.astype(np.uint64) * np.uint64(_ODD[2])
    return (mixed * np.uint64(_ODD[0])) >> np.uint64(32)
