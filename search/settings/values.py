"""The value of a setting: what is written, as its type, and why it can't be."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args, get_origin

import msgspec

from ..wording.messages import mark, translate

#: What a value has to be, as an operator would write it.
_KINDS = {
    bool: mark("true or false"),
    int: mark("a whole number"),
    float: mark("a number"),
    str: mark("a text between quotes"),
    Path: mark("a path between quotes"),
    tuple: mark("a list of texts, as in ['a', 'b']"),
}


def convert(value: Any, kind: Any) -> Any:
    """The value as that type. Raises ValueError or TypeError if it can't be read as one."""
    if get_origin(kind) is tuple:
        return tuple(convert(one, get_args(kind)[0]) for one in _listed(value))
    if kind is not Path:
        return msgspec.convert(value, kind, strict=False)
    path = Path(value)
    if "\0" in str(path):
        raise ValueError(value)
    return path


def wrong_type(value: Any, kind: Any) -> str:
    """That a value can't be read as that type, in words."""
    shown = json.dumps(value, ensure_ascii=False, default=str)
    reason = translate("{value} is not {kind}.")
    return reason.format(value=shown, kind=translate(_KINDS[get_origin(kind) or kind]))


def refusal(
    value: Any,
    least: float | None,
    most: float | None,
    choices: tuple[str, ...],
    **_: Any,
) -> str:
    """Why a value of the right type can't be; nothing if it can."""
    if least is not None and most is not None and not least <= value <= most:
        reason = translate("{value} is not between {least} and {most}.")
        return reason.format(value=value, least=least, most=most)
    if choices and value and value not in choices:
        reason = translate("{value} is not one of: {choices}.")
        return reason.format(value=value, choices=", ".join(choices))
    return ""


def _listed(value: Any) -> Sequence[Any]:
    """A list; in the environment written as JSON, or as PATH is (`:`; `;` on Windows)."""
    if isinstance(value, str):
        if not value.startswith("["):
            return [part for part in value.split(os.pathsep) if part]
        value = json.loads(value)
    if isinstance(value, (list, tuple)):
        return value
    return [value]
