"""A commented `alinea.toml`, from the table of settings."""

import json
import textwrap
from dataclasses import fields
from pathlib import Path
from typing import Any

from ..errors import SettingsFileError
from ..wording.messages import mark, translate
from .table import Settings

_HEAD = mark(
    "Alinéa's settings. A line that begins with # is left alone: what it shows is the default. "
    "Variables of the environment (ALINEA_PAGE_SIZE) and flags go before what is written here."
)
_WIDTH = 88


def write_settings_file(path: Path) -> None:
    """Write it. Raises SettingsFileError if there is one, or if it can't be written."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(settings_file())
    except FileExistsError as error:
        reason = translate("there is one already; nothing was written.")
        raise SettingsFileError(path=str(path), reason=reason) from error
    except OSError as error:
        raise SettingsFileError(path=str(path), reason=error.strerror or error) from error


def settings_file() -> str:
    """The file's text: each setting with what it means and its default."""
    parts = [_comment(translate(_HEAD))]
    for setting in fields(Settings):
        meaning: str = setting.metadata["help"]
        said = [_comment(translate(meaning))]
        if example := setting.metadata["example"]:
            said.append(f"# {setting.name} = {_toml(example)}")
        else:
            is_set = setting.name == "source"
            said.append(f"{'' if is_set else '# '}{setting.name} = {_toml(setting.default)}")
        parts.append("\n".join(said))
    return "\n\n".join(parts) + "\n"


def _comment(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return textwrap.fill(text, _WIDTH, initial_indent="# ", subsequent_indent="# ")


def _toml(value: Any) -> str:
    """A value as TOML writes it; its strings are written as in JSON."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, (str, Path)):
        return json.dumps(str(value), ensure_ascii=False)
    return str(value).lower() if isinstance(value, bool) else str(value)
