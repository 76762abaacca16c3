"""Which files are wanted: patterns as in `.gitignore` (gitignore(5))."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class Patterns:
    """include: a file has to match one of them, if there are any; exclude: and none of these

    A pattern is matched against the path below the root, with slashes. Raises ValueError,
    with the pattern, for one that can't be read.
    """

    def __init__(self, include: Sequence[str] = (), exclude: Sequence[str] = ()) -> None:
        self._include = _spec(include) if include else None
        self._exclude = _spec(exclude) if exclude else None

    def admit(self, path: str) -> bool:
        """Whether the file at that path is wanted."""
        if self._exclude is not None and self._exclude.match_file(path):
            return False
        return self._include is None or self._include.match_file(path)

    def admit_folder(self, path: str) -> bool:
        """Whether there may be wanted files below that path."""
        return self._exclude is None or not self._exclude.match_file(f"{path}/")


def _spec(patterns: Sequence[str]) -> "GitIgnoreSpec":
    from pathspec import GitIgnoreSpec  # most have no patterns

    try:
        return GitIgnoreSpec.from_lines(patterns)
    except re.error as error:  # « [z-a] »
        raise ValueError(str(error)) from error
