"""Words of a value that is asked for by name (an author, a folder), folded but not stemmed.

What a user writes of a value isn't language: « Politique étrangère » is a section's name, whose
words are the same whoever writes them, but for capitals, accents and signs. In a value that is
asked for, `*` and `?` stand for letters, as in words.
"""

import re
from functools import lru_cache

from .folding import fold_word

_WORD = re.compile(r"(?:[^\W_]|[*?])+")
_PART = re.compile(r"[^*?]+|[*?]+")
_STARS = re.compile(r"\*+")


@lru_cache(maxsize=1 << 14)
def keywords(value: str) -> tuple[str, ...]:
    """« L’Œuvre, 2ᵉ éd. » → l, oeuvre, 2e, ed; « Politique étr* » → politique, etr*."""
    return tuple(filter(None, map(_folded, _WORD.findall(value))))


def _folded(word: str) -> str:
    if "*" not in word and "?" not in word:
        return fold_word(word)
    parts = (part if part[0] in "*?" else fold_word(part) for part in _PART.findall(word))
    return _STARS.sub("*", "".join(parts))


def whole_key(value: str) -> str:
    """A value as one term: « Émile Zola » → emile_zola. What has no word in it is its own."""
    return "_".join(keywords(value)) or "_".join(value.casefold().split())


def file_key(name: str) -> str:
    """The name of a file as one term: « Facture n° 12.PDF » → facture_n_12.pdf."""
    return ".".join(map(whole_key, name.split(".")))


def path_key(folder: str) -> str:
    """A folder's path as one term, with a slash at its end: « 2023/Été à Nîmes » →
    2023/ete_a_nimes/; nothing for no folder.
    """
    return "".join(f"{whole_key(name)}/" for name in folder.split("/") if name)
