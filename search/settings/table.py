"""All settings in one table: defaults < alinea.toml < ALINEA_* < flags.

The table feeds the file, the environment, the flags and the documentation; a test holds
them together.
"""

import json
import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, get_args, get_origin

import msgspec

from ..errors import SettingsError
from ..wording.messages import LANGUAGES, mark, translate

FILE = Path("alinea.toml")
#: `opening.ENGINES` says where each is.
ENGINES = ("whoosh", "tantivy")


def _setting(
    default: Any,
    help_: str,
    least: float | None = None,
    most: float | None = None,
    choices: tuple[str, ...] = (),
    example: Any = None,
) -> Any:
    """example: what a new `alinea.toml` shows where the default says little"""
    metadata = {
        "help": help_,
        "least": least,
        "most": most,
        "choices": choices,
        "example": example,
    }
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class Settings:
    """The value of each setting; the metadata of the fields is the table."""

    source: tuple[Path, ...] = _setting(
        (Path("seeds"),), mark("folders of the documents, or single files")
    )
    include: tuple[str, ...] = _setting(
        (),
        mark("patterns, as in .gitignore, of the files that are read (all)"),
        example=("*.pdf", "presse/**"),
    )
    exclude: tuple[str, ...] = _setting(
        (), mark("patterns of files and folders that aren't"), example=("brouillons/", "*.tmp")
    )
    index: Path = _setting(Path("index"), mark("folder of the index"))
    words: Path = _setting(
        Path("words.txt"), mark("file of words that stand for one another (one comes along)")
    )
    engine: str = _setting(
        "whoosh", mark("engine that keeps the index: whoosh or tantivy"), choices=ENGINES
    )
    language: str = _setting(
        "", mark("language of the command line: fr or en (the system's)"), choices=LANGUAGES
    )
    page_size: int = _setting(10, mark("hits on a page"), 1, 100)
    snippet_size: int = _setting(300, mark("characters in a snippet"), 50, 5000)
    search_seconds: float = _setting(5.0, mark("seconds that a search may take"), 0.1, 3600)
    host: str = _setting("127.0.0.1", mark("address to serve at"))
    port: int = _setting(8000, mark("port to serve at"), 1, 65535)
    workers: int = _setting(0, mark("server processes (0: one a core)"), 0, 64)
    readers: int = _setting(0, mark("processes that read documents (0: one a core)"), 0, 64)
    limit_seconds: float = _setting(
        120.0, mark("seconds that the reading of a file may take"), 1, 86400
    )
    limit_memory: int = _setting(1024, mark("megabytes of memory that it may take"), 64, 1_000_000)
    limit_text: int = _setting(64, mark("megabytes of text that may come of it"), 1, 100_000)
    column_id: tuple[str, ...] = _setting(
        (), mark("columns with the id of a record (doc, id)"), example=("cote",)
    )
    column_title: tuple[str, ...] = _setting(
        (), mark("columns with its title (title, titre)"), example=("intitulé",)
    )
    column_text: tuple[str, ...] = _setting(
        (), mark("columns with its text (text, texte)"), example=("résumé", "corps")
    )
    column_date: tuple[str, ...] = _setting(
        (), mark("columns with its date (date)"), example=("parution",)
    )
    weight_stem: float = _setting(1.0, mark("what a stem in the text is worth"), 0, 100)
    weight_form: float = _setting(0.2, mark("what the same form adds to it"), 0, 100)
    weight_heading_stem: float = _setting(1.0, mark("what a stem in a heading is worth"), 0, 100)
    weight_heading_form: float = _setting(0.2, mark("what the same form adds to it"), 0, 100)
    weight_title_stem: float = _setting(1.0, mark("what a stem in a title is worth"), 0, 100)
    weight_title_form: float = _setting(0.7, mark("what the same form adds to it"), 0, 100)
    weight_synonym: float = _setting(0.3, mark("what a synonym is worth of the word"), 0, 100)
    weight_family: float = _setting(
        0.01, mark("what another stem of the word is worth, in those of its own; 0 is none"), 0, 100
    )
    weight_meaning: float = _setting(1.5, mark("what a hit gains by what it means"), 0, 100)


def load_settings(
    flags: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] | None = None,
    file: Path = FILE,
) -> Settings:
    """The settings in force. A flag that is None isn't given.

    Raises SettingsError, with where the value comes from, for an unknown name in the file
    or a value that can't be.
    """
    environment = os.environ if environment is None else environment
    given: dict[str, tuple[Any, str]] = {}
    for name, value in _read(file).items():
        given[name] = (value, str(file))
    for name in names():
        variable = f"ALINEA_{name.upper()}"
        if environment.get(variable):
            given[name] = (environment[variable], variable)
    for name, value in (flags or {}).items():
        if value is not None:
            given[name] = (value, f"--{name.replace('_', '-')}")
    return Settings(**{name: _checked(name, *value) for name, value in given.items()})


def environment(settings: Settings) -> dict[str, str]:
    """The variables that give a child process the same settings, wherever it starts."""
    values = ((name, _written(getattr(settings, name))) for name in names())
    return {f"ALINEA_{name.upper()}": value for name, value in values}


def _written(value: Any) -> str:
    """A list as JSON, in which nothing need be escaped for a shell; paths from the root."""
    if isinstance(value, tuple):
        return json.dumps([_written(one) for one in value])
    return str(value.absolute() if isinstance(value, Path) else value)


def names() -> list[str]:
    return [setting.name for setting in fields(Settings)]


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise SettingsError(name="*", origin=str(file), reason=str(error)) from error


def _checked(name: str, value: Any, origin: str) -> Any:
    known = {setting.name: setting for setting in fields(Settings)}
    if name not in known:
        reason = translate("there is no such setting. There are: {names}.")
        raise SettingsError(name=name, origin=origin, reason=reason.format(names=", ".join(known)))
    setting = known[name]
    try:
        converted = _convert(value, setting.type)
    except (ValueError, TypeError) as error:
        reason = translate("{value} is not a {type}.")
        kind = getattr(setting.type, "__name__", str(setting.type))
        raise SettingsError(
            name=name, origin=origin, reason=reason.format(value=value, type=kind)
        ) from error
    if reason := _refusal(converted, **setting.metadata):
        raise SettingsError(name=name, origin=origin, reason=reason)
    return converted


def _convert(value: Any, kind: Any) -> Any:
    if get_origin(kind) is tuple:
        return tuple(_convert(one, get_args(kind)[0]) for one in _listed(value))
    if kind is not Path:
        return msgspec.convert(value, kind, strict=False)
    path = Path(value)
    if "\0" in str(path):
        raise ValueError(value)
    return path


def _listed(value: Any) -> Sequence[Any]:
    """A list; in the environment written as JSON, or as PATH is (`:`; `;` on Windows)."""
    if isinstance(value, str):
        if not value.startswith("["):
            return [part for part in value.split(os.pathsep) if part]
        value = json.loads(value)
    if isinstance(value, (list, tuple)):
        return value
    return [value]


def _refusal(
    value: Any, least: float | None, most: float | None, choices: tuple[str, ...], **_: Any
) -> str:
    """Why a value of the right type can't be."""
    if least is not None and most is not None and not least <= value <= most:
        reason = translate("{value} is not between {least} and {most}.")
        return reason.format(value=value, least=least, most=most)
    if choices and value and value not in choices:
        reason = translate("{value} is not one of: {choices}.")
        return reason.format(value=value, choices=", ".join(choices))
    return ""
