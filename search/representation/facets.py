"""What matches, counted."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from ..model import Facet, FacetValue


class FacetValueJson(msgspec.Struct):
    """How many of the paragraphs that match have a value."""

    value: Annotated[str, Meta(description="As it is written; of a folder, its path.")]
    total: int
    filter: Annotated[
        str, Meta(description="What narrows a query to them.", examples=["date:2024"])
    ]
    under: Annotated["list[FacetValueJson]", Meta(description="The folders in a folder.")]


class FacetJson(msgspec.Struct):
    """What matches with all filters, counted by one thing: the commonest values, or the latest
    first of years and months; `distinct` says how many values there are.
    """

    distinct: int
    values: list[FacetValueJson]


Facets = Annotated[
    dict[str, FacetJson], Meta(description="The facets that were asked for, by their names.")
]


def facets_json(facets: Sequence[Facet]) -> dict[str, FacetJson]:
    return {one.name: FacetJson(one.distinct, list(map(_value, one.values))) for one in facets}


def _value(value: FacetValue) -> FacetValueJson:
    return FacetValueJson(value.value, value.total, value.filter, list(map(_value, value.under)))
