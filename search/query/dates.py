"""The dates after `date:` and in the `from` and `to` of the endpoints."""

from ..errors import QuerySyntaxError
from ..period import Period
from ..wording.messages import translate
from .tree import DateRange


def parse_dates(text: str, position: int = 0) -> DateRange:
    """« 2024-11 », « 5/11/2024 », « 1er novembre 2024..2024-12 », « ..2024 » or « 2024.. »
    (see `Period.typed`). Raises QuerySyntaxError, with the place, for anything else.
    """
    first, dots, last = text.partition("..")
    if not (first or last):
        raise _refused(position, text)
    start = _period(first, position) if first else None
    stop = _period(last, position) if last else None
    if not dots:
        stop = start
    if start and stop and start.first > stop.last:
        raise QuerySyntaxError(
            position=position,
            reason=translate("the dates of “{text}” are in the wrong order.").format(text=text),
        )
    plain = f"{start or ''}..{stop or ''}" if dots else str(start)
    return DateRange(start.first if start else None, stop.last if stop else None, plain)


def _period(part: str, position: int) -> Period:
    try:
        return Period.typed(part)
    except ValueError as error:
        raise _refused(position, part) from error


def _refused(position: int, text: str) -> QuerySyntaxError:
    reason = translate(
        "“{text}” is not a date. Write 2024, 2024-11, 2024-11-05, 05/11/2024 or 2024-01..2024-12."
    )
    return QuerySyntaxError(position=position, reason=reason.format(text=text))
