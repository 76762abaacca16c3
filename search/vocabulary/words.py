"""Where words stand in texts, as bytes: what `str.split` leaves of each, or what they are whole."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.intp]

#: What `str.split` cuts at, as UTF-8 has them.
_SPACES = [chr(code).encode() for code in range(0x3001) if chr(code).isspace()]
#: What each byte is: of a word, a space, or the first one of a space that takes several.
_LETTER, _SPACE, _LEAD = range(3)
_KINDS = bytearray(256)
for _space in _SPACES:
    _KINDS[_space[0]] = _SPACE if len(_space) == 1 else _LEAD
#: The spaces that take several bytes, as numbers, by how many these are.
_LONG = {
    length: np.array([int.from_bytes(one) for one in sorted(_SPACES) if len(one) == length])
    for length in (2, 3)
}
#: Between texts: a space, so that no word goes beyond one.
_BETWEEN = b"\n"
#: Bytes behind the last word, so that eight can be read from any place in it.
_BEHIND = b"\n" * 8


class Words(NamedTuple):
    """content: bytes, with eight more behind the last word
    starts, ends: of each word in these
    past: where the first text's words begin among them, and where each text's end
    """

    content: bytes
    starts: Places
    ends: Places
    past: Places

    def texts(self, which: Places) -> list[str]:
        """Some of the words."""
        content = self.content
        return [
            content[start:end].decode("utf-8", "surrogatepass")
            for start, end in zip(
                self.starts[which].tolist(), self.ends[which].tolist(), strict=True
            )
        ]


def words_within(texts: Sequence[str]) -> Words:
    """What stands between spaces in each of the texts."""
    parts = [text.encode("utf-8", "surrogatepass") for text in texts]
    content = _BETWEEN.join(parts) + _BEHIND
    spaces = _spaces(content)
    edges = np.flatnonzero(spaces[1:] ^ spaces[:-1]) + 1
    if not spaces[0]:
        edges = np.concatenate((np.zeros(1, np.intp), edges))
    starts, ends = edges[::2], edges[1::2]
    lengths = np.fromiter(map(len, parts), np.intp, len(parts))
    begins = np.concatenate((np.zeros(1, np.intp), np.cumsum(lengths + len(_BETWEEN))))
    return Words(content, starts, ends, np.searchsorted(starts, begins).astype(np.intp))


def words_of(words: Sequence[str]) -> Words:
    """Each as it is, whatever it has inside."""
    parts = [word.encode("utf-8", "surrogatepass") for word in words]
    lengths = np.fromiter(map(len, parts), np.intp, len(parts))
    ends = np.cumsum(lengths)
    content = b"".join(parts) + _BEHIND
    return Words(content, ends - lengths, ends, np.array([0, len(parts)], np.intp))


def _spaces(content: bytes) -> NDArray[np.bool_]:
    """Which bytes are of a space."""
    kinds = np.frombuffer(content.translate(_KINDS), np.uint8)
    found: NDArray[np.bool_] = kinds == _SPACE
    leads = np.flatnonzero(kinds == _LEAD)
    codes = np.frombuffer(content, np.uint8)
    numbers = codes[leads].astype(np.intp)
    for further, (length, spaces) in enumerate(_LONG.items(), start=1):
        numbers = numbers << 8 | codes[leads + further]
        nearest = spaces.take(spaces.searchsorted(numbers), mode="clip")
        those = leads[nearest == numbers]
        for place in range(length):
            found[those + place] = True
    return found
