"""Warnings that many requests give rise to: each once a minute, with how often it was due since."""

import logging
import time
from threading import Lock

from ..wording.messages import translate_plural
from ..wording.printable import printable

#: Seconds between two that are the same.
_PERIOD = 60.0


class RepeatedWarnings:
    """Those of one logger. Safe for threads."""

    def __init__(self, logger: logging.Logger) -> None:
        self._logger = logger
        self._lock = Lock()
        #: When each was told last, and how often it was due since.
        self._told: dict[str, tuple[float, int]] = {}

    def tell(self, said: str) -> None:
        with self._lock:
            now = time.monotonic()
            told, untold = self._told.get(said, (None, 0))
            if told is not None and now < told + _PERIOD:
                self._told[said] = told, untold + 1
                return
            self._told = {one: last for one, last in self._told.items() if now < last[0] + _PERIOD}
            self._told[said] = now, 0
        if untold:
            again = translate_plural("once more since", "{count} times more since", untold)
            said = f"{said} ({again.format(count=untold)})"
        self._logger.warning("%s", printable(said))
