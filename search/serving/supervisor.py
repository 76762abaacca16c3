"""The supervisor: starts the server's workers and what runs beside them, replaces what dies or
hangs, and ends all of them.

It is granian's main process. That one starts workers and ends them; left to itself it gives up
when one dies twice within seconds, and knows of nothing beside its workers.
"""

import os
import signal
import socket
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from granian._granian import SocketHolder
from granian.server.mp import MPServer

from .backoff import Backoff
from .heartbeat import Heartbeats
from .listeners import listener
from .sidecar import Sidecar
from .status import Status, write_status

#: Seconds between two looks at what runs beside the workers, which nothing tells of.
_LOOK = 0.5
#: Seconds in which a signal that is for all processes, as Ctrl-C is, comes to this one too.
_TOGETHER = 0.05
WORKER = "worker"

#: Is told the name of a process that has died, and its exit status (negative for a signal).
Died = Callable[[str, int], None]


class Supervisor(MPServer):
    """Serves until a signal comes.

    sidecars: what runs beside the workers
    died: told of each death; runtime: where the status is written, if there is a place for it
    options: granian's
    """

    def __init__(
        self, sidecars: Sequence[Sidecar], died: Died, runtime: Path | None, **options: Any
    ) -> None:
        super().__init__("", **options)
        self._sidecars = sidecars
        self._died = died
        self._runtime = runtime
        self._heartbeats = Heartbeats(runtime) if runtime else None
        self._deaths: Counter[str] = Counter()
        self._backoffs = [Backoff() for _ in range(self.workers)]
        self._dead: set[int] = set()
        self._listeners: list[socket.socket] = []
        self._told: Status | None = None

    # ---- what granian calls

    def signal_handler_reload(self, *_: Any, **__: Any) -> None:
        """A closed terminal ends it, too, instead of beginning its workers anew."""
        self.signal_handler_interrupt()  # type: ignore[no-untyped-call]

    def _init_shared_socket(self) -> None:
        if sys.platform != "linux":
            super()._init_shared_socket()
            return
        make = (self.bind_addr, self.bind_port, self.backlog)
        self._listeners = [listener(*make) for _ in range(self.workers)]

    def _spawn_worker(self, idx: int, *args: Any, **options: Any) -> Any:
        if self._listeners:
            self._sso: Any = self._listeners[idx]
            holder: Any = SocketHolder
            self._shd: Any = holder(self._sso.fileno(), False, self.backlog)
        return super()._spawn_worker(idx, *args, **options)

    def _drop_shared_socket(self) -> None:
        for made in self._listeners:
            made.close()
        if not self._listeners:
            super()._drop_shared_socket()  # type: ignore[no-untyped-call]

    def _serve_loop(self, spawn_target: Any, target_loader: Any) -> None:
        for sidecar in self._sidecars:
            sidecar.start()
        self._tell_status()
        while not self.interrupt_signal:
            self.main_loop_interrupt.wait(_LOOK)
            self.main_loop_interrupt.clear()
            time.sleep(_TOGETHER if self.interrupt_children else 0)
            if self.interrupt_signal:
                return
            self._count_dead_workers()
            self._end_silent_workers()
            self._check_sidecars()
            self._tell_status()
            if due := sorted(one for one in self._dead if self._backoffs[one].is_due):
                self._replace(due, spawn_target, target_loader)

    def shutdown(self, exit_code: int = 0) -> None:
        for sidecar in self._sidecars:
            sidecar.end()
        self.interrupt_children.clear()  # what heard the signal first hasn't failed
        super().shutdown(exit_code)  # type: ignore[no-untyped-call]

    # ---- what died

    def _count_dead_workers(self) -> None:
        while self.interrupt_children:
            index = self.interrupt_children.pop()
            self._dead.add(index)
            self._backoffs[index].died()
            ended = self.wrks[index].inner
            if self._heartbeats:
                self._heartbeats.forget(ended.pid)
            self._count(WORKER, ended.exitcode)

    def _end_silent_workers(self) -> None:
        """That they have ended is seen, as of any other."""
        beats = self._heartbeats
        for worker in self.wrks if beats else ():
            if beats and beats.is_silent(worker.inner.pid):
                with suppress(ProcessLookupError):
                    os.kill(worker.inner.pid, signal.SIGKILL)

    def _check_sidecars(self) -> None:
        for sidecar in self._sidecars:
            status = sidecar.check()
            if status is not None:
                self._count(sidecar.name, status)

    def _count(self, name: str, status: int | None) -> None:
        self._deaths[name] += 1
        self._died(name, status or 0)

    def _replace(self, workers: list[int], spawn_target: Any, target_loader: Any) -> None:
        self._respawn_workers(workers, spawn_target, target_loader)
        for index in workers:
            self._dead.discard(index)
            self._backoffs[index].started()
        self._tell_status()

    def _tell_status(self) -> None:
        status = Status(
            workers=self.workers,
            running=self.workers - len(self._dead),
            sidecars={one.name: one.is_running for one in self._sidecars},
            deaths=dict(self._deaths),
        )
        if self._runtime and status != self._told:
            write_status(self._runtime, status)
            self._told = status
