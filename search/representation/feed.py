"""What was indexed last of a search, as an Atom feed (RFC 4287) that may be followed.

A passage is named by its digest: as long as it says the same it is the same entry, wherever it
stands, and it was updated when it was first indexed.
"""

from datetime import UTC, datetime
from urllib.parse import quote

from ..model import Latest
from .atom import FeedWriter, Link
from .hits import digest_of, permalink


def feed_bytes(latest: Latest, host: str, own: str, page: str) -> bytes:
    """host: where links lead, without a slash at its end
    own: the path of the feed, page: that of the results, both with what is asked
    """
    feed = FeedWriter()
    times = [time for _, time in latest.entries]
    feed.begin(
        f"Alinéa : {latest.query}",
        f"urn:alinea:feed:{quote(own, safe='')}",
        _moment(max(times)) if times else latest.built,
        latest.total,
        (Link("self", host + own, "application/atom+xml"), Link("alternate", host + page)),
    )
    for hit, time in latest.entries:
        feed.entry(
            hit.document.title,
            f"urn:alinea:paragraph:{digest_of(hit.paragraph)}",
            _moment(time),
            host + permalink(hit.paragraph),
            hit.paragraph.text,
            hit.document.language or "fr",
            summary=hit.snippet.text,
        )
    feed.end()
    return feed.taken()


def _moment(seconds: int) -> str:
    """Of seconds since 1970 (RFC 3339)."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
