"""Mailboxes (mbox, RFC 4155): messages one after the other, each behind a « From » line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from functools import partial
from typing import ClassVar

import numpy as np

from ...errors import DocumentError
from ...model import Document
from .. import causes
from .chunk import change_hash
from .layout import Apart, Offsets, Unbuilt, closed

#: A line of prose may begin so too: what begins a message has a time and a year.
_FROM = rb"From [^\n]{0,400}\d\d:\d\d[^\n]{0,80}\d{4}"
_BORDER = re.compile(rb"\n\r?\n(?=" + _FROM + rb")")
_FIRST = re.compile(_FROM)
#: What was escaped so that it isn't taken for one (« mboxrd »).
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mailbox(Apart):
    """limit: bytes of a message, with what is attached to it"""

    risky: ClassVar[bool] = True

    limit: int = 64 << 20

    def ends(self, window: bytes, *, final: bool = False) -> Offsets:
        found = np.array([one.end() for one in _BORDER.finditer(window)], np.intp)
        return closed(found, window, final)

    def is_numbered(self, content: bytes, count: int) -> bool:  # noqa: ARG002
        return not all(map(_message_id, self._messages(content)))

    def count(self, content: bytes, records: int = 0) -> int:
        return records or sum(1 for _ in _BORDER.finditer(content)) + bool(_FIRST.match(content))

    def resume(self, window: bytes) -> int | None:
        found = _BORDER.search(window)
        return found.end() if found else None

    def endless(self, file: str, number: int) -> DocumentError:
        limit = self.limit >> 20
        cause = causes.LONG_MESSAGE
        return DocumentError(path=file, cause=cause, number=number, limit=limit)

    def documents(self, file: str, content: bytes, first: int) -> Iterator[Unbuilt | DocumentError]:
        for number, message in enumerate(self._messages(content), first):
            if len(message) > self.limit:
                yield self.endless(file, number)
                continue
            document_id = f"{file}/{_message_id(message) or number}"
            stamp = change_hash(document_id.encode() + b"\n" + message).digest()
            yield Unbuilt(document_id, stamp, partial(_build, file, document_id, message))

    def _messages(self, content: bytes) -> Iterator[bytes]:
        begin = 0
        for end in (*map(int, self.ends(content)), len(content)):
            found = content[begin:end]
            begin = end
            if found.strip():
                line = found.find(b"\n") + 1 if _FIRST.match(found) else 0
                message = found[line:]
                yield _ESCAPED.sub(rb"\1", message) if b">From " in message else message


def _build(file: str, document_id: str, message: bytes) -> Document:
    from ..structure import build_document
    from ..text.mail import read

    try:
        return build_document(document_id, "mbox", read(document_id, message), file)
    except DocumentError as error:
        raise error.at(file) from error


def _message_id(message: bytes) -> str:
    """What a message calls itself, without its brackets."""
    head = re.split(rb"\r?\n\r?\n", message, maxsplit=1)[0]
    found = BytesHeaderParser().parsebytes(head).get("Message-ID", "")
    return "".join(str(found).split()).strip("<>").encode("utf-8", "replace").decode()[:200]
