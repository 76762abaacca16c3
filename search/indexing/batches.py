"""Outcomes in batches: what is asked once for many documents costs less than once for each."""

import time
from collections.abc import Iterable, Iterator

from .prepared import Prepared
from .tasks import Outcome, Read

#: Paragraphs of a batch, about.
_PARAGRAPHS = 1024
#: Seconds after which what comes next is the last of its batch, so that slow files show progress.
_SECONDS = 0.05


def batched(outcomes: Iterable[Outcome]) -> Iterator[list[Outcome]]:
    """The outcomes in order, some at a time."""
    batch: list[Outcome] = []
    paragraphs, began = 0, time.monotonic()
    for outcome in outcomes:
        batch.append(outcome)
        paragraphs += _paragraphs(outcome)
        if paragraphs >= _PARAGRAPHS or time.monotonic() - began > _SECONDS:
            yield batch
            batch, paragraphs, began = [], 0, time.monotonic()
    if batch:
        yield batch


def _paragraphs(outcome: Outcome) -> int:
    if not isinstance(outcome, Read):
        return 0
    return sum(len(one.payloads) for one in outcome.documents if isinstance(one, Prepared))
