"""Who could have written an index: the owners and the permissions of its path.

Nothing in an index is run, whoever wrote it; this keeps others from changing what is found.
The folder of the index and all below it have to belong to the user or to root, be writable by
nobody else, and be no links, which lead elsewhere once they are looked at. The folders above
it may be their owners' and groups', as they are in a home or a shared project; but where
everybody may write and there is no sticky bit, anybody could put another index in its place.

What was looked at is what is opened as long as those who may write there leave it: whoever
could rename a folder above the index between the two could only put there an index that
belongs to the same user. On Windows, where these numbers mean nothing, only links are refused.

Another user may be trusted (the setting `trusted_owner`): what belongs to him is read as what
belongs to the user is. He decides then what is found, and can end a process that reads a file
which he makes shorter meanwhile; he can't have anything run. Nothing is written into his index.
"""

import os
import shlex
import stat
from pathlib import Path
from typing import TextIO

from ..wording.messages import translate

_WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH
_POSIX = os.name == "posix"


def refusal(name: str, status: os.stat_result, *, folder: bool) -> str | None:
    """Why what is called `name` isn't read, if that is so; `status` is `lstat`'s."""
    return wrong_kind(name, status, folder=folder) or exposed(name, status)


def wrong_kind(name: str, status: os.stat_result, *, folder: bool) -> str | None:
    """Why it isn't the folder, or the file, that it should be."""
    if stat.S_ISLNK(status.st_mode):
        return translate("{name} is a symbolic link").format(name=name)
    if folder and not stat.S_ISDIR(status.st_mode):
        return translate("{name} is no folder").format(name=name)
    if not folder and not stat.S_ISREG(status.st_mode):
        return translate("{name} is no file").format(name=name)
    return None


def exposed(name: str, status: os.stat_result, trusted: int | None = None) -> str | None:
    """Why others could have written it. trusted: the number of another user who may have"""
    if not _POSIX:
        return None
    if status.st_uid not in (os.geteuid(), 0, trusted):
        strange = translate("{name}: it belongs to another user (uid {owner})")
        return strange.format(name=name, owner=status.st_uid)
    if status.st_mode & _WRITABLE_BY_OTHERS:
        return translate("{name} can be written by other users").format(name=name)
    return None


def user_number(name: str) -> int | None:
    """The number of a user of that name, or of that number; None for none, and on Windows.

    Raises KeyError if there is no such user.
    """
    if not _POSIX or not name:
        return None
    import pwd

    return int(name) if name.isascii() and name.isdigit() else pwd.getpwnam(name).pw_uid


def refusal_above(index: Path) -> str | None:
    """Why no index is kept at that path, whatever it is: see above."""
    if index.is_symlink():
        link = translate("{name} is a symbolic link: give the folder that it leads to")
        return link.format(name=index)
    if not _POSIX:
        return None
    for parent in dict.fromkeys((*index.absolute().parents, *index.resolve().parents)):
        mode = parent.stat().st_mode
        if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
            anyone = translate(
                "anyone can write in {folder} and put another in its place; to forbid it: {command}"
            )
            return anyone.format(folder=parent, command=f"chmod o-w {shlex.quote(str(parent))}")
    return None


def make_folder(path: Path) -> None:
    """Make a folder, with those above it, that only its owner can write in.

    One of the user's that others can write in, as they can where the umask is 002, is closed to
    them. Raises OSError.
    """
    if not path.is_dir():
        if path.parent != path:
            make_folder_above(path.parent)
        path.mkdir(0o755, exist_ok=True)
    close_to_others(path)


def make_folder_above(path: Path) -> None:
    """Make a folder if there is none; one that is there stays as it is."""
    if not path.is_dir():
        make_folder(path)


def close_to_others(path: Path) -> None:
    """Take the right to write from others, where it is the user's to give."""
    if not _POSIX or not os.path.lexists(path):
        return
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode) or status.st_uid != os.geteuid():
        return
    if status.st_mode & _WRITABLE_BY_OTHERS:
        path.chmod(stat.S_IMODE(status.st_mode) & ~_WRITABLE_BY_OTHERS)


def open_to(mode: int, path: Path) -> None:
    """Give a file or folder of the user's this mode; one of which the mode is somebody else's, as a
    shared one may be, stays as it is.
    """
    if not _POSIX:
        return
    status = path.lstat()
    is_own = not stat.S_ISLNK(status.st_mode) and status.st_uid == os.geteuid()
    if is_own and stat.S_IMODE(status.st_mode) != mode:
        path.chmod(mode)


def new_file(path: Path) -> TextIO:
    """A file of text that only its owner can write, in place of what is there, be it a link."""
    path.unlink(missing_ok=True)
    return os.fdopen(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "w", encoding="utf-8"
    )
