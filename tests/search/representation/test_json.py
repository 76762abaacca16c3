"""JSON says what is in the index, and has nothing obeyed where it is printed."""

import json
import unicodedata

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from search.representation import to_bytes

#: Controls, and formats: marks and overrides of direction among them.
OBEYED = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F))]
OBEYED += [*map(chr, range(0x2066, 0x206A)), "\u200e", "\u200f", "\u061c", "\u2028", "\u2029"]


class Said(msgspec.Struct):
    text: str


def test_what_would_be_obeyed_is_escaped_and_reads_as_it_was():
    text = "é".join(OBEYED) + "« l’œuvre » \u202f€ 🧀"
    encoded = to_bytes(Said(text))
    assert not set(OBEYED) & set(encoded.decode())
    assert json.loads(encoded) == {"text": text}
    assert "« l’œuvre » \u202f€ 🧀" in encoded.decode()  # and nothing else is


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from([0, 2]))
def test_any_text_is_read_as_it_was_written(text, indent):
    encoded = to_bytes(Said(text), indent=indent)
    assert json.loads(encoded) == {"text": text}
    shown = encoded.decode().replace("\n", "")
    assert not any(unicodedata.category(character) == "Cc" for character in shown)
