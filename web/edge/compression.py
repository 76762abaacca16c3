"""Texts compressed as the asker accepts: zstandard (RFC 8878) where a library for it is
installed, gzip (RFC 1952) everywhere.

Flask-Compress was the other way: it sends gzip to who refuses it with `gzip;q=0`, none to
streams, and compresses ranges and no errors. No answer has a secret in it, so its length tells
none (BREACH, Gluck, Harris & Prado 2013).
"""

import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, Protocol

from flask import Flask, Response, request

#: Bytes from which on it is worth it.
LEAST = 1024
_TEXTS = ("text/", "application/json", "application/problem+json", "application/x-ndjson",
          "application/javascript", "application/atom+xml", "application/xml",
          "image/svg+xml")  # fmt: skip
_WITH_GZIP_HEADER = 31
#: Where a request says what it takes; who says nothing is sent texts as they are.
_ACCEPTED = "HTTP_ACCEPT_ENCODING"


class Compressor(Protocol):
    """Of one answer, in pieces."""

    def compress(self, data: bytes, /) -> bytes: ...
    def flush(self) -> bytes: ...


def _gzip(level: int) -> Compressor:
    return zlib.compressobj(level, wbits=_WITH_GZIP_HEADER)


def _zstandard(level: int) -> Callable[[], Compressor] | None:
    """What Python 3.14 has, or the library that reads packed documents."""
    try:
        from compression import zstd  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        pass
    else:
        return lambda: zstd.ZstdCompressor(level=level)
    try:
        import zstandard
    except ImportError:
        return None
    return lambda: zstandard.ZstdCompressor(level=level).compressobj()


def _encodings(of_zstandard: int, of_gzip: int) -> dict[str, Callable[[], Compressor]]:
    zstandard = _zstandard(of_zstandard)
    return ({"zstd": zstandard} if zstandard else {}) | {"gzip": partial(_gzip, of_gzip)}


#: Content codings (RFC 9110, 8.4.1), the preferred one first: of an answer that is made for one
#: asker, where the time counts more than the size; and of what is compressed once for everybody.
ENCODINGS, THOROUGH = _encodings(3, 5), _encodings(9, 9)


def register(app: Flask) -> None:
    @app.after_request
    def compress(response: Response) -> Response:
        if _is_worth_it(response) and (encoding := accepted()):
            _compress(response, encoding)
        return response


def accepted() -> str | None:
    """The coding that the asker prefers, if that isn't none at all (RFC 9110, 12.5.3)."""
    if _ACCEPTED not in request.environ:
        return None
    named = request.accept_encodings
    plain = named["identity"] if "identity" in named.values() else 0
    best, quality = None, plain
    for encoding in ENCODINGS:
        if named[encoding] > quality:
            best, quality = encoding, named[encoding]
    return best


def compressed(content: bytes, compressor: Callable[[], Compressor]) -> bytes:
    one = compressor()
    return one.compress(content) + one.flush()


def is_text(mimetype: str | None) -> bool:
    return (mimetype or "").startswith(_TEXTS)


def _is_worth_it(response: Response) -> bool:
    """Part of a text (206) is a part of its bytes as they are, and is left so."""
    if response.status_code in (204, 206, 304) or "Content-Encoding" in response.headers:
        return False
    if not is_text(response.mimetype):
        return False
    streamed = response.is_streamed  # of which the length isn't counted: that would read it all
    length = response.content_length if streamed else response.calculate_content_length()
    return length is None or length >= LEAST


def _compress(response: Response, encoding: str) -> None:
    is_file, response.direct_passthrough = response.direct_passthrough, False
    compressor = ENCODINGS[encoding]
    if response.is_streamed and response.content_length is None:
        response.response = _pieces(response.iter_encoded(), compressor())
    else:
        response.set_data(compressed(response.get_data(), compressor))
        if is_file:
            response.close()  # it has been read
    response.headers["Content-Encoding"] = encoding
    response.headers.pop("Accept-Ranges", None)
    tag, is_weak = response.get_etag()
    if tag and not is_weak:  # other bytes than those that a strong tag stands for
        response.set_etag(tag, weak=True)


def _pieces(texts: Iterable[bytes], compressor: Any) -> Iterator[bytes]:
    try:
        for text in texts:
            if piece := compressor.compress(text):
                yield piece
        yield compressor.flush()
    finally:
        if close := getattr(texts, "close", None):
            close()
