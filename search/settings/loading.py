"""The settings in force: defaults < alinea.toml < ALINEA_* < flags."""

import json
import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args, get_origin

import msgspec

from ..errors import SettingsError
from ..regular_files import open_file
from ..wording.messages import translate
from .table import FILE, Settings, names


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


def _read(file: Path) -> dict[str, Any]:
    try:
        with open_file(file) as opened:
            content = opened.read()
        return tomllib.loads(content.decode("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise SettingsError(name="*", origin=str(file), reason=_why(error)) from error


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


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
