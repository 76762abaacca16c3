"""The files below a folder."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import DocumentError, SourceError
from ..messages import translate

#: Bytes of a name that are no text, as Python has them, and what they are written as.
_ESCAPED = re.compile("[\udc80-\udcff]|%(?:25|[89A-F][0-9A-F])")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to be read.

    id: its path below the folder, with slashes; the id of the document in it
    size: in bytes; modified: nanoseconds since 1970
    """

    id: str
    path: Path
    size: int
    modified: int


def walk(folder: Path, *, without: Path | None = None) -> Iterator[SourceFile | DocumentError]:
    """All regular files below `folder`, by id; what can't be looked into as an error.

    A file instead of a folder stands for itself.
    Hidden files, the folder `without` (an index among the documents) and symbolic links
    that lead to a folder or out of this one are left out. Raises SourceError if `folder`
    itself can't be looked into: that is not a folder without documents.
    """
    root = folder.resolve()
    if root.is_file():
        yield _source_file(root, root.parent)
        return
    excluded = without.resolve() if without else None
    yield from sorted(_below(root, root, excluded), key=_sort_key)


def read_bytes(file: SourceFile) -> bytes:
    """The content; raises DocumentError if it can't be read."""
    try:
        return file.path.read_bytes()
    except OSError as error:
        raise DocumentError(path=file.id, reason=_reason(error)) from error


def document_id(relative: Path) -> str:
    """The path with slashes; bytes that are no text are written as %XX, and then % as %25.

    A name that looks as if it were so written has its % written as %25 too: no two files
    have the same id.
    """
    name = relative.as_posix()
    if not _ESCAPED.search(name):
        return name
    return "".join(
        f"%{ord(character) - 0xDC00:02X}" if "\udc80" <= character <= "\udcff" else character
        for character in name.replace("%", "%25")
    )


def _below(folder: Path, root: Path, excluded: Path | None) -> Iterator[SourceFile | DocumentError]:
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry in entries if not entry.name.startswith(".")]
    except OSError as error:
        if folder == root:
            raise SourceError(path=folder) from error
        yield DocumentError(path=document_id(folder.relative_to(root)), reason=_reason(error))
        return
    for entry in found:
        path = Path(entry.path)
        if entry.is_symlink() and not _leads_to_a_file_of(root, path):
            continue
        if entry.is_dir(follow_symlinks=False):
            if path != excluded:
                yield from _below(path, root, excluded)
        elif entry.is_file():
            yield _source_file(path, root)


def _leads_to_a_file_of(root: Path, link: Path) -> bool:
    """False for a link that leads out, to a folder, nowhere or to itself."""
    target = os.path.realpath(link)
    return os.path.isfile(target) and Path(target).is_relative_to(root)


def _source_file(path: Path, root: Path) -> SourceFile | DocumentError:
    name = document_id(path.relative_to(root))
    try:
        status = path.stat()
    except OSError as error:
        return DocumentError(path=name, reason=_reason(error))
    return SourceFile(name, path, status.st_size, status.st_mtime_ns)


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return translate("it may not be read (permission denied).")
    return translate("it can't be read ({reason}).").format(reason=error.strerror or error)


def _sort_key(found: SourceFile | DocumentError) -> str:
    return found.id if isinstance(found, SourceFile) else found.path
