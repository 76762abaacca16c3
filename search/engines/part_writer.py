"""Writing a part of what an index keeps by paragraph (`parts.py`), whatever its rows are."""

from abc import ABC, abstractmethod
from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Generic

import numpy as np
from numpy.typing import NDArray

from ..spilling import SortedRuns, in_order, merged
from .arrays import ArraysWriter
from .parts import (
    KEYS,
    Keys,
    SomePart,
    all_gone,
    newest_first,
    next_name,
    still_there,
    to_be_merged,
)

#: Rows of which the keys are gathered before they become a run, and that are copied at once.
_GATHERED = 1 << 16
#: Bytes of memory that such a run may take.
_MEMORY = 16 << 20


class PartWriter(ABC, Generic[SomePart]):
    """Adds a part to those in `folder`; who inherits adds rows to the file, with their keys.

    Raises OSError where there is no room for them.
    """

    def __init__(
        self, folder: Path, there: Sequence[SomePart], suffix: str, columns: Mapping[str, str]
    ) -> None:
        """suffix: of the file with the rows; columns: what is kept of each row besides its key,
        by the types of its numbers
        """
        self._folder = folder
        self._parts = there
        self._suffix = suffix
        self._kinds = {"keys": "<i8", **columns}
        self._name = next_name(there)
        self._rows = (folder / f"{self._name}{suffix}").open("wb")
        self._keys = array("q")
        self._runs = SortedRuns(folder, _MEMORY)
        self._gone: set[int] = set()

    @abstractmethod
    def _copy(self, part: SomePart, which: NDArray[np.intp]) -> None:
        """Add some of the rows of another part, and their keys."""

    @abstractmethod
    def _columns(self) -> Sequence[NDArray[Any]]:
        """What is kept of the rows that were added since it was asked for last."""

    def _added(self) -> None:
        """To be called when rows were added: puts them in order when there are many."""
        if len(self._keys) >= _GATHERED:
            self._settle()

    def _settle(self) -> None:
        keys = np.array(self._keys, np.int64)
        self._runs.add(in_order([keys, *self._columns()]))
        self._keys = array("q")

    def delete(self, document: int) -> None:
        """Forget a document of the parts before; doesn't touch what this writer has added."""
        self._gone.add(document)

    def commit(self) -> None:
        """Write the part, unless there is nothing in it and there are others."""
        gone = np.array(sorted(self._gone), np.int64)
        self._settle()
        merged_parts = to_be_merged(self._parts, len(self._runs), gone)
        for part, of_newer in newest_first(merged_parts, gone):
            self._copy_what_is_there(part, of_newer)
        self._rows.close()
        if not (len(self._runs) or len(gone)) and self._parts:
            self._remove(self._name)
            return
        are_others = len(merged_parts) < len(self._parts)
        self._write_keys(all_gone(merged_parts, gone) if are_others else gone[:0])
        for part in merged_parts:
            self._remove(part.name)

    def rollback(self) -> None:
        """Forget all of it; harmless after `commit`."""
        if not self._rows.closed:
            self._rows.close()
            self._remove(self._name)

    def _copy_what_is_there(self, part: SomePart, gone: Keys) -> None:
        for start in range(0, len(part.keys), _GATHERED):
            still = still_there(part.keys[start : start + _GATHERED], gone)
            self._copy(part, np.flatnonzero(still) + start)
            self._settle()

    def _write_keys(self, gone: Keys) -> None:
        lengths = {**dict.fromkeys(self._kinds, len(self._runs)), "gone": len(gone)}
        with (self._folder / f"{self._name}{KEYS}").open("wb") as file:
            written = ArraysWriter(file, {**self._kinds, "gone": "<i8"}, lengths)
            for block in merged(self._runs):
                for name, column in zip(self._kinds, block, strict=True):
                    written.write(name, column)
            written.write("gone", gone)

    def _remove(self, name: str) -> None:
        for suffix in (self._suffix, KEYS):
            (self._folder / f"{name}{suffix}").unlink(missing_ok=True)
