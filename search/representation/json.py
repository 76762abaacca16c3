"""The structs as JSON."""

import msgspec


def to_bytes(value: msgspec.Struct, *, indent: int = 0) -> bytes:
    """UTF-8 JSON."""
    encoded = msgspec.json.encode(value)
    return msgspec.json.format(encoded, indent=indent) if indent else encoded
