"""Offsets as an asker counts: in code points, as Python does, or in UTF-16 code units, as
JavaScript, Java and C# do.
"""

from bisect import bisect_left
from collections.abc import Callable
from typing import Any, Literal, TypeVar

import msgspec

Offsets = Literal["codepoints", "utf16"]
CODE_POINTS: Offsets = "codepoints"
UTF16: Offsets = "utf16"
#: Characters above this one are two units in UTF-16 (Unicode, 3.9).
_LAST_OF_ONE_UNIT = "\uffff"

Answer = TypeVar("Answer", bound=msgspec.Struct)


def position_in(text: str, position: int, offsets: str) -> int:
    """A place in `text`, counted in code points, as `offsets` counts it."""
    return _counting(text)(position) if offsets == UTF16 else position


def counted(answer: Answer, offsets: str) -> Answer:
    """The answer with all its spans as `offsets` counts; it is changed in place.

    `spans` are of the `text` beside them, `title_spans` of the `title`, and so on.
    """
    if offsets == UTF16:
        _count_anew(answer)
    return answer


def _count_anew(value: Any) -> None:
    if isinstance(value, list):
        for one in value:
            _count_anew(one)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            if name == "spans" or name.endswith("_spans"):
                text = getattr(value, "text" if name == "spans" else name.removesuffix("_spans"))
                place = _counting(text or "")
                spans = [(place(start), place(end)) for start, end in getattr(value, name)]
                setattr(value, name, spans)
            else:
                _count_anew(getattr(value, name))


def _counting(text: str) -> Callable[[int], int]:
    """Code points before a place of `text` → UTF-16 code units before it."""
    if text.isascii():
        return lambda position: position
    wide = [place for place, one in enumerate(text) if one > _LAST_OF_ONE_UNIT]
    return lambda position: position + bisect_left(wide, position)
