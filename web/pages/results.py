"""What was found for a query, or why nothing could be."""

from flask import Response, g, render_template, request
from flask.typing import ResponseReturnValue

from search.errors import EmptyQueryError, PageBeyondLastError, PageError, QueryError

from ..caching import conditional
from ..params import PageParameters, given, read
from ..problems import status_of
from ..unknown_parameters import meant_otherwise, unknown
from .current import current_searcher
from .home import examples, home


def search() -> ResponseReturnValue:
    asked = read(PageParameters, request.args)
    searcher = current_searcher()
    if not asked.q.strip():
        return conditional(request, searcher, home)

    def answer() -> Response:
        try:
            results = searcher.search(
                asked.q,
                page=asked.page,
                after=given(asked.after) or "",
                sort=asked.sort,
                duplicates=asked.duplicates,
                group="document",
                language=given(asked.language) or "",
            )
        except QueryError as error:
            return _refused(asked.q, error)
        except PageError as error:
            return _no_page(asked, error)
        g.hits = results.total
        meant = meant_otherwise(unknown(PageParameters, request.args))
        page = render_template("results.html", query=asked.q, results=results, meant=meant)
        return Response(page)

    return conditional(request, searcher, answer)


def _refused(query: str, error: QueryError) -> Response:
    """The form again, with what is wrong; nothing to search for is no fault."""
    status = 200 if isinstance(error, EmptyQueryError) else status_of(error)
    page = render_template("refused.html", query=query[:512], error=error, examples=examples())
    return Response(page, status)


def _no_page(asked: PageParameters, error: PageError) -> Response:
    """What is wrong with the page asked for, and the way to one that there is."""
    last = error.last if isinstance(error, PageBeyondLastError) else 1
    language = given(asked.language) or ""
    page = render_template(
        "no_page.html", query=asked.q, sort=asked.sort, language_of=language, error=error, last=last
    )
    return Response(page, status_of(error))
