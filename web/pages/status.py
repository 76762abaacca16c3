"""The state of the index: which generation answers, made when, of what, and how large it is."""

from importlib.metadata import version

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from ..edge.caching import conditional
from .current import current_searcher


def status() -> ResponseReturnValue:
    searcher = current_searcher()

    def answer() -> Response:
        page = render_template(
            "status.html",
            overview=searcher.overview(),
            statistics=searcher.statistics(),
            version=version("alinea"),
        )
        return Response(page)

    return conditional(request, searcher, answer)
