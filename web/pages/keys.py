"""The keys that a page listens to."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from ..edge.caching import conditional


def keys() -> ResponseReturnValue:
    return conditional(request, None, lambda: Response(render_template("keys.html")))
