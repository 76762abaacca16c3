"""All settings in one table: defaults < alinea.toml < ALINEA_* < flags.

The table feeds the file, the environment, the flags and the documentation; a test holds
them together.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import msgspec

from .errors import SettingsError
from .messages import LANGUAGES, mark, translate

FILE = Path("alinea.toml")
#: `opening.ENGINES` says where each is.
ENGINES = ("whoosh", "tantivy")


def _setting(
    default: Any,
    help_: str,
    least: float | None = None,
    most: float | None = None,
    choices: tuple[str, ...] = (),
) -> Any:
    metadata = {"help": help_, "least": least, "most": most, "choices": choices}
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class Settings:
    """The value of each setting; the metadata of the fields is the table."""

    source: Path = _setting(Path("seeds"), mark("folder of the documents"))
    index: Path = _setting(Path("index"), mark("folder of the index"))
    engine: str = _setting(
        "whoosh", mark("engine that keeps the index: whoosh or tantivy"), choices=ENGINES
    )
    language: str = _setting(
        "", mark("language of the command line: fr or en (the system's)"), choices=LANGUAGES
    )
    page_size: int = _setting(10, mark("hits on a page"), 1, 100)
    snippet_size: int = _setting(300, mark("characters in a snippet"), 50, 5000)
    host: str = _setting("127.0.0.1", mark("address to serve at"))
    port: int = _setting(8000, mark("port to serve at"), 1, 65535)
    workers: int = _setting(0, mark("server processes (0: one a core)"), 0, 64)
    readers: int = _setting(0, mark("processes that read documents (0: one a core)"), 0, 64)
    weight_stem: float = _setting(1.0, mark("what a stem in the text is worth"), 0, 100)
    weight_form: float = _setting(0.2, mark("what the same form adds to it"), 0, 100)
    weight_heading_stem: float = _setting(1.0, mark("what a stem in a heading is worth"), 0, 100)
    weight_heading_form: float = _setting(0.2, mark("what the same form adds to it"), 0, 100)
    weight_title_stem: float = _setting(1.0, mark("what a stem in a title is worth"), 0, 100)
    weight_title_form: float = _setting(0.7, mark("what the same form adds to it"), 0, 100)


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
    values = ((name, getattr(settings, name)) for name in names())
    absolute = ((name, v.absolute() if isinstance(v, Path) else v) for name, v in values)
    return {f"ALINEA_{name.upper()}": str(value) for name, value in absolute}


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
    if kind is not Path:
        return msgspec.convert(value, kind, strict=False)
    path = Path(value)
    if "\0" in str(path):
        raise ValueError(value)
    return path


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
