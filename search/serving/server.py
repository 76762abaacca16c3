"""Serving: granian, a WSGI server in Rust, chosen by measurement (see ARCHITECTURE.md)."""

import os
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings

from ..errors import SettingsError
from ..parent_death import end_with_parent
from ..settings import Settings, environment
from ..wording.messages import translate
from . import heartbeat
from .memory import collect_seldom, share_what_is_loaded, use_one_heap
from .metrics import folder_in
from .sidecar import Sidecar
from .status import runtime_folder, shared_folder
from .supervisor import Died, Supervisor

if TYPE_CHECKING:
    from pathlib import Path

#: Threads of a process that run Python. A search holds the interpreter most of its time: one is
#: worked at and the others wait for their turn (`web/edge/turns.py`), but for what goes on beside
#: them: a costly search, another that waits for it, an export (`web/edge/admission.py`).
_THREADS = 4
#: Seconds that a process has to end, before it is killed.
_END = 1
#: Connections that may wait to be accepted by a worker.
_BACKLOG = 1024
#: Connections that a worker holds at once, idle ones too, and files that it opens besides.
_CONNECTIONS, _FILES = 4096, 512
#: Milliseconds that a connection may take to send the head of a request, the next one included:
#: idle ones are closed.
_HEAD_TIME = 10_000
#: Bytes of a request's head at the most: four times what is answered (`web/edge/requests.py`), so
#: that whoever sends too much is told so, and not as many as would fill the memory.
_HEAD_SIZE = 128 << 10


def watcher(settings: Settings, *, allow_empty: bool = False) -> Sidecar:
    """The process that follows the documents."""
    words = ["watch", *(["--allow-empty"] if allow_empty else [])]
    return Sidecar("watcher", words, environment(settings))


def exporter(settings: Settings) -> Sidecar:
    """The process that answers Prometheus. Raises SettingsError if what it needs isn't there."""
    if find_spec("prometheus_client") is None:
        reason = translate("it isn't installed. To install it: {command}")
        reason = reason.format(command="pip install 'alinea[metrics]'")
        raise SettingsError(name="metrics_port", origin=str(settings.metrics_port), reason=reason)
    return Sidecar("exporter", ["metrics"], environment(settings))


def check(settings: Settings) -> None:
    """Raises SettingsError for a setting that keeps it from being served. What is loaded for that
    needn't be by each worker, since they are forked.
    """
    import_module("web").check(settings)


def run(settings: Settings, address: str, sidecars: Sequence[Sidecar], died: Died) -> None:
    """Serve until a signal comes. The processes read the settings from the environment.

    address: the IP address to listen at; died: is told of each process that has died
    """
    os.environ |= environment(settings)
    with ExitStack() as stack:
        runtime = _runtime(stack, needed=bool(settings.metrics_port))
        if runtime and settings.metrics_port:
            os.environ |= folder_in(runtime)
        server = Supervisor(
            sidecars,
            died,
            runtime,
            interface=Interfaces.WSGI,
            address=address,
            port=settings.port,
            workers=settings.workers or os.cpu_count() or 1,
            blocking_threads=_THREADS,
            workers_kill_timeout=_END,
            backlog=_BACKLOG,
            backpressure=_connections(),
            http=HTTPModes.http1,
            http1_settings=HTTP1Settings(
                header_read_timeout=_HEAD_TIME, max_buffer_size=_HEAD_SIZE
            ),
            log_access=False,
            log_enabled=False,
            websockets=False,
        )
        use_one_heap()
        share_what_is_loaded()
        server.serve(target_loader=partial(_load, os.getpid()), wrap_loader=False)


def _runtime(stack: ExitStack, *, needed: bool) -> "Path | None":
    """A folder for what the processes share; None where the system has no place for it, unless
    it is needed: then OSError is raised.
    """
    try:
        return stack.enter_context(runtime_folder())
    except OSError:
        if needed:
            raise
        return None


def _load(supervisor: int) -> Any:
    """The application, in a worker of that supervisor."""
    end_with_parent(supervisor)
    collect_seldom()
    application = import_module("web").create_app()
    if folder := shared_folder():
        heartbeat.begin(folder)
    return application


def _connections() -> int:
    """How many a worker may hold, of as many files as it may open."""
    try:
        import resource
    except ImportError:  # not on Windows
        return _CONNECTIONS // 8
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _CONNECTIONS + _FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        return max(soft - _FILES, soft // 2)
    return _CONNECTIONS
