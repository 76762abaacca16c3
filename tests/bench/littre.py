"""Littré's dictionary (1863 to 1877), of the files that Debian packages.

An index in StarDict's format: a headword, a zero, the place and the size of its entry in the
text, four bytes each, the first the highest; the text is gzipped (dictzip).
"""

import gzip
import re
import struct
from collections.abc import Iterator
from pathlib import Path

PACKAGE = "stardict-xmlittre"
DICTIONARY = Path("/usr/share/stardict/dic/XMLittre")
_ENTRY = re.compile(rb"([^\0]+)\0(.{8})", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def littre(dictionary: Path = DICTIONARY) -> Iterator[tuple[str, str, list[str]]]:
    """Entries: an id, the headword, paragraphs."""
    text = gzip.decompress(dictionary.with_suffix(".dict.dz").read_bytes())
    for (place, size), headword in _headwords(dictionary).items():
        entry = _TAG.sub("", text[place : place + size].decode("utf-8"))
        paragraphs = [" ".join(line.split()) for line in entry.split("\n")]
        yield f"littre/{place}", headword.lower(), paragraphs


def _headwords(dictionary: Path) -> dict[tuple[int, int], str]:
    """Each entry by its last headword: those before are the same without accents."""
    index = dictionary.with_suffix(".idx").read_bytes()
    return {
        struct.unpack(">II", place): headword.decode("utf-8")
        for headword, place in _ENTRY.findall(index)
    }
