"""The files that documents were read from, as they lie below the roots.

What an index says where a file is isn't believed: each folder on the way is opened in the one
before it, and no symbolic link is followed, so that whatever is put in their place meanwhile
nothing outside the roots is ever opened (openat(2), O_NOFOLLOW).
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ..errors import OriginalError, SourceError
from ..model import DocumentInfo
from ..wording.messages import translate
from .folder import Folder
from .sources import Sources

_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
#: What is no file may keep whoever opens it waiting.
_FILE = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_CAN_OPEN_SAFELY = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")


@dataclass(frozen=True, slots=True)
class Original:
    """An open file, to be closed by whom it is given to.

    name: the last part of its path; size: bytes; modified: nanoseconds since 1970
    """

    file: BinaryIO
    name: str
    size: int
    modified: int


@dataclass(frozen=True, slots=True)
class Originals:
    """Those of the documents of some sources."""

    sources: Sources

    def open(self, info: DocumentInfo) -> Original:
        """The file of a document. Raises OriginalError where there is none to be given: the
        document is a record, or its file is gone, a link, or not wanted any more.
        """
        if info.container:
            reason = translate("it is a record of {container}, no file of its own.")
            raise OriginalError(document=info.id, reason=reason.format(container=info.container))
        try:
            folders = self.sources.folders()
        except SourceError as error:
            raise OriginalError(document=info.id, reason=error) from error
        for folder in folders:
            if parts := _parts(folder, info.id):
                return _opened(info.id, folder, parts)
        raise _gone(info.id)


def _parts(folder: Folder, document_id: str) -> tuple[str, ...]:
    """The names on the way from a root to a file, if a walk from there would come to it; of a
    root that is a file, its own.
    """
    path = folder.path_of(document_id) if _is_plain(document_id) else None
    if path is None:
        return ()
    if path == folder.root:
        return (path.name,) if folder.root.is_file() else ()
    parts = path.relative_to(folder.root).parts
    if not folder.is_seen(path) or path in folder.without:
        return ()
    return parts if folder.patterns.admit("/".join(parts)) else ()


def _is_plain(document_id: str) -> bool:
    """Whether it is a path that goes down, and nowhere else."""
    names = document_id.split("/")
    return "\0" not in document_id and not any(name in ("", ".", "..") for name in names)


def _opened(document_id: str, folder: Folder, parts: tuple[str, ...]) -> Original:
    if not _CAN_OPEN_SAFELY:
        reason = translate("this system can't open it without following links.")
        raise OriginalError(document=document_id, reason=reason)
    root = folder.root.parent if folder.root.is_file() else folder.root
    try:
        with _folder(root, parts[:-1]) as above:
            descriptor = os.open(parts[-1], _FILE, dir_fd=above)
    except OSError as error:
        raise _gone(document_id) from error
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise _gone(document_id)
    file = os.fdopen(descriptor, "rb")
    return Original(file, parts[-1], status.st_size, status.st_mtime_ns)


@contextmanager
def _folder(root: Path, parts: tuple[str, ...]) -> Iterator[int]:
    """The folder at the end of a way from a root, each opened in the one before."""
    current = os.open(root, _FOLDER)
    try:
        for part in parts:
            inner = os.open(part, _FOLDER, dir_fd=current)
            os.close(current)
            current = inner
        yield current
    finally:
        os.close(current)


def _gone(document_id: str) -> OriginalError:
    reason = translate("it is no longer among the documents, or it is a link.")
    return OriginalError(document=document_id, reason=reason)
