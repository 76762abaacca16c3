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

#: What is tried where the collection has no example of its own.
_SAMPLES = {row.kind: row.sample for row in ROWS}


class Shown(NamedTuple):
    """finds: whether it finds something here, and so is a link; None if that couldn't be tried"""

    example: str
    meaning: str
    finds: bool | None


def syntax() -> ResponseReturnValue:
    """Without an index it is there as well, with no example that finds anything."""
    searcher: Searcher | None = current_searcher()
    try:
        current_searcher().examples()
    except IndexUnusableError:
        searcher = None

    def answer() -> Response:
        drawn = searcher.examples(samples=_SAMPLES) if searcher else {}
        before, after = map(translate, BEFORE), map(translate, AFTER)
        page = render_template("help.html", before=before, rows=_rows(drawn), after=after)
        return Response(page)

    return conditional(request, searcher, answer)


def _rows(drawn: Mapping[str, str]) -> Iterator[Shown]:
    for row in ROWS:
        finds = row.kind in drawn if drawn else None
        yield Shown(drawn.get(row.kind, row.sample), translate(row.meaning), finds)
