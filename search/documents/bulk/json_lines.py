"""JSON Lines: one record a line, consecutive records of the same document together.

    {"doc": "rapport-12", "title": "Rapport", "date": "2024-11", "text": "…"}

A record without an id is a document of its own, called by the number of its line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, ClassVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from ...errors import DocumentError
from .. import causes
from .columns import Columns, no_texts, roles
from .layout import Offsets, Unbuilt, line_ends
from .record import Record, Records, unbuilt

_decode = msgspec.json.Decoder(dict[str, Any]).decode
_WRONG = (msgspec.MsgspecError, RecursionError, UnicodeDecodeError)
_FIRST_KEY = re.compile(rb'\{\s*"(?P<key>[^"\\]{1,80})"\s*:\s*(?:"|(?=\d))')
_QUOTE, _BACKSLASH = b'"\\'
#: Records that are looked at for whether there are texts at all.
_HEAD = 100


@dataclass(frozen=True, slots=True)
class JsonLines:
    """begin: with what most lines begin, up to the first character of an id that comes first

    encoding: if it was guessed, kept as metadata
    """

    columns: Columns
    begin: bytes = field(default=b"", repr=False)
    encoding: str = ""
    limit: int = 16 << 20
    risky: ClassVar[bool] = False

    def ends(self, window: bytes, *, final: bool = False) -> Offsets:
        return line_ends(window, final=final)

    def document_of(self, record: bytes) -> str | None:
        if name := self._name_at_once(record):
            return name
        try:
            return Records(self.columns).document_of(_decode(record))
        except _WRONG:
            return None

    def beginning_of(self, document: str) -> bytes:
        if self.begin[-1:] != b'"':
            return b""
        return self.begin + document.encode("utf-8", "replace") + b'"'

    def all_named(self, window: bytes, ends: Offsets) -> bool:
        length = len(self.begin)
        if not self.begin.endswith(b'"') or not ends.size:
            return False
        starts = np.concatenate((np.zeros(1, np.intp), ends[:-1]))
        if len(window) - starts[-1] <= length:
            return False
        heads: NDArray[np.bytes_] = np.ndarray(len(window) - length, f"S{length}", window, 0, (1,))
        first = np.frombuffer(window, np.uint8)[starts + length]
        named = (heads[starts] == self.begin).all()
        return bool(named and not ((first == _QUOTE) | (first == _BACKSLASH)).any())

    def is_numbered(self, content: bytes, count: int) -> bool:
        if self.begin:
            named = content.count(b"\n" + self.begin) + content.startswith(self.begin)
            wrong = b'"' if self.begin.endswith(b'"') else b'"ntf[{'
            empty = any(content.count(self.begin + wrong[n : n + 1]) for n in range(len(wrong)))
            if not empty and named == count:
                return False
        return any(self.document_of(line) == "" for line in content.split(b"\n"))

    def count(self, content: bytes, records: int = 0) -> int:
        return records or content.count(b"\n")

    def resume(self, window: bytes) -> int | None:
        return window.find(b"\n") + 1 or None

    def endless(self, file: str, number: int) -> DocumentError:
        limit = self.limit >> 20
        return DocumentError(path=file, cause=causes.LONG_RECORD, line=number, limit=limit)

    def documents(self, file: str, content: bytes, first: int) -> Iterator[Unbuilt | DocumentError]:
        reader = Records(self.columns)
        records: list[tuple[str, Record]] = []
        for number, line in enumerate(content.split(b"\n"), first):
            try:
                if line.strip():
                    found = self._record(reader, file, line, number)
                    records.append((found.document or str(number), found))
            except DocumentError as error:
                yield error
        for name, group in groupby(records, key=lambda one: one[0]):
            yield unbuilt(file, name, "jsonl", [one for _, one in group], self.encoding)

    def _name_at_once(self, record: bytes) -> str:
        """The id that a record begins with, without decoding the rest; "" for any other."""
        begin = len(self.begin)
        if not begin or self.begin[-1:] != b'"' or not record.startswith(self.begin):
            return ""
        name = record[begin : record.find(b'"', begin)]
        return "" if b"\\" in name else name.decode("utf-8", "replace")

    def _record(self, reader: Records, file: str, line: bytes, number: int) -> Record:
        if len(line) > self.limit:
            raise self.endless(file, number)
        found = reader.read(self._values(file, line, number))
        if not found.text.strip():
            raise DocumentError(path=file, cause=causes.NO_TEXT, line=number)
        return found

    def _values(self, file: str, line: bytes, number: int) -> dict[str, Any]:
        try:
            return _decode(line)
        except UnicodeDecodeError:
            line = line.decode("windows-1252", "replace").encode()
        except (msgspec.MsgspecError, RecursionError):
            pass
        try:
            return _decode(line)
        except _WRONG as error:
            cause = causes.NO_RECORD
            raise DocumentError(path=file, cause=cause, line=number, reason=error) from error


def json_lines(file: str, head: bytes, columns: Columns, encoding: str) -> JsonLines:
    """The layout of a file that begins so. Raises DocumentError if it has no texts."""
    layout = JsonLines(columns, encoding=encoding)
    names: dict[str, None] = {}
    lines = head.split(b"\n", _HEAD)
    for line in lines[:_HEAD]:
        if layout.document_of(line) is None:
            continue
        values = _decode(line)
        if roles(columns, tuple(values)).text:
            return replace(layout, begin=_begin(lines[0], columns))
        names |= dict.fromkeys(values)
    if names:
        raise no_texts(file, columns, tuple(names))
    return layout


def _begin(line: bytes, columns: Columns) -> bytes:
    """Up to where its id is, if the line begins with that."""
    begin = _FIRST_KEY.match(line)
    if begin and roles(columns, (begin["key"].decode("utf-8", "replace"),)).id:
        return begin[0]
    return b""
