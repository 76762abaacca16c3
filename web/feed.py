"""What is new of a search: the passages that were indexed last, as a feed to be followed."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from search.representation import feed_bytes

from .addresses.narrowing import given_filters
from .addresses.params import FeedParameters, given, read
from .addresses.results_address import ResultsAddress
from .edge.caching import conditional
from .pages.current import current_searcher

#: Passages in a feed.
_LATEST = 50


def blueprint() -> Blueprint:
    feeds = Blueprint("feeds", __name__)
    feeds.add_url_rule("/feed", "feed", _feed)
    return feeds


def _feed() -> ResponseReturnValue:
    asked = read(FeedParameters, request.args)
    searcher = current_searcher()

    def answer() -> Response:
        latest = searcher.latest(
            asked.q,
            limit=_LATEST,
            first=given(asked.first),
            last=given(asked.last),
            language=given(asked.language) or "",
            filters=given_filters(asked, request.args, searcher),
        )
        followed = ResultsAddress.of(request.args, searcher.can_narrow_by)
        address = ResultsAddress(followed.narrowing)
        body = feed_bytes(latest, request.host_url.rstrip("/"), address.feed(), address.url())
        return Response(body, mimetype="application/atom+xml")

    return conditional(request, searcher, answer)
