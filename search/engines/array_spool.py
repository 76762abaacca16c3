"""Arrays of which nobody knows how long they become: gathered piece by piece in a file without a
name, and written as a file of arrays once they are whole.
"""

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..spilling import temporary_file
from .arrays import ArraysWriter


class ArraySpool:
    """folder: where the file is made; kinds: of numbers, by the names of the arrays

    Raises OSError where there is no room.
    """

    def __init__(self, folder: Path, kinds: Mapping[str, str]) -> None:
        self._file = temporary_file(folder)
        self._dtypes = {name: np.dtype(kind) for name, kind in kinds.items()}
        self._pieces: dict[str, list[tuple[int, int]]] = {name: [] for name in kinds}

    def __enter__(self) -> "ArraySpool":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, name: str, values: ArrayLike) -> None:
        """What comes next of an array."""
        piece = np.ascontiguousarray(values, self._dtypes[name])
        self._pieces[name].append((self._file.tell(), len(piece)))
        self._file.write(piece.data)

    def write(self, path: Path) -> None:
        """Make a file of them, as `arrays.write_arrays` does."""
        kinds = {name: dtype.str for name, dtype in self._dtypes.items()}
        lengths = {
            name: sum(length for _, length in pieces) for name, pieces in self._pieces.items()
        }
        with path.open("xb") as file:
            written = ArraysWriter(file, kinds, lengths)
            for name, pieces in self._pieces.items():
                for start, length in pieces:
                    written.write(name, self._read(start, length, self._dtypes[name]))

    def _read(self, start: int, length: int, dtype: np.dtype[Any]) -> NDArray[Any]:
        self._file.seek(start)
        return np.frombuffer(self._file.read(length * dtype.itemsize), dtype)
