"""Named arrays in one file, read by mapping it: no copy, no decoding.

    magic, 8 bytes · length of the directory, 8 bytes · directory, JSON · arrays

The directory gives each array's type, length and place. Arrays begin at multiples of 64
bytes, the line of a processor's cache.
"""

import json
import mmap
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, cast

import numpy as np
from numpy.typing import NDArray

_MAGIC = b"ALNARR1\n"
_ALIGNMENT = 64


def write_arrays(file: BinaryIO, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write one-dimensional arrays, little-endian."""
    directory, place = {}, 0
    for name, array in arrays.items():
        directory[name] = (array.dtype.newbyteorder("<").str, len(array), place)
        place += -(-array.nbytes // _ALIGNMENT) * _ALIGNMENT
    encoded = json.dumps(directory).encode()
    encoded += b" " * (-(len(_MAGIC) + 8 + len(encoded)) % _ALIGNMENT)
    file.write(_MAGIC + len(encoded).to_bytes(8, "little") + encoded)
    for array in arrays.values():
        little_endian = array.astype(array.dtype.newbyteorder("<"), copy=False)
        file.write(np.ascontiguousarray(little_endian).data)
        file.write(bytes(-array.nbytes % _ALIGNMENT))


def map_bytes(path: Path) -> NDArray[np.uint8]:
    """The bytes of a file, mapped; an empty file can't be."""
    with path.open("rb") as file:
        if not os.fstat(file.fileno()).st_size:
            return np.zeros(0, np.uint8)
        return np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), np.uint8)


class ArrayFile:
    """A file of `write_arrays`, mapped. Raises ValueError if it isn't one."""

    def __init__(self, path: Path) -> None:
        self._bytes = map_bytes(path)
        start = len(_MAGIC) + 8
        if bytes(self._bytes[: len(_MAGIC)]) != _MAGIC:
            raise ValueError(f"{path.name} is not a file of arrays")
        self._start = start + int.from_bytes(bytes(self._bytes[len(_MAGIC) : start]), "little")
        self._directory = json.loads(bytes(self._bytes[start : self._start]))

    def __contains__(self, name: str) -> bool:
        return name in self._directory

    def __getitem__(self, name: str) -> NDArray[Any]:
        """The array of that name; shares the file's memory."""
        kind, length, place = self._directory[name]
        dtype, start = np.dtype(kind), self._start + place
        found = self._bytes[start : start + length * dtype.itemsize].view(dtype)
        if len(found) != length:
            raise ValueError(f"array {name} is cut")
        return cast("NDArray[Any]", found)
