"""Answers change with the index and with nothing else: ETags by generation.

What is asked again is asked of the server, since the index may have changed meanwhile; files of
the page have their content's hash in their address, so they are kept as long as one likes; an
error, and whether the server is well, is never kept.
"""

import hashlib
from collections.abc import Callable
from contextlib import nullcontext
from functools import cache
from importlib.metadata import version
from pathlib import Path

from flask import Flask, Request, Response, request
from flask.typing import ResponseReturnValue

from search.searching import Searcher
from search.wording.messages import language

#: RFC 9111, 5.2.2, and RFC 8246.
FOR_EVER = "public, max-age=31536000, immutable"
_ASK_FIRST, _NEVER = "no-cache", "no-store"
_ALWAYS_ANEW = ("/healthz", "/readyz")


def register(app: Flask) -> None:
    @app.after_request
    def say_how_long(response: Response) -> Response:
        if response.status_code >= 400 or request.path in _ALWAYS_ANEW:
            response.headers["Cache-Control"] = _NEVER
        else:
            response.headers.setdefault("Cache-Control", _ASK_FIRST)
        return response


def conditional(
    asker: Request, searcher: Searcher | None, make: Callable[[], Response]
) -> ResponseReturnValue:
    """What `make` gives, or 304 without making it if the asker has it already.

    searcher: whose index the answer comes from, if from any: all of it from one generation,
        which is the one that the tag names
    The tag is weak (RFC 9110, 8.8.1): the time that a search took differs each time. Only
    what is fine has one, so that an error is always told.
    """
    with searcher.one_generation() if searcher else nullcontext("") as revision:
        response = _conditional(asker, _tag(asker, revision), make)
        if searcher and searcher.revision != revision:  # it was damaged: another one has answered
            response.headers.pop("ETag", None)
        return response


def _conditional(asker: Request, tag: str, make: Callable[[], Response]) -> Response:
    response = Response(status=304) if _has(asker, tag) else make()
    if response.status_code in (200, 304):
        response.set_etag(tag, weak=True)
    return response


def _has(asker: Request, tag: str) -> bool:
    """Whether the asker says that it has what a tag stands for."""
    if "HTTP_IF_NONE_MATCH" not in asker.environ:
        return False
    asked = asker.if_none_match
    return asked.contains_weak(tag) and not asked.star_tag


def _tag(asker: Request, revision: str) -> str:
    """The same in every encoding, as a weak one may be."""
    asked = "\n".join((_release(), revision, asker.full_path, language()))
    return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()[:24]


@cache
def _release() -> str:
    """Another release may answer otherwise, and other templates do."""
    templates = sorted((Path(__file__).parents[1] / "templates").iterdir())
    written = b"".join(template.read_bytes() for template in templates)
    return f"{version('alinea')} {hashlib.sha256(written).hexdigest()}"
