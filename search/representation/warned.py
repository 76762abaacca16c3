"""What of a request was not heeded, beside every answer."""

from collections.abc import Iterable
from typing import Annotated

import msgspec
from msgspec import Meta

from ..model import Notice


class WarningJson(msgspec.Struct):
    """A parameter that wasn't heeded, or that the query contradicts."""

    parameter: str
    meant: Annotated[str | None, Meta(description="The parameter that was probably meant.")]
    detail: str


class Warned(msgspec.Struct, kw_only=True):
    """An answer with what there is to say of the parameters."""

    warnings: Annotated[
        list[WarningJson],
        Meta(description="Parameters that don't exist, or that the query contradicts."),
    ] = []


def warnings_json(notices: Iterable[Notice]) -> list[WarningJson]:
    return [WarningJson(one.parameter, one.meant, one.detail) for one in notices]
