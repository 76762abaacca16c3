"""What a query asks of an index before it searches."""

from collections.abc import Mapping
from typing import Protocol


class Statistics(Protocol):
    """The terms of an index and how many paragraphs have them."""

    @property
    def collection_size(self) -> int:
        """How many paragraphs the frequencies are counted in."""

    def document_frequency(self, field: str, term: str) -> int:
        """How many paragraphs have `term` in `field`."""

    def terms(self, field: str, prefix: str = "") -> Mapping[str, int]:
        """The terms of `field` that begin with `prefix`, with their frequencies."""
