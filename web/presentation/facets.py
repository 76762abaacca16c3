"""Facets as the page shows them: what was counted, each value with an address that narrows."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from search.model import Facet, FacetValue, Results
from search.wording.messages import translate
from search.wording.names import facet_name, format_name, language_name

from ..addresses.results_address import ResultsAddress

#: What is counted for the page, besides metadata; months are of the same dates as years.
COUNTED = ("year", "month", "folder", "format")
#: Values shown of a facet, and of one folder.
_SHOWN, _SHOWN_UNDER = 20, 8
#: Folders inside one another that are shown.
_DEPTH = 3


class Choice(NamedTuple):
    """A value: how many paragraphs have it, and the address of those; is_chosen: already so"""

    label: str
    total: int
    url: str
    is_chosen: bool = False
    under: tuple["Choice", ...] = ()


class ShownFacet(NamedTuple):
    """others: values that aren't shown; rest: paragraphs that have none, None where unknown
    without: what these are called
    """

    name: str
    label: str
    choices: tuple[Choice, ...]
    others: int = 0
    rest: int | None = None
    without: str = ""

    @property
    def is_chosen(self) -> bool:
        return any(map(_is_chosen, self.choices))


def shown_facets(results: Results, address: ResultsAddress) -> tuple[ShownFacet, ...]:
    """Those that there is something to choose in; dates are told apart (`timeline.py`)."""
    total = results.total + results.repeated
    return tuple(_shown(results, address, total))


def _shown(results: Results, address: ResultsAddress, total: int) -> Iterator[ShownFacet]:
    for facet in results.facets:
        match facet.name:
            case "year" | "month":
                continue
            case "folder":
                if facet.values:
                    yield _folders(facet, address, total)
            case "format":
                if facet.distinct > 1 or address.value("format"):
                    yield _formats(facet, address, total)
            case _:
                if facet.values:
                    yield _metadata(facet, address)
        if facet.name == "format" and (len(results.languages) > 1 or results.language):
            yield _languages(results, address)


def _folders(facet: Facet, address: ResultsAddress, total: int) -> ShownFacet:
    choices, others = _tree(facet.values, address, _SHOWN, _DEPTH)
    rest = total - sum(one.total for one in facet.values)
    return ShownFacet("folder", facet_name("folder"), choices, others, rest, translate("in none"))


def _tree(
    values: Sequence[FacetValue], address: ResultsAddress, most: int, depth: int
) -> tuple[tuple[Choice, ...], int]:
    choices = tuple(
        Choice(
            value.value.rpartition("/")[2],
            value.total,
            address.changed(folder=f"/{value.value}").url(),
            address.has("folder", f"/{value.value}"),
            _tree(value.under, address, _SHOWN_UNDER, depth - 1)[0] if depth > 1 else (),
        )
        for value in values[:most]
    )
    return choices, len(values) - len(choices)


def _formats(facet: Facet, address: ResultsAddress, total: int) -> ShownFacet:
    choices = tuple(
        Choice(
            format_name(value.value),
            value.total,
            address.changed(format=value.value).url(),
            address.has("format", value.value),
        )
        for value in facet.values[:_SHOWN]
    )
    rest = total - sum(one.total for one in facet.values)
    others = facet.distinct - len(choices)
    return ShownFacet("format", facet_name("format"), choices, others, rest, translate("unknown"))


def _languages(results: Results, address: ResultsAddress) -> ShownFacet:
    """Whichever it is narrowed to: another one can be chosen at once."""
    choices = tuple(
        Choice(
            language_name(code),
            total,
            address.changed(language=code).url(),
            address.has("language", code),
        )
        for code, total in results.languages
    )
    return ShownFacet("language", facet_name("language"), choices)


def _metadata(facet: Facet, address: ResultsAddress) -> ShownFacet:
    """A paragraph may have several values, and none."""
    choices = tuple(
        Choice(
            value.value,
            value.total,
            address.narrowed(facet.name, f"={value.value}").url(),
            address.has(facet.name, f"={value.value}"),
        )
        for value in facet.values[:_SHOWN]
    )
    return ShownFacet(facet.name, facet_name(facet.name), choices, facet.distinct - len(choices))


def _is_chosen(choice: Choice) -> bool:
    return choice.is_chosen or any(map(_is_chosen, choice.under))
