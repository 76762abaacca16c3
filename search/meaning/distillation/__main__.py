"""Writes `../french/`: the stems, and their vectors."""

import os
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context

import numpy as np

from ...analysis import FRENCH
from ..words import FINGERPRINT, STEMS, VECTORS, digest
from .encoder import encode
from .table import stem_vectors
from .vocabulary import stems

#: Words that a process is given at once.
_TASK = 4000


def main() -> None:
    found = stems(FRENCH)
    texts = [spelling.text for spelling in chain.from_iterable(found.values())]
    tasks = [texts[start : start + _TASK] for start in range(0, len(texts), _TASK)]
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # of the processes that begin now: each has a core
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as processes:
        words = np.concatenate(list(processes.map(encode, tasks)))
    STEMS.write_text("\n".join(found) + "\n", "utf-8")
    np.save(VECTORS, stem_vectors(list(found.values()), words), allow_pickle=False)
    FINGERPRINT.write_text(f"{digest()}\n", "ascii")
    print(f"{len(found)} stems of {len(texts)} words")


if __name__ == "__main__":
    main()
