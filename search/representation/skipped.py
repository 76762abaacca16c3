"""What was not indexed."""

from typing import Annotated

import msgspec
from msgspec import Meta

from ..model import SkippedListing
from .links import LinksJson, links
from .warned import Warned


class SkippedJson(msgspec.Struct):
    """What was not indexed: a file, or a line of it."""

    path: str
    line: Annotated[int | None, Meta(description="From 1; null for the whole file.")]
    reason: str


class ReasonJson(msgspec.Struct):
    """How many were not indexed for one reason."""

    reason: str
    total: int


class SkippedListingJson(Warned):
    """One page of what was not indexed, the commonest reason first, then by path."""

    total: int
    page: int
    size: int
    links: LinksJson
    reasons: list[ReasonJson]
    skipped: list[SkippedJson]


def skipped_json(listing: SkippedListing, page: int, size: int) -> SkippedListingJson:
    skipped = [SkippedJson(one.path, one.line or None, one.reason) for one in listing.skipped]
    pages = links("/api/skipped", {"size": size}, page, page * size < listing.total)
    reasons = [ReasonJson(kind, total) for kind, total in listing.kinds]
    return SkippedListingJson(listing.total, page, size, pages, reasons, skipped)
