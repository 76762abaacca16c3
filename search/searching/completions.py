"""How what is typed may go on, from one generation, with what was looked up for it lately."""

from collections.abc import Sequence

from ..analysis.memory import Memory
from ..engines.base import Reader
from ..query.suggestions import best_forms, complete
from .as_written import written_forms
from .followers import Followers

#: Words of a beginning at the most: suggestions, and their inflections.
MOST = 60
#: Bytes of the beginnings that are remembered; with their forms some ten times as much.
_REMEMBERED = 1 << 18


class Completions:
    """Of one generation; see `query.suggestions.Completions`. Threads may share it."""

    def __init__(self, reader: Reader) -> None:
        self.behind = Followers(reader)
        self._written = written_forms(reader)
        self._beginning = Memory(
            lambda prefixes: {prefix: best_forms(reader, prefix, MOST) for prefix in prefixes},
            _REMEMBERED,
        )

    def beginning(self, prefix: str, limit: int) -> list[str]:
        return self._beginning[prefix][:limit]

    def written(self, forms: Sequence[str]) -> list[str]:
        self._written.learn(forms)
        return [self._written[form] for form in forms]

    def suggest(self, text: str, limit: int) -> list[str]:
        """`text` with its last word completed."""
        return complete(text, self, limit)
