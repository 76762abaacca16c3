"""What a stranger may have put into an index, and ways to tell whether it was run."""

import os
import pickle
from collections.abc import Callable
from pathlib import Path

import msgspec

from search.indexing.manifest import read_manifest, seal, write_manifest


class Program:
    """Makes a folder, the trace, when it is unpickled."""

    def __init__(self, trace: Path) -> None:
        self._trace = trace

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (str(self._trace),)


def pickled(trace: Path) -> bytes:
    return pickle.dumps(Program(trace))


def whoosh_toc(trace: Path) -> bytes:
    """A table of contents as Whoosh pickles it, whose schema and segments are the program."""
    from whoosh.filedb.filestore import RamStorage
    from whoosh.index import _CURRENT_TOC_VERSION
    from whoosh.system import _FLOAT_SIZE, _INT_SIZE, _LONG_SIZE

    storage = RamStorage()
    stream = storage.create_file("toc")
    for size in (_INT_SIZE, _LONG_SIZE, _FLOAT_SIZE):
        stream.write_varint(size)
    stream.write_int(-12345)
    stream.write_int(_CURRENT_TOC_VERSION)
    for number in (2, 7, 4):
        stream.write_varint(number)
    stream.write_string(pickled(trace))
    stream.write_int(1)
    stream.write_int(0)
    stream.write_pickle(Program(trace))
    stream.close()
    return storage.files["toc"]


def reseal(generation: Path) -> None:
    """Have the manifest name what is there now, with the right sizes and digests."""
    files = seal(generation, {})
    write_manifest(generation, msgspec.structs.replace(read_manifest(generation), files=files))


def the_file(folder: Path, pattern: str) -> Path:
    (path,) = folder.rglob(pattern)
    return path
