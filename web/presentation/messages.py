"""`_` and `ngettext` as templates call them, in the language of the request.

Like those of Jinja's extension, whose own are three calls each and fill in what has no gaps: a page
says sixty messages.
"""

from functools import cache
from typing import Any

from flask import Flask
from markupsafe import Markup

from search.wording.messages import language, translate, translate_plural


def said(message: str, **variables: Any) -> Markup:
    """The message, with what its gaps are filled with, escaped."""
    written = _written(message, language())
    return written % variables if variables else written


def said_plural(one: str, many: str, count: int, **variables: Any) -> Markup:
    """The form that `count` asks for."""
    written = Markup(translate_plural(one, many, count))
    return written % variables if variables else written


@cache
def _written(message: str, language: str) -> Markup:  # noqa: ARG001
    return Markup(translate(message))


def register(app: Flask) -> None:
    app.jinja_env.globals |= {"_": said, "ngettext": said_plural}
