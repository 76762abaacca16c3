"""Following folders of documents: what changes there is indexed at once.

The system tells of changes (watchfiles); those that come together are gathered, and each
gathering makes one generation, of the paths named in it and no others. What changes all the time
is paced (`pacing.py`).
"""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event
from typing import Protocol

from watchfiles import watch

from ..documents import Folder, Sources, places
from ..errors import AlineaError, IndexLockedError, SourceError
from ..indexing.garbage import let_go
from ..indexing.indexer import Indexer
from ..indexing.interruption import check
from ..indexing.report import Report
from .pacing import Pacing

#: Milliseconds: a change waits so long for others, and all of them so long at the most.
_STEP, _GATHERED = 100, 600
#: Milliseconds between two looks at whether to stop, or to try again.
_LOOK = 500
#: Seconds until what has failed is tried again: twice as many each time, up to the longest.
_PAUSE, _LONGEST_PAUSE = 0.5, 4.0
#: Paths beyond which looking at everything is cheaper.
_MANY = 2000

Told = Callable[[Report], None]
Failed = Callable[[AlineaError], None]


class _Update(Protocol):
    """Brings the index up to date with some paths, or with everything."""

    def __call__(self, *, changed: set[Path] | None) -> Report: ...


def follow(
    indexer: Indexer,
    sources: Sources,
    stop: Event | None = None,
    *,
    told: Told,
    failed: Failed,
    allow_empty: bool = False,
) -> None:
    """Bring the index up to date, and keep it so until `stop` is set, or a signal comes.

    told: is given the report of each new generation; failed: what kept one from being made,
        which is tried again, and told once until it has gone
    allow_empty: whether a folder may be empty of which the index holds documents when all is
        looked at; what the system says is deleted is gone in any case
    """
    update = partial(indexer.update, sources, allow_empty=allow_empty)
    stop = stop or Event()
    complained: object = None
    pause = _PAUSE
    while not stop.is_set():
        try:
            for _ in _followed(sources.folders(without=indexer.folder), update, stop, told):
                complained, pause = None, _PAUSE
        except AlineaError as error:
            # The system has several words for a disk that is full.
            kind = type(error), error.details.get("path")
            if kind != complained:
                failed(error)
            complained = kind
            stop.wait(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)


def _followed(folders: list[Folder], update: _Update, stop: Event, told: Told) -> Iterator[None]:
    """Follow as long as the roots are there, and the same, and nothing else goes wrong."""
    roots = [folder.root for folder in folders]
    changes = watch(
        *roots,
        watch_filter=lambda _, path: any(map(is_seen, places(folders, [Path(path)]))),
        debounce=_GATHERED,
        step=_STEP,
        stop_event=stop,
        rust_timeout=_LOOK,
        yield_on_timeout=True,
    )
    disks = list(map(_disk, roots))
    pacing = Pacing()
    pending: set[Path] | None = None  # everything: it may have changed while nobody looked
    for found in changes:
        check()  # watchfiles may have taken the exception for its own
        if stop.is_set():
            return
        if gone := [root for root in roots if not root.exists()]:
            raise SourceError(path=gone[0])
        if list(map(_disk, roots)) != disks:
            return  # one was mounted there, or taken away: what was followed is elsewhere
        if pending is not None:
            pending |= {Path(path) for _, path in found}
        due = None if pending is None else pacing.due(pending)
        if due is None or due:
            began = time.monotonic()
            if _updated(update, due, told):
                pending = (pending or set()) - (due or set())
                pacing.built(due or (), time.monotonic() - began)
            let_go()
            yield


def _disk(root: Path) -> int:
    """The number of the file system that a folder is on; 0 for what is gone."""
    with suppress(OSError):
        return root.stat().st_dev
    return 0


def is_seen(place: tuple[Folder, Path]) -> bool:
    """Whether a change there matters; not where the index itself is written, for one."""
    folder, path = place
    return folder.is_seen(path)


def _updated(update: _Update, pending: set[Path] | None, told: Told) -> bool:
    """Whether the changes are in the index now; not while another build is at work."""
    changed = None if pending is None or len(pending) > _MANY else pending
    try:
        report = update(changed=changed)
    except IndexLockedError:
        return False
    if changed is None or report.added or report.changed or report.removed:
        told(report)
    return True
