"""The pages of an answer: by number as far as anybody reads, beyond that by cursors.

A cursor is the number of a page, bound by digests to the query and to the index that gave it.
It is no secret and protects nothing: whoever makes one up gets that page. It only keeps pages of
different answers from being taken for one another.
"""

import base64
import binascii
import hashlib
import struct
from collections.abc import Callable
from dataclasses import dataclass

from ..errors import CursorError, CursorOutdatedError, PageTooDeepError
from ..model import PageLink

#: Pages are numbered as far as this, in hits.
MAX_HITS = 10_000

#: The page, and the digests of what was asked for and of what answered.
_CURSOR = struct.Struct(">I7s7s")
_DIGEST = 7


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of what was asked for.

    size: hits on a page
    asked: all that decides what is on a page, in any form
    revision: tells that of the index and of the words, where there is a cursor
    """

    size: int
    asked: tuple[object, ...]
    revision: Callable[[], str]

    def number(self, page: int, after: str) -> int:
        """The page that is asked for, by its number or by a cursor.

        Raises PageTooDeepError, CursorError, CursorOutdatedError.
        """
        if after:
            return self._page_of(after)
        if page > self._numbered:
            raise PageTooDeepError(page=page, size=self.size, last=self._numbered)
        return page

    def link(self, page: int) -> PageLink:
        return PageLink(page, "" if page <= self._numbered else self._cursor(page))

    @property
    def _numbered(self) -> int:
        """The last page that has a number."""
        return max(1, MAX_HITS // self.size)

    def _cursor(self, page: int) -> str:
        packed = _CURSOR.pack(page, self._digest_of(page), _digest(self.revision()))
        return base64.urlsafe_b64encode(packed).decode()

    def _page_of(self, cursor: str) -> int:
        try:
            packed = base64.b64decode(cursor.encode(), b"-_", validate=True)
            page, asked, revision = _CURSOR.unpack(packed)
        except (struct.error, binascii.Error, UnicodeEncodeError) as error:
            raise CursorError() from error
        if asked != self._digest_of(page):
            raise CursorError()
        if revision != _digest(self.revision()):
            raise CursorOutdatedError()
        return int(page)

    def _digest_of(self, page: int) -> bytes:
        return _digest(repr((page, self.size, *self.asked)))


def _digest(text: str) -> bytes:
    encoded = text.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(encoded, digest_size=_DIGEST).digest()
