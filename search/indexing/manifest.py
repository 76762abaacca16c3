"""What a generation says of itself: `manifest.json`."""

import hashlib
import os
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec
from msgspec.structs import replace

from ..engines.checksums import BLOCK, Checksums, block_sums
from ..wording.messages import translate
from .permissions import new_file

#: Raised when the files of a generation change their meaning.
FORMAT = 11
NAME = "manifest.json"
#: No manifest is longer (bytes): enough for 800 GB of files, of which it has the checksums.
_LONGEST = 1 << 26
#: Files up to this size are read whole before they are used (bytes).
_SMALL = 1 << 16
#: Bytes of a digest, and bytes that are read at once.
_DIGEST, _CHUNK = 32, 1 << 20

_T = TypeVar("_T")
_Count = Annotated[int, msgspec.Meta(ge=0, lt=1 << 48)]


class FileSeal(msgspec.Struct, frozen=True):
    """size: bytes; blake2b: of the content, 32 bytes in hexadecimal (RFC 7693)
    blocks: the checksums of its blocks (`engines.checksums`)
    """

    size: _Count
    blake2b: str
    blocks: bytes

    def __post_init__(self) -> None:
        if len(self.blocks) != 4 * -(-self.size // BLOCK):
            raise ValueError(translate("a file has not a checksum for each block"))


class _Format(msgspec.Struct):
    format: int


class _Counted(msgspec.Struct):
    documents: _Count


class Manifest(msgspec.Struct, frozen=True):
    """format: of the generation's files; analysis: `Analyzer.fingerprint`
    identity: another one for each generation ever built
    created: ISO 8601, UTC
    files: every other file of the generation, by its path in it, of which none leads out
    seal: of the manifest itself, a digest as files have
    """

    format: int
    engine: str
    analysis: str
    identity: str
    created: str
    documents: _Count
    paragraphs: _Count
    skipped: _Count
    source: str
    files: dict[str, FileSeal]
    seal: str = ""

    @property
    def size(self) -> int:
        """Bytes of those files."""
        return sum(one.size for one in self.files.values())

    def __post_init__(self) -> None:
        for name in self.files:
            if not _stays_inside(name):
                reason = translate("{name} is not the name of a file in it")
                raise ValueError(reason.format(name=name))


def write_manifest(folder: Path, manifest: Manifest) -> None:
    with new_file(folder / NAME) as file:
        file.write(_written(manifest).decode())


def _written(manifest: Manifest) -> bytes:
    """With a digest of the rest, by which damage to the manifest itself is found."""
    plain = replace(manifest, seal="")
    digest = hashlib.blake2b(msgspec.json.encode(plain), digest_size=_DIGEST).hexdigest()
    sealed = msgspec.json.encode(replace(manifest, seal=digest))
    return msgspec.json.format(sealed, indent=2) + b"\n"


def read_format(folder: Path) -> int:
    """What every format has; raises as `read_manifest` does."""
    return _decode(folder, _Format).format


def read_manifest(folder: Path) -> Manifest:
    """Raises OSError or ValueError if there's none that can be read, or that isn't as written."""
    return decoded_manifest(_content(folder))


def decoded_manifest(content: bytes) -> Manifest:
    """The same of what stands in a file. Raises ValueError."""
    manifest = _decoded(content, Manifest)
    if content != _written(manifest):
        raise ValueError(translate("it isn't what was written"))
    return manifest


def read_count(folder: Path) -> int:
    """How many documents a manifest of any format tells; 0 if there's none that can be read."""
    try:
        return _decode(folder, _Counted).documents
    except (OSError, ValueError):
        return 0


def _decode(folder: Path, kind: type[_T]) -> _T:
    return _decoded(_content(folder), kind)


def _content(folder: Path) -> bytes:
    with (folder / NAME).open("rb") as file:
        content = file.read(_LONGEST + 1)
    if len(content) > _LONGEST:
        raise ValueError(translate("it is too long"))
    return content


def _decoded(content: bytes, kind: type[_T]) -> _T:
    try:
        return msgspec.json.decode(content, type=kind)
    except RecursionError as error:
        raise ValueError(translate("it is nested too deeply")) from error


def _stays_inside(name: str) -> bool:
    """Whether a path is one of names only, the same on every system."""
    plain = not set(name) & set("\\:\0")
    return plain and all(part not in ("", ".", "..") for part in name.split("/"))


def seal(folder: Path, known: dict[str, FileSeal]) -> dict[str, FileSeal]:
    """The size and digest of every file; `known` are those that haven't changed."""
    return {
        name: known[name] if name in known else seal_file(folder / name)
        for name in sorted(_files(folder))
    }


def changed(folder: Path, manifest: Manifest) -> list[str]:
    """The files that aren't what was written; reads all of them."""
    return [name for name, sealed in manifest.files.items() if not _is(folder / name, sealed)]


def small_changed(folder: Path, manifest: Manifest) -> list[str]:
    """The same of small files, which is quick; an engine's say how to read the large ones."""
    small = ((name, one) for name, one in manifest.files.items() if one.size <= _SMALL)
    return [name for name, sealed in small if not _is(folder / name, sealed)]


def _is(path: Path, sealed: FileSeal) -> bool:
    try:
        return seal_file(path) == sealed
    except OSError:
        return False


def seal_file(path: Path) -> FileSeal:
    """Its size and digests; raises OSError."""
    digest, size, sums = hashlib.blake2b(digest_size=_DIGEST), 0, bytearray()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            sums += block_sums(chunk)
    return FileSeal(size, digest.hexdigest(), bytes(sums))


def checksums(folder: Path, manifest: Manifest) -> Checksums:
    """Those of a generation's files, to be compared where they are read."""
    return Checksums(folder, {name: one.blocks for name, one in manifest.files.items()})


def _files(folder: Path) -> list[str]:
    names = []
    for parent, _, files in os.walk(folder):
        names += [Path(parent, name).relative_to(folder).as_posix() for name in files]
    return [name for name in names if name != NAME]
