"""Answers change with the index and with nothing else: ETags by generation."""

import hashlib
from collections.abc import Callable

from flask import Request, Response
from flask.typing import ResponseReturnValue

from search.messages import language


def conditional(
    request: Request, generation: str, make: Callable[[], Response]
) -> ResponseReturnValue:
    """What `make` gives, or 304 without making it if the asker has it already.

    The tag is weak (RFC 9110, 8.8.1): the time that a search took differs each time.
    """
    tag = _tag(request, generation)
    known = request.if_none_match.contains_weak(tag)
    response = Response(status=304) if known else make()
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _tag(request: Request, generation: str) -> str:
    asked = "\n".join((generation, request.full_path, language()))
    return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()[:24]
