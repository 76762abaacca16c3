"""The fork server: the small clean process that has loaded what reads, and forks workers
(`multiprocessing`'s). It never runs the program that it works for, and never outlives it.
"""

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import ForkServerContext, SpawnContext
from types import ModuleType

from ...documents.formats import FORMATS

#: What it loads: first what ends it with the one that it works for, then what a worker will need.
#: What can't be loaded is left out.
_LOADED = (
    "search.indexing.workers.fork_server_start",
    "search.indexing.tasks",
    *(f"search.documents.{one.module}" for one in FORMATS),
)
#: What it loads besides where much is read: each worker would load it for itself.
_LOADED_FOR_MUCH = "search.documents.language_model"
#: One at a time: `multiprocessing` keeps lists of what it has started.
_starting = threading.Lock()


@contextlib.contextmanager
def ready(*, for_much: bool = False) -> Iterator[ForkServerContext | SpawnContext]:
    """It runs, and nobody else has it fork meanwhile. What `multiprocessing` raises is let
    through: it may just have been killed.

    for_much: whether much is going to be read, if it isn't there yet
    """
    context = _context(for_much)
    with _starting, _no_program():
        _ensure_running()
        yield context


def end() -> None:
    """End it even while it loads, when it wouldn't see that nobody is there any more. The next
    worker has another. Whose workers there are can't tell any more how they end.
    """
    process = getattr(forkserver._forkserver, "_forkserver_pid", None)  # it has no public name
    if process is not None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def _context(for_much: bool) -> ForkServerContext | SpawnContext:
    """Not a fork of this process, which may have threads: a worker's successor is there in
    0.03 s instead of 0.35.
    """
    if os.name != "posix":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*_LOADED, *([_LOADED_FOR_MUCH] if for_much else [])])
    return context


def _ensure_running() -> None:
    """Have it run, deaf to Ctrl-C and to a closed terminal from its first moment on: later it
    ignores the one, but while it loads it would die of it with a traceback.
    """
    if os.name != "posix":
        return
    resource_tracker.ensure_running()  # first: it sets the mask of this thread, too
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def _no_program() -> Iterator[None]:
    """What is started meanwhile isn't told which program starts it.

    `multiprocessing` would run that again in each worker, which needs nothing of it: a script
    without the usual guard would begin to build anew.
    """
    program = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = program
