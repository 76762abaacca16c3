"""What was skipped, by reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from search.model import Skipped, SkippedListing
from search.searching import check_page

from ..addresses.params import ListingParameters, read
from ..edge.caching import conditional
from .current import current_searcher


@dataclass(frozen=True, slots=True)
class SkippedGroup:
    """What was skipped for one reason, as far as it is on the page.

    reason: whole if all have the same, else without details; total: on all pages
    """

    reason: str
    total: int
    skipped: tuple[Skipped, ...]


def skipped() -> ResponseReturnValue:
    asked = read(ListingParameters, request.args)
    searcher = current_searcher()

    def answer() -> Response:
        listing = searcher.skipped(page=asked.page, size=asked.size)
        check_page(asked.page, listing.total, asked.size)
        groups = list(_groups(listing))
        last = -(-listing.total // asked.size)
        page = render_template(
            "skipped.html", listing=listing, groups=groups, asked=asked, last=last
        )
        return Response(page)

    return conditional(request, searcher, answer)


def _groups(listing: SkippedListing) -> Iterator[SkippedGroup]:
    totals = dict(listing.kinds)
    for kind, together in groupby(listing.skipped, key=lambda one: one.kind):
        found = tuple(together)
        reasons = {one.reason for one in found}
        yield SkippedGroup(reasons.pop() if len(reasons) == 1 else kind, totals[kind], found)
