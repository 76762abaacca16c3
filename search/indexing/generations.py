"""The index folder: immutable generations, and a pointer to the one that is served.

    index/CURRENT                   the name of the generation in use
    index/generations/000007/       one generation: manifest.json, catalog.sqlite, engine/,
                                    vectors/, seen/
    index/generations/000008.draft/ one that is being written

A new generation is written as a draft (`staging.py`), synced to disk, renamed, and then named
in CURRENT by another rename: a crash at any moment leaves the old pointer or the new one, and
what it points at is whole. Readers (`snapshots.py`) keep what they have opened. Beside the
current generation the last good one before it stays, for `rollback.py` and for whoever finds
the current one damaged (`last_good.py`).
"""

import os
import shutil
import stat
from collections.abc import Container, Iterable
from pathlib import Path

from ..errors import IndexDamagedError, IndexIncompatibleError, IndexMissingError
from ..regular_files import open_file
from ..wording.messages import translate
from .permissions import make_folder, new_file, open_to, wrong_kind

#: The command that mends an index.
REBUILD = "alinea rebuild"

#: What a generation's folder holds beside its manifest.
CATALOG = "catalog.sqlite"
ENGINE = "engine"
VECTORS = "vectors"
SEEN = "seen"

#: The folder of all generations.
GENERATIONS = "generations"

CURRENT = "CURRENT"
#: Bytes of it that are read: no name is longer.
_LONGEST = 64
#: What the folder of a draft ends with.
DRAFT = ".draft"


class Generations:
    """The generations in an index folder. Who writes holds `lock.writing`."""

    def __init__(self, folder: Path, trusted: int | None = None) -> None:
        """trusted: the number of another user whose index may be read"""
        self.folder = folder
        self.trusted = trusted
        self._pointer = str(folder / CURRENT)  # each search asks for its status

    def path(self, name: str) -> Path:
        return self.folder / GENERATIONS / name

    def draft(self, name: str) -> Path:
        """Where the generation is while it is being written."""
        return self.path(f"{name}{DRAFT}")

    def names(self) -> list[str]:
        """All generations, oldest first; no drafts."""
        return sorted(filter(_is_name, self._entries()), key=int)

    def _entries(self) -> list[str]:
        """What is in the folder of all generations; nothing if it can't be seen."""
        try:
            return os.listdir(self.folder / GENERATIONS)
        except OSError:
            return []

    def pointer(self) -> tuple[int, int]:
        """Another value whenever CURRENT has been replaced; one look at a file's status.

        Raises IndexMissingError if there is none, IndexDamagedError if it can't be seen.
        """
        try:
            status = os.lstat(self._pointer)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise IndexMissingError(path=self.folder, command=REBUILD) from error
        except OSError as error:
            raise self.damaged(f"CURRENT: {error.strerror}") from error
        return status.st_ino, status.st_mtime_ns

    def current(self) -> str:
        """The name in CURRENT. Raises IndexMissingError or IndexDamagedError."""
        self.pointer()
        path = self.folder / CURRENT
        try:
            if reason := wrong_kind(CURRENT, path.lstat(), folder=False):
                raise self.damaged(reason)
            with open_file(path) as file:
                name = file.read(_LONGEST).decode("ascii").removesuffix("\n")
            found = _is_name(name) and self.path(name).is_dir()
        except (OSError, UnicodeDecodeError) as error:
            raise self.damaged(f"CURRENT: {error}") from error
        if not found:
            raise self.damaged(translate("CURRENT names no generation"))
        return name

    def current_if_any(self) -> str | None:
        """The name in CURRENT, or None if it names nothing."""
        try:
            return self.current()
        except (IndexMissingError, IndexDamagedError):
            return None

    def preferred(self) -> list[str]:
        """All generations, in the order in which they are to be served: that which CURRENT
        names, those before it, those after it.
        """
        named = self.current_if_any()
        names = self.names()[::-1]
        if named is None:
            return names
        return sorted(names, key=lambda name: int(name) > int(named))

    def previous(self) -> str | None:
        """The generation before the current one, if it's still there."""
        current = int(self.current())
        older = [name for name in self.names() if int(name) < current]
        return older[-1] if older else None

    def new_draft(self, taken: Iterable[str] = ()) -> tuple[str, Path]:
        """An empty folder to write a generation in, with its name; what crashes have left is
        removed.

        taken: names that generations have elsewhere
        Nobody else can look into it before `open_to_readers`.
        """
        self.remove_drafts()
        known = map(int, (*self.names(), *taken))
        name = f"{max(known, default=0) + 1:06}"
        return name, self.empty_draft(name)

    def empty_draft(self, name: str) -> Path:
        """The folder of a draft of that name, in place of what a crash has left there."""
        folder = self.draft(name)
        self.remove(folder.name)
        make_folder(folder.parent)
        folder.mkdir(0o700)
        return folder

    def remove_drafts(self) -> None:
        """Remove what never was a generation. Those that are newer than the current one stay,
        as somebody may have gone back from them.
        """
        for entry in self._entries():
            if entry.endswith(DRAFT) and _is_name(entry.removesuffix(DRAFT)):
                self.remove(entry)
        self._replacement.unlink(missing_ok=True)

    @property
    def _replacement(self) -> Path:
        """What is about to replace CURRENT."""
        return self.folder / f"{CURRENT}.new"

    def open_to_readers(self, name: str) -> None:
        """Let those read a draft who may read the index; nobody else may write in it.

        Until then nobody but its writer can look into it, whatever the umask.
        """
        for parent, _, files in os.walk(self.draft(name), topdown=False):
            for file in files:
                open_to(self._mode & 0o644, Path(parent, file))
            open_to(self._mode, Path(parent))

    @property
    def _mode(self) -> int:
        """That of the index's folder, which says who may read it."""
        return stat.S_IMODE(self.folder.stat().st_mode) & 0o755

    def adopt(self, name: str) -> None:
        """Make a generation of a draft, whose files have to be synced before."""
        self.draft(name).rename(self.path(name))
        sync_folder(self.folder / GENERATIONS)

    def point_to(self, name: str) -> None:
        """Serve `name` from now on."""
        with new_file(self._replacement) as file:
            file.write(f"{name}\n")
            file.flush()
            os.fsync(file.fileno())
        open_to(self._mode & 0o644, self._replacement)
        self._replacement.replace(self.folder / CURRENT)
        sync_folder(self.folder)

    def remove_others(self, *kept: str | None) -> None:
        """Remove all generations but some."""
        for name in self.names():
            if name not in kept:
                self.remove(name)

    def remove(self, name: str) -> None:
        path = self.path(name)
        if path.is_symlink() or not path.is_dir():
            path.unlink(missing_ok=True)
        shutil.rmtree(path, ignore_errors=True)

    def incompatible(self, reason: str) -> IndexIncompatibleError:
        return IndexIncompatibleError(path=self.folder, reason=reason, command=REBUILD)

    def damaged(self, reason: str) -> IndexDamagedError:
        return IndexDamagedError(path=self.folder, reason=reason, command=REBUILD)


def _is_name(text: str) -> bool:
    return text.isascii() and text.isdigit()


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on disk (POSIX; elsewhere renames are enough)."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sync_generation(generation: Path, synced: Container[str] = ()) -> None:
    """Have every other file, and every folder that names one, on disk."""
    for folder, _, files in os.walk(generation):
        for file in files:
            path = Path(folder, file)
            if path.relative_to(generation).as_posix() not in synced:
                with path.open("rb") as opened:
                    os.fsync(opened.fileno())
        sync_folder(Path(folder))
    for parent in generation.parents[:2]:
        sync_folder(parent)
