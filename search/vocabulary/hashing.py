"""What words are told apart by: two numbers of 64 bits for each, of keys that nobody knows.

The keys are drawn in each process, so that nobody can write words that are taken for one
another (Crosby & Wallach, *Denial of service via algorithmic complexity attacks*, 2003). Of a
word of eight bytes or fewer each number is another for another word of its length; two longer
ones are the same in both by chance, once in 2¹²⁸ pairs.
"""

import hashlib
import os

import numpy as np
from numpy.typing import NDArray

from .words import Places, Words

Hashes = NDArray[np.uint64]

#: Bytes that are looked at together.
_STEP = 8
#: Bytes beyond which a word is hashed alone.
_LONGEST = 256
#: Which bits of eight bytes are of a word of which so many are left.
_MASKS = np.array([(1 << 8 * count) - 1 for count in range(_STEP + 1)], np.uint64)
_HALF = np.uint64(32)


class Hashing:
    """Hashes words with keys of its own."""

    def __init__(self) -> None:
        drawn = np.frombuffer(os.urandom(3 * _STEP), np.uint64)
        self._length_key, *self._keys = (key | np.uint64(1) for key in drawn)
        self._secret = os.urandom(hashlib.blake2b.MAX_KEY_SIZE)

    def of(self, words: Words) -> tuple[Hashes, Hashes]:
        """Two numbers of each word."""
        every = np.ndarray(
            len(words.content) - _STEP + 1, "<u8", buffer=words.content, strides=(1,)
        )
        lengths = words.ends - words.starts
        found = np.empty((2, len(lengths)), np.uint64)
        found[:] = lengths.astype(np.uint64) * self._length_key
        self._mix(found, every[words.starts] & _MASKS[np.minimum(lengths, _STEP)])
        left = np.flatnonzero(lengths > _STEP)
        for done in range(_STEP, _LONGEST, _STEP):
            if not len(left):
                break
            masks = _MASKS[np.minimum(lengths[left] - done, _STEP)]
            further = found[:, left]
            self._mix(further, every[words.starts[left] + done] & masks)
            found[:, left] = further
            left = left[lengths[left] > done + _STEP]
        self._hash_apart(words, left, found)
        first, second = found
        return first, second

    def _mix(self, hashes: NDArray[np.uint64], eight: Hashes) -> None:
        """Take eight further bytes of each word into its hashes."""
        for of_one, key in zip(hashes, self._keys, strict=True):
            of_one ^= eight
            of_one *= key
            of_one ^= of_one >> _HALF

    def _hash_apart(self, words: Words, which: Places, found: NDArray[np.uint64]) -> None:
        """Very long words, one by one."""
        for place in which.tolist():
            word = words.content[int(words.starts[place]) : int(words.ends[place])]
            digest = hashlib.blake2b(word, digest_size=16, key=self._secret).digest()
            found[:, place] = np.frombuffer(digest, np.uint64)
