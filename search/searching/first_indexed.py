"""When what hits say was first indexed."""

from collections.abc import Iterable, Sequence

from ..duplicates.digest import number_of, shown_digest
from ..model import Hit
from .snapshot import Seen


def first_indexed(hits: Iterable[Hit], seen: Seen) -> Sequence[int]:
    """In seconds since 1970, of each; 0 where an index doesn't know."""
    numbers = [number_of(shown_digest(hit.paragraph.text)) or 0 for hit in hits]
    since = seen.since(numbers)
    return [since.get(number, 0) for number in numbers]
