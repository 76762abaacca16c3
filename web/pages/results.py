"""What was found for a query, or why nothing could be."""

from flask import Response, g, render_template, request
from flask.typing import ResponseReturnValue

from search.errors import (
    EmptyQueryError,
    PageBeyondLastError,
    PageError,
    ParameterError,
    QueryError,
)
from search.model import Results

from ..addresses.narrowing import given_filters
from ..addresses.params import PageParameters, given, read
from ..addresses.results_address import ResultsAddress
from ..addresses.unknown_parameters import meant_otherwise, unknown
from ..edge.caching import conditional
from ..presentation.chips import chips
from ..presentation.facets import COUNTED, shown_facets
from ..presentation.timeline import timeline
from ..problems import status_of
from .current import current_searcher
from .home import examples, home

#: What is shown an example of where nothing was found.
_HELPFUL = ("beginning", "mistyped")


def search() -> ResponseReturnValue:
    searcher = current_searcher()
    if not request.args.get("q", "").strip():
        return conditional(request, searcher, home)
    address = ResultsAddress.of(request.args, searcher.can_narrow_by)

    def answer() -> Response:
        try:
            asked = read(PageParameters, request.args)
            return _found(asked, _results(asked), address)
        except (QueryError, ParameterError) as error:
            return _refused(address, error)
        except PageError as error:
            return _no_page(address, error)

    return conditional(request, searcher, answer)


def _results(asked: PageParameters) -> Results:
    searcher = current_searcher()
    return searcher.search(
        asked.q,
        page=asked.page,
        after=given(asked.after) or "",
        sort=asked.sort,
        group=asked.group,
        duplicates=asked.duplicates,
        first=given(asked.first),
        last=given(asked.last),
        language=given(asked.language) or "",
        filters=given_filters(asked, request.args, searcher),
        facets=(*COUNTED, *searcher.countable),
        facets_if_cheap=True,
        explain=asked.explain == 1,
    )


def _found(asked: PageParameters, results: Results, address: ResultsAddress) -> Response:
    g.hits = results.total
    page = render_template(
        "results.html",
        query=asked.q,
        results=results,
        address=address,
        chips=chips(address),
        facets=shown_facets(results, address),
        timeline=timeline(results, address),
        meant=meant_otherwise(unknown(PageParameters, request.args)),
        examples={} if results.total else current_searcher().examples(_HELPFUL),
    )
    return Response(page)


def _refused(address: ResultsAddress, error: QueryError | ParameterError) -> Response:
    """The form again, with what is wrong; nothing to search for is no fault."""
    status = 200 if isinstance(error, EmptyQueryError) else status_of(error)
    page = render_template(
        "refused.html",
        query=address.query[:512],
        address=address,
        chips=chips(address),
        error=error,
        examples=examples(),
    )
    return Response(page, status)


def _no_page(address: ResultsAddress, error: PageError) -> Response:
    """What is wrong with the page asked for, and the way to one that there is."""
    last = error.last if isinstance(error, PageBeyondLastError) else 1
    page = render_template(
        "no_page.html", query=address.query, address=address, error=error, last=last
    )
    return Response(page, status_of(error))
