"""Answers change with the index and with nothing else: ETags by generation."""

import hashlib
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from flask import Request, Response
from flask.typing import ResponseReturnValue

from search.wording.messages import language


def conditional(
    request: Request, generation: str, make: Callable[[], Response]
) -> ResponseReturnValue:
    """What `make` gives, or 304 without making it if the asker has it already.

    The tag is weak (RFC 9110, 8.8.1): the time that a search took differs each time. Only
    what is fine has one, so that an error is always told.
    """
    tag = _tag(request, generation)
    asked = request.if_none_match
    known = asked.contains_weak(tag) and not asked.star_tag
    response = Response(status=304) if known else make()
    if response.status_code in (200, 304):
        response.set_etag(tag, weak=True)
        response.headers["Cache-Control"] = "no-cache"
    return response


def _tag(request: Request, generation: str) -> str:
    asked = "\n".join((_release(), generation, request.full_path, language()))
    return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()[:24]


@cache
def _release() -> str:
    """Another release may answer otherwise, and other templates do."""
    templates = sorted((Path(__file__).parent / "templates").iterdir())
    written = b"".join(template.read_bytes() for template in templates)
    return f"{version('alinea')} {hashlib.sha256(written).hexdigest()}"
