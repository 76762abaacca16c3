"""What a document says of itself before it begins."""

import re
from dataclasses import dataclass, field

from ..period import Period

#: Styles of paragraphs that say something of the document, as programs call them.
STYLES = {"title": "title", "titre": "title", "author": "author", "date": "date"}
#: What programs put for a title: the name of the file, or of nothing.
_MADE_UP = re.compile(
    r"microsoft (?:word|powerpoint|excel)(?: ?[-–—].*)?"
    r"|(?:document|sans titre|sans nom|untitled|présentation powerpoint|about:blank)[\s-]*\d*"
    r"|[^:!?«»]*\w\.(?:docx?|odt|rtf|tex|dvi|ps|indd|qxd|pdf|pages|pptx?|html?)"
    r"|(?:https?|file)://\S*",
    re.IGNORECASE,
)
_LINE = re.compile(
    r"\s*(?P<name>title|titre|date)\s*:[^\S\n]*(?P<value>[^\n]*)(?:\n|$)", re.IGNORECASE
)
#: « date 2024-11 » that runs straight on into the text.
_DATE = re.compile(r"\s*date\s+(?P<value>\d{4}(?:-\d{2}){0,2})(?=\s|$)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """What is known of a document besides its text.

    is_dated: whether the date is that of the text, and not only of its file
    language: as declared (BCP 47), which is often wrong
    metadata: `author`, `tags`, `encoding` where it was guessed, and what else a format gives
    """

    title: str = ""
    date: Period | None = None
    is_dated: bool = True
    language: str = ""
    metadata: dict[str, str] = field(default_factory=dict)


def is_made_up(title: str) -> bool:
    """Whether it says nothing of what the document is about."""
    return _MADE_UP.fullmatch(title) is not None


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
