"""All hits of a query in one answer, written as they are found, one export at a time."""

import logging
from collections.abc import Callable, Iterator

from flask import Response, current_app, g, request
from flask.typing import ResponseReturnValue

from search.representation import EXPORT_FORMATS
from search.searching import Searcher

from .addresses.narrowing import given_filters
from .addresses.params import ExportParameters, given, read
from .edge.admission import OneExport
from .edge.caching import conditional

#: Bytes that are gathered before they are sent.
_PIECE = 1 << 15
_EXPORTS = OneExport()


def export() -> ResponseReturnValue:
    """The connection ends early where whoever asked is gone, and the export with it."""
    asked = read(ExportParameters, request.args)
    searcher: Searcher = current_app.extensions["alinea"]
    return conditional(request, searcher, lambda: _streamed(searcher, asked))


def _streamed(searcher: Searcher, asked: ExportParameters) -> Response:
    leave = _EXPORTS.enter()
    try:
        found = searcher.export(
            asked.q,
            sort=asked.sort,
            first=given(asked.first),
            last=given(asked.last),
            language=given(asked.language) or "",
            filters=given_filters(asked, request.args, searcher),
            snippets=asked.snippets == "yes",
        )
        chosen = EXPORT_FORMATS[asked.format]
        pieces = _gathered(chosen.write(found), leave)
        response = Response(pieces, content_type=chosen.media_type)
    except BaseException:
        leave()
        raise
    # Who asks with HEAD, or is gone at once, begins to read nothing: then it is only closed.
    response.call_on_close(leave)
    g.hits = found.total
    response.headers["X-Total-Count"] = str(found.total)
    response.headers["Content-Disposition"] = f'attachment; filename="alinea.{asked.format}"'
    return response


def _gathered(pieces: Iterator[bytes], at_end: Callable[[], None]) -> Iterator[bytes]:
    """The same in fewer pieces, and something to be done when nobody wants more of them."""
    gathered = bytearray()
    try:
        for piece in pieces:
            gathered += piece
            if len(gathered) >= _PIECE:
                yield bytes(gathered)
                gathered.clear()
        if gathered:
            yield bytes(gathered)
    except Exception:  # whoever reads it is told by a connection that breaks off, and nobody else
        logging.getLogger(__name__).exception("an export broke off")
        raise
    finally:
        at_end()
