"""What is wrong with what is asked."""

from ..wording.messages import mark
from .base import AlineaError


class QueryError(AlineaError):
    """What was typed can't be searched.

    position: characters before the place that is wrong.
    """

    @property
    def position(self) -> int:
        return int(str(self.details.get("position", 0)))


class QuerySyntaxError(QueryError):
    message = mark("At character {place}: {reason}")

    def __init__(self, *, position: int, reason: str) -> None:
        super().__init__(position=position, place=position + 1, reason=reason)


class QueryTooLongError(QueryError):
    message = mark("The query has {count} {unit}; the limit is {limit}.")


class QueryTooCostlyError(QueryError):
    message = mark(
        "Answering this would take too long. Ask for fewer words, for longer beginnings before “*”,"
        " or leave out “~”."
    )


class UnknownFacetError(QueryError):
    message = mark("There is no facet “{name}”. There are: {names}.")


class TooManyValuesError(QueryError):
    message = mark(
        "“{name}” has more than {limit} values in what was found, too many to be counted."
    )


class EmptyQueryError(QueryError):
    message = mark("There is nothing to search for in it: type a word or a number.")


class ParameterError(AlineaError):
    """What narrows or shapes an answer, by the name that it has in a URL, can't be so."""

    message = mark("Parameter {name}: {reason}")

    def __init__(self, *, name: str, reason: str) -> None:
        super().__init__(name=name, reason=reason)
        self.name = name


class PageError(AlineaError):
    """There is no such page of an answer."""


class PageBeyondLastError(PageError):
    message = mark("There is no page {page}: the last one is page {last}.")

    def __init__(self, *, page: int, last: int) -> None:
        super().__init__(page=page, last=last)
        self.last = last


class PageTooDeepError(PageError):
    message = mark(
        "Page {page} is too far: with {size} hits on a page there are {last} pages at the most."
        " What comes after them is reached from the last one, or exported."
    )


class CursorError(PageError):
    message = mark(
        "The cursor after= is none that this query has given. Begin anew with the first page."
    )


class CursorOutdatedError(PageError):
    message = mark(
        "The index has changed since the cursor after= was given. Begin anew with the first page;"
        " an export gives all hits of one index."
    )
