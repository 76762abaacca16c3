"""A process beside the server that is started with it, replaced when it dies, and ends with it."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence

from .backoff import Backoff

#: Seconds that a process has to end, before it is killed.
_END = 1


class Sidecar:
    """A command of `alinea`, run by itself.

    It is told by its standard input, which ends when this process does, however that is
    (`attached.py`).

    name: what it is called in logs and metrics
    words: the command; variables: its environment
    """

    def __init__(self, name: str, words: Sequence[str], variables: Mapping[str, str]) -> None:
        self.name = name
        self._command = [sys.executable, "-m", "search", *words, "--attached"]
        self._variables = variables
        self._process: subprocess.Popen[bytes] | None = None
        self._backoff = Backoff()
        if hasattr(os, "register_at_fork"):  # nobody else is to hold the other end
            os.register_at_fork(after_in_child=self._close)

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        variables = os.environ | self._variables
        self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, env=variables)
        self._backoff.started()

    def check(self) -> int | None:
        """Start it again if it is gone and its time has come.

        Returns its exit status, negative for a signal, once for each death.
        """
        if self._process is None:
            if self._backoff.is_due:
                self.start()
            return None
        status = self._process.poll()
        if status is not None:
            self._close()
            self._process = None
            self._backoff.died()
        return status

    def end(self) -> None:
        """Have it end, and wait until it has."""
        self._close()
        if self._process is None:
            return
        try:
            self._process.wait(_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(_END)

    def _close(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
