"""E-mail (RFC 5322, MIME): subject, sender, date, and the text that a person reads."""

from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import EmailPolicy
from typing import TYPE_CHECKING, Any, NamedTuple

from ...errors import DocumentError
from .. import causes
from ..block import Block, one_line
from ..dates import read_date
from ..encodings import decode
from ..formats import HTML, reader
from ..header import Header
from ..structure import Outline
from .footnotes import apart_from_footnotes
from .lines import with_newlines
from .numbering import without_numbers
from .quoting import message_blocks

#: What the standard library raises for headers that are none.
_WRONG = (ValueError, TypeError, LookupError, AttributeError, OverflowError)
#: Characters of a header that are parsed: the time for it grows with their square.
_LONGEST_HEADER = 4000
#: Characters of the names of what is attached.
_LONGEST = 1000


if TYPE_CHECKING:
    _EmailPolicy = EmailPolicy[EmailMessage]
else:
    _EmailPolicy = EmailPolicy


class _Policy(_EmailPolicy):
    """Parses no header without end."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        return super().header_fetch_parse(name, value[:_LONGEST_HEADER])


_POLICY = _Policy(max_line_length=0)


class _Part(NamedTuple):
    """A text within a message; quoted: whether it is one that was sent on."""

    message: EmailMessage
    quoted: bool


class _Text(NamedTuple):
    """What a part says; marked: whether its headings are, as in HTML"""

    blocks: list[Block]
    notes: list[Block]
    marked: bool = False


def read(path: str, content: bytes) -> Outline:
    """The outline of one message. Raises DocumentError for one that can't be read at all."""
    try:
        message = BytesParser(policy=_POLICY).parsebytes(content)
        attached: list[str] = []
        texts = [_text(path, part) for part in _parts(message, attached)]
    except (*_WRONG, RecursionError) as error:
        raise DocumentError(path=path, cause=causes.DAMAGED, reason=error) from error
    metadata = {
        "author": header(message, "From"),
        "attachments": ", ".join(filter(None, attached))[:_LONGEST],
    }
    metadata = {name: value for name, value in metadata.items() if value}
    date = read_date(header(message, "Date"))
    return Outline(
        Header(header(message, "Subject"), date, metadata=metadata),
        tuple(block for text in texts for block in text.blocks),
        tuple(note for text in texts for note in text.notes),
        short_lines_head=not any(text.marked for text in texts),
    )


def header(message: EmailMessage, name: str) -> str:
    """A header on one line, decoded; "" if there's none that can be read."""
    raw = next((value for one, value in message.raw_items() if one.lower() == name.lower()), "")
    try:
        written = str(raw).encode("ascii", "surrogateescape")
        if not written.isascii():  # never encoded as it should be
            found = decode(written)
            return one_line(found.text) if found else ""
        if len(written) > _LONGEST_HEADER:
            return one_line(written.decode("ascii"))
        value = message.get(name, "")
    except (*_WRONG, RecursionError):
        return ""
    return one_line(str(value).encode("utf-8", "replace").decode("utf-8"))


def _parts(message: EmailMessage, attached: list[str]) -> Iterator[_Part]:
    """The texts of a message in their order; the names of the rest are added to `attached`."""
    left = [_Part(message, False)]
    while left:
        part, quoted = left.pop()
        kind = part.get_content_type()
        children = part.get_payload() if part.is_multipart() else []
        inner = [child for child in children if isinstance(child, EmailMessage)]
        if kind == "multipart/alternative" and inner:
            left.append(_Part(_best(inner), quoted))
        elif inner:
            quoted = quoted or kind == "message/rfc822"
            left += [_Part(child, quoted) for child in reversed(inner)]
        elif kind in ("text/plain", "text/html") and not _is_attached(part):
            yield _Part(part, quoted)
        else:
            attached.append(_name(part))


def _best(forms: list[EmailMessage]) -> EmailMessage:
    """Of the same in several forms the plain one, if it isn't empty; else the last."""
    for form in forms:
        if form.get_content_type() == "text/plain" and str(form.get_payload()).strip():
            return form
    return forms[-1]


def _is_attached(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_name(part))


def _name(part: EmailMessage) -> str:
    found = part.get_filename() or ""
    return one_line(found.encode("utf-8", "replace").decode("utf-8"))


def _text(path: str, found: _Part) -> _Text:
    said = _said(path, found.message)
    if not found.quoted:
        return said
    blocks, notes = ([one._replace(quoted=True) for one in some] for some in said[:2])
    return _Text(blocks, notes, said.marked)


def _said(path: str, part: EmailMessage) -> _Text:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    declared = part.get_content_charset() or ""
    if part.get_content_subtype() == "html":
        return _html(path, content, declared)
    if (decoded := decode(content, declared)) is None:
        return _Text([], [])
    flowed = str(part.get_param("format", "")).lower() == "flowed"
    glued = str(part.get_param("delsp", "")).lower() == "yes"
    text = with_newlines(decoded.text)
    said = list(message_blocks(text, flowed=flowed, glued=glued))
    blocks, notes = apart_from_footnotes(said)
    return _Text(without_numbers(blocks), notes)


def _html(path: str, content: bytes, declared: str) -> _Text:
    charset = f'<meta charset="{declared}">'.encode("ascii", "replace") if declared else b""
    found = reader(HTML, path)(path, charset + content)
    return _Text(list(found.blocks), list(found.notes), marked=True)
