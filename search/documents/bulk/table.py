"""CSV and TSV: a row of names, then a record a row (RFC 4180, and what spreadsheets write)."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

import numpy as np

from ...errors import DocumentError
from .. import causes
from .columns import Columns, no_texts, roles
from .layout import Apart, Offsets, Unbuilt, closed, line_ends
from .record import Records, unbuilt

_DELIMITERS = (",", ";", "\t", "|")
#: Bytes and rows that are looked at to tell the delimiter.
_HEAD, _ROWS = 1 << 16, 50
_QUOTE, _NEWLINE = 34, 10
#: A quotation mark at the beginning of a cell that goes on after the one that closes it.
_BARE = re.compile(rb'(?:^|\t)"[^"\t\n]*"(?!["\t\r\n]|$)|(?:^|\t)"[^"\t\n]*(?=\t|\n)', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Table(Apart):
    """names: of the columns

    quoted: whether quotation marks hold cells together
    encoding: if it was guessed, kept as metadata
    """

    columns: Columns
    kind: str
    delimiter: str
    names: tuple[str, ...]
    quoted: bool = True
    encoding: str = ""
    limit: int = 16 << 20

    def ends(self, window: bytes, *, final: bool = False) -> Offsets:
        if not self.quoted or b'"' not in window:
            return line_ends(window, final=final)
        found, is_open = self._row_ends(window)
        return found if is_open else closed(found, window, final)

    def is_numbered(self, content: bytes, count: int) -> bool:  # noqa: ARG002
        found = roles(self.columns, self.names).id
        if not found:
            return True
        if found[0] == self.names[0] and len(found) == 1:
            # No cell is empty at the beginning of any line: more than is asked for.
            begin = b"\n" + content
            empty = (b"\n" + self.delimiter.encode(), b'\n"', b"\n ", b"\n\n")
            if not any(map(begin.count, empty)):
                return False
        places = [self.names.index(name) for name in found]
        return not all(
            any(place < len(row) and row[place] for place in places)
            for _, row in self._rows(content.decode("utf-8", "replace"), 0)
            if isinstance(row, list) and any(row)
        )

    def count(self, content: bytes, records: int = 0) -> int:  # noqa: ARG002
        return content.count(b"\n")

    def resume(self, window: bytes) -> int | None:
        return window.find(b"\n") + 1 or None

    def endless(self, file: str, number: int) -> DocumentError:
        if self.quoted:
            return DocumentError(path=file, cause=causes.NEVER_CLOSED, line=number)
        return self._too_long(file, number)

    def documents(self, file: str, content: bytes, first: int) -> Iterator[Unbuilt | DocumentError]:
        reader = Records(self.columns)
        for number, row in self._rows(_text(content), first):
            if isinstance(row, csv.Error):
                cause = causes.NO_ROW
                yield DocumentError(path=file, cause=cause, line=number, reason=row)
            elif any(map(str.strip, row)):
                yield self._document(reader, file, row, number)

    def _document(
        self, reader: Records, file: str, row: list[str], number: int
    ) -> Unbuilt | DocumentError:
        expected = len(self.names)
        if len(row) < expected or any(map(str.strip, row[expected:])):
            details = {"count": len(row), "columns": expected}
            return DocumentError(path=file, cause=causes.WRONG_CELLS, line=number, **details)
        if sum(map(len, row)) > self.limit:
            return self._too_long(file, number)
        found = reader.read(dict(zip(self.names, row, strict=False)))
        if not found.text.strip():
            return DocumentError(path=file, cause=causes.NO_TEXT, line=number)
        name = found.document or str(number)
        return unbuilt(file, name, self.kind, [found], self.encoding)

    def _too_long(self, file: str, number: int) -> DocumentError:
        limit = self.limit >> 20
        return DocumentError(path=file, cause=causes.LONG_RECORD, line=number, limit=limit)

    def _rows(self, text: str, first: int) -> Iterator[tuple[int, list[str] | csv.Error]]:
        """Each row with the number of its first line."""
        csv.field_size_limit(2 * self.limit)
        lines = text.removesuffix("\n").split("\n")
        quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if self.quoted else csv.QUOTE_NONE
        reader = csv.reader(
            (f"{line}\n" for line in lines), delimiter=self.delimiter, quoting=quoting
        )
        while True:
            number = first + reader.line_num
            try:
                yield number, next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield number, error

    def _row_ends(self, window: bytes) -> tuple[Offsets, bool]:
        """The ends of lines outside of quotation marks, and whether the last is never closed."""
        content = np.frombuffer(window, np.uint8)
        quotes = np.flatnonzero(content == _QUOTE)
        lines = np.flatnonzero(content == _NEWLINE)
        opening = quotes[::2]
        before = content[opening - 1]
        before[opening == 0] = _NEWLINE
        opens = (_QUOTE, _NEWLINE, 13, ord(self.delimiter))
        if not np.isin(before, opens).all():
            quotes = self._marks(window)
        outside = np.searchsorted(quotes, lines) % 2 == 0
        return lines[outside] + 1, len(quotes) % 2 == 1

    def _marks(self, window: bytes) -> Offsets:
        """The quotation marks that open and close: not those within a cell that has none."""
        marks = re.compile(
            rb"(?:\A|[\n\r" + re.escape(self.delimiter.encode()) + rb'])(")'
            rb'[^"]*+(?:""[^"]*+)*+("?)'
        )
        found = (
            place
            for one in marks.finditer(window)
            for place in ((one.start(1), one.start(2)) if one[2] else (one.start(1),))
        )
        return np.fromiter(found, np.intp)  # a list would take five times as much


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return "\n".join(map(_line, content.split(b"\n")))


def _line(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("windows-1252", "replace")


def table(file: str, head: bytes, columns: Columns, encoding: str, kind: str) -> tuple[Table, int]:
    """The layout of a file that begins so, and how many bytes its row of names has.

    Raises DocumentError if no column has the text.
    """
    sample = head[:_HEAD]
    if not sample.strip():
        return Table(columns, kind, ",", ("",)), len(head)
    delimiters = sorted(_DELIMITERS, key=lambda one: (one == "\t") is not (kind == "tsv"))
    tables = [
        _tried(sample, Table(columns, kind, one, (), quoted, encoding))
        for one in delimiters
        for quoted in _quotings(sample, one)
    ]
    found, _ = max(tables, key=lambda one: one[1])
    if not roles(columns, found.names).text:
        raise no_texts(file, columns, found.names)
    ends = found.ends(head, final=True)
    return found, int(ends[0]) if ends.size else len(head)


def _quotings(sample: bytes, delimiter: str) -> tuple[bool, ...]:
    """Whether quotation marks hold cells together, the likelier first.

    Only with tabs, which are in no text, do tables do without.
    """
    if delimiter != "\t" or b'"' not in sample:
        return (True,)
    return (False, True) if _BARE.search(sample) else (True, False)


def _tried(sample: bytes, found: Table) -> tuple[Table, tuple[bool, int, float]]:
    """The table with its names, and how likely it is the right one."""
    rows = [row for _, row in islice(found._rows(_text(sample), 1), _ROWS) if isinstance(row, list)]
    names = _distinct(rows[0] if rows else [])
    same = sum(len(row) == len(names) for row in rows) / max(1, len(rows))
    likely = (bool(roles(found.columns, names).text), len(names) if same > 0.5 else 1, same)
    return replace(found, names=names), likely


def _distinct(names: list[str]) -> tuple[str, ...]:
    """Names without spaces around them; an empty one, or one that another has, by its place."""
    found: dict[str, None] = {}
    for place, name in enumerate(map(str.strip, names), start=1):
        found[name if name and name not in found else f"{name}{place}"] = None
    return tuple(found)
