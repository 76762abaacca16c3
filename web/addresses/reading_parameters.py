"""What a document's page may be asked, beside the address of the results that it was found in."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from search.searching import MAX_ORDINAL

_Text = Annotated[str, Meta(max_length=4096)]


class ReadingParameters(msgspec.Struct):
    """q: the query of the results; find: what is searched in this document in its place
    at: the ordinal of the paragraph that is read; leaf: or a page of the file
    only: whether what isn't found is left out
    """

    q: str = ""
    find: str = ""
    at: Annotated[int, Meta(ge=1, le=MAX_ORDINAL)] | msgspec.UnsetType = msgspec.UNSET
    leaf: Annotated[int, Meta(ge=1, le=1_000_000_000)] | msgspec.UnsetType = msgspec.UNSET
    only: Literal["", "matches"] = ""


class CitationParameters(msgspec.Struct, rename={"form": "as"}):
    """at: where the paragraph was, as an address; form: what is given"""

    at: _Text = ""
    form: Literal["page", "text", "bibtex", "csl"] = "page"


class SimilarPageParameters(msgspec.Struct):
    paragraph: Annotated[int, Meta(ge=1, le=MAX_ORDINAL)] | msgspec.UnsetType = msgspec.UNSET


#: What means something else at a document than at the results.
OWN = ("find", "at", "leaf", "only")
