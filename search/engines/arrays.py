"""Named arrays in one file, read by mapping it: no copy, no decoding.

    magic, 8 bytes · length of the directory, 8 bytes · directory, JSON · arrays

The directory gives each array's type, length and place. Arrays begin at multiples of 64
bytes, the line of a processor's cache.
"""

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, Any, BinaryIO, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from .checksums import UNKNOWN, Checksums
from .mapped import AROUND, MappedFile

_MAGIC = b"ALNARR1\n"
_ALIGNMENT = 64
#: Numbers are all that an array may hold; the type is read from the file.
_TYPES = {kind: np.dtype(kind) for kind in ("|i1", "|u1", "<u2", "<u4", "<u8", "<i8")}
#: No directory is longer (bytes).
_LONGEST = 1 << 20
#: Bytes that are read in parts of a file's arrays before what is mapped of these is let go.
_MOST_READ = 2 << 20

Number = TypeVar("Number", bound=np.number)

_Size = Annotated[int, msgspec.Meta(ge=0, lt=1 << 48)]
_decode = msgspec.json.Decoder(dict[str, tuple[str, _Size, _Size]]).decode


class ArraysWriter:
    """Writes a file of one-dimensional arrays, little-endian, of known types and lengths; each from
    its beginning to its end, in as many pieces as there are.
    """

    def __init__(
        self, file: BinaryIO, kinds: Mapping[str, str], lengths: Mapping[str, int]
    ) -> None:
        self._file = file
        self._dtypes = {name: np.dtype(kind) for name, kind in kinds.items()}
        directory, place = {}, 0
        for name, dtype in self._dtypes.items():
            directory[name] = (dtype.str, lengths[name], place)
            place += _aligned(lengths[name] * dtype.itemsize)
        encoded = json.dumps(directory).encode()
        encoded += b" " * (-(len(_MAGIC) + 8 + len(encoded)) % _ALIGNMENT)
        start = file.write(_MAGIC + len(encoded).to_bytes(8, "little") + encoded)
        self._places = {name: start + entry[2] for name, entry in directory.items()}
        file.truncate(start + place)

    def write(self, name: str, values: NDArray[Any]) -> None:
        """What comes next of an array."""
        self._file.seek(self._places[name])
        little_endian = np.ascontiguousarray(values.astype(self._dtypes[name], copy=False))
        self._places[name] += self._file.write(little_endian.data)


def write_arrays(file: BinaryIO, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write whole arrays."""
    kinds = {name: array.dtype.newbyteorder("<").str for name, array in arrays.items()}
    written = ArraysWriter(file, kinds, {name: len(array) for name, array in arrays.items()})
    for name, array in arrays.items():
        written.write(name, array)


def _aligned(size: int) -> int:
    return -(-size // _ALIGNMENT) * _ALIGNMENT


def distinct(values: NDArray[Number]) -> NDArray[Number]:
    """Each value once, ascending: `numpy.unique`, which loads `numpy.ma`, a cost of 8 ms to a
    command that does little.
    """
    ascending = np.sort(values)
    found: NDArray[Number] = ascending[first_of_each(ascending)]
    return found


def first_of_each(ascending: NDArray[Any]) -> NDArray[np.bool_]:
    """Where each value is there for the first time."""
    is_first = np.ones(len(ascending), np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=is_first[1:])
    return is_first


def are_among(values: NDArray[np.int64], members: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of the values are members: `numpy.isin`, which sorts all of them, twenty times as
    long, and loads `numpy.ma`, too. Most values are told apart by their lowest bits.
    """
    found = np.zeros(len(values), np.bool_)
    if len(members):
        ascending, may_be = np.sort(members), np.zeros(1 << 16, np.bool_)
        may_be[members & 0xFFFF] = True
        places = np.flatnonzero(may_be[values & 0xFFFF])
        sought = values[places]
        found[places] = ascending.take(ascending.searchsorted(sought), mode="clip") == sought
    return found


def _part(content: memoryview, start: int, end: int) -> memoryview:
    return content[start:end]


class ArrayFile:
    """A file of `write_arrays`, mapped. Raises ValueError if it isn't one, and IndexDamagedError
    wherever what is asked of it isn't as written.

    The directory is checked when the file is opened: no array is of another type than numbers,
    or reaches beyond the file. What the numbers are is for who reads them to check.
    """

    def __init__(self, path: Path, checksums: Checksums = UNKNOWN) -> None:
        self._file = MappedFile(path)
        self._bytes = self._file.bytes
        self._blocks = checksums.blocks(path, partial(_part, self._bytes.data))
        self._blocks.check(0, 1)
        start = len(_MAGIC) + 8
        if bytes(self._bytes[: len(_MAGIC)]) != _MAGIC:
            raise ValueError(f"{path.name} is not a file of arrays")
        length = int.from_bytes(bytes(self._bytes[len(_MAGIC) : start]), "little")
        if length > min(_LONGEST, len(self._bytes) - start):
            raise ValueError(f"{path.name} is cut")
        self._start = start + length
        self._blocks.check(0, self._start)
        directory = _decode(bytes(self._bytes[start : self._start]))
        self._directory = {name: self._entry(name, *entry) for name, entry in directory.items()}
        # Made once: a query asks for many. Those that are read whole, and those that aren't.
        self._arrays: dict[str, NDArray[Any]] = {}
        self._parts: dict[str, NDArray[Any]] = {}
        self._read = 0

    def __contains__(self, name: str) -> bool:
        return name in self._directory

    def __getitem__(self, name: str) -> NDArray[Any]:
        """The array of that name; shares the file's memory."""
        if name not in self._arrays:
            array = self._unchecked(name)
            start = self._directory[name][2]
            self._blocks.check(start, start + array.nbytes)
            self._arrays[name] = array
        return self._arrays[name]

    def part(self, name: str, start: int, end: int) -> NDArray[Any]:
        """The same of a part of a long array, of which the rest isn't read."""
        array = self._parts.get(name)
        if array is None:
            array = self._parts[name] = self._unchecked(name)
        first, size = self._directory[name][2], array.itemsize
        self._blocks.check(first + start * size, first + end * size)
        self._count((end - start) * size)
        return array[start:end]

    def _count(self, size: int) -> None:
        self._read += AROUND + size
        if self._read > _MOST_READ:
            self._let_go()
            self._read = AROUND + size

    def _let_go(self) -> None:
        """What is mapped of the arrays that are read in parts: what comes of a list is remembered
        elsewhere. Those that are read whole are asked for all the time, and stay.
        """
        parts, self._parts = self._parts, {}
        for name, array in parts.items():
            if name not in self._arrays:
                start = self._directory[name][2]
                self._file.let_go(start, start + array.nbytes)

    def _unchecked(self, name: str) -> NDArray[Any]:
        dtype, length, start = self._directory[name]
        return self._bytes[start : start + length * dtype.itemsize].view(dtype)

    def length(self, name: str) -> int:
        """How many numbers an array has."""
        return self._directory[name][1]

    def _entry(
        self, name: str, kind: str, length: int, place: int
    ) -> tuple[np.dtype[Any], int, int]:
        """The type, the length and the place in the file of an array, which has to be in it."""
        dtype, start = _TYPES.get(kind), self._start + place
        if dtype is None:
            raise ValueError(f"array {name} is not of numbers")
        if start % _ALIGNMENT or start + length * dtype.itemsize > len(self._bytes):
            raise ValueError(f"array {name} is cut")
        return dtype, length, start
