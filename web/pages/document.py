"""A document, or the part of it that is around a paragraph."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from search.errors import BusyError, QueryError
from search.model import DocumentPart
from search.searching import Searcher

from ..addresses.document_address import DocumentAddress
from ..addresses.params import given, read
from ..addresses.reading_parameters import OWN, ReadingParameters
from ..addresses.results_address import ResultsAddress
from ..edge.caching import conditional
from ..originals import original_url
from ..presentation.contents import contents
from ..presentation.ticks import height_of, ticks
from .current import current_searcher


@dataclass(frozen=True, slots=True)
class Reading:
    """Where one is among the matches of a document.

    current: which match one has come to, from 1; 0 if it is none
    previous, following: the ordinals of the matches around, 0 where there is none
    before: how many matches stand before the part that is shown
    ahead, behind: the ordinals of the nearest outside it, 0 where there is none
    """

    total: int
    current: int
    previous: int
    following: int
    before: int
    ahead: int
    behind: int

    @classmethod
    def of(cls, part: DocumentPart, at: int) -> "Reading":
        """at: the ordinal of the paragraph that is read; 0 for the beginning"""
        matches = part.matches
        place, past = bisect_left(matches, at), bisect_right(matches, at)
        starts = (*part.starts, part.total + 1)
        before = bisect_left(matches, starts[part.part]) if part.part else 0
        after = bisect_left(matches, starts[part.part + 1])
        return cls(
            total=len(matches),
            current=past if past > place else 0,
            previous=matches[place - 1] if place else 0,
            following=matches[past] if past < len(matches) else 0,
            before=before,
            ahead=matches[before - 1] if before else 0,
            behind=matches[after] if after < len(matches) else 0,
        )


def document(document_id: str) -> ResponseReturnValue:
    asked = read(ReadingParameters, request.args)
    searcher = current_searcher()
    results = ResultsAddress.of(request.args, searcher.can_narrow_by, OWN).brief
    address = DocumentAddress(document_id, results, asked.find, asked.only)
    if leaf := given(asked.leaf):
        first = searcher.outline(document_id).first_on(leaf)
        return Response(status=302, headers={"Location": address.paragraph(first)})
    query, at = asked.find.strip() or asked.q, given(asked.at) or 0

    def answer() -> Response:
        part, is_found = _part(searcher, document_id, query, at, only=bool(asked.only))
        page = render_template(
            "document.html",
            query=asked.q[:512],
            wanted=query[:512] if is_found else "",
            part=part,
            address=address._replace(only=asked.only if part.matches else ""),
            reading=Reading.of(part, at),
            at=at,
            contents=contents(part),
            ticks=ticks(part.matches, part.total),
            heights=[height_of(one, part.total) for one in (*part.starts, part.total + 1)],
            original=original_url(part.info),
        )
        return Response(page)

    return conditional(request, searcher, answer)


def _part(
    searcher: Searcher, document_id: str, query: str, at: int, *, only: bool
) -> tuple[DocumentPart, bool]:
    """The part, and whether the query could be searched: if not, nothing is lit in it."""
    near = max(at, 1)
    try:
        found = searcher.read(document_id, query, near=near, only_matches=only)
    except (QueryError, BusyError):
        return searcher.read(document_id, near=near), False
    return found, bool(query.strip())
