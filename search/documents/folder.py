"""The files below one folder."""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from ..errors import DocumentError, SourceError
from ..regular_files import NO_FILE, open_file
from . import causes
from .indexes import is_of_an_index, of_an_index
from .patterns import Patterns

#: Bytes of a name that are no text, as Python has them, and what they are written as.
_ESCAPED = re.compile("[\udc80-\udcff]|%(?:25|[89A-F][0-9A-F])")
#: How often a file is read that changes meanwhile.
_ATTEMPTS = 3


class SourceFile(NamedTuple):
    """A file to be read. There may be millions of them: a tuple is made fastest.

    id: its path below its root, with slashes; the id of the document in it
    location: its path, as a string: of most files nothing else is wanted
    size: in bytes; modified: nanoseconds since 1970
    is_link: whether it changes where another file does
    """

    id: str
    location: str
    size: int
    modified: int
    is_link: bool = False

    @property
    def path(self) -> Path:
        return Path(self.location)


Found = SourceFile | DocumentError


@dataclass(frozen=True, slots=True)
class Folder:
    """A root of documents, which may be a single file.

    root: without symbolic links in it
    prefix: what the ids of its files begin with
    without: folders and files that are left out, without symbolic links in them
    """

    root: Path
    prefix: str = ""
    patterns: Patterns = Patterns()
    without: frozenset[Path] = frozenset()

    def files(self) -> list[Found]:
        """All its files, by id; what can't be looked into as an error.

        Hidden files, those of an index and symbolic links to a folder are left out; a link
        that leads out of the root is an error. Raises SourceError if the root itself can't be
        looked into: that is not a folder without documents.
        """
        return sorted(self.found(), key=_sort_key)

    def is_empty(self) -> bool:
        """Whether there is no file below the root at all, wanted or not.

        Raises SourceError as `files` does.
        """
        return not self.root.is_file() and not any(replace(self, patterns=Patterns()).found())

    def found(self) -> Iterator[Found]:
        """All its files as they are come across; see `files`."""
        if self.root.is_file():
            yield _source_file(self.id_of(self.root), str(self.root))
            return
        if not os.access(self.root, os.R_OK | os.X_OK) or not self.root.is_dir():
            raise SourceError(path=self.root)
        yield from self._below(self.root)

    def found_at(self, path: Path) -> Iterator[Found]:
        """The files at or below a path, as they are come across; none for what is gone, hidden or
        not wanted.
        """
        if path == self.root:
            yield from self.found()
        elif os.path.lexists(path) and self.is_seen(path):
            if path.is_dir() and not path.is_symlink():
                yield from self._below(path)
            else:
                found = self._file(str(path), self._name_begins, is_link=path.is_symlink())
                if found is not None:
                    yield found

    def id_of(self, path: Path) -> str:
        """The id of a file below the root; of the root itself, its prefix."""
        if path == self.root:
            name = self.root.name if self.root.is_file() else ""
            return document_id(f"{self.prefix}{name}")
        return document_id(f"{self.prefix}{path.relative_to(self.root).as_posix()}")

    def path_of(self, file_id: str) -> Path | None:
        """Where the file of an id is; None if it is not below this root."""
        name = _name_of(file_id)
        if not name.startswith(self.prefix):
            return None
        if self.root.is_file():
            return self.root if self.id_of(self.root) == file_id else None
        return self.root / name[len(self.prefix) :]

    def is_seen(self, path: Path) -> bool:
        """Whether a walk from the root would come to a path, be it there or gone."""
        if path == self.root:
            return True
        relative = path.relative_to(self.root)
        above = [self.root / parent for parent in relative.parents[:-1]]
        if any(part.startswith(".") for part in relative.parts):
            return False
        if any(is_of_an_index(str(one.parent), one.name) for one in (*above, path)):
            return False
        if path.is_dir() or path in self.without:
            above.append(path)
        return not any(folder.is_symlink() or not self._is_wanted(folder) for folder in above)

    def _is_wanted(self, folder: Path) -> bool:
        relative = folder.relative_to(self.root).as_posix()
        return folder not in self.without and self.patterns.admit_folder(relative)

    def _below(self, folder: Path) -> Iterator[Found]:
        """What is in a folder and all those in it; by a list, since names may nest deep.

        Paths are strings here: to make a million of pathlib's takes half a minute.
        """
        without, begins = frozenset(map(str, self.without)), self._name_begins
        pending = [str(folder)]
        while pending:
            current = pending.pop()
            try:
                with os.scandir(current) as entries:
                    found = [entry for entry in entries if not entry.name.startswith(".")]
            except OSError as error:
                yield causes.unreadable(self.id_of(Path(current)), error)
                continue
            left_out = of_an_index(current, {entry.name for entry in found})
            for entry in found:
                if entry.name in left_out:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if self._is_wanted(Path(entry.path)):
                        pending.append(entry.path)
                elif (path := entry.path) not in without:
                    file = self._file(path, begins, is_link=entry.is_symlink())
                    if file is not None:
                        yield file

    @property
    def _name_begins(self) -> int:
        """Where, in the path of a file, what is below the root begins."""
        return len(os.path.join(self.root, ""))

    def _file(self, path: str, begins: int, *, is_link: bool) -> Found | None:
        """What is there; None for what isn't wanted, or is found elsewhere."""
        relative = path[begins:].replace(os.sep, "/")
        if not self.patterns.admit(relative):
            return None
        name = document_id(f"{self.prefix}{relative}")
        if is_link:
            target = Path(os.path.realpath(path))
            if target.is_dir():
                return None  # what is in it is found where it is
            if not target.exists():
                return DocumentError(path=name, cause=causes.LEADS_NOWHERE)
            if not target.is_relative_to(self.root):
                return DocumentError(path=name, cause=causes.LEADS_OUT)
        return _source_file(name, path, is_link=is_link)


