"""All documents."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from ..caching import conditional
from ..params import ListingParameters, read
from .current import current_searcher


def documents() -> ResponseReturnValue:
    asked = read(ListingParameters, request.args)
    searcher = current_searcher()

    def answer() -> Response:
        listing = searcher.documents(page=asked.page, size=asked.size)
        skipped = searcher.skipped_count
        page = render_template("documents.html", listing=listing, asked=asked, skipped=skipped)
        return Response(page)

    return conditional(request, searcher.revision, answer)
