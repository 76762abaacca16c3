"""What the page of all documents may be asked in its URL."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from search.model import ListingFilter, ListingSort
from search.searching import MAX_HITS

#: Documents on a page: what a screen shows.
PAGE_SIZE = 25


class CatalogueParameters(msgspec.Struct):
    """year: or the first digits of one, a decade or a century"""

    title: Annotated[str, Meta(max_length=200)] = ""
    folder: Annotated[str, Meta(max_length=4096)] = ""
    year: Annotated[str, Meta(max_length=4, pattern=r"^\d{1,4}$")] | msgspec.UnsetType = (
        msgspec.UNSET
    )
    format: Annotated[str, Meta(max_length=40)] = ""
    sort: ListingSort = "place"
    page: Annotated[int, Meta(ge=1, le=MAX_HITS)] = 1

    @property
    def begin(self) -> str:
        """What dates begin with; "" for any."""
        return self.year or ""

    @property
    def filter(self) -> ListingFilter:
        return ListingFilter(self.title, self.folder.strip("/"), self.begin, self.format, self.sort)

    def address(self, **others: Any) -> dict[str, Any]:
        """The parameters of a page like this one, but for some."""
        own = {"title": self.title, "folder": self.folder, "year": self.begin}
        own |= {"format": self.format, "sort": "" if self.sort == "place" else self.sort}
        return own | others
