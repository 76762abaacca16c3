"""API keys: a file in which each has a line, `name sha256:… [requests a minute]`.

A key is 256 random bits, so that its digest tells nothing of it, and needs none of the slowness
that guessable passwords do. It is shown once, when it is made.
"""

import hashlib
import hmac
import os
import re
import secrets
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import SettingsError
from ..wording.messages import translate

_LINE = re.compile(r"([\w.@-]{1,64})\s+sha256:([0-9a-f]{64})(?:\s+(\d{1,6}))?")
_NAME = re.compile(r"[\w.@-]{1,64}")
#: Bytes of a key before it is written in letters, and of the file at the most.
_SIZE, _LARGEST = 32, 1 << 20
_OF_OTHERS = stat.S_IWGRP | stat.S_IWOTH
#: What each key begins with, by which one that got out is recognised.
_PREFIX = "alinea_"


@dataclass(frozen=True, slots=True)
class Key:
    """holder: whose it is; per_minute: requests, or None for as many as anybody"""

    holder: str
    digest: str
    per_minute: int | None = None


def digest_of(key: str) -> str:
    """SHA-256 (FIPS 180-4) in hexadecimal."""
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()


class Keys:
    """The keys of a file, read again when it has changed. What isn't understood opens nothing.

    Raises SettingsError if the file can't be read, isn't understood, or can be written by others.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp = self._status()
        self._keys: Sequence[Key] = read_keys(path)

    def find(self, given: str) -> Key | None:
        """The key that is meant; the time that it takes tells nothing of the others."""
        self._read_again()
        digest, found = digest_of(given), None
        for key in self._keys:
            if hmac.compare_digest(key.digest, digest):
                found = key
        return found

    def _read_again(self) -> None:
        if (stamp := self._status()) == self._stamp:
            return
        self._stamp = stamp
        try:
            self._keys = read_keys(self._path)
        except SettingsError:
            self._keys = ()

    def _status(self) -> tuple[int, int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino


def read_keys(path: Path) -> list[Key]:
    """The keys of a file. Raises SettingsError."""
    try:
        with path.open("rb") as file:
            if os.name == "posix" and os.fstat(file.fileno()).st_mode & (
                stat.S_IWGRP | stat.S_IWOTH
            ):
                raise _error(path, translate("others can write it. To mend it: chmod go-w"))
            lines = file.read(_LARGEST).decode("utf-8").splitlines()
    except FileNotFoundError as error:
        raise _error(path, translate("there is no such file; alinea key NAME makes it.")) from error
    except (OSError, ValueError) as error:
        raise _error(path, getattr(error, "strerror", None) or error) from error
    return [_key(path, place, line) for place, line in enumerate(lines, 1) if _says(line)]


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def _key(path: Path, place: int, line: str) -> Key:
    found = _LINE.fullmatch(line.strip())
    if found is None:
        reason = translate("line {line} isn't NAME sha256:DIGEST [REQUESTS A MINUTE].")
        raise _error(path, reason.format(line=place))
    return Key(found[1], found[2], int(found[3]) if found[3] else None)


def add_key(path: Path, holder: str, per_minute: int | None = None) -> str:
    """Make a key, add its line to the file, which only this user can read, and return it.

    Raises SettingsError for a name that can't be, or a file that can't be written.
    """
    if not _NAME.fullmatch(holder):
        raise _error(path, translate("{name} can't be a name here.").format(name=holder))
    key = _PREFIX + secrets.token_urlsafe(_SIZE)
    limit = f" {per_minute}" if per_minute else ""
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with open(file, "a", encoding="utf-8") as lines:
            lines.write(f"{holder} sha256:{digest_of(key)}{limit}\n")
    except OSError as error:
        raise _error(path, error.strerror or error) from error
    return key


def _error(path: Path, reason: object) -> SettingsError:
    return SettingsError(name="keys", origin=str(path), reason=reason)
