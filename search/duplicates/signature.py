"""The signature of a paragraph: what says nearly the same has nearly the same one.

A row of bytes: MinHash of its content words (Broder, On the resemblance and containment of
documents, 1997), a byte of each value (Li & König, b-bit minwise hashing, 2010), then the
capitals and digits of the text, as a sketch of its names and numbers: paragraphs of one mould
differ in these and in little else.
"""

from array import array
from collections.abc import Sequence

#: Values of a MinHash, and the seed of their functions.
HASHES, _SEED = 64, 1
#: Capitals and digits that are kept.
SKETCHED = 24
#: Bytes of a row.
ROW = HASHES + SKETCHED
#: Content words below which a paragraph has no signature: one other is too many.
LEAST_WORDS = 12
#: All zeros.
NO_ROW = bytes(ROW)

_KEPT = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_LEFT_OUT = bytes(set(range(256)) - set(_KEPT))


def row_of(words: Sequence[str], text: bytes) -> bytes:
    """The row of a paragraph.

    words: the stems of its content words; text: in UTF-8
    """
    if len(words) < LEAST_WORDS:
        return NO_ROW
    import rensa  # type: ignore[import-untyped]  # reading an index needs none of it

    minhash = rensa.RMinHash(HASHES, _SEED)
    minhash.update(words)
    values = array("I", minhash.digest()).tobytes()[:: array("I").itemsize]
    return values + text.translate(None, _LEFT_OUT)[:SKETCHED].ljust(SKETCHED, b"\0")
