"""Blocks of bytes in any encoding → blocks of UTF-8."""

import codecs
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from ...errors import DocumentError
from .. import causes
from ..encodings import decode
from .packed import Block

#: Bytes by which the encoding is told.
_HEAD = 1 << 18
_UTF8 = ("utf-8", "utf-8-sig")


class Text(NamedTuple):
    """head: its beginning, in UTF-8, which is in the blocks too
    encoding: if it was guessed
    """

    head: bytes
    blocks: Iterator[Block]
    encoding: str


def in_utf8(file: str, blocks: Iterator[Block]) -> Text:
    """A file of text. Raises DocumentError for what is none.

    Bytes that are no UTF-8 further on are left as they are: the one line is read anew.
    """
    first, rest = _begun(blocks)
    head = b"".join(block.content for block in first)
    found = decode(head[:_HEAD], whole=len(head) < _HEAD)
    if found is None:
        for _ in rest:  # what is damaged at once says that
            break
        raise DocumentError(path=file, cause=causes.BINARY)
    everything: Iterable[Block] = chain(first, rest)
    if found.encoding not in _UTF8:
        everything = _transcoded(everything, found.encoding)
    elif head.startswith(codecs.BOM_UTF8):
        everything = _without_mark(everything)
    text = found.text
    if "\r" in text and "\n" not in text:
        everything, text = _with_newlines(everything), text.replace("\r", "\n")
    return Text(text.encode("utf-8", "replace"), iter(everything), found.guessed)


def _begun(blocks: Iterator[Block]) -> tuple[list[Block], Iterator[Block]]:
    """The first blocks, and the others; what the first raise the others raise."""
    first: list[Block] = []
    size = 0
    try:
        while size < _HEAD:
            first.append(next(blocks))
            size += len(first[-1].content)
    except StopIteration:
        return first, iter(())
    except DocumentError as error:
        return first, _raising(error)
    return first, blocks


def _raising(error: DocumentError) -> Iterator[Block]:
    raise error
    yield


def _transcoded(blocks: Iterable[Block], encoding: str) -> Iterator[Block]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    for content, position in blocks:
        if text := decoder.decode(content):
            yield Block(text.encode("utf-8", "replace"), position)


def _without_mark(blocks: Iterable[Block]) -> Iterator[Block]:
    """Its three bytes are in the first blocks, which may be short."""
    left = len(codecs.BOM_UTF8)
    for content, position in blocks:
        yield Block(content[left:], position)
        left = max(0, left - len(content))


def _with_newlines(blocks: Iterable[Block]) -> Iterator[Block]:
    for content, position in blocks:
        yield Block(content.replace(b"\r", b"\n"), position)
