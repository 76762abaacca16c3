"""JSON lines: one record a line, consecutive records of the same document together.

    {"doc": "rapport-12", "title": "Rapport", "date": "2024-11", "text": "…"}

What a record says of its document is looked for under the usual names (`NAMES`); what else
it says is kept as metadata. A record without an id is a document of its own, called by the
number of its line.
"""

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO, cast

import msgspec

from ..errors import DocumentError
from ..messages import translate
from ..model import Document
from ..period import Period
from .header import Header
from .plain_text import split_paragraphs
from .structure import Outline, build_document

#: Where a record has its document's id, its title, its date and its text.
NAMES = {
    "id": ("doc", "document", "id", "_id"),
    "title": ("title", "titre"),
    "date": ("date", "published", "created"),
    "text": ("text", "texte", "body", "content"),
}
SUFFIXES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
#: Characters of a date that count: a day, whatever the hour.
_DAY = 10
#: Bytes of lines that are read as one task.
_CHUNK = 1 << 18

_decode = msgspec.json.Decoder(dict[str, Any]).decode


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines of a file of records, with the number of the first, from 1."""

    file: str
    first: int
    lines: tuple[bytes, ...]

    def documents(self) -> Iterator[Document | DocumentError]:
        """The documents in the lines; a line that is no record is an error of its own."""
        records: list[_Record] = []
        for number, line in enumerate(self.lines, self.first):
            try:
                if line.strip():
                    records.append(_record(line, self.file, number))
            except DocumentError as error:
                yield error
        for document_id, group in groupby(records, key=lambda record: record.document):
            yield _document(f"{self.file}/{document_id}", list(group))

    def halves(self) -> "list[Lines]":
        """The same in two, no document cut; empty if there is but one."""
        names = [_document_of(line) for line in self.lines]
        cuts = [n for n in range(1, len(names)) if names[n] is None or names[n] != names[n - 1]]
        if not cuts:
            return []
        cut = cuts[len(cuts) // 2]
        rest = Lines(self.file, self.first + cut, self.lines[cut:])
        return [Lines(self.file, self.first, self.lines[:cut]), rest]


def is_records(path: Path) -> bool:
    """Whether a file is one of records, by its name."""
    return path.name.lower().endswith(SUFFIXES)


def chunks(file: str, path: Path) -> Iterator[Lines]:
    """The lines of a file of records, about 256 KiB at a time, no document cut in two.

    Raises DocumentError if the file can't be read or decompressed.
    """
    try:
        with _open(path) as stream:
            yield from _chunks(file, stream)
    except (OSError, EOFError) as error:
        reason = translate("it can't be read ({reason}).").format(reason=error)
        raise DocumentError(path=file, reason=reason) from error


def _open(path: Path) -> BinaryIO:
    if path.name.lower().endswith(".gz"):
        return cast("BinaryIO", gzip.open(path, "rb"))
    return path.open("rb")


def _chunks(file: str, lines: Iterable[bytes]) -> Iterator[Lines]:
    gathered: list[bytes] = []
    first, size = 1, 0
    for line in lines:
        if size >= _CHUNK and _document_of(line) != _document_of(gathered[-1]):
            yield Lines(file, first, tuple(gathered))
            first, size = first + len(gathered), 0
            gathered = []
        gathered.append(line)
        size += len(line)
    if gathered:
        yield Lines(file, first, tuple(gathered))


def _document_of(line: bytes) -> str | None:
    """The document that a line belongs to; None for one of its own, or no record."""
    try:
        return _named(_decode(line), "id") or None
    except msgspec.MsgspecError:
        return None


@dataclass(frozen=True, slots=True)
class _Record:
    document: str
    title: str
    date: Period | None
    text: str


def _record(line: bytes, file: str, number: int) -> _Record:
    try:
        values = _decode(line)
    except msgspec.MsgspecError as error:
        reason = translate("line {number} is not a JSON object ({error}).")
        raise DocumentError(path=file, reason=reason.format(number=number, error=error)) from error
    return _Record(
        _named(values, "id") or str(number),
        _named(values, "title"),
        _date(_named(values, "date")),
        _named(values, "text"),
    )


def _named(values: dict[str, Any], what: str) -> str:
    for name in NAMES[what]:
        if (value := values.get(name)) is not None:
            return value if isinstance(value, str) else str(value)
    return ""


def _date(value: str) -> Period | None:
    try:
        return Period.parse(value[:_DAY])
    except ValueError:
        return None


def _document(document_id: str, records: list[_Record]) -> Document:
    texts = [split_paragraphs(record.text) for record in records]
    blocks = tuple(block for text in texts for block in text)
    guessed = len(blocks) > len(records)  # else each record is a paragraph, however short
    title = next((record.title for record in records if record.title), "")
    date = next((record.date for record in records if record.date), None)
    return build_document(document_id, Outline(Header(title, date), blocks, guessed))
