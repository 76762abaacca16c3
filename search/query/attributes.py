"""What stands behind `auteur:`, `dossier:`, `fichier:`, `format:`, and in filters of endpoints."""

from collections.abc import Mapping

from ..analysis.keywords import keywords
from ..errors import QuerySyntaxError
from ..wording.messages import translate
from .columns import FOLDER, FORMAT, column_name, column_of, field_names
from .fields import LANGUAGE
from .languages import parse_language
from .tree import Attribute, Filter

#: What formats are called besides their names here (`documents/formats.py`, `documents/bulk`).
_FORMATS = {
    "txt": "text",
    "texte": "text",
    "md": "markdown",
    "htm": "html",
    "word": "docx",
    "eml": "mail",
    "courriel": "mail",
    "ndjson": "jsonl",
}


def parse_attribute(column: str, text: str, whole: bool = False, position: int = 0) -> Attribute:
    """The filter for a value of a column. Raises QuerySyntaxError if there is no word in it."""
    text = " ".join(text.replace('"', " ").split())
    if not _says_something(column, text):
        reason = translate("behind {name}: stands a word, or several between quotes.")
        raise QuerySyntaxError(
            position=position, reason=reason.format(name=column_name(column), fields="")
        )
    if column == FORMAT:
        text = _FORMATS.get(text.lower().lstrip("."), text.lower().lstrip("."))
    return Attribute(column, text, whole, position)


def _says_something(column: str, text: str) -> bool:
    """A folder may be called by signs alone."""
    if column == FOLDER:
        return bool(text.strip("*?/ "))
    return any(word.strip("*?") for word in keywords(text))


def parse_filter(name: str, value: str, columns: Mapping[str, str]) -> Filter:
    """A filter given by a name and a value, as behind `name:` in a query; `=` before the value
    asks for all of it. Raises QuerySyntaxError for a name that the index doesn't have.
    """
    if name.lower() in LANGUAGE:
        return parse_language(value)
    if not (column := column_of(name, columns)):
        reason = translate("there is no field “{name}”. The fields are {fields}.")
        fields = ", ".join(f"{one}:" for one in (LANGUAGE[0], *field_names(columns)))
        raise QuerySyntaxError(position=0, reason=reason.format(name=name, fields=fields))
    return parse_attribute(column, value.removeprefix("="), value.startswith("="))
