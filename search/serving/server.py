"""Serving: granian, a WSGI server in Rust, chosen by measurement (see ARCHITECTURE.md)."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from granian import Granian
from granian.constants import Interfaces

from ..errors import ServerError
from ..settings import Settings, environment

#: Threads of a process that run Python. A search holds the interpreter most of its time:
#: more threads would only wait for one another.
_THREADS = 4
#: Seconds between a dead server process and its successor; a crash loop stays slow.
_RESPAWN = 1.0
#: Seconds that a process has to end, before it is killed.
_END = 1


def free_address(settings: Settings) -> str:
    """The IP address of the settings' host. Raises ServerError unless the port is free there.

    The server itself would share the port with whatever serves there already.
    """
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)
        family, kind, _, _, address = min(found, key=lambda info: info[0] != socket.AF_INET)
        with socket.socket(family, kind) as probe:
            if os.name == "posix":  # what a server that has ended leaves is no obstacle
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ServerError(host=settings.host, port=settings.port, reason=reason) from error
    return str(address[0])


@contextmanager
def watching(settings: Settings, *, allow_empty: bool = False) -> Iterator[None]:
    """A process beside the server that follows the documents, and ends with it.

    It is told by its standard input, which ends when this process does, however that is.
    """
    command = [sys.executable, "-m", "search", "watch", "--attached"]
    command += ["--allow-empty"] if allow_empty else []
    variables = os.environ | environment(settings)
    watcher = subprocess.Popen(command, stdin=subprocess.PIPE, env=variables)
    assert watcher.stdin is not None
    if hasattr(os, "register_at_fork"):  # nobody else is to hold the other end
        os.register_at_fork(after_in_child=watcher.stdin.close)
    try:
        yield
    finally:
        watcher.stdin.close()
        try:
            watcher.wait(_END)
        except subprocess.TimeoutExpired:
            watcher.kill()
            watcher.wait(_END)


def run(settings: Settings, address: str) -> None:
    """Serve until a signal comes. The processes read the settings from the environment."""
    os.environ |= environment(settings)
    server = Granian(
        "web:create_app",
        factory=True,
        interface=Interfaces.WSGI,
        address=address,
        port=settings.port,
        workers=settings.workers or os.cpu_count() or 1,
        blocking_threads=_THREADS,
        respawn_failed_workers=True,
        respawn_interval=_RESPAWN,
        workers_kill_timeout=_END,
        log_access=False,
        log_enabled=False,
        websockets=False,
    )
    # A closed terminal ends it, too, instead of beginning its workers anew.
    server.signal_handler_reload = server.signal_handler_interrupt  # type: ignore[method-assign]
    try:
        server.serve()
    except SystemExit:
        # Workers that heard the signal first, as Ctrl-C is for all of them, have not failed.
        if not server.interrupt_signal:
            raise
