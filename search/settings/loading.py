"""The settings in force: defaults < alinea.toml < ALINEA_* < flags."""

import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from ..errors import SettingsError, SettingsFileError
from ..regular_files import open_file
from ..wording.messages import translate
from .table import FILE, Settings, names
from .values import convert, refusal, wrong_type


def load_settings(
    flags: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] | None = None,
    file: Path = FILE,
) -> Settings:
    """The settings in force. A flag that is None isn't given.

    Raises SettingsError, with where the value comes from, for an unknown name in the file
    or a value that can't be, and SettingsFileError for a file that can't be read.
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


def _read(file: Path) -> dict[str, Any]:
    try:
        with open_file(file) as opened:
            content = opened.read()
        return tomllib.loads(content.decode("utf-8"))
    except FileNotFoundError:
        return {}
    except tomllib.TOMLDecodeError as error:
        reason = translate("it isn't TOML: {reason}. An example of a line: {example}")
        reason = reason.format(reason=error, example="page_size = 20")
        raise SettingsFileError(path=str(file), reason=reason) from error
    except (OSError, ValueError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SettingsFileError(path=str(file), reason=reason) from error


def _checked(name: str, value: Any, origin: str) -> Any:
    known = {setting.name: setting for setting in fields(Settings)}
    if name not in known:
        raise SettingsError(name=name, origin=origin, reason=_unknown(name, list(known)))
    setting = known[name]
    if setting.metadata["needed"] and value in ("", [], (), "[]"):
        raise SettingsError(name=name, origin=origin, reason=translate("it may not be empty."))
    try:
        converted = convert(value, setting.type)
    except (ValueError, TypeError) as error:
        reason = wrong_type(value, setting.type)
        raise SettingsError(name=name, origin=origin, reason=reason) from error
    if reason := refusal(converted, **setting.metadata):
        raise SettingsError(name=name, origin=origin, reason=reason)
    return converted


def _unknown(name: str, known: list[str]) -> str:
    """That there is no such setting, and which was probably meant, or all."""
    from difflib import get_close_matches  # takes a start milliseconds, and is rarely needed

    if alike := get_close_matches(name, known, n=1, cutoff=0.7):
        reason = translate("there is no such setting. Perhaps {name} was meant.")
        return reason.format(name=alike[0])
    reason = translate("there is no such setting. There are: {names}.")
    return reason.format(names=", ".join(known))
