"""Records → documents."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple

import msgspec

from ...model import Document
from ...period import Period
from ..block import Block
from ..dates import read_date
from ..header import Header
from ..structure import Outline, build_document
from ..text.footnotes import apart_from_footnotes
from ..text.lines import split_paragraphs
from ..text.numbering import without_numbers
from .chunk import change_hash
from .columns import Columns, Roles, roles
from .layout import Unbuilt

_encode = msgspec.msgpack.Encoder().encode
#: Characters of a value that are kept as metadata: each paragraph carries them.
_LONGEST = 1000
#: Sets of names that are remembered.
_MOST = 100


class Record(NamedTuple):
    """A line, or a row.

    document: the id of the document that it belongs to; "" if it says none
    """

    document: str
    title: str
    date: Period | None
    text: str
    metadata: dict[str, str]


class Records:
    """Reads records of which columns are declared so; remembers which names have what."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._roles: dict[tuple[str, ...], Roles] = {}

    def read(self, values: Mapping[str, Any]) -> Record:
        """What the values say, by their names; its text is "" if there is none."""
        found = self._roles_of(values)
        document, from_id = _first(values, found.id)
        title, from_title = _first(values, found.title)
        text, from_text = _first(values, found.text, between="\n\n")
        date, from_date = _first(values, found.date)
        used = (from_id, from_title, from_text, from_date)
        metadata = {}
        if len(values) > 4 - used.count(""):
            for name in found.all:
                if name not in used and (value := plain(values[name], "; ")):
                    metadata[name] = value if len(value) <= _LONGEST else value[:_LONGEST] + "…"
        return Record(document, title, read_date(date) if date else None, text, metadata)

    def document_of(self, values: Mapping[str, Any]) -> str:
        """The id of the document that a record belongs to; "" if it says none."""
        return _first(values, self._roles_of(values).id)[0]

    def _roles_of(self, values: Mapping[str, Any]) -> Roles:
        names = tuple(values)
        if (found := self._roles.get(names)) is None:
            found = roles(self._columns, names)
            if len(self._roles) < _MOST:
                self._roles[names] = found
        return found


def _first(
    values: Mapping[str, Any], names: tuple[str, ...], between: str = ", "
) -> tuple[str, str]:
    """The first value that isn't empty, and its name."""
    for name in names:
        if value := plain(values[name], between):
            return value, name
    return "", ""


def plain(value: Any, between: str) -> str:
    """A string, a number, or a list of them, as text; "" for what is none."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        parts = [plain(one, between) for one in value if not isinstance(one, list)]
        return between.join(filter(None, parts))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return ""


def unbuilt(file: str, name: str, kind: str, records: list[Record], encoding: str) -> Unbuilt:
    """The document of some records, called `name` in the file."""
    document_id = f"{file}/{name}"
    stamp = change_hash(_as_bytes((document_id, kind, encoding, records))).digest()
    return Unbuilt(document_id, stamp, partial(_build, file, document_id, kind, records, encoding))


def _as_bytes(made_of: Any) -> bytes:
    """The same for the same, faster than by `repr`, which is for what isn't UTF-8."""
    try:
        return _encode(made_of)
    except UnicodeEncodeError:
        return repr(made_of).encode("utf-8", "backslashreplace")


def _build(
    file: str, document_id: str, kind: str, records: list[Record], encoding: str
) -> Document:
    """Where each record has one paragraph it is one, however short."""
    blocks = [block for one in records for block in split_paragraphs(one.text)]
    notes: list[Block] = []
    if guessed := len(blocks) > len(records):
        blocks, notes = apart_from_footnotes(blocks)
        blocks = without_numbers(blocks)
    metadata = _merged(one.metadata for one in records)
    if encoding:
        metadata["encoding"] = encoding
    header = Header(
        next((one.title for one in records if one.title), ""),
        next((one.date for one in records if one.date), None),
        metadata=metadata,
    )
    outline = Outline(header, tuple(blocks), tuple(notes), short_lines_head=guessed, composed=False)
    return build_document(document_id, kind, outline, file)


def _merged(found: Iterable[dict[str, str]]) -> dict[str, str]:
    """What the first record that says it says."""
    merged: dict[str, str] = {}
    for one in found:
        if one:
            merged = one | merged
    return merged
