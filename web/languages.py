"""The language of a request: what it asks for, else what its reader prefers, else French."""

from typing import Any

from flask import Flask, Response, request

from search.wording.messages import LANGUAGES, language, set_language


def register(app: Flask) -> None:
    @app.before_request
    def choose() -> None:
        asked = request.args.get("lang", "")
        preferred = request.accept_languages.best_match(LANGUAGES, LANGUAGES[0])
        set_language(asked if asked in LANGUAGES else preferred or LANGUAGES[0])

    @app.after_request
    def tell(response: Response) -> Response:
        response.vary.add("Accept-Language")
        response.content_language.add(language())
        return response

    @app.context_processor
    def variables() -> dict[str, Any]:
        other = next(code for code in LANGUAGES if code != language())
        return {"language": language(), "other_language": other, "lang_asked": _asked()}


def _asked() -> str | None:
    """The language to keep in links: only one that was asked for."""
    asked = request.args.get("lang")
    return asked if asked in LANGUAGES else None
