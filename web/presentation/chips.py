"""What narrows the results shown, each with the address of the results without it."""

from collections.abc import Iterator
from typing import NamedTuple

from search.errors import QueryError
from search.period import Period
from search.wording.messages import translate
from search.wording.names import facet_name, format_name, language_name

from ..addresses.results_address import ResultsAddress
from .dates import in_words


class Chip(NamedTuple):
    """name: of what it narrows by; url: where it leads when it is taken off"""

    name: str
    label: str
    url: str


def chips(address: ResultsAddress) -> tuple[Chip, ...]:
    """Those of an address, in its order."""
    return tuple(_chips(address))


def _chips(address: ResultsAddress) -> Iterator[Chip]:
    first, last = address.value("from"), address.value("to")
    if first or last:
        off = address.without(("from", first), ("to", last))
        yield Chip(translate("Dates"), _dates(first, last), off.url())
    for name, value in address.narrowing:
        if name not in ("q", "from", "to"):
            yield Chip(facet_name(name), _label(name, value), address.without((name, value)).url())


def _dates(first: str, last: str) -> str:
    if first == last:
        return _date(first)
    if not last:
        return translate("since {date}").format(date=_date(first))
    if not first:
        return translate("until {date}").format(date=_date(last))
    return translate("{first} to {last}").format(first=_date(first), last=_date(last))


def _date(text: str) -> str:
    """As a date is written here, however it was typed."""
    try:
        return in_words(Period.typed(text))
    except (ValueError, QueryError):
        return text


def _label(name: str, value: str) -> str:
    match name:
        case "language":
            return language_name(value)
        case "format":
            return format_name(value)
        case "folder":
            return value.strip("/").replace("/", " / ")
        case _:
            return value.removeprefix("=")
