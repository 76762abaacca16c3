"""What is like a document, or like one passage of it."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from ..addresses.params import given, read
from ..addresses.reading_parameters import SimilarPageParameters
from ..edge.caching import conditional
from .current import current_searcher

#: As many as can be looked over.
_MOST = 8


def similar(document_id: str) -> ResponseReturnValue:
    asked = read(SimilarPageParameters, request.args)
    searcher = current_searcher()

    def answer() -> Response:
        found = searcher.similar(document_id, given(asked.paragraph), limit=_MOST)
        return Response(render_template("similar.html", found=found))

    return conditional(request, searcher, answer)
