"""The index folder: immutable generations, and a pointer to the one that is served.

    index/CURRENT                   the name of the generation in use
    index/generations/000007/       one generation: manifest.json, catalog.sqlite, engine/,
                                    vectors/, seen/

A new generation is written beside the others (`staging.py`), synced to disk, and then named
in CURRENT by a rename: a crash at any moment leaves the old pointer or the new one, and
what it points at is whole. Readers (`snapshots.py`) keep what they have opened. The
generation before the current one stays, for `roll_back`.
"""

import os
import shutil
import stat
from collections.abc import Container
from pathlib import Path

from ..errors import IndexDamagedError, IndexIncompatibleError, IndexMissingError
from ..wording.messages import translate
from .permissions import close_to_others, make_folder, new_file, wrong_kind

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


class Generations:
    """The generations in an index folder. Who writes holds `lock.writing`."""

    def __init__(self, folder: Path, trusted: int | None = None) -> None:
        """trusted: the number of another user whose index may be read"""
        self.folder = folder
        self.trusted = trusted

    def path(self, name: str) -> Path:
        return self.folder / GENERATIONS / name

    def names(self) -> list[str]:
        """All generations, staged ones too, oldest first."""
        folder = self.folder / GENERATIONS
        if not folder.is_dir():
            return []
        return sorted((entry.name for entry in folder.iterdir() if _is_name(entry.name)), key=int)

    def pointer(self) -> tuple[int, int]:
        """Another value whenever CURRENT has been replaced; one look at a file's status.

        Raises IndexMissingError if there is none, IndexDamagedError if it can't be seen.
        """
        try:
            status = (self.folder / CURRENT).lstat()
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
            with path.open("rb") as file:
                name = file.read(_LONGEST).decode("ascii").strip()
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

    def previous(self) -> str | None:
        """The generation before the current one, if it's still there."""
        current = int(self.current())
        older = [name for name in self.names() if int(name) < current]
        return older[-1] if older else None

    def new_folder(self) -> tuple[str, Path]:
        """An empty folder to stage one in, with its name; what crashes have left is removed.

        Nobody else can look into it before `open_to_readers`.
        """
        newest = self.remove_staged()
        name = f"{newest + 1:06}"
        return name, self.folder_of(name)

    def folder_of(self, name: str) -> Path:
        """An empty folder for one of that name, in place of what crashes have left there; nobody
        else can look into it before `open_to_readers`.
        """
        self.remove(name)
        folder = self.path(name)
        make_folder(folder.parent)
        folder.mkdir(0o700)
        return folder

    def remove_staged(self) -> int:
        """Remove what isn't, and never was, in use; the number of the newest that is.

        While CURRENT is damaged nothing is removed: any of the generations may be the one that
        was served, and whoever mends CURRENT by hand finds it.
        """
        try:
            newest = int(self.current())
        except IndexMissingError:
            newest = 0
        except IndexDamagedError:
            return max(map(int, self.names()), default=0)
        for name in self.names():
            if int(name) > newest:
                self.remove(name)
        self._replacement.unlink(missing_ok=True)
        return newest

    @property
    def _replacement(self) -> Path:
        """What is about to replace CURRENT."""
        return self.folder / f"{CURRENT}.new"

    def open_to_readers(self, name: str) -> None:
        """Let those read a staged one who may read the index; nobody else may write in it.

        Until then nobody but its writer can look into it, whatever the umask.
        """
        folder = self.path(name)
        for parent, _, files in os.walk(folder):
            for file in files:
                close_to_others(Path(parent, file))
            close_to_others(Path(parent))
        folder.chmod(stat.S_IMODE(self.folder.stat().st_mode) & 0o755)

    def point_to(self, name: str) -> None:
        """Serve `name` from now on; its files have to be synced before."""
        replaced = self.current_if_any()
        with new_file(self._replacement) as file:
            file.write(f"{name}\n")
            file.flush()
            os.fsync(file.fileno())
        self._replacement.replace(self.folder / CURRENT)
        sync_folder(self.folder)
        for other in self.names():
            if other not in (name, replaced):
                self.remove(other)

    def remove(self, name: str) -> None:
        if self.path(name).is_symlink():
            self.path(name).unlink()
        shutil.rmtree(self.path(name), ignore_errors=True)

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
