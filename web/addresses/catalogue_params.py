"""What the list of all documents may be asked in a URL, the page and the endpoint alike."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from search.model import ListingFilter, ListingSort
from search.searching import MAX_HITS

#: Documents on a page: what a screen shows.
PAGE_SIZE = 25


class CatalogueParameters(msgspec.Struct):
    """The list as a page."""

    title: Annotated[
        str,
        Meta(max_length=200, description="Words, or parts of words, that are all in the title."),
    ] = ""
    folder: Annotated[
        str,
        Meta(max_length=4096, description="Folder, or file of records, with what is under it."),
    ] = ""
    year: (
        Annotated[
            str,
            Meta(
                max_length=4,
                pattern=r"^\d{1,4}$",
                description="Year of the date, or its first digits: 192 is a decade.",
                examples=["2024"],
            ),
        ]
        | msgspec.UnsetType
    ) = msgspec.UNSET
    format: Annotated[str, Meta(max_length=40, description="Format of the files.")] = ""
    sort: Annotated[
        ListingSort,
        Meta(description="By file, by title, the latest, the earliest or the longest first."),
    ] = "place"
    page: Annotated[int, Meta(ge=1, le=MAX_HITS, description="Page, from 1.")] = 1

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


class DocumentsParameters(CatalogueParameters):
    """The list for programs, which say how long a page is."""

    size: Annotated[int, Meta(ge=1, le=100, description="Documents on a page.")] = 100
