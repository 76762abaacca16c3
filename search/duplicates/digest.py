"""The digest of a paragraph: equal where two differ in spaces, quotes and apostrophes only.

These are left out rather than made equal: « mot », "mot" and “mot” have spaces in other places
too, and so has « 20 % ». BLAKE2b (RFC 7693) of what is left, in UTF-8.
"""

import base64
import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

DIGEST_BYTES = 16
#: Bytes of a digest that are shown, and in an address: 80 bits, and so many letters and digits.
_SHOWN_BYTES = 10
DIGEST_LENGTH = 16

#: Between texts: hardly any has it.
_BETWEEN = b"\0"
_ASCII = b" \t\n\r\v\f'\"`"
#: By the first byte of their UTF-8, so that a text is looked through only where it has that.
_OTHERS = {
    b"\xc2": "\u00a0«»´",
    b"\xca": "\u02bc",
    b"\xe2": "\u2002\u2003\u2009\u200a\u200b\u202f‘’‚‛“”„‟‹›",
    b"\xef": "\ufeff＇",
}
_ENCODED = {lead: [sign.encode() for sign in signs] for lead, signs in _OTHERS.items()}


def paragraph_digest(text: bytes) -> bytes:
    """The digest of a text in UTF-8: `DIGEST_BYTES`."""
    return hashlib.blake2b(_without_signs(text), digest_size=DIGEST_BYTES).digest()


def paragraph_digests(texts: Sequence[bytes]) -> list[bytes]:
    """The digest of each text: to look for signs in all of them together costs less."""
    together = _BETWEEN.join(texts)
    if together.count(_BETWEEN) != len(texts) - 1:  # a text has it too
        return list(map(paragraph_digest, texts))
    parts = _without_signs(together).split(_BETWEEN)
    return [hashlib.blake2b(part, digest_size=DIGEST_BYTES).digest() for part in parts]


def _without_signs(text: bytes) -> bytes:
    text = text.translate(None, _ASCII)
    for lead, signs in _ENCODED.items():
        if lead in text:
            for sign in signs:
                text = text.replace(sign, b"")
    return text


def shown_digest(text: str) -> str:
    """The digest as people see it: `DIGEST_LENGTH` small letters and digits (RFC 4648, base 32)."""
    return as_shown(paragraph_digest(text.encode()))


def as_shown(digest: bytes) -> str:
    """The same of a digest that is known."""
    return base64.b32encode(digest[:_SHOWN_BYTES]).decode().lower()


def number_of(shown: str) -> int | None:
    """The number, from 1 to 2⁶³ - 1, under which an index knows a digest; None for what is none."""
    try:
        digest = base64.b32decode(shown.upper())
    except ValueError:
        return None
    return int(numbers_of(digest.ljust(DIGEST_BYTES)[:DIGEST_BYTES])[0])


def numbers_of(digests: bytes) -> NDArray[np.int64]:
    """The numbers of digests, one after the other."""
    first = np.frombuffer(digests, ">u8").reshape(-1, DIGEST_BYTES // 8)[:, 0]
    numbers: NDArray[np.int64] = np.maximum(first >> 1, 1).astype(np.int64)
    return numbers
