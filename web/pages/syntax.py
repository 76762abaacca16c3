"""How to search."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from search.errors import IndexUnusableError
from search.searching import Searcher
from search.wording.messages import translate

from ..edge.caching import conditional
from ..presentation.query_language import AFTER, BEFORE, ROWS
from .current import current_searcher


class Shown(NamedTuple):
    """finds: whether it is a link, since it finds something here"""

    example: str
    meaning: str
    finds: bool


def syntax() -> ResponseReturnValue:
    """Without an index it is there as well, with no example that finds anything."""
    searcher: Searcher | None = current_searcher()
    try:
        current_searcher().examples()
    except IndexUnusableError:
        searcher = None

    def answer() -> Response:
        drawn = searcher.examples() if searcher else {}
        before, after = map(translate, BEFORE), map(translate, AFTER)
        page = render_template("help.html", before=before, rows=_rows(drawn), after=after)
        return Response(page)

    return conditional(request, searcher, answer)


def _rows(drawn: Mapping[str, str]) -> Iterator[Shown]:
    for row in ROWS:
        yield Shown(drawn.get(row.kind, row.sample), translate(row.meaning), row.kind in drawn)
