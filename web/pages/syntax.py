"""How to search."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from ..caching import conditional


def syntax() -> ResponseReturnValue:
    return conditional(request, "", lambda: Response(render_template("help.html")))
