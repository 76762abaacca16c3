"""What a Markdown file says of itself above its text: YAML, TOML, or lines that are nearly so."""

import re
import tomllib
from datetime import date
from typing import Any

import yaml

from ..dates import read_date
from ..header import Header

_YAML = re.compile(r"\s*---[ \t]*\n(.*?)\n?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\s*\+\+\+[ \t]*\n(.*?)\n?\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
#: MultiMarkdown's.
_BARE = re.compile(r"((?:[A-Za-z][\w -]{0,30}:[ \t]+\S[^\n]*\n)+)(?=\n)")
#: pandoc's: title, authors, date.
_PERCENT = re.compile(
    r"%[ \t]*([^\n]*)\n(?:%[ \t]*([^\n]*)(?:\n|\Z))?(?:%[ \t]*([^\n]*)(?:\n|\Z))?"
)
_LINE = re.compile(r"([^\W\d_][\w -]{0,40}?)[ \t]*:(?:[ \t]+(.*))?")
_TITLES, _AUTHORS, _TAGS = (
    ("title", "titre"),
    ("author", "authors", "auteur", "auteurs", "auteure", "autrice", "creator"),
    ("tags", "keywords", "mots-clés", "étiquettes", "categories"),
)
_BETWEEN_TAGS = re.compile(r"\s*[,;]\s*")
_DATES = ("date", "published", "created", "pubdate")
_LANGUAGES = ("lang", "language", "langue", "locale")
#: Of one value, in characters.
_LONGEST = 2000


class _Loader(yaml.SafeLoader):  # type: ignore[misc]
    """Makes no objects; and no aliases, which could grow without end."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("alias")
        return super().compose_node(parent, index)


def read_front_matter(text: str) -> tuple[Header, str]:
    """The header and the text below it, whole if nothing above it says anything."""
    for form, values_of in ((_YAML, _of_yaml), (_TOML, _of_toml), (_BARE, _of_bare)):
        if (found := form.match(text)) and (values := values_of(found[1])):
            return _header(values), text[found.end() :]
    if found := _PERCENT.match(text):
        values = dict(zip(("title", "author", "date"), found.groups(""), strict=True))
        return _header(values), text[found.end() :]
    return Header(), text


def _of_yaml(matter: str) -> dict[str, str]:
    """Of what is no YAML, which a colon in a title is enough for, the lines `name: value`."""
    try:
        values = yaml.load(matter, _Loader)
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError):
        return _of_lines(matter)
    return _texts(values) if isinstance(values, dict) else {}


def _of_toml(matter: str) -> dict[str, str]:
    try:
        return _texts(tomllib.loads(matter))
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


def _of_bare(matter: str) -> dict[str, str]:
    """Lines that may be of the text, if none of them is named as all headers are."""
    values = _of_lines(matter)
    return values if {*values} & {*_TITLES, *_DATES, *_AUTHORS} else {}


def _of_lines(matter: str) -> dict[str, str]:
    found: dict[str, str] = {}
    name = ""
    for line in matter.splitlines():
        if named := _LINE.fullmatch(line.rstrip()):
            name = named[1].lower()
            found[name] = (named[2] or "").strip().strip("\"'[]")
        elif name and line.lstrip().startswith("- "):
            found[name] = f"{found[name]}; {line.strip()[2:]}".strip("; ")
    return {name: value for name, value in found.items() if value}


def _texts(values: dict[Any, Any]) -> dict[str, str]:
    found = {str(name).lower(): _text(value) for name, value in values.items()}
    return {name: value for name, value in found.items() if value}


def _text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, list):
        return "; ".join(_text(one) for one in value)
    if isinstance(value, dict):
        return _text(value.get("name", ""))
    return " ".join(str(value).split(" "))[:_LONGEST].strip() if value is not None else ""


def _header(values: dict[str, str]) -> Header:
    tags = _BETWEEN_TAGS.sub("; ", _first(values, _TAGS))
    usual = {"author": _first(values, _AUTHORS), "tags": tags}
    metadata = {name: value for name, value in usual.items() if value}
    known = {*_TITLES, *_AUTHORS, *_TAGS, *_DATES, *_LANGUAGES}
    metadata |= {name: values[name] for name in sorted({*values} - known)}
    title, language = _first(values, _TITLES), _first(values, _LANGUAGES)
    return Header(title, read_date(_first(values, _DATES)), True, language, metadata)


def _first(found: dict[str, str], names: tuple[str, ...]) -> str:
    return next((found[name] for name in names if found.get(name)), "")
