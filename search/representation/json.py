"""The structs as JSON."""

import re
from typing import Any

import msgspec

_encoder = msgspec.json.Encoder()
#: In UTF-8: what a terminal or an editor obeys, U+007F to U+009F, marks and overrides of direction
#: (Unicode UAX 9), and ends of lines that JSON lets stand (U+2028, U+2029). What is below a space
#: JSON doesn't let stand (RFC 8259, 7).
_OBEYED = re.compile(
    rb"\x7f|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]"
)
#: Bytes that none of these has, nearly all of a text: without them it is looked through in a tenth
#: of the time. What is left of a letter that begins with \xc3 ends none of them: each has its lead.
_NEVER = bytes(range(0x7F)) + b"\xc3"


def to_bytes(value: Any, *, indent: int = 0) -> bytes:
    """UTF-8 JSON of a struct. What would be obeyed where it is printed is escaped."""
    encoded = _encoder.encode(value)
    encoded = msgspec.json.format(encoded, indent=indent) if indent else encoded
    if not _OBEYED.search(encoded.translate(None, _NEVER)):
        return encoded
    return _OBEYED.sub(_escaped, encoded)


def _escaped(found: re.Match[bytes]) -> bytes:
    return b"\\u%04x" % ord(found[0].decode())
