"""Errors over HTTP: `application/problem+json` (RFC 9457) for programs, a page for people."""

import logging

import msgspec
from flask import Flask, Response, g, render_template, request
from werkzeug.exceptions import HTTPException

from search.errors import (
    AddressTooLongError,
    AlineaError,
    BodyTooLargeError,
    BusyError,
    ClusterRefusedError,
    ClusterUnavailableError,
    CursorError,
    CursorOutdatedError,
    DocumentNotFoundError,
    EmptyQueryError,
    ExportBusyError,
    HeadTooLargeError,
    HostError,
    IndexUnusableError,
    NoKeyError,
    OriginalError,
    PageBeyondLastError,
    PageTooDeepError,
    ParameterError,
    QueryError,
    QuerySyntaxError,
    QueryTooCostlyError,
    QueryTooLongError,
    SearchTimeoutError,
    SystemLimitError,
    TooManyParametersError,
    TooManyRequestsError,
    TooManyValuesError,
    UnknownFacetError,
)
from search.representation import CODE_POINTS, position_in, to_bytes
from search.serving.repeated_warnings import RepeatedWarnings
from search.wording.messages import translate

from .addresses.params import OFFSETS


class Problem(msgspec.Struct, omit_defaults=True):
    """A problem; `parameter` is the one that it is about. `position` counts the characters
    before what is wrong in the query, as `offsets` says.
    """

    type: str
    title: str
    status: int
    detail: str
    instance: str
    parameter: str | None = None
    position: int | None = None


_warnings = RepeatedWarnings(logging.getLogger("alinea.index"))

#: What the type of each problem begins with.
TYPES = "urn:alinea:problem:"
#: Status and name of each error; the first class that fits counts.
KINDS: tuple[tuple[type[AlineaError], int, str], ...] = (
    (EmptyQueryError, 400, "empty-query"),
    (QueryTooLongError, 400, "query-too-long"),
    (QueryTooCostlyError, 400, "query-too-costly"),
    (QuerySyntaxError, 400, "query-syntax"),
    (QueryError, 400, "query"),
    (ParameterError, 400, "parameter"),
    (PageTooDeepError, 400, "page-too-deep"),
    (PageBeyondLastError, 404, "page-beyond-last"),
    (CursorError, 400, "cursor"),
    (CursorOutdatedError, 410, "cursor-outdated"),
    (DocumentNotFoundError, 404, "not-found"),
    (OriginalError, 404, "no-original"),
    (HostError, 400, "host"),
    (BodyTooLargeError, 413, "body-too-large"),
    (AddressTooLongError, 414, "address-too-long"),
    (TooManyParametersError, 400, "too-many-parameters"),
    (HeadTooLargeError, 431, "head-too-large"),
    (NoKeyError, 401, "no-key"),
    (TooManyRequestsError, 429, "too-many-requests"),
    (SearchTimeoutError, 503, "search-timeout"),
    (ExportBusyError, 503, "export-busy"),
    (BusyError, 503, "busy"),
    (IndexUnusableError, 503, "index-unusable"),
    (AlineaError, 500, "internal"),
)


def status_of(error: AlineaError) -> int:
    """The HTTP status that says what went wrong."""
    return _kind(error)[0]


def register(app: Flask) -> None:
    """Answer every error of ours and of HTTP in the form that its asker reads."""
    app.register_error_handler(AlineaError, _ours)
    app.register_error_handler(HTTPException, _of_http)


def _ours(error: AlineaError) -> Response:
    status, name = _kind(error)
    g.problem = name
    detail = _detail(error)
    response = _answer(status, f"{TYPES}{name}", detail, _parameter(error), _position(error))
    if isinstance(error, (BusyError, TooManyRequestsError)):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _detail(error: AlineaError) -> str:
    """Where the index or a cluster is, what is wrong with it and what the system refuses, is for
    the log (of an index it is told by `indexing.last_good`).
    """
    if isinstance(error, ClusterUnavailableError | ClusterRefusedError | SystemLimitError):
        _warnings.tell(str(error))
        return translate(error.for_strangers)
    if not isinstance(error, IndexUnusableError):
        return str(error)
    what = translate(error.for_strangers)
    if "command" not in error.details:
        return translate("{what} The log of the server says more.").format(what=what)
    said = translate("{what} The log of the server says more. To build it anew: {command}")
    return said.format(what=what, command=error.details["command"])


def _parameter(error: AlineaError) -> str | None:
    """The parameter that has to be another one."""
    match error:
        case ParameterError():
            return error.name
        case UnknownFacetError() | TooManyValuesError():
            return "facets"
        case QueryError():
            return "q"
        case PageTooDeepError() | PageBeyondLastError():
            return "page"
        case CursorError() | CursorOutdatedError():
            return "after"
        case _:
            return None


def _position(error: AlineaError) -> int | None:
    if not isinstance(error, QuerySyntaxError):
        return None
    query = request.args.get("q", "")
    return position_in(query, error.position, request.args.get(OFFSETS, CODE_POINTS))


def _of_http(error: HTTPException) -> Response:
    status = error.code or 500
    if status >= 500:
        g.problem = "internal"
    response = _answer(status, "about:blank", _details(status))
    response.headers.extend(
        (name, value) for name, value in error.get_headers() if name in ("Allow", "Location")
    )
    return response


def _answer(
    status: int,
    kind: str,
    detail: str,
    parameter: str | None = None,
    position: int | None = None,
) -> Response:
    title = translate("This isn't served here") if kind.endswith(":host") else _titles(status)
    if is_for_programs(request.path):
        problem = Problem(kind, title, status, detail, request.path, parameter, position)
        body = to_bytes(problem)
        return Response(body, status, mimetype="application/problem+json")
    page = render_template("error.html", status=status, title=title, detail=detail)
    return Response(page, status, mimetype="text/html")


def is_for_programs(path: str) -> bool:
    """Whether what is at a path is JSON, and no page."""
    return path.startswith(("/api/", "/healthz", "/readyz", "/openapi.json"))


def _kind(error: AlineaError) -> tuple[int, str]:
    return next((status, name) for kind, status, name in KINDS if isinstance(error, kind))


def _titles(status: int) -> str:
    titles = {
        400: translate("This can't be searched"),
        401: translate("This isn't for everybody"),
        404: translate("There is nothing here"),
        405: translate("This can't be done here"),
        410: translate("This is no longer there"),
        413: translate("This is too much"),
        414: translate("This is too much"),
        431: translate("This is too much"),
        429: translate("This is too often"),
        503: translate("This can't be answered now"),
    }
    return titles.get(status, translate("Something went wrong"))


def _details(status: int) -> str:
    details = {
        404: translate("No page has this address."),
        405: translate("This address is only read."),
    }
    return details.get(status, translate("It isn't your fault. Try again in a moment."))
