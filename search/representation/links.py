"""Links from one page of an answer to the others."""

from collections.abc import Mapping
from urllib.parse import urlencode

import msgspec


class LinksJson(msgspec.Struct, rename={"this": "self"}):
    """Pages of the same results."""

    this: str
    first: str
    previous: str | None
    next: str | None


def links(path: str, asked: Mapping[str, object], page: int, has_next: bool) -> LinksJson:
    def link(number: int) -> str:
        return f"{path}?{urlencode({**asked, 'page': number}, doseq=True)}"

    return LinksJson(
        link(page),
        link(1),
        link(page - 1) if page > 1 else None,
        link(page + 1) if has_next else None,
    )
