"""What narrows a search besides its query: dates, a language, filters, as they are given."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from ..errors import ParameterError, QuerySyntaxError
from ..query.attributes import parse_filter
from ..query.dates import parse_dates
from ..query.languages import parse_language
from ..query.tree import DateRange, Filter, Language

_T = TypeVar("_T")


def dates_of(first: str | None, last: str | None) -> DateRange | None:
    """The limits of the date. Raises ParameterError with the name of the one that is wrong."""
    for name, text in (("from", first), ("to", last)):
        if text:
            _checked(name, lambda text=text: parse_dates(text))  # type: ignore[misc]
    if not (first or last):
        return None
    return _checked("to", lambda: parse_dates(f"{first or ''}..{last or ''}"))


def filters_of(
    dates: DateRange | None, filters: Sequence[tuple[str, str]], columns: Mapping[str, str]
) -> list[Filter]:
    """Raises ParameterError with the name of a filter that can't be."""
    given: list[Filter] = [dates] if dates else []
    for name, value in filters:
        given.append(_checked(name, partial(parse_filter, name, value, columns)))
    return given


def language_of(text: str) -> Language | None:
    return _checked("language", lambda: parse_language(text)) if text else None


def _checked(name: str, read: Callable[[], _T]) -> _T:
    try:
        return read()
    except QuerySyntaxError as error:
        raise ParameterError(name=name, reason=str(error.details["reason"])) from error


def named(
    dates: DateRange | None, language: Language | None, first: str | None
) -> Mapping[str, Filter]:
    """The filters by the names of their parameters."""
    named = {"from" if first else "to": dates, "language": language}
    return {name: given for name, given in named.items() if given}
