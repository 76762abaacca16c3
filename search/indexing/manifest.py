"""What a generation says of itself: `manifest.json`."""

import os
import zlib
from pathlib import Path

import msgspec

#: Raised when the files of a generation change their meaning.
FORMAT = 1
NAME = "manifest.json"
_CHUNK = 1 << 20


class FileSeal(msgspec.Struct, frozen=True):
    """size: bytes; crc: CRC-32 of the content."""

    size: int
    crc: int


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


def read_manifest(folder: Path) -> Manifest:
    """Raises OSError or msgspec.MsgspecError if there's none that can be read."""
    return msgspec.json.decode((folder / NAME).read_bytes(), type=Manifest)


def seal(folder: Path, known: dict[str, FileSeal]) -> dict[str, FileSeal]:
    """The size and checksum of every file; `known` are those that haven't changed."""
    return {
        name: known[name] if name in known else _seal(folder / name)
        for name in sorted(_files(folder))
    }


def missing_or_cut(folder: Path, manifest: Manifest) -> str | None:
    """The first file that isn't there or hasn't its size; quick, reads no content."""
    for name, sealed in manifest.files.items():
        try:
            if (folder / name).stat().st_size != sealed.size:
                return name
        except OSError:
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
