"""Where nothing is found: words near in meaning to those asked for, that the index has."""

from collections.abc import Iterator, Sequence
from itertools import islice

from ..engines.base import Reader
from ..meaning import FRENCH_VECTORS
from ..query.budget import SHOWN, Budget, scanning
from ..query.suggestions import MAX_CORRECTED, STEM_FIELDS, unknown_words
from ..query.tree import Leaf
from .as_written import stem_as_written

#: Words told.
MAX_RELATED = 5
#: The cosine that two words have at the least (docs/bench/similar.md has what comes of others).
_LEAST = 0.6


def related_words(
    query: str, wanted: Sequence[Leaf], reader: Reader, budget: Budget
) -> tuple[str, ...]:
    """The words of the index, as its documents write them, that mean about what words of the
    query mean which it doesn't have in any form; up to MAX_RELATED, the nearest first.

    Raises what the budget does.
    """
    unknown = {one.token.stem: one.token for one in unknown_words(query, wanted, reader)}
    near: dict[str, float] = {}
    for token in islice(unknown.values(), MAX_CORRECTED):
        budget.charge(scanning(len(FRENCH_VECTORS)))
        for stem, cosine in FRENCH_VECTORS.near(token.stem, _LEAST):
            near[stem] = max(near.get(stem, 0.0), cosine)
    nearest = sorted(near, key=lambda stem: (-near[stem], stem))
    words = dict.fromkeys(_written(nearest, reader, budget))
    return tuple(islice(words, MAX_RELATED))


def _written(stems: Sequence[str], reader: Reader, budget: Budget) -> Iterator[str]:
    for stem in stems:
        fields = (field for field in STEM_FIELDS if reader.document_frequency(field, stem))
        if (field := next(fields, None)) is not None:
            budget.charge(SHOWN)
            if word := stem_as_written(reader, field, stem):
                yield word
