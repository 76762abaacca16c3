"""Indexes among the documents: what an index keeps is none of them, whoever built it.

An index that is being written holds the documents' own words: read as documents, they would be
found twice, and a watcher would follow itself.
"""

import os
from collections.abc import Collection

import msgspec

from ..regular_files import open_file

#: What a generation holds, whichever version wrote it, and what the folder of an index does.
_MANIFEST, _CATALOG = "manifest.json", "catalog.sqlite"
_GENERATIONS, _DRAFT = "generations", ".draft"
_BESIDE = frozenset(("CURRENT", "lock"))
_OF_AN_INDEX = frozenset((*_BESIDE, "CURRENT.new", "writer.txt", _GENERATIONS))
#: Bytes of a manifest that are read; none is longer.
_LONGEST = 1 << 24


class _Manifest(msgspec.Struct):
    """What every manifest of a generation says."""

    format: int
    engine: str
    analysis: str


def of_an_index(folder: str, names: Collection[str]) -> Collection[str]:
    """Which of the names in a folder are of an index: all of a generation's, and those that an
    index has beside its generations.
    """
    if _MANIFEST in names and _CATALOG in names and _is_manifest(os.path.join(folder, _MANIFEST)):
        return names
    is_one = _GENERATIONS in names and not _BESIDE.isdisjoint(names)
    if is_one and _are_generations(folder):
        return _OF_AN_INDEX
    return ()


def is_of_an_index(folder: str, name: str) -> bool:
    """The same of one name; what is gone is no part of one any more."""
    told = (_MANIFEST, _CATALOG, _GENERATIONS, *_BESIDE)
    there = {one for one in told if os.path.lexists(os.path.join(folder, one))}
    return bool(there) and name in of_an_index(folder, there | {name})


def _is_manifest(path: str) -> bool:
    try:
        with open_file(path) as file:
            msgspec.json.decode(file.read(_LONGEST), type=_Manifest)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return True


def _are_generations(folder: str) -> bool:
    """Generations, and drafts of them, have numbers for names; at first there may be none."""
    try:
        names = os.listdir(os.path.join(folder, _GENERATIONS))
    except OSError:
        return False
    numbers = (name.removesuffix(_DRAFT) for name in names if not name.startswith("."))
    return all(number.isdigit() for number in numbers)
