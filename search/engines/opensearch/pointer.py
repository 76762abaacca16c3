"""The files of an index in a folder: which index of the cluster it is, and its lexicon.

They are written once under a name of their own, so that a folder of hard links can be written
while its origin is read: `000002.json` and `000002.lexicon` take the places of `000001.…`.
"""

import os
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import msgspec

from ...errors import IndexIncompatibleError
from ...wording.messages import translate
from ..checksums import UNKNOWN, Checksums
from .lexicon import SUFFIX, Lexicon

_POINTER = ".json"

#: Writes a lexicon where it is told to.
WriteLexicon = Callable[[Path], None]


#: How paragraphs are kept in an index: another number for what other versions can't read.
_LAYOUT = 2


class Pointer(msgspec.Struct, frozen=True):
    """index: its name in the cluster, which no other one ever has"""

    index: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9._-]{0,200}$")]
    layout: int = 1


def new_name(prefix: str) -> str:
    """A name that no index has had."""
    return f"{prefix}-{uuid.uuid4().hex}"


class IndexFiles:
    """What stands in a folder. Raises ValueError or OSError where it isn't what an index has."""

    def __init__(self, folder: Path, checksums: Checksums = UNKNOWN) -> None:
        found = sorted(folder.glob(f"*{_POINTER}"))
        if not found:
            raise ValueError("nothing says which index of the cluster it is")
        self._folder, self._name, self._checksums = folder, found[-1].stem, checksums
        checksums.check_whole([found[-1]])
        content = found[-1].read_bytes()
        self._pointer = msgspec.json.decode(content, type=Pointer)
        self.index = self._pointer.index

    def check_layout(self) -> None:
        """Raises IndexIncompatibleError for an index that isn't kept as it is here."""
        if self._pointer.layout != _LAYOUT:
            reason = translate("its engine keeps paragraphs otherwise")
            command = "alinea rebuild"
            raise IndexIncompatibleError(path=self._folder, reason=reason, command=command)

    def lexicon(self) -> Lexicon:
        return Lexicon(self._folder / f"{self._name}{SUFFIX}", self._checksums)

    def replace(self, index: str, write_lexicon: WriteLexicon) -> None:
        """Write those of another index in place of these."""
        write_files(self._folder, f"{int(self._name) + 1:06}", index, write_lexicon)
        for suffix in (_POINTER, SUFFIX):
            (self._folder / f"{self._name}{suffix}").unlink()


def write_files(folder: Path, name: str, index: str, write_lexicon: WriteLexicon) -> None:
    """The pointer is written last."""
    write_lexicon(folder / f"{name}{SUFFIX}")
    pointer = folder / f"{name}{_POINTER}"
    with os.fdopen(os.open(pointer, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "wb") as file:
        file.write(msgspec.json.encode(Pointer(index, _LAYOUT)))
