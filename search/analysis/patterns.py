"""Regular expressions that are compiled when they are first used.

Ideographs and long numbers take milliseconds to compile, and most texts have none: a command that
looks at a few needn't wait for them.
"""

import re
from typing import Any, cast


class _Later:
    """Has each method of the pattern from its first use on, so that it is called as fast."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    def __getattr__(self, name: str) -> Any:
        method = getattr(re.compile(self._pattern), name)
        setattr(self, name, method)
        return method


def compiled_later(pattern: str) -> re.Pattern[str]:
    """As `re.compile`."""
    return cast("re.Pattern[str]", _Later(pattern))
