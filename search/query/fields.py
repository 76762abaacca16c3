"""The fields of a query: `titre:`, `date:`, `langue:`, and what only looks like one."""

import re

from ..errors import QuerySyntaxError
from ..period import IN_WORDS
from ..wording.messages import translate

#: What a field may be called, in any case; the first name is the one that messages give.
TITLE = ("titre", "title")
DATE = ("date",)
LANGUAGE = ("langue", "language", "lang")

#: French typography puts a space before a colon, and one behind.
_COLON = r"\s*:\s*"
#: A date, or two with two full stops between; those in words have spaces.
_DATES = rf"{IN_WORDS}(?:\.\.(?:{IN_WORDS}|[^\s()]*))?|[^\s()]*?\.\.{IN_WORDS}|[^\s()]+|(?=\()"

#: `titre:` before a word, a phrase or a parenthesis.
BEFORE_TITLE = rf"(?:{'|'.join(TITLE)}){_COLON}(?=\S)"
#: A field with its value, after a sign perhaps.
FILTER = re.compile(
    rf"(?P<sign>[+-]?)(?:(?:{'|'.join(DATE)}){_COLON}\"?(?P<dates>{_DATES})"
    rf"|(?:{'|'.join(LANGUAGE)}){_COLON}(?P<code>[^\s()]+))",
    re.IGNORECASE,
)
#: Two letters at least and a colon right before what is asked: « C:\\ », « 12:30 », « dit : »
#: and « http:// » have none of it.
_LIKE_A_FIELD = re.compile(r"[+-]?(?P<name>[^\W\d_][\w-]*\w):(?=[\w\"«“(=*])")
_ANY = re.compile(rf"(?:{'|'.join((*TITLE, *DATE, *LANGUAGE))}){_COLON}(?=\S)", re.IGNORECASE)
#: What stands before a colon in an address.
_SCHEMES = frozenset(("mailto", "tel", "urn", "doi", "localhost"))


def is_like_a_field(text: str) -> bool:
    """Whether a word would be refused as a field where one may stand (« a78:34 »)."""
    return bool(_LIKE_A_FIELD.match(text))


def refuse_unknown_field(query: str, position: int) -> None:
    """Raise QuerySyntaxError if a field stands there that doesn't exist."""
    found = _LIKE_A_FIELD.match(query, position)
    if not found or found["name"].lower() in (*TITLE, *DATE, *LANGUAGE, *_SCHEMES):
        return
    reason = translate(
        "there is no field “{name}”. The fields are titre:, date: and langue:. If it is none,"
        " put a space behind the colon, or write all of it between quotes."
    )
    raise QuerySyntaxError(position=found.start("name"), reason=reason.format(name=found["name"]))


def refuse_field_in_title(query: str, position: int) -> None:
    """Raise QuerySyntaxError if another field stands behind `titre:`."""
    if _ANY.match(query, position):
        reason = translate("titre: stands before words, not before another field.")
        raise QuerySyntaxError(position=position, reason=reason)
    refuse_unknown_field(query, position)
