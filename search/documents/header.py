"""What a document says of itself before it begins."""

import re
from dataclasses import dataclass

from ..period import Period

_LINE = re.compile(
    r"\s*(?P<name>title|titre|date)\s*:[^\S\n]*(?P<value>[^\n]*)(?:\n|$)", re.IGNORECASE
)
#: « date 2024-11 » that runs straight on into the text.
_DATE = re.compile(r"\s*date\s+(?P<value>\d{4}(?:-\d{2}){0,2})(?=\s|$)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    title: str = ""
    date: Period | None = None


def read_header(text: str) -> tuple[Header, str]:
    """The header and what follows it, whole.

    A header is `title:` (or `titre:`) and `date:` lines, or `date` and a date before the
    first words. What can't be read as a date is left in the text.
    """
    title, date, position = "", None, 0
    while line := _LINE.match(text, position):
        if line["name"].lower() == "date":
            if (found := _period(line["value"])) is None:
                break
            date = found
        else:
            title = line["value"].strip()
        position = line.end()
    if date is None and (match := _DATE.match(text, position)):
        date = _period(match["value"])
        position = match.end() if date else position
    return Header(title, date), text[position:]


def _period(value: str) -> Period | None:
    try:
        return Period.parse(value)
    except ValueError:
        return None
