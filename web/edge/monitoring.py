"""What whoever runs the server is told of each request: a line of the log, a count of metrics."""

import re
import secrets
import time

from flask import Flask, Response, g, request

from search.errors import AlineaError
from search.searching import Searcher
from search.serving.log import Log
from search.serving.metrics import Metrics

from .proxies import PASSED_ON

#: By which a proxy's log and ours are put together.
_ID = "X-Request-Id"
_KNOWN_ID = re.compile(r"[A-Za-z0-9_.-]{1,64}")
#: When a request came, by `time.perf_counter`, in its environment: it may have waited since then.
CAME = "alinea.came"
#: What has no route: an address that there isn't.
_NOWHERE = "-"


def register(app: Flask, log: Log, metrics: Metrics | None) -> None:
    """Registered first, so that it sees an answer last."""
    if not log.requests and metrics is None:
        return

    @app.after_request
    def tell(response: Response) -> Response:
        seconds = time.perf_counter() - request.environ[CAME]
        route = request.url_rule.rule if request.url_rule else _NOWHERE
        if metrics:
            metrics.answered(route, response.status_code, seconds, g.get("problem", ""))
        if log.requests:
            response.headers[_ID] = asked = _request_id()
            log.request(
                request.args.get("q", "") if log.queries else "",
                id=asked,
                method=request.method,
                route=route,
                status=response.status_code,
                ms=round(seconds * 1000, 3),
                hits=g.get("hits"),
                generation=_generation(app.extensions["alinea"]),
                problem=g.get("problem"),
            )
        return response


def _request_id() -> str:
    """That which a declared proxy has given, or a new one."""
    given = request.headers.get(_ID, "")
    if PASSED_ON in request.environ and _KNOWN_ID.fullmatch(given):
        return given
    return secrets.token_hex(8)


def _generation(searcher: Searcher) -> str | None:
    try:
        return searcher.generation
    except AlineaError:
        return None
