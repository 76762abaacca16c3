"""What an index keeps by paragraph, in files that nobody changes once they are written.

A build adds a *part*: rows for the paragraphs that are new, and which documents of the parts
before are gone. Where a part is hardly larger than those after it, they become one, so that there
are few of them and a row is written a few times at the most (O'Neil et al., The Log-Structured
Merge-Tree, 1996). Once half of all rows are of what is gone, all become one.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from .arrays import ArrayFile, distinct
from .base import ORDINAL_BITS
from .checksums import UNKNOWN, Checksums

Keys = NDArray[np.int64]

#: The file of a part that says whose its rows are.
KEYS = ".keys"
#: A part is merged with the new one unless it is so many times larger.
_LARGER = 4


class Part:
    """One part. Raises ValueError or OSError if it isn't one.

    keys: of its rows, ascending
    gone: documents that are no longer those of the parts before, ascending
    """

    def __init__(self, folder: Path, name: str, checksums: Checksums = UNKNOWN) -> None:
        self._arrays = ArrayFile(folder / f"{name}{KEYS}", checksums)
        self.name = name
        self.keys: Keys = self._array("keys", np.int64)
        self.gone: Keys = self._array("gone", np.int64)
        if len(self.keys) and int(self.keys.min()) < 0:
            raise ValueError(f"{name}{KEYS} names a paragraph that can't be")

    def _array(self, name: str, dtype: type) -> Any:
        if name not in self._arrays:
            raise ValueError(f"there is no array {name}")
        array = self._arrays[name]
        if array.dtype != np.dtype(dtype).newbyteorder("<"):
            raise ValueError(f"array {name} is of another type")
        return array


SomePart = TypeVar("SomePart", bound=Part)


def parts(folder: Path, kind: type[SomePart], checksums: Checksums = UNKNOWN) -> list[SomePart]:
    """The parts in a folder, the oldest first. Raises ValueError or OSError."""
    return [kind(folder, path.stem, checksums) for path in sorted(folder.glob(f"*{KEYS}"))]


def next_name(there: Sequence[Part]) -> str:
    """What a part after those that there are is called."""
    return f"{int(there[-1].name) + 1 if there else 1:06}"


def to_be_merged(there: Sequence[SomePart], added: int, gone: Keys) -> Sequence[SomePart]:
    """The parts that become one with a new one: the last, up to one that is much larger; all,
    once most of what they have is gone.

    added: rows of the new one; gone: documents that it takes from those before it, ascending
    """
    if not (added or len(gone)):
        return []
    if _mostly_gone(there, gone):
        return there
    first, rows = len(there), added
    while first and len(there[first - 1].keys) <= _LARGER * rows:
        first -= 1
        rows += len(there[first].keys)
    return there[first:]


def newest_first(there: Sequence[SomePart], gone: Keys) -> Iterator[tuple[SomePart, Keys]]:
    """Each part, and the documents that newer ones take from it, ascending.

    gone: documents that a newer part takes from all of them, ascending
    """
    for part in reversed(there):
        yield part, gone
        gone = distinct(np.concatenate([gone, part.gone]))


def still_there(keys: Keys, gone: Keys) -> NDArray[np.bool_]:
    """Which of some keys are of other documents than those that are gone."""
    if not len(gone):
        return np.ones(len(keys), np.bool_)
    found: NDArray[np.bool_] = ~np.isin(keys >> ORDINAL_BITS, gone)
    return found


def all_gone(there: Sequence[Part], gone: Keys) -> Keys:
    """What a part in place of those takes from the ones before, ascending."""
    return distinct(np.concatenate([gone, *(part.gone for part in there)]))


def _mostly_gone(there: Sequence[Part], gone: Keys) -> bool:
    """Whether half of the rows there are belong to documents that are gone."""
    dead = 0
    for part, those in newest_first(there, gone):
        starts = np.searchsorted(part.keys, those << ORDINAL_BITS)
        ends = np.searchsorted(part.keys, (those + 1) << ORDINAL_BITS)
        dead += int((ends - starts).sum())
    return 2 * dead > sum(len(part.keys) for part in there)
