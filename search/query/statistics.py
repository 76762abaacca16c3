"""What understanding a query asks of an index."""

from collections.abc import Mapping
from typing import Protocol


class Statistics(Protocol):
    """The terms of an index, counted."""

    @property
    def collection_size(self) -> int:
        """How many paragraphs the frequencies are counted in."""

    def document_frequency(self, field: str, term: str) -> int:
        """How many paragraphs have `term` in `field`."""

    def terms(self, field: str, prefix: str = "") -> Mapping[str, int]:
        """The terms of `field` that begin with `prefix`, with their frequencies."""

    def prefix_frequency(self, field: str, prefix: str) -> int:
        """The sum of the frequencies of those terms."""
