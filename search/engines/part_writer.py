"""Writing a part of what an index keeps by paragraph (`parts.py`), whatever its rows are."""

from abc import ABC, abstractmethod
from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Generic

import numpy as np
from numpy.typing import NDArray

from .arrays import write_arrays
from .parts import KEYS, Keys, SomePart, all_gone, live, next_name, to_be_merged


class PartWriter(ABC, Generic[SomePart]):
    """Adds a part to those in `folder`; who inherits adds rows to the file, with their keys."""

    def __init__(self, folder: Path, there: Sequence[SomePart], suffix: str) -> None:
        """suffix: of the file with the rows"""
        self._folder = folder
        self._parts = there
        self._suffix = suffix
        self._name = next_name(there)
        self._rows = (folder / f"{self._name}{suffix}").open("wb")
        self._keys = array("q")
        self._gone: set[int] = set()

    @abstractmethod
    def _copy(self, part: SomePart, still: NDArray[np.bool_]) -> None:
        """Add the rows of another part that are still some document's, and their keys."""

    @abstractmethod
    def _columns(self, order: NDArray[np.intp]) -> Mapping[str, NDArray[Any]]:
        """What is kept of each row besides its key; order: of the rows, by their keys"""

    def delete(self, document: int) -> None:
        """Forget a document of the parts before; doesn't touch what this writer has added."""
        self._gone.add(document)

    def commit(self) -> None:
        """Write the part, unless there is nothing in it and there are others."""
        gone = np.array(sorted(self._gone), np.int64)
        merged = to_be_merged(self._parts, len(self._keys), gone)
        for part, still in live(merged, gone):
            self._copy(part, still)
        self._rows.close()
        if not (len(self._keys) or len(gone)) and self._parts:
            self._remove(self._name)
            return
        are_others = len(merged) < len(self._parts)
        self._write_keys(all_gone(merged, gone) if are_others else gone[:0])
        for part in merged:
            self._remove(part.name)

    def rollback(self) -> None:
        """Forget all of it; harmless after `commit`."""
        if not self._rows.closed:
            self._rows.close()
            self._remove(self._name)

    def _write_keys(self, gone: Keys) -> None:
        keys = np.frombuffer(self._keys, np.int64)
        order = np.argsort(keys, kind="stable")
        arrays = {"keys": keys[order], **self._columns(order), "gone": gone}
        with (self._folder / f"{self._name}{KEYS}").open("wb") as file:
            write_arrays(file, arrays)

    def _remove(self, name: str) -> None:
        for suffix in (self._suffix, KEYS):
            (self._folder / f"{name}{suffix}").unlink(missing_ok=True)
