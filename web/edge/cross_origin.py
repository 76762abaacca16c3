"""Programs in the pages of other sites: those that the settings name may read the JSON (CORS,
Fetch standard, 3.2).

Nobody is known here by a cookie, and no browser is to send a password by itself: no credentials. A
script may send a key that it has.
"""

from collections.abc import Sequence

from flask import Flask, Response, request

from ..problems import is_for_programs

#: Headers of requests that a browser asks about first, and of answers that a script may read.
_ASKED = "Accept-Language, Authorization, If-None-Match, X-API-Key"
_READABLE = "Content-Language, ETag, RateLimit, RateLimit-Policy, Retry-After, X-Total-Count"
#: Seconds for which a browser need not ask again: a day.
_REMEMBERED = "86400"


def register(app: Flask, origins: Sequence[str]) -> None:
    """origins: as browsers send them (`https://exemple.fr`), or `*` for all; none of them, and
    no header is ever set.
    """
    if not origins:
        return
    origins = [origin.rstrip("/") for origin in origins]  # a browser sends none behind it

    @app.after_request
    def allow(response: Response) -> Response:
        if not is_for_programs(request.path):
            return response
        if "*" not in origins:
            response.vary.add("Origin")
        if allowed := _allowed(request.headers.get("Origin"), origins):
            response.headers["Access-Control-Allow-Origin"] = allowed
            response.headers["Access-Control-Expose-Headers"] = _READABLE
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
            if _is_preflight():
                _answer_preflight(response)
        return response


def _allowed(origin: str | None, origins: Sequence[str]) -> str | None:
    if origin is None:
        return None
    if "*" in origins:
        return "*"
    return origin if origin in origins else None


def _is_preflight() -> bool:
    return request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers


def _answer_preflight(response: Response) -> None:
    response.headers["Access-Control-Allow-Methods"] = "GET, HEAD"
    response.headers["Access-Control-Allow-Headers"] = _ASKED
    response.headers["Access-Control-Max-Age"] = _REMEMBERED
