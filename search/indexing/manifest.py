"""What a generation says of itself: `manifest.json`."""

import os
import zlib
from pathlib import Path

import msgspec

#: Raised when the files of a generation change their meaning.
FORMAT = 3
NAME = "manifest.json"
_CHUNK = 1 << 20
#: Files up to this size are read whole before they are used (bytes).
_SMALL = 1 << 16


class FileSeal(msgspec.Struct, frozen=True):
    """size: bytes; crc: CRC-32 of the content."""

    size: int
    crc: int


class _Format(msgspec.Struct):
    format: int


class Manifest(msgspec.Struct, frozen=True):
    """format: of the generation's files; analysis: `Analyzer.fingerprint`
    identity: another one for each generation ever built
    created: ISO 8601, UTC
    files: every other file of the generation, by its path in it
    """

    format: int
    engine: str
    analysis: str
    identity: str
    created: str
    documents: int
    paragraphs: int
    skipped: int
    source: str
    files: dict[str, FileSeal]


def write_manifest(folder: Path, manifest: Manifest) -> None:
    content = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    (folder / NAME).write_bytes(content + b"\n")


def read_format(folder: Path) -> int:
    """What every format has; raises as `read_manifest` does."""
    return msgspec.json.decode((folder / NAME).read_bytes(), type=_Format).format


def read_manifest(folder: Path) -> Manifest:
    """Raises OSError or ValueError if there's none that can be read."""
    return msgspec.json.decode((folder / NAME).read_bytes(), type=Manifest)


def seal(folder: Path, known: dict[str, FileSeal]) -> dict[str, FileSeal]:
    """The size and checksum of every file; `known` are those that haven't changed."""
    return {
        name: known[name] if name in known else _seal(folder / name)
        for name in sorted(_files(folder))
    }


def damaged_at_sight(folder: Path, manifest: Manifest) -> str | None:
    """The first file that isn't there, hasn't its size or, if it's small, isn't what was
    written; quick. An engine's small files say how to read the large ones.
    """
    for name, sealed in manifest.files.items():
        try:
            cut = (folder / name).stat().st_size != sealed.size
        except OSError:
            return name
        if cut or (sealed.size <= _SMALL and not _is(folder / name, sealed)):
            return name
    return None


def changed(folder: Path, manifest: Manifest) -> list[str]:
    """The files that aren't what was written; reads all of them."""
    return [name for name, sealed in manifest.files.items() if not _is(folder / name, sealed)]


def _is(path: Path, sealed: FileSeal) -> bool:
    try:
        return _seal(path) == sealed
    except OSError:
        return False


def _seal(path: Path) -> FileSeal:
    crc = size = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            crc = zlib.crc32(chunk, crc)
            size += len(chunk)
    return FileSeal(size, crc)


def _files(folder: Path) -> list[str]:
    names = []
    for parent, _, files in os.walk(folder):
        names += [Path(parent, name).relative_to(folder).as_posix() for name in files]
    return [name for name in names if name != NAME]
