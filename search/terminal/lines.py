"""How far a build is, in lines, and how that is said."""

import time
from collections.abc import Callable

from ..indexing.report import Step
from ..wording.messages import number, translate
from ..wording.printable import printable_line

#: Seconds between two lines.
_LINE_EVERY = 5.0


class Lines:
    """One line every few seconds, to `say`; `clock` gives seconds."""

    def __init__(
        self, say: Callable[[str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._say = say
        self._clock = clock
        self._began = self._last = clock()

    def __call__(self, step: Step) -> None:
        now = self._clock()
        if now - self._last < _LINE_EVERY:
            return
        self._last = now
        share = round(100 * step.bytes / step.all_bytes) if step.all_bytes else 100
        left = (now - self._began) * (100 - share) / max(share, 1)
        line = translate("{share} %: {told}, {rate}, about {left} s left · {current}")
        told = line.format(
            share=share,
            told=files(step),
            rate=rate(step.paragraphs / (now - self._began)),
            left=number(round(left)),
            current=step.current,
        )
        self._say(printable_line(told))


def files(step: Step) -> str:
    """How many files and paragraphs are done."""
    told = translate("{done} of {total} files, {paragraphs} paragraphs")
    return told.format(
        done=number(step.files),
        total=number(step.all_files),
        paragraphs=number(step.paragraphs),
    )


def rate(paragraphs: float) -> str:
    """How many are done a second."""
    return translate("{rate} paragraphs/s").format(rate=number(round(paragraphs)))
