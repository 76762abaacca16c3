"""Serving: granian, a WSGI server in Rust, chosen by measurement (see ARCHITECTURE.md)."""

import os

from granian import Granian
from granian.constants import Interfaces

from .settings import Settings, environment

#: Threads of a process that run Python. A search holds the interpreter most of its time:
#: more threads would only wait for one another.
_THREADS = 4
#: Seconds between a dead server process and its successor; a crash loop stays slow.
_RESPAWN = 1.0


def run(settings: Settings) -> None:
    """Serve until a signal comes. The processes read the settings from the environment."""
    os.environ |= environment(settings)
    Granian(
        "web:create_app",
        factory=True,
        interface=Interfaces.WSGI,
        address=settings.host,
        port=settings.port,
        workers=settings.workers or os.cpu_count() or 1,
        blocking_threads=_THREADS,
        respawn_failed_workers=True,
        respawn_interval=_RESPAWN,
        log_access=False,
        log_enabled=False,
        websockets=False,
    ).serve()