def document_id(path: str) -> str:
    """The path; in each name of it, bytes that are no text are written as %XX, and % as %25.

    A name that looks as if it were so written has its % written as %25 too: no two files
    have the same id, and what is in a folder has an id that begins with that of the folder.
    """
    if not _ESCAPED.search(path):
        return path
    return "/".join(map(_escaped, path.split("/")))


def _escaped(name: str) -> str:
    if not _ESCAPED.search(name):
        return name
    return "".join(
        f"%{ord(character) - 0xDC00:02X}" if "\udc80" <= character <= "\udcff" else character
        for character in name.replace("%", "%25")
    )


def _name_of(file_id: str) -> str:
    """The path that has an id: what `document_id` was given."""
    if not _ESCAPED.search(file_id):
        return file_id
    return "/".join(map(_unescaped, file_id.split("/")))


def _unescaped(name: str) -> str:
    return re.sub(
        "%([0-9A-F]{2})",
        lambda match: "%" if match[1] == "25" else chr(0xDC00 + int(match[1], 16)),
        name if _ESCAPED.search(name) else name.replace("%", "%25"),
    )


def read_file(file: SourceFile, most: int | None = None) -> tuple[bytes, SourceFile]:
    """The content, and the file with the size and time that it had then.

    most: bytes that it may have
    Raises DocumentError if it can't be read, has more, or changes whenever it is read.
    """
    for _ in range(_ATTEMPTS):
        try:
            with open_file(file.location) as opened:
                before = os.fstat(opened.fileno())
                if most is not None and before.st_size > most:
                    raise DocumentError(path=file.id, cause=causes.CHANGING)
                content = opened.read(before.st_size + 1)
                after = os.fstat(opened.fileno())
        except OSError as error:
            raise causes.unreadable(file.id, error) from error
        if _state(before) == _state(after) and len(content) == after.st_size:
            size, modified = _state(after)
            return content, file._replace(size=size, modified=modified)
    raise DocumentError(path=file.id, cause=causes.CHANGING)


def _state(status: os.stat_result) -> tuple[int, int]:
    return status.st_size, status.st_mtime_ns


def _source_file(name: str, path: str, *, is_link: bool = False) -> Found:
    try:
        status = os.stat(path)
    except OSError as error:
        return causes.unreadable(name, error)
    if not stat.S_ISREG(status.st_mode):
        return DocumentError(path=name, cause=NO_FILE)
    return SourceFile(name, path, status.st_size, status.st_mtime_ns, is_link)


def _sort_key(found: Found) -> str:
    return found.id if isinstance(found, SourceFile) else found.path
