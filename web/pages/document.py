"""A document, and the way to one of its paragraphs."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from search.errors import BusyError, QueryError
from search.representation import document_url

from ..caching import conditional
from ..filters import link
from ..params import PermalinkParameters, given, read
from .current import current_searcher


def document(document_id: str) -> ResponseReturnValue:
    query = request.args.get("q", "")
    searcher = current_searcher()

    def answer() -> Response:
        try:
            found = searcher.document(document_id, query)
        except (QueryError, BusyError):  # it is shown without lights
            found = searcher.document(document_id)
        return Response(render_template("document.html", query=query[:512], document=found))

    return conditional(request, searcher.revision, answer)


def paragraph(digest: str) -> ResponseReturnValue:
    """To the paragraph where it stands, or a page that says what became of it."""
    asked = read(PermalinkParameters, request.args)
    before = given(asked.at) or ""
    searcher = current_searcher()

    def answer() -> Response:
        found = searcher.paragraph(digest, before)
        if found.fate == "here":
            there = link(document_url(found.document.id))
            place = f"{there}#p{found.paragraph.ordinal}"
            return Response(status=302, headers={"Location": place})
        return Response(render_template("permalink.html", found=found))

    return conditional(request, searcher.revision, answer)
