"""The fields of a query: `titre:`, `date:`, `langue:`, those that the documents of an index have
(`columns.py`), and what only looks like one.
"""

import re
from collections.abc import Mapping

from ..errors import QuerySyntaxError
from ..period import IN_WORDS
from ..wording.messages import translate
from .columns import column_of, field_names

#: The columns of an index: what the metadata of its documents are called, by their keys.
Columns = Mapping[str, str]

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
#: `auteur:Zola`, `auteur:="Émile Zola"`, after a sign perhaps. Without spaces at the colon: words
#: such as « Dossier : » and « Auteur : » begin headlines.
ATTRIBUTE = re.compile(
    r"(?P<sign>[+-]?)(?P<name>[^\W\d_][\w-]*):(?P<whole>=?)"
    r"(?:\"(?P<straight>[^\"]*)\"?|«(?P<french>[^»]*)»?|“(?P<english>[^”]*)”?|(?P<plain>[^\s()\"«“]+))"
)
#: Two letters at least and a colon right before what is asked: « C:\\ », « 12:30 », « dit : »
#: and « http:// » have none of it.
_LIKE_A_FIELD = re.compile(r"[+-]?(?P<name>[^\W\d_][\w-]*\w):(?=[\w\"«“(=*])")
_ANY = re.compile(rf"(?:{'|'.join((*TITLE, *DATE, *LANGUAGE))}){_COLON}(?=\S)", re.IGNORECASE)
#: Names of fields that an error tells.
_SHOWN = 20
#: What stands before a colon in an address.
_SCHEMES = frozenset(("mailto", "tel", "urn", "doi", "localhost"))


def value_of(attribute: re.Match[str]) -> str:
    """The value of an ATTRIBUTE, without quotes, one space between its words."""
    values = (attribute[name] for name in ("straight", "french", "english", "plain"))
    inside = next(value for value in values if value is not None)
    return " ".join(inside.replace('"', " ").split())


def is_like_a_field(text: str) -> bool:
    """Whether a word would be refused as a field where one may stand (« a78:34 »)."""
    return bool(_LIKE_A_FIELD.match(text))


def refuse_unknown_field(query: str, position: int, columns: Columns) -> None:
    """Raise QuerySyntaxError if a field stands there that doesn't exist, or one without value."""
    found = _LIKE_A_FIELD.match(query, position)
    if not found or found["name"].lower() in (*TITLE, *DATE, *LANGUAGE, *_SCHEMES):
        return
    name = found["name"]
    if column_of(name, columns):
        reason = translate("behind {name}: stands a word, or several between quotes.")
    else:
        reason = translate(
            "there is no field “{name}”. The fields are {fields}. If it is none,"
            " put a space behind the colon, or write all of it between quotes."
        )
    fields = ", ".join(f"{field}:" for field in (TITLE[0], DATE[0], LANGUAGE[0], *_names(columns)))
    raise QuerySyntaxError(
        position=found.start("name"), reason=reason.format(name=name, fields=fields)
    )


def _names(columns: Columns) -> list[str]:
    """Of those of the index as many as a message can tell."""
    names = list(field_names(columns))
    return names[:_SHOWN] + (["…"] if len(names) > _SHOWN else [])


def refuse_field_in_title(query: str, position: int, columns: Columns) -> None:
    """Raise QuerySyntaxError if another field stands behind `titre:`."""
    attribute = ATTRIBUTE.match(query, position)
    if _ANY.match(query, position) or (attribute and column_of(attribute["name"], columns)):
        reason = translate("titre: stands before words, not before another field.")
        raise QuerySyntaxError(position=position, reason=reason)
    refuse_unknown_field(query, position, columns)
