"""Names of people, where a text has no more than a line to tell them by."""

import re

#: What names have besides words with a capital, and what begins a title instead of a name.
_PARTICLES = frozenset("de du des la le van von et".split())
_ARTICLES = frozenset("le la les un une des du au aux".split())
#: « d’Aubigné »
_ELIDED = re.compile(r"^[dl]['’](?=\w)")
#: In characters, and in words.
_LONGEST, _MOST = 60, 6


def may_be_a_name(text: str) -> bool:
    """Whether a line that stands above a date may say who wrote it."""
    words = text.split()
    return (
        1 < len(words) <= _MOST
        and len(text) <= _LONGEST
        and words[0].lower() not in _ARTICLES
        and all(_ELIDED.sub("", word)[0].isupper() or word in _PARTICLES for word in words)
        and words[-1][-1].isalpha()
    )
