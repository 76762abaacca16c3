"""Links from one page of an answer to the others."""

from collections.abc import Mapping
from urllib.parse import urlencode

import msgspec

from ..model import PageLink


class LinksJson(msgspec.Struct, rename={"this": "self"}):
    """Pages of the same results; `next` is null where there is no more."""

    this: str
    first: str
    previous: str | None
    next: str | None


def links(path: str, asked: Mapping[str, object], page: int, has_next: bool) -> LinksJson:
    """Links of a listing, of which every page has a number."""
    before = PageLink(page - 1) if page > 1 else None
    behind = PageLink(page + 1) if has_next else None
    return page_links(path, asked, PageLink(page), before, behind)


def page_links(
    path: str,
    asked: Mapping[str, object],
    this: PageLink,
    previous: PageLink | None,
    following: PageLink | None,
) -> LinksJson:
    """Links of an answer, of which some pages have a cursor."""
    begin = f"{path}?{urlencode(asked, doseq=True)}" + ("&" if asked else "")

    def link(page: PageLink) -> str:
        after = page.after
        return begin + (urlencode({"after": after}) if after else f"page={page.number}")

    return LinksJson(
        link(this),
        link(PageLink(1)),
        link(previous) if previous else None,
        link(following) if following else None,
    )
