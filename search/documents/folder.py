"""The files below a folder."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import DocumentError
from ..messages import translate


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
    that lead out of the folder are left out.
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
    """The path with slashes; bytes that are no text are written as %XX, and then % as %25."""
    name = relative.as_posix()
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        escaped = name.replace("%", "%25")
        return "".join(
            f"%{ord(character) - 0xDC00:02X}" if "\udc80" <= character <= "\udcff" else character
            for character in escaped
        )
    return name


def _below(folder: Path, root: Path, excluded: Path | None) -> Iterator[SourceFile | DocumentError]:
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry in entries if not entry.name.startswith(".")]
    except OSError as error:
        name = document_id(folder.relative_to(root)) if folder != root else str(folder)
        yield DocumentError(path=name, reason=_reason(error))
        return
    for entry in found:
        path = Path(entry.path)
        if entry.is_symlink() and not path.resolve().is_relative_to(root):
            continue
        if entry.is_dir(follow_symlinks=False):
            if path != excluded:
                yield from _below(path, root, excluded)
        elif entry.is_file():
            yield _source_file(path, root)


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
