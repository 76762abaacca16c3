"""The language of a request: what it asks for, else what its reader prefers, else French."""

from functools import lru_cache
from typing import Any

from flask import Flask, request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from search.wording.messages import LANGUAGES, language, set_language


def register(app: Flask) -> None:
    @app.before_request
    def choose() -> None:
        set_language(_asked() or _preferred(request.environ.get("HTTP_ACCEPT_LANGUAGE", "")))

    @app.context_processor
    def variables() -> dict[str, Any]:
        other = next(code for code in LANGUAGES if code != language())
        return {"language": language(), "other_language": other, "lang_asked": _asked()}


def _asked() -> str | None:
    """The language to keep in links: only one that was asked for."""
    asked = request.args.get("lang")
    return asked if asked in LANGUAGES else None


@lru_cache(maxsize=256)
def _preferred(accepted: str) -> str:
    """Of an Accept-Language (RFC 9110, 12.5.4), of which browsers have few."""
    languages = parse_accept_header(accepted, LanguageAccept)
    return languages.best_match(LANGUAGES, LANGUAGES[0]) or LANGUAGES[0]
